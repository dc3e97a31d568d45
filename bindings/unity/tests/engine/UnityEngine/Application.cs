using System;
using System.Collections.Generic;
using UnityEngine.StandIn;

namespace UnityEngine
{
    public enum RuntimePlatform { LinuxPlayer = 13, LinuxEditor = 16 }

    public static class Application
    {
        public static event Action quitting;

        public static bool isPlaying { get; internal set; }
        public static bool isEditor { get { return true; } }
        public static RuntimePlatform platform { get { return RuntimePlatform.LinuxEditor; } }
        /// <summary>The Assets folder of the project.</summary>
        public static string dataPath { get; set; } = "/nowhere/Project/Assets";
        /// <summary>Where a game may write.</summary>
        public static string persistentDataPath { get; set; } = "/nowhere/Data";
        internal static void RaiseQuitting() { if (quitting != null) quitting(); }
    }

    public static class Time
    {
        public static float timeScale { get; set; } = 1;
        public static float unscaledDeltaTime { get; internal set; }
        public static float deltaTime { get { return unscaledDeltaTime * timeScale; } }
        public static float unscaledTime { get; internal set; }
        public static int frameCount { get; internal set; }
    }

    public static class Resources
    {
        public static T Load<T>(string path) where T : Object
        {
            return Engine.Assets.TryGetValue("Assets/Resources/" + path + ".asset", out var asset) ? asset as T : null;
        }

        public static T GetBuiltinResource<T>(string path) where T : Object, new()
        {
            // The editor names one of the two, by its version; another name is an error there, too.
            if (path != "Arial.ttf" && path != "LegacyRuntime.ttf") throw new ArgumentException(path);
            return new T();
        }
    }

    public sealed class Font : Object { }

    public enum RuntimeInitializeLoadType
    {
        AfterSceneLoad, BeforeSceneLoad, AfterAssembliesLoaded, BeforeSplashScreen, SubsystemRegistration
    }
}
