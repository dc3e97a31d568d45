using System;
using System.Collections.Generic;
using UnityEngine;

namespace Rpggo.Unity
{
    /// <summary>The service the game uses, and its configuration. One asset is enough for a game.</summary>
    [CreateAssetMenu(menuName = "Rpggo/Settings", fileName = DefaultName)]
    public sealed partial class RpggoSettings : ScriptableObject
    {
        /// <summary>The name of the default asset in a Resources folder.</summary>
        public const string DefaultName = "RpggoSettings";

        /// <summary>The game's id, unless a session sets its own; required by RPGGO.</summary>
        [Tooltip("The game's id, unless a session sets its own. Required by RPGGO.")]
        public string gameId = "";

        /// <summary>A key that anyone can read in the build.</summary>
        [Tooltip("WARNING: it ends up in the build, where anyone can read it. Leave it empty: the environment variable RPGGO_API_KEY, the editor's own file and RpggoSettings.ApiKeyProvider work without it.")]
        public string apiKeyInBuild = "";

        /// <summary>Replays all responses from this recording, without key and network.</summary>
        [Tooltip("Replays all responses from this recording, without key and network. Empty: uses the service.")]
        public TextAsset recording;

        /// <summary>All other options of <see cref="RpggoClientOptions"/>.</summary>
        [Tooltip("All other options, by their names in the C header: for example max_event_bytes. They come after the fields above.")]
        public List<RpggoOption> moreOptions = new List<RpggoOption>();

        /// <summary>Provides the key at run time, for example from the game's own server after login. Has
        /// the highest priority; null or empty: no key. Reset whenever play mode starts: set it in a method
        /// with <c>[RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.BeforeSceneLoad)]</c> or
        /// later.</summary>
        public static Func<RpggoSettings, string> ApiKeyProvider { get; set; }

        /// <summary>The default asset; null when there is none.</summary>
        public static RpggoSettings Default { get { return Resources.Load<RpggoSettings>(DefaultName); } }

        /// <summary>The options for a client.</summary>
        /// <exception cref="ArgumentException">One of <see cref="moreOptions"/> does not exist, has a wrong
        /// value, or is a key; the message says so.</exception>
        public RpggoClientOptions ToOptions()
        {
            var options = new RpggoClientOptions();
            SetShown(options);
            foreach (var more in moreOptions) SetMore(options, more.name.Trim(), more.value);
            // During a replay no request is sent, so no key is needed.
            if (recording != null) options.ReplayText = recording.text;
            else options.ApiKey = OrNull(ApiKey.Of(this));
            return options;
        }

        static void SetMore(RpggoClientOptions options, string name, string value)
        {
            // A line that is being written.
            if (name.Length == 0) return;
            if (name == "api_key")
                throw new ArgumentException("api_key is among the settings' More Options, from where it ends up in the build. " + Problems.WhereKeysAre);
            options.Set(name, value);
        }

        static string OrNull(string text) { return string.IsNullOrWhiteSpace(text) ? null : text.Trim(); }
    }
}
