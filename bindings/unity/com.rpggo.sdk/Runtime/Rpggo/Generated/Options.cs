// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using System;

namespace Rpggo
{
    /// <summary>Configuration of a client. Set the fields you need: zero and null mean the default. The
    /// library copies everything before <see cref="RpggoClient"/> returns.</summary>
    public sealed class RpggoClientOptions
    {
        /// <summary>No timeout.</summary>
        public const int NoTimeout = -1;

        /// <summary>As fast as the game polls, with the same events in the same order every time,
        /// regardless of timing; for tests. New requests and cancellations take effect when a poll has
        /// delivered all events that were queued.</summary>
        public const double ReplayAsPolled = -1;

        /// <summary>The service to use. Default: RPGGO.</summary>
        public Service Service { get; set; }

        /// <summary>URL of the service, for example "https://api.example.com/v1"; a path is kept. Null:
        /// the service's public URL. <c>http</c> is allowed only to this machine
        /// ("http://127.0.0.1:8787"), unless <see cref="RpggoClientOptions.AllowHttp"/> is set. Write
        /// an internationalized host name as "xn--...".</summary>
        public string BaseUrl { get; set; }

        /// <summary>The API key. Null: the environment variable <c>RPGGO_API_KEY</c> if the service
        /// requires a key (RPGGO, Aurora), otherwise none. It never appears in errors or logs, and is
        /// redacted where a server echoes it (in story text only if it has at least 16 characters: a
        /// shorter one may be a word).</summary>
        public string ApiKey { get; set; }

        /// <summary>Timeout for connecting, including name lookup and TLS, in milliseconds. Default
        /// (0): 10000. <see cref="RpggoClientOptions.NoTimeout"/> (-1): none.</summary>
        public int ConnectTimeoutMs { get; set; }

        /// <summary>Timeout from the start of a request until the response headers arrive, including
        /// connecting, in milliseconds. Default (0): 30000.
        /// <see cref="RpggoClientOptions.NoTimeout"/> (-1): none.</summary>
        public int FirstByteTimeoutMs { get; set; }

        /// <summary>Longest time without receiving data in the middle of a response, in milliseconds.
        /// Default (0): 60000. <see cref="RpggoClientOptions.NoTimeout"/> (-1): none.</summary>
        public int IdleTimeoutMs { get; set; }

        /// <summary>Timeout for a whole request, including retries, in milliseconds. Default:
        /// none.</summary>
        public int TotalTimeoutMs { get; set; }

        /// <summary>How often to retry a request after a failed connection or HTTP 408, 425, 429 or
        /// 5xx, with the same <c>MessageId</c>, as long as no part of its response has been delivered.
        /// A chat with a service that has no message ids (persona, Aurora) is retried only if the
        /// service cannot have accepted it: no connection, HTTP 429 and 503. Default (0): 2; -1:
        /// never.</summary>
        public int MaxRetries { get; set; }

        /// <summary>How many bytes of events may be queued for
        /// <see cref="RpggoClient.Poll(RpggoHandler)"/>. When the game stops polling, the library stops
        /// reading from the sockets and nothing is lost. A single event is queued even if it is larger.
        /// In addition, each request in progress holds the frame it is reading. Default:
        /// 4194304.</summary>
        public long MaxQueuedBytes { get; set; }

        /// <summary>Allow plain <c>http</c> to hosts other than this machine. The key and the
        /// conversation are then readable by anyone on the network path: for tests in a trusted network
        /// only.</summary>
        public bool AllowHttp { get; set; }

        /// <summary>Ignore the proxies set in the environment (<c>HTTPS_PROXY</c>, <c>ALL_PROXY</c>,
        /// ...; on Windows and macOS also the system's).</summary>
        public bool IgnoreEnvironmentProxy { get; set; }

        /// <summary>Maximum number of requests in progress at the same time; further ones fail with
        /// <see cref="Status.Busy"/>. Default: 1024.</summary>
        public int MaxRequests { get; set; }

        /// <summary>Maximum size of a line, event or body, in bytes; a larger one finishes its request
        /// with <see cref="Status.Protocol"/>. Default: 1048576.</summary>
        public long MaxEventBytes { get; set; }

        /// <summary>A PEM file with additional certificate authorities to trust, on top of those of the
        /// operating system (or the bundled ones on systems without a list). Null: none.</summary>
        public string CaFile { get; set; }

