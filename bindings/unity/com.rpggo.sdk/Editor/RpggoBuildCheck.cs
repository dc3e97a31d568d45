using System.IO;
using Rpggo.Unity;
using UnityEditor;
using UnityEditor.Build;
using UnityEditor.Build.Reporting;
using UnityEngine;

namespace Rpggo.Editor
{
    /// <summary>Warns before a build about settings that should not be shipped.</summary>
    sealed class RpggoBuildCheck : IPreprocessBuildWithReport
    {
        public int callbackOrder { get { return 0; } }

        public void OnPreprocessBuild(BuildReport report)
        {
            foreach (var id in AssetDatabase.FindAssets("t:" + nameof(RpggoSettings)))
            {
                var settings = AssetDatabase.LoadAssetAtPath<RpggoSettings>(AssetDatabase.GUIDToAssetPath(id));
                if (settings == null || string.IsNullOrWhiteSpace(settings.apiKeyInBuild)) continue;
                Debug.LogWarning("Rpggo: " + settings.name + " has a key. " + SettingsFields.KeyWarning, settings);
            }
            var platform = report.summary.platform;
            if (platform == BuildTarget.WebGL)
                Debug.LogWarning("Rpggo: WebGL is not supported, so the library is not part of this build.");
            else if (!HasLibrary(platform))
                Debug.LogWarning("Rpggo: the native library for " + platform + " is not in the package, so characters will not talk in this build. A package from a git URL has scripts only.");
        }

        static bool HasLibrary(BuildTarget platform)
        {
            foreach (var importer in PluginImporter.GetImporters(platform))
            {
                var name = Path.GetFileNameWithoutExtension(importer.assetPath);
                if (importer.isNativePlugin && (name == "rpggo" || name == "librpggo")) return true;
            }
            return false;
        }
    }
}
