using System;
using System.Collections.Generic;
using UnityEngine;
using UnityEngine.Events;

namespace Rpggo.Unity
{
    /// <summary>Owns the client: creates it on first use, polls it once per frame, also while
    /// <c>Time.timeScale</c> is 0, and frees it when this component is disabled, the game quits, or the
    /// editor reloads the scripts. One is enough; a scene without one gets one automatically.</summary>
    [AddComponentMenu("Rpggo/Client")]
    [DisallowMultipleComponent]
    // Before the game's own scripts, so that they see in Update what arrived.
    [DefaultExecutionOrder(-200)]
    public sealed class RpggoClientBehaviour : MonoBehaviour
    {
        /// <summary>The settings to use; none: the asset RpggoSettings in a Resources folder.</summary>
        [Tooltip("The settings to use. None: the asset RpggoSettings in a Resources folder, which Project Settings > Rpggo creates.")]
        public RpggoSettings settings;

        /// <summary>True: it and its object persist when another scene is loaded.</summary>
        [Tooltip("It and its object persist when another scene is loaded. If that scene has one with the same settings, its object is removed.")]
        public bool dontDestroyOnLoad = true;

        /// <summary>There can be no client: a sentence that says why.</summary>
        [Tooltip("There can be no client: a sentence that says why.")]
        public UnityEvent<string> onProblem = new UnityEvent<string>();

        /// <summary>Lets code change the options right before the client is created.</summary>
        public Action<RpggoClientOptions> adjust;

        /// <summary>Receives every event of the client, of all kinds, before the components do: also those
        /// that belong to no request, because a character speaks by itself or the client wants something.
        /// None: only the components receive events.</summary>
        public RpggoHandler Handler { get; set; }

        static readonly List<RpggoClientBehaviour> enabledOnes = new List<RpggoClientBehaviour>();

        Connection connection;
        /// <summary>It persists when another scene is loaded.</summary>
        bool isKept;

        /// <summary>The most recently enabled one; null when there is none.</summary>
        public static RpggoClientBehaviour Current
        {
            get { return enabledOnes.Count > 0 ? enabledOnes[enabledOnes.Count - 1] : null; }
        }

        /// <summary>True once the game has begun to quit.</summary>
        internal static bool IsQuitting { get; private set; }

        /// <summary>Why there is no client, as a sentence; null when there is no problem.</summary>
        public string Problem { get; private set; }

        /// <summary>True while there is a native client.</summary>
        public bool IsConnected { get { return connection != null; } }

        /// <summary>The client itself, for what the components do not cover; null when there can be none.
        /// It is polled here: never poll it yourself, and do not keep a reference to it.</summary>
        public RpggoClient Client
        {
            get
            {
                var it = Connect();
                return it == null ? null : it.Client;
            }
        }

        /// <summary>The settings in use; null when there are none.</summary>
        public RpggoSettings Settings { get { return settings != null ? settings : RpggoSettings.Default; } }

        /// <summary>Frees the client. The next request creates a new one, with the settings of that time;
        /// after a problem, it is tried again.</summary>
        public void Reconnect()
        {
            Close();
            Problem = null;
        }

        /// <summary>The default one; created if the scene has none.</summary>
        internal static RpggoClientBehaviour Find()
        {
            if (Current != null || IsQuitting || !Application.isPlaying) return Current;
            return new GameObject("Rpggo").AddComponent<RpggoClientBehaviour>();
        }

        /// <summary>The connection, created now if there is none; null when there can be none.</summary>
        internal Connection Connect()
        {
            if (connection != null || Problem != null) return connection;
            if (IsQuitting || !Application.isPlaying || !isActiveAndEnabled) return null;
            var it = Settings;
            if (it == null)
            {
                Fail("There are no settings: create them in Project Settings > Rpggo, or set RpggoClientBehaviour.settings.");
                return null;
            }
            try
            {
                connection = new Connection(OptionsOf(it), this);
            }
            catch (Exception thrown)
            {
                Fail(Problems.Of(thrown));
            }
            return connection;
        }

        /// <summary>The options, as the game changed them. A key that was looked for is not sent to another
        /// service.</summary>
        internal RpggoClientOptions OptionsOf(RpggoSettings it)
        {
            var options = it.ToOptions();
            if (adjust == null) return options;
            var key = options.ApiKey;
            adjust(options);
            if (options.Service != it.service && options.ApiKey == key && key != null)
                options.ApiKey = RpggoSettings.OrNull(ApiKey.Of(it, options.Service));
            return options;
        }

        void Awake()
        {
            if (!dontDestroyOnLoad) return;
            foreach (var other in enabledOnes)
            {
                if (!other.isKept || other.Settings != Settings) continue;
                // At once, so that it is not found in this frame.
                gameObject.SetActive(false);
                Destroy(gameObject);
                return;
            }
            if (transform.parent != null)
            {
                Debug.LogWarning("Rpggo: the client is destroyed with its scene, because its object is a child of another one.", this);
                return;
            }
            isKept = true;
            DontDestroyOnLoad(gameObject);
        }

        void OnEnable()
        {
            enabledOnes.Add(this);
            Problem = null;
#if UNITY_EDITOR
            UnityEditor.AssemblyReloadEvents.beforeAssemblyReload += Close;
#endif
        }

        void OnDisable()
        {
            enabledOnes.Remove(this);
#if UNITY_EDITOR
            UnityEditor.AssemblyReloadEvents.beforeAssemblyReload -= Close;
#endif
            Close();
        }

        void Update() { if (connection != null) connection.Poll(); }

        void OnApplicationQuit()
        {
            IsQuitting = true;
            Close();
        }

        void Close()
        {
            var closing = connection;
            // First, so that a listener that sends a request gets a new one.
            connection = null;
            if (closing != null) closing.Close();
        }

        void Fail(string sentence)
        {
            // Once, and not in every frame: nothing is tried again before Reconnect.
            Problem = sentence;
            Debug.LogError("Rpggo: " + sentence, this);
            Raise.Event(this, onProblem, sentence);
        }

        /// <summary>Play mode can start without a domain reload; then statics keep their previous
        /// values.</summary>
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        static void ResetStatics()
        {
            enabledOnes.Clear();
            IsQuitting = false;
            RpggoSettings.ApiKeyProvider = null;
            RpggoSession.ResetStatics();
            Application.quitting -= OnQuitting;
            Application.quitting += OnQuitting;
        }

        static void OnQuitting() { IsQuitting = true; }
    }
}
