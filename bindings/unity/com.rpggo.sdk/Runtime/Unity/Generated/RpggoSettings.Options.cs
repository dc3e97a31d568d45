// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using UnityEngine;

namespace Rpggo.Unity
{
    public sealed partial class RpggoSettings
    {
        /// <summary>See <see cref="RpggoClientOptions.Service"/>.</summary>
        [Header("Service")]
        [Tooltip("The service to use. Default: RPGGO.")]
        public Service service;

        /// <summary>See <see cref="RpggoClientOptions.BaseUrl"/>.</summary>
        [Tooltip("URL of the service, for example \"https://api.example.com/v1\"; a path is kept. Empty: the service's public URL. http is allowed only to this machine (\"http://127.0.0.1:8787\"), unless Allow Http is set. Write an internationalized host name as \"xn--...\".")]
        public string baseUrl = "";

        /// <summary>See <see cref="RpggoClientOptions.ConnectTimeoutMs"/>.</summary>
        [Header("Timeouts")]
        [Tooltip("Timeout for connecting, including name lookup and TLS, in milliseconds. Default (0): 10000. -1: none.")]
        public int connectTimeoutMs;

        /// <summary>See <see cref="RpggoClientOptions.FirstByteTimeoutMs"/>.</summary>
        [Tooltip("Timeout from the start of a request until the response headers arrive, including connecting, in milliseconds. Default (0): 30000. -1: none.")]
        public int firstByteTimeoutMs;

        /// <summary>See <see cref="RpggoClientOptions.IdleTimeoutMs"/>.</summary>
        [Tooltip("Longest time without receiving data in the middle of a response, in milliseconds. Default (0): 60000. -1: none.")]
        public int idleTimeoutMs;

        /// <summary>See <see cref="RpggoClientOptions.TotalTimeoutMs"/>.</summary>
        [Tooltip("Timeout for a whole request, including retries, in milliseconds. Default: none.")]
        public int totalTimeoutMs;

        /// <summary>See <see cref="RpggoClientOptions.MaxRetries"/>.</summary>
        [Tooltip("How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, with the same message_id, as long as no part of its response has been delivered. A chat with a service that has no message ids (persona, Aurora) is retried only if the service cannot have accepted it: no connection, HTTP 429 and 503. Default (0): 2; -1: never.")]
        public int maxRetries;

        /// <summary>See <see cref="RpggoClientOptions.RecordPath"/>.</summary>
        [Header("Recordings")]
        [Tooltip("Record every request and every byte of its response, with timestamps, to this file, for Recording and the inspector. Use one file per client; new lines are appended to an existing file. The key and other secrets of at least 8 characters (shorter ones may be words) are redacted, even where a server echoes them; what players say is recorded. Empty: do not record.")]
        public string recordPath = "";

        /// <summary>See <see cref="RpggoClientOptions.ReplaySpeed"/>.</summary>
        [Tooltip("Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or -1 (as fast as the game polls). Default (0): 1, as recorded.")]
        public double replaySpeed;

        /// <summary>See <see cref="RpggoClientOptions.LogLevel"/>.</summary>
        [Header("Log")]
        [Tooltip("Emit Log events, which say what the library does, up to this level; higher values are more verbose. Default (0): none.")]
        public LogLevel logLevel;

        /// <summary>See <see cref="RpggoClientOptions.ExtraHeaders"/>.</summary>
        [Header("Network")]
        [Tooltip("Additional headers for every request, one per line, for example \"X-Build: 42\". They override the library's own headers. Empty: none. This is shipped with the game, where anyone can read it: write no password and no key here.")]
        [TextArea(2, 8)] public string extraHeaders = "";

        /// <summary>See <see cref="RpggoClientOptions.ProxyUrl"/>.</summary>
        [Tooltip("A proxy for all requests, for example \"http://user:password@proxy.example.com:8080\" (also https:// and socks5://). Empty: as set in the environment. Requests to this machine (\"http://127.0.0.1:...\") use a proxy only if it is set here. This is shipped with the game, where anyone can read it: write no password and no key here.")]
        public string proxyUrl = "";

        /// <summary>See <see cref="RpggoClientOptions.CaFile"/>.</summary>
        [Tooltip("A PEM file with additional certificate authorities to trust, on top of those of the operating system (or the bundled ones on systems without a list). Empty: none.")]
        public string caFile = "";

        /// <summary>See <see cref="RpggoClientOptions.AllowHttp"/>.</summary>
        [Tooltip("Allow plain http to hosts other than this machine. The key and the conversation are then readable by anyone on the network path: for tests in a trusted network only.")]
        public bool allowHttp;

        /// <summary>See <see cref="RpggoClientOptions.MaxRequests"/>.</summary>
        [Header("Advanced")]
        [Tooltip("Maximum number of requests in progress at the same time; further ones fail with Busy. Default: 1024.")]
        public int maxRequests;

        /// <summary>See <see cref="RpggoClientOptions.MaxHistoryCharacters"/>.</summary>
        [Tooltip("How many characters of a session's previous turns to send to an OpenAI-compatible server with each new message; the oldest turns are dropped, the system prompt is not. Default: 16000.")]
        public int maxHistoryCharacters;

        /// <summary>Sets the options that have fields here.</summary>
        void SetShown(RpggoClientOptions options)
        {
            options.Service = service;
            options.BaseUrl = OrNull(baseUrl);
            options.ConnectTimeoutMs = connectTimeoutMs;
            options.FirstByteTimeoutMs = firstByteTimeoutMs;
            options.IdleTimeoutMs = idleTimeoutMs;
            options.TotalTimeoutMs = totalTimeoutMs;
            options.MaxRetries = maxRetries;
            options.RecordPath = OrNull(recordPath);
            options.ReplaySpeed = replaySpeed;
            options.LogLevel = logLevel;
            options.ExtraHeaders = OrNull(extraHeaders);
            options.ProxyUrl = OrNull(proxyUrl);
            options.CaFile = OrNull(caFile);
            options.AllowHttp = allowHttp;
            options.MaxRequests = maxRequests;
            options.MaxHistoryCharacters = maxHistoryCharacters;
        }

        /// <summary>Whether an option may not be in settings, which are shipped with the game.</summary>
        static bool IsSecret(string name)
        {
            switch (name)
            {
                case "api_key":
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>The field here that an option is set with; null when there is none.</summary>
        static string PlaceOf(string name)
        {
            switch (name)
            {
                case "service":
                    return "Service";
                case "base_url":
                    return "Base Url";
                case "connect_timeout_ms":
                    return "Connect Timeout Ms";
                case "first_byte_timeout_ms":
                    return "First Byte Timeout Ms";
                case "idle_timeout_ms":
                    return "Idle Timeout Ms";
                case "total_timeout_ms":
                    return "Total Timeout Ms";
                case "max_retries":
                    return "Max Retries";
                case "record_path":
                    return "Record Path";
                case "replay_speed":
                    return "Replay Speed";
                case "log_level":
                    return "Log Level";
                case "extra_headers":
                    return "Extra Headers";
                case "proxy_url":
                    return "Proxy Url";
                case "ca_file":
                    return "Ca File";
                case "allow_http":
                    return "Allow Http";
                case "max_requests":
                    return "Max Requests";
                case "max_history_characters":
                    return "Max History Characters";
                case "replay_path":
                    return "Recording";
                case "replay_text":
                    return "Recording";
                default:
                    return null;
            }
        }
    }
}
