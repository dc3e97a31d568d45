using System;
using System.Threading;
using UnityEngine;

namespace Rpggo.Unity
{
    /// <summary>Which service the game talks to, and how. One asset serves the whole game.</summary>
    [CreateAssetMenu(menuName = "Rpggo/Settings", fileName = DefaultName)]
    public sealed class RpggoSettings : ScriptableObject
    {
        /// <summary>The name of the asset in a Resources folder that is used where none is named.</summary>
        public const string DefaultName = "RpggoSettings";

        /// <summary>Which service the game talks to.</summary>
        [Tooltip("Which service the game talks to. A game that changes it changes the address and the ids, too.")]
        public Service service;

        /// <summary>Where the service is; empty: its public address.</summary>
        [Tooltip("Where the service is. Empty: its public address. Plain http only for this machine, such as http://127.0.0.1:8787.")]
        public string baseUrl = "";

        /// <summary>The game, where a session names no other; RPGGO needs one.</summary>
        [Tooltip("The game, where a session names no other. RPGGO needs one.")]
        public string gameId = "";

        /// <summary>A key that anybody can read in the build.</summary>
        [Tooltip("WARNING: it ends up in the build, where anybody can read it. Leave it empty: the environment variable RPGGO_API_KEY, the editor's own file and RpggoSettings.ApiKeyProvider need no asset.")]
        public string apiKeyInBuild = "";

        /// <summary>Longest wait for a connection, in seconds. 0: 10; less: no limit.</summary>
        [Header("Timeouts in seconds; 0: the default, -1: none")]
        [Tooltip("Longest wait for a connection. 0: 10 seconds.")]
        public float connectTimeout;

        /// <summary>Longest wait for the beginning of an answer, in seconds. 0: 30; less: no limit.</summary>
        [Tooltip("Longest wait for the beginning of an answer. 0: 30 seconds.")]
        public float firstByteTimeout;

        /// <summary>Longest silence within an answer, in seconds. 0: 60; less: no limit.</summary>
        [Tooltip("Longest silence within an answer. 0: 60 seconds.")]
        public float idleTimeout;

        /// <summary>Longest time for a whole request, retries included, in seconds. 0 or less: no limit.</summary>
        [Tooltip("Longest time for a whole request, retries included. 0: no limit.")]
        public float totalTimeout;

        /// <summary>How often a failed request is tried again. 0: twice; -1: never.</summary>
        [Tooltip("How often a failed request is tried again. 0: twice, -1: never.")]
        public int maxRetries;

        /// <summary>Answers everything from this recording, without key and network.</summary>
        [Header("Recordings")]
        [Tooltip("Answers everything from this recording, without key and network. Empty: the service is asked.")]
        public TextAsset recording;

        /// <summary>How many times faster than recorded it is played. 0: as recorded; -1: as fast as the game polls.</summary>
        [Tooltip("How many times faster than recorded it is played. 0: as recorded, -1: as fast as the game polls, for tests.")]
        public float replaySpeed;

        /// <summary>Writes what is asked and answered into this file; empty: nothing is recorded.</summary>
        [Tooltip("Writes what is asked and answered into this file, to be played later. No key is in it, what the player says is. Empty: nothing is recorded.")]
        public string recordPath = "";

        /// <summary>How much the library says in the console, beside failures, which are always told.</summary>
        [Header("Console")]
        [Tooltip("How much the library says in the console, beside failures, which are always told.")]
        public LogLevel logLevel;

        /// <summary>
        /// Gives the key at run time, for example from the game's own server after its login. Asked first;
        /// null or empty: it has none. It is forgotten whenever play mode begins: set it in a method with
        /// <c>[RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.BeforeSceneLoad)]</c> or later.
        /// </summary>
        public static Func<RpggoSettings, string> ApiKeyProvider { get; set; }

        /// <summary>The asset that is used where none is named; null when there is none.</summary>
        public static RpggoSettings Default { get { return Resources.Load<RpggoSettings>(DefaultName); } }

        /// <summary>What a client is made with.</summary>
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
            // Nobody is asked, so nobody is to be told the key.
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
