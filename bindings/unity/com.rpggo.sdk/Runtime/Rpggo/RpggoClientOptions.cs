using System;
using System.Threading;

namespace Rpggo
{
    /// <summary>Configuration of a client. Properties that are not set have their defaults; 0 and null mean
    /// the default. Copied when the client is created.</summary>
    public sealed class RpggoClientOptions
    {
        /// <summary>For <see cref="ReplaySpeed"/>: as fast as the game polls, with the same events in the
        /// same order every time, regardless of timing; for tests.</summary>
        public const double ReplayAsPolled = Native.ReplayAsPolled;

        /// <summary>The service to use. Default: RPGGO.</summary>
        public Service Service { get; set; }

        /// <summary>URL of the service, for example "https://api.example.com/v1"; a path is kept. Null: the
        /// service's public URL. http is allowed only to this machine ("http://127.0.0.1:8787"), unless
        /// <see cref="AllowHttp"/> is set.</summary>
        public string BaseUrl { get; set; }

        /// <summary>The API key. Null: the environment variable RPGGO_API_KEY if the service requires a key
        /// (RPGGO, Aurora), otherwise none.</summary>
        public string ApiKey { get; set; }

        /// <summary>Timeout for connecting, including name lookup and TLS. Zero: 10 seconds; <see
        /// cref="Timeout.InfiniteTimeSpan"/>: none. In whole milliseconds, rounded up; at most 49 days. The
        /// same applies to the other timeouts.</summary>
        public TimeSpan ConnectTimeout { get; set; }

        /// <summary>Timeout from the start of a request until the response headers arrive, including
        /// connecting. Zero: 30 seconds.</summary>
        public TimeSpan FirstByteTimeout { get; set; }

        /// <summary>Longest time without receiving data in the middle of a response. Zero: 60
        /// seconds.</summary>
        public TimeSpan IdleTimeout { get; set; }

        /// <summary>Timeout for a whole request, including retries. Zero: none.</summary>
        public TimeSpan TotalTimeout { get; set; }

        /// <summary>How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, as
        /// long as no part of its response has been delivered. 0: twice; -1: never.</summary>
        public int MaxRetries { get; set; }

        /// <summary>How many bytes of events may be queued for polling. When the game stops polling, the
        /// library stops reading from the sockets and nothing is lost. 0: 4 MiB.</summary>
        public long MaxQueuedBytes { get; set; }

        /// <summary>Allow plain http to hosts other than this machine. The key and the conversation are
        /// then readable by anyone on the network path: for tests in a trusted network only.</summary>
        public bool AllowHttp { get; set; }

        /// <summary>Ignore the proxies set in the environment (HTTPS_PROXY, ALL_PROXY, …; on Windows and
        /// macOS also the system's).</summary>
        public bool IgnoreEnvironmentProxy { get; set; }

        /// <summary>Maximum number of requests in progress at the same time; further ones fail with <see
        /// cref="Status.Busy"/>. 0: 1024.</summary>
        public int MaxRequests { get; set; }

        /// <summary>Maximum size of a line, event or body, in bytes; a larger one finishes its request with
        /// <see cref="Status.Protocol"/>. 0: 1 MiB.</summary>
        public long MaxEventBytes { get; set; }

        /// <summary>A PEM file with additional certificate authorities to trust. Null: none.</summary>
        public string CaFile { get; set; }

        /// <summary>A proxy for all requests, for example "http://user:password@proxy.example.com:8080";
        /// https:// and socks5:// are also supported. Null: as set in the environment.</summary>
        public string ProxyUrl { get; set; }

        /// <summary>Additional headers for every request, one per line: "Name: value\nName: value". They
        /// override the library's own headers. Null: none.</summary>
        public string ExtraHeaders { get; set; }

        /// <summary>How many characters of a session's previous turns to send to an OpenAI-compatible
        /// server with each new message; the oldest turns are dropped. 0: 16000.</summary>
        public int MaxHistoryCharacters { get; set; }

        /// <summary>Record every request and every byte of its response to this file, for <see
        /// cref="ReplayPath"/>. Use one file per client; new lines are appended to an existing file.
        /// Secrets are redacted; what players say is recorded. Null: do not record.</summary>
        public string RecordPath { get; set; }

