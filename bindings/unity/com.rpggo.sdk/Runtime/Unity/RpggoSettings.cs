using System;
using System.Threading;
using UnityEngine;

namespace Rpggo.Unity
{
    /// <summary>The service the game uses, and its configuration. One asset is enough for a game.</summary>
    [CreateAssetMenu(menuName = "Rpggo/Settings", fileName = DefaultName)]
    public sealed class RpggoSettings : ScriptableObject
    {
        /// <summary>The name of the default asset in a Resources folder.</summary>
        public const string DefaultName = "RpggoSettings";

        /// <summary>The service the game uses.</summary>
        [Tooltip("The service the game uses. To switch to another one, change the URL and the ids as well.")]
        public Service service;

        /// <summary>URL of the service; empty: its public URL.</summary>
        [Tooltip("URL of the service. Empty: its public URL. Plain http only to this machine, such as http://127.0.0.1:8787.")]
        public string baseUrl = "";

        /// <summary>The game's id, unless a session sets its own; required by RPGGO.</summary>
        [Tooltip("The game's id, unless a session sets its own. Required by RPGGO.")]
        public string gameId = "";

        /// <summary>A key that anyone can read in the build.</summary>
        [Tooltip("WARNING: it ends up in the build, where anyone can read it. Leave it empty: the environment variable RPGGO_API_KEY, the editor's own file and RpggoSettings.ApiKeyProvider work without it.")]
        public string apiKeyInBuild = "";

        /// <summary>Timeout for connecting, in seconds. 0: 10; negative: none.</summary>
        [Header("Timeouts in seconds; 0: the default, -1: none")]
        [Tooltip("Timeout for connecting. 0: 10 seconds.")]
        public float connectTimeout;

        /// <summary>Timeout until the response begins, in seconds. 0: 30; negative: none.</summary>
        [Tooltip("Timeout until the response begins. 0: 30 seconds.")]
        public float firstByteTimeout;

        /// <summary>Longest time without receiving data in the middle of a response, in seconds. 0: 60;
        /// negative: none.</summary>
        [Tooltip("Longest time without receiving data in the middle of a response. 0: 60 seconds.")]
        public float idleTimeout;

        /// <summary>Timeout for a whole request, including retries, in seconds. 0 or negative:
        /// none.</summary>
        [Tooltip("Timeout for a whole request, including retries. 0: none.")]
        public float totalTimeout;

        /// <summary>How often to retry a failed request. 0: twice; -1: never.</summary>
        [Tooltip("How often to retry a failed request. 0: twice, -1: never.")]
        public int maxRetries;

        /// <summary>Replays all responses from this recording, without key and network.</summary>
        [Header("Recordings")]
        [Tooltip("Replays all responses from this recording, without key and network. Empty: uses the service.")]
        public TextAsset recording;

        /// <summary>Replay speed relative to the recording. 0: as recorded; -1: as fast as the game
        /// polls.</summary>
        [Tooltip("Replay speed relative to the recording. 0: as recorded, -1: as fast as the game polls, for tests.")]
        public float replaySpeed;

        /// <summary>Records requests and responses to this file; empty: does not record.</summary>
        [Tooltip("Records requests and responses to this file, for replay. The key is redacted; what the player says is recorded. Empty: does not record.")]
        public string recordPath = "";

        /// <summary>How much the library logs to the console. Failures are always logged.</summary>
        [Header("Console")]
        [Tooltip("How much the library logs to the console. Failures are always logged.")]
        public LogLevel logLevel;

        /// <summary>Provides the key at run time, for example from the game's own server after login. Has
        /// the highest priority; null or empty: no key. Reset whenever play mode starts: set it in a method
        /// with <c>[RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.BeforeSceneLoad)]</c> or
        /// later.</summary>
        public static Func<RpggoSettings, string> ApiKeyProvider { get; set; }

        /// <summary>The default asset; null when there is none.</summary>
        public static RpggoSettings Default { get { return Resources.Load<RpggoSettings>(DefaultName); } }

        /// <summary>The options for a client.</summary>
        public RpggoClientOptions ToOptions()
        {
            var options = new RpggoClientOptions
            {
                Service = service,
                BaseUrl = OrNull(baseUrl),
                ConnectTimeout = Seconds(connectTimeout),
                FirstByteTimeout = Seconds(firstByteTimeout),
                IdleTimeout = Seconds(idleTimeout),
                TotalTimeout = Seconds(totalTimeout),
                MaxRetries = maxRetries,
                RecordPath = OrNull(recordPath),
                LogLevel = logLevel,
            };
            if (recording == null)
            {
                options.ApiKey = OrNull(ApiKey.Of(this));
                return options;
            }
            // No request is sent, so no key is needed.
            options.ReplayText = recording.text;
            options.ReplaySpeed = replaySpeed < 0 ? RpggoClientOptions.ReplayAsPolled : replaySpeed;
            return options;
        }

        static string OrNull(string text) { return string.IsNullOrWhiteSpace(text) ? null : text.Trim(); }

        static TimeSpan Seconds(float seconds)
        {
            return seconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
        }
    }
}