        /// <summary>A proxy for all requests, for example "http://user:password@proxy.example.com:8080"
        /// (also <c>https://</c> and <c>socks5://</c>). Null: as set in the environment. Requests to
        /// this machine ("http://127.0.0.1:...") use a proxy only if it is set here.</summary>
        public string ProxyUrl { get; set; }

        /// <summary>Additional headers for every request, one per line, for example "X-Build: 42". They
        /// override the library's own headers. Null: none.</summary>
        public string ExtraHeaders { get; set; }

        /// <summary>How many characters of a session's previous turns to send to an OpenAI-compatible
        /// server with each new message; the oldest turns are dropped, the system prompt is not.
        /// Default: 16000.</summary>
        public int MaxHistoryCharacters { get; set; }

        /// <summary>Record every request and every byte of its response, with timestamps, to this file,
        /// for <see cref="RpggoClientOptions.ReplayPath"/> and the inspector. Use one file per client;
        /// new lines are appended to an existing file. The key and other secrets of at least 8
        /// characters (shorter ones may be words) are redacted, even where a server echoes them; what
        /// players say is recorded. Null: do not record.</summary>
        public string RecordPath { get; set; }

        /// <summary>Maximum size of the recording, in bytes. Recording stops before the file exceeds
        /// it, and nothing is added to a file that is already full; the conversation continues, and a
        /// warning is logged. Default: 67108864; at most 1073741824.</summary>
        public long MaxRecordingBytes { get; set; }

        /// <summary>Replay all responses from this recording, without a network: neither a key nor
        /// <see cref="RpggoClientOptions.BaseUrl"/> is needed. The file is read before
        /// <see cref="RpggoClient"/> returns. Each request gets the first recorded response that has
        /// not been played yet for the same call, character and session, else for the same call and
        /// character, else for the same call. A request without a match finishes with
        /// <see cref="Status.Unsupported"/>, and <c>Detail</c> lists what the recording contains. Null:
        /// do not replay.</summary>
        public string ReplayPath { get; set; }

        /// <summary>The content of a recording, as text, instead of a path: for engines whose assets
        /// are not files (Unity's <c>TextAsset</c>, Godot's <c>res://</c>, Android). Null:
        /// none.</summary>
        public string ReplayText { get; set; }

        /// <summary>Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or
        /// <see cref="RpggoClientOptions.ReplayAsPolled"/>. Default (0): 1, as recorded.</summary>
        public double ReplaySpeed { get; set; }

        /// <summary>Emit <see cref="EventKind.Log"/> events, which say what the library does, up to
        /// this level; higher values are more verbose. Default (0): none.</summary>
        public LogLevel LogLevel { get; set; }

        /// <summary>Added to every URL, after its path, for example "api-version=2024-10-21" for
        /// classic Azure. Null: none.</summary>
        public string Query { get; set; }

        internal unsafe Native.ClientOptions ToNative(NativeTexts texts)
        {
            return new Native.ClientOptions
            {
                StructSize = (UIntPtr)sizeof(Native.ClientOptions),
                Service = Service,
                BaseUrl = texts.Add(BaseUrl, nameof(BaseUrl)),
                ApiKey = texts.Add(ApiKey, nameof(ApiKey)),
                ConnectTimeoutMs = Number.Timeout(ConnectTimeoutMs, nameof(ConnectTimeoutMs)),
                FirstByteTimeoutMs = Number.Timeout(FirstByteTimeoutMs, nameof(FirstByteTimeoutMs)),
                IdleTimeoutMs = Number.Timeout(IdleTimeoutMs, nameof(IdleTimeoutMs)),
                TotalTimeoutMs = Number.Timeout(TotalTimeoutMs, nameof(TotalTimeoutMs)),
                MaxRetries = MaxRetries,
                MaxQueuedBytes = Number.Size(MaxQueuedBytes, nameof(MaxQueuedBytes)),
                Flags = (AllowHttp ? Native.ClientAllowHttp : 0)
                    | (IgnoreEnvironmentProxy ? Native.ClientIgnoreEnvironmentProxy : 0),
                MaxRequests = Number.Unsigned(MaxRequests, nameof(MaxRequests)),
                MaxEventBytes = Number.Size(MaxEventBytes, nameof(MaxEventBytes)),
                CaFile = texts.Add(CaFile, nameof(CaFile)),
                ProxyUrl = texts.Add(ProxyUrl, nameof(ProxyUrl)),
                ExtraHeaders = texts.Add(ExtraHeaders, nameof(ExtraHeaders)),
                MaxHistoryCharacters = Number.Unsigned(MaxHistoryCharacters, nameof(MaxHistoryCharacters)),
                RecordPath = texts.Add(RecordPath, nameof(RecordPath)),
                MaxRecordingBytes = Number.Unsigned(MaxRecordingBytes, nameof(MaxRecordingBytes)),
                ReplayPath = texts.Add(ReplayPath, nameof(ReplayPath)),
                ReplayText = texts.Add(ReplayText, nameof(ReplayText)),
                ReplaySpeed = ReplaySpeed,
                LogLevel = LogLevel,
                Query = texts.Add(Query, nameof(Query))
            };
        }

