using System;
using System.Collections.Generic;
using System.IO;
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
        [Tooltip("All other options, by their names in the C header: for example max_event_bytes.")]
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
        /// value, has a field of its own or is a key, or the recording is empty; the message says
        /// so.</exception>
        public RpggoClientOptions ToOptions()
        {
            var options = new RpggoClientOptions();
            SetShown(options);
            options.RecordPath = Below(Application.persistentDataPath, options.RecordPath);
            foreach (var more in moreOptions ?? new List<RpggoOption>())
            {
                // A line that is being written.
                if (more == null || string.IsNullOrWhiteSpace(more.name)) continue;
                SetMore(options, more.name.Trim(), (more.value ?? "").Trim());
            }
            if (recording == null)
            {
                options.ApiKey = OrNull(ApiKey.Of(this));
                return options;
            }
            // An empty one would be none: the game would talk with the service.
            if (string.IsNullOrWhiteSpace(recording.text))
                throw new ArgumentException("The recording " + recording.name + " is empty: record a conversation, or clear Recording in the settings.");
            // During a replay no request is sent, so no key is needed.
            options.ReplayText = recording.text;
            return options;
        }

        static void SetMore(RpggoClientOptions options, string name, string value)
        {
            var place = PlaceOf(name);
            if (place != null)
                throw new ArgumentException(name + " is among the settings' More Options, and has a field of its own: set " + place + " there.");
            if (IsSecret(name))
                throw new ArgumentException(name + " is among the settings' More Options, from where it ends up in the build. " + Problems.WhereKeyIs(name));
            options.Set(name, value);
        }

        /// <summary>The path; a relative one is below this folder, as where a game runs is anywhere.</summary>
        static string Below(string folder, string path)
        {
            return path == null || Path.IsPathRooted(path) ? path : Path.Combine(folder, path);
        }

        internal static string OrNull(string text) { return string.IsNullOrWhiteSpace(text) ? null : text.Trim(); }
    }
}
