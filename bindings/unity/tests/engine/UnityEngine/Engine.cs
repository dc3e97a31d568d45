using System;
using System.Collections.Generic;
using System.Reflection;
using UnityEngine.SceneManagement;

namespace UnityEngine.StandIn
{
    /// <summary>
    /// The engine's life cycle, frame by frame, as its manual documents it under "Order of execution
    /// for event functions". This is no part of the engine: it stands in for it in tests.
    /// </summary>
    public static class Engine
    {
        const string Kept = "DontDestroyOnLoad";
        public static readonly Dictionary<string, Object> Assets = new Dictionary<string, Object>();
        internal static readonly List<GameObject> Things = new List<GameObject>();
        internal static string ActiveScene = "first";
        static string unloading;
        static readonly List<Object> doomed = new List<Object>();

        /// <summary>How long a frame lasts in the engine's time.</summary>
        public static float FrameSeconds = 1f / 60;

        /// <summary>What the player does to statics when it begins to play.</summary>
        public static void EnterPlayMode(params Assembly[] scripts)
        {
            Application.isPlaying = true;
            ActiveScene = "first";
            foreach (var moment in new[] {
                RuntimeInitializeLoadType.SubsystemRegistration, RuntimeInitializeLoadType.AfterAssembliesLoaded,
                RuntimeInitializeLoadType.BeforeSplashScreen, RuntimeInitializeLoadType.BeforeSceneLoad })
                Initialize(scripts, moment);
        }

        static void Initialize(Assembly[] scripts, RuntimeInitializeLoadType moment)
        {
            const BindingFlags any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
            foreach (var assembly in scripts)
            foreach (var type in assembly.GetTypes())
            foreach (var method in type.GetMethods(any))
            foreach (RuntimeInitializeOnLoadMethodAttribute it in method.GetCustomAttributes(
                typeof(RuntimeInitializeOnLoadMethodAttribute), false))
                if (it.loadType == moment) method.Invoke(null, null);
        }

        /// <summary>One frame: Start, Update, LateUpdate, then what was to be destroyed.</summary>
        public static void Frame()
        {
            Time.frameCount++;
            Time.unscaledDeltaTime = FrameSeconds;
            Time.unscaledTime += FrameSeconds;
            foreach (var it in InOrder())
                if (it.IsEnabled && !it.WasStarted) { it.WasStarted = true; Send(it, "Start"); }
            foreach (var it in InOrder()) if (it.IsEnabled && it.WasStarted) Send(it, "Update");
            foreach (var it in InOrder()) if (it.IsEnabled && it.WasStarted) Send(it, "LateUpdate");
            DestroyDoomed();
        }

        public static void LoadScene(string name)
        {
            unloading = ActiveScene;
            foreach (var thing in Things.ToArray())
                if (thing.Home.name == unloading && thing.Place.parent == null) DestroyNow(thing);
            unloading = null;
            ActiveScene = name;
        }

        public static void Quit()
        {
            foreach (var it in InOrder()) if (it.IsEnabled) Send(it, "OnApplicationQuit");
            Application.RaiseQuitting();
            foreach (var thing in Things.ToArray()) if (thing.Place.parent == null) DestroyNow(thing);
            Application.isPlaying = false;
        }

        /// <summary>The scripts' half of a reload of the domain: all are disabled, and enabled again.</summary>
        public static void DisableAllForReload()
        {
            foreach (var it in InOrder()) if (it.IsEnabled) { it.IsEnabled = false; Send(it, "OnDisable"); }
        }

        /// <summary>All objects are gone without a word, as after an exit that went wrong.</summary>
        public static void Vanish()
        {
            foreach (var thing in Things) thing.IsDestroyed = true;
            Things.Clear();
            Application.isPlaying = false;
        }

        internal static void Add(GameObject thing)
        {
            thing.Home = new Scene { Name = ActiveScene };
            Things.Add(thing);
        }

        internal static void Keep(GameObject thing)
        {
            thing.Home = new Scene { Name = Kept };
            foreach (var child in thing.Place.Children) Keep(child.Owner);
        }