        /// <summary>Sets an option by its name, for example from a file of settings or an editor. A
        /// number is written in decimal, a timeout of -1 means none, a flag is <c>true</c>,
        /// <c>false</c>, <c>1</c> or <c>0</c>, and a service or a log level is its number or its name,
        /// such as <c>openai</c>. An empty value means the default.</summary>
        /// <param name="name">The name in C: "max_retries" sets <see cref="MaxRetries"/>.</param>
        /// <param name="value">The value as text.</param>
        /// <exception cref="ArgumentException">There is no such option, or this is no value for it; the
        /// message says so.</exception>
        public void Set(string name, string value)
        {
            switch (name)
            {
                case "service":
                    Service = OptionText.Choice<Service>(name, value);
                    break;
                case "base_url":
                    BaseUrl = OptionText.Text(value);
                    break;
                case "api_key":
                    ApiKey = OptionText.Text(value);
                    break;
                case "connect_timeout_ms":
                    ConnectTimeoutMs = OptionText.Timeout(name, value);
                    break;
                case "first_byte_timeout_ms":
                    FirstByteTimeoutMs = OptionText.Timeout(name, value);
                    break;
                case "idle_timeout_ms":
                    IdleTimeoutMs = OptionText.Timeout(name, value);
                    break;
                case "total_timeout_ms":
                    TotalTimeoutMs = OptionText.Timeout(name, value);
                    break;
                case "max_retries":
                    MaxRetries = OptionText.Int(name, value);
                    break;
                case "max_queued_bytes":
                    MaxQueuedBytes = OptionText.LongCount(name, value);
                    break;
                case "allow_http":
                    AllowHttp = OptionText.Bool(name, value);
                    break;
                case "ignore_environment_proxy":
                    IgnoreEnvironmentProxy = OptionText.Bool(name, value);
                    break;
                case "max_requests":
                    MaxRequests = OptionText.Count(name, value);
                    break;
                case "max_event_bytes":
                    MaxEventBytes = OptionText.LongCount(name, value);
                    break;
                case "ca_file":
                    CaFile = OptionText.Text(value);
                    break;
                case "proxy_url":
                    ProxyUrl = OptionText.Text(value);
                    break;
                case "extra_headers":
                    ExtraHeaders = OptionText.Text(value);
                    break;
                case "max_history_characters":
                    MaxHistoryCharacters = OptionText.Count(name, value);
                    break;
                case "record_path":
                    RecordPath = OptionText.Text(value);
                    break;
                case "max_recording_bytes":
                    MaxRecordingBytes = OptionText.LongCount(name, value);
                    break;
                case "replay_path":
                    ReplayPath = OptionText.Text(value);
                    break;
                case "replay_text":
                    ReplayText = OptionText.Text(value);
                    break;
                case "replay_speed":
                    ReplaySpeed = OptionText.Double(name, value);
                    break;
                case "log_level":
                    LogLevel = OptionText.Choice<LogLevel>(name, value);
                    break;
                case "query":
                    Query = OptionText.Text(value);
                    break;
                default:
                    throw OptionText.Unknown(name, Names);
            }
        }

        private const string Names =
            "service, base_url, api_key, connect_timeout_ms, "
            + "first_byte_timeout_ms, idle_timeout_ms, total_timeout_ms, max_retries, "
            + "max_queued_bytes, allow_http, ignore_environment_proxy, max_requests, "
            + "max_event_bytes, ca_file, proxy_url, extra_headers, "
            + "max_history_characters, record_path, max_recording_bytes, replay_path, "
            + "replay_text, replay_speed, log_level, query";
    }
}
