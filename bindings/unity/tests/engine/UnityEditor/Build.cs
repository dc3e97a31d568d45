using System;

namespace UnityEditor
{
    public enum BuildTarget { StandaloneWindows64 = 19, WebGL = 20, StandaloneLinux64 = 24, Android = 13, iOS = 9 }
}

namespace UnityEditor.Build
{
    using Reporting;

    public interface IOrderedCallback { int callbackOrder { get; } }

    public interface IPreprocessBuildWithReport : IOrderedCallback { void OnPreprocessBuild(BuildReport report); }
}

namespace UnityEditor.Build.Reporting
{
    public struct BuildSummary { public BuildTarget platform { get; set; } }

    public sealed class BuildReport
    {
        public BuildSummary summary { get; private set; }

        /// <summary>Not of the engine, which alone makes reports.</summary>
        public static BuildReport StandIn(BuildTarget platform)
        {
            return new BuildReport { summary = new BuildSummary { platform = platform } };
        }
    }
}

namespace UnityEditor
{
    public class AssetImporter : UnityEngine.Object { public string assetPath { get; set; } }

    public sealed class PluginImporter : AssetImporter
    {
        public bool isNativePlugin { get { return true; } }

        /// <summary>Not of the engine: the libraries that it has imported, by the platform that loads them.</summary>
        public static readonly System.Collections.Generic.Dictionary<BuildTarget, string> StandInPaths =
            new System.Collections.Generic.Dictionary<BuildTarget, string>();

        public static PluginImporter[] GetImporters(BuildTarget platform)
        {
            return StandInPaths.TryGetValue(platform, out var path)
                ? new[] { new PluginImporter { assetPath = path } } : new PluginImporter[0];
        }
    }
}