        internal static bool IsLoaded(string scene)
        {
            return scene != unloading && (scene == ActiveScene || scene == Kept);
        }

        /// <summary>Wakes, enables and disables what has to be after a change. Nothing runs in edit mode.</summary>
        internal static void Refresh(GameObject thing)
        {
            if (!Application.isPlaying) return;
            foreach (var component in thing.Components.ToArray())
            {
                var script = component as MonoBehaviour;
                if (script == null) continue;
                if (thing.activeInHierarchy && !script.WasAwoken) { script.WasAwoken = true; CheckMessages(script); Send(script, "Awake"); }
                if (script.IsOn == script.IsEnabled || script.IsDestroyed) continue;
                script.IsEnabled = script.IsOn;
                Send(script, script.IsEnabled ? "OnEnable" : "OnDisable");
            }
            foreach (var child in thing.Place.Children.ToArray()) Refresh(child.Owner);
        }

        internal static void DestroyLater(Object it) { if (it != null) doomed.Add(it); }

        static void DestroyDoomed()
        {
            while (doomed.Count > 0)
            {
                var it = doomed[0];
                doomed.RemoveAt(0);
                DestroyNow(it);
            }
        }

        internal static void DestroyNow(Object it)
        {
            if (it == null) return;
            var thing = it as GameObject;
            if (thing == null)
            {
                if (it is Component component) End(component);
                it.IsDestroyed = true;
                return;
            }
            foreach (var child in thing.Place.Children.ToArray()) DestroyNow(child.Owner);
            foreach (var component in thing.Components.ToArray()) End(component);
            foreach (var component in thing.Components) component.IsDestroyed = true;
            if (thing.Place.parent != null) thing.Place.parent.Children.Remove(thing.Place);
            thing.IsDestroyed = true;
            Things.Remove(thing);
        }

        static void End(Component component)
        {
            var script = component as MonoBehaviour;
            if (script == null || !script.WasAwoken) return;
            if (script.IsEnabled) { script.IsEnabled = false; Send(script, "OnDisable"); }
            Send(script, "OnDestroy");
        }

        static List<MonoBehaviour> InOrder()
        {
            var scripts = new List<MonoBehaviour>();
            foreach (var thing in Things)
                foreach (var component in thing.Components)
                    if (component is MonoBehaviour script && !script.IsDestroyed) scripts.Add(script);
            // List.Sort is not stable; the order of equals is that of their making.
            var sorted = new List<MonoBehaviour>();
            foreach (var script in scripts)
            {
                var at = sorted.FindIndex(it => Order(it) > Order(script));
                sorted.Insert(at < 0 ? sorted.Count : at, script);
            }
            return sorted;
        }

        static int Order(MonoBehaviour script)
        {
            var found = script.GetType().GetCustomAttributes(typeof(DefaultExecutionOrder), true);
            return found.Length > 0 ? ((DefaultExecutionOrder)found[0]).order : 0;
        }

        /// <summary>As the engine's "Start() can not take parameters".</summary>
        static void CheckMessages(MonoBehaviour script)
        {
            const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            foreach (var method in script.GetType().GetMethods(any))
                if (Array.IndexOf(Messages, method.Name) >= 0 && method.GetParameters().Length > 0)
                    Debug.LogError("Script error: " + method.Name + "() can not take parameters", script);
        }

        static readonly string[] Messages =
        {
            "Awake", "OnEnable", "Reset", "Start", "FixedUpdate", "Update", "LateUpdate", "OnGUI", "OnValidate",
            "OnApplicationQuit", "OnDisable", "OnDestroy",
        };

        /// <summary>An exception of a script is shown in the console, and the engine goes on.</summary>
        static void Send(MonoBehaviour script, string message)
        {
            const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            for (var type = script.GetType(); type != typeof(MonoBehaviour); type = type.BaseType)
            {
                var method = type.GetMethod(message, any, null, Type.EmptyTypes, null);
                if (method == null) continue;
                try { method.Invoke(script, null); }
                catch (TargetInvocationException thrown) { Debug.LogException(thrown.InnerException, script); }
                return;
            }
        }
    }
}
