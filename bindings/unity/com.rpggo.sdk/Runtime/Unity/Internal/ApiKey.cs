using System;
using System.IO;
using UnityEngine;

namespace Rpggo.Unity
{
    /// <summary>The sources of the key: the game's code, the environment, the editor's file, the
    /// asset.</summary>
    static class ApiKey
    {
        const string Variable = "RPGGO_API_KEY";

        /// <summary>The key; null when there is none.</summary>
        public static string Of(RpggoSettings settings) { return Of(settings, settings.service); }

        /// <summary>The key for this service; null when there is none.</summary>
        public static string Of(RpggoSettings settings, Service service)
        {
            var provider = RpggoSettings.ApiKeyProvider;
            var key = provider == null ? null : provider(settings);
            if (!string.IsNullOrWhiteSpace(key)) return key;
            // The variable holds a key of these two; no other server is to see it.
            if (service == Service.Rpggo || service == Service.Aurora)
            {
                key = Environment.GetEnvironmentVariable(Variable);
                if (!string.IsNullOrWhiteSpace(key)) return key;
            }
            key = InEditor;
            return string.IsNullOrWhiteSpace(key) ? settings.apiKeyInBuild : key;
        }

#if UNITY_EDITOR
        /// <summary>Next to Assets, in the folder that is per user and not under version control.</summary>
        public static string EditorPath
        {
            get
            {
                var project = Path.GetDirectoryName(Application.dataPath);
                return Path.Combine(Path.Combine(project ?? "", "UserSettings"), "RpggoApiKey.txt");
            }
        }

        /// <summary>The key in the editor's file; null when there is none.</summary>
        public static string InEditor
        {
            get { return File.Exists(EditorPath) ? File.ReadAllText(EditorPath).Trim() : null; }
            set
            {
                Directory.CreateDirectory(Path.GetDirectoryName(EditorPath));
                if (string.IsNullOrWhiteSpace(value)) File.Delete(EditorPath);
                else File.WriteAllText(EditorPath, value.Trim());
            }
        }
#else
        static string InEditor { get { return null; } }
#endif
    }
}