        /// <summary>Maximum size of the recording, in bytes; recording stops before the file exceeds it. 0:
        /// 64 MiB.</summary>
        public long MaxRecordingBytes { get; set; }

        /// <summary>Replay all responses from this recording, without a network: neither a key nor a URL is
        /// needed. Null: do not replay.</summary>
        public string ReplayPath { get; set; }

        /// <summary>The content of a recording, as text, when it is not a file. Null: none.</summary>
        public string ReplayText { get; set; }

        /// <summary>Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or <see
        /// cref="ReplayAsPolled"/>. 0: as recorded.</summary>
        public double ReplaySpeed { get; set; }

        /// <summary>Emit log events up to this level; higher values are more verbose. Default:
        /// none.</summary>
        public LogLevel LogLevel { get; set; }

        internal unsafe Native.ClientOptions ToNative(NativeTexts texts)
        {
            return new Native.ClientOptions
            {
                StructSize = (UIntPtr)sizeof(Native.ClientOptions),
                Service = Service,
                BaseUrl = texts.Add(BaseUrl, nameof(BaseUrl)),
                ApiKey = texts.Add(ApiKey, nameof(ApiKey)),
                ConnectTimeoutMs = Milliseconds(ConnectTimeout, nameof(ConnectTimeout)),
                FirstByteTimeoutMs = Milliseconds(FirstByteTimeout, nameof(FirstByteTimeout)),
                IdleTimeoutMs = Milliseconds(IdleTimeout, nameof(IdleTimeout)),
                TotalTimeoutMs = Milliseconds(TotalTimeout, nameof(TotalTimeout)),
                MaxRetries = MaxRetries,
                MaxQueuedBytes = Bytes(MaxQueuedBytes, nameof(MaxQueuedBytes)),
                Flags = (AllowHttp ? Native.ClientAllowHttp : 0)
                    | (IgnoreEnvironmentProxy ? Native.ClientIgnoreEnvironmentProxy : 0),
                MaxRequests = (uint)NotNegative(MaxRequests, nameof(MaxRequests)),
                MaxEventBytes = Bytes(MaxEventBytes, nameof(MaxEventBytes)),
                CaFile = texts.Add(CaFile, nameof(CaFile)),
                ProxyUrl = texts.Add(ProxyUrl, nameof(ProxyUrl)),
                ExtraHeaders = texts.Add(ExtraHeaders, nameof(ExtraHeaders)),
                MaxHistoryCharacters =
                    (uint)NotNegative(MaxHistoryCharacters, nameof(MaxHistoryCharacters)),
                RecordPath = texts.Add(RecordPath, nameof(RecordPath)),
                MaxRecordingBytes =
                    (ulong)NotNegative(MaxRecordingBytes, nameof(MaxRecordingBytes)),
                ReplayPath = texts.Add(ReplayPath, nameof(ReplayPath)),
                ReplayText = texts.Add(ReplayText, nameof(ReplayText)),
                ReplaySpeed = ReplaySpeed,
                LogLevel = LogLevel
            };
        }

        private static uint Milliseconds(TimeSpan time, string name)
        {
            if (time == Timeout.InfiniteTimeSpan)
            {
                return Native.NoTimeout;
            }
            double milliseconds = Math.Ceiling(time.TotalMilliseconds);
            if (milliseconds < 0 || milliseconds >= Native.NoTimeout)
            {
                throw new ArgumentOutOfRangeException(
                    name,
                    time,
                    name + " is negative or more than 49 days: use Timeout.InfiniteTimeSpan for none");
            }
            return (uint)milliseconds;
        }

        private static UIntPtr Bytes(long bytes, string name)
        {
            ulong most = UIntPtr.Size == 8 ? ulong.MaxValue : uint.MaxValue;
            return (UIntPtr)Math.Min((ulong)NotNegative(bytes, name), most);
        }

        private static long NotNegative(long number, string name)
        {
            if (number < 0)
            {
                throw new ArgumentOutOfRangeException(
                    name, number, name + " is negative: 0 means the default");
            }
            return number;
        }
    }
}
