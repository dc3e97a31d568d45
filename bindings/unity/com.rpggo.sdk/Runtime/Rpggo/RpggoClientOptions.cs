using System;
using System.Threading;

namespace Rpggo
{
    /// <summary>
    /// How a client is set up. What is not set has its default; 0 and null mean the default. Copied
    /// when the client is made.
    /// </summary>
    public sealed class RpggoClientOptions
    {
        /// <summary>For <see cref="ReplaySpeed"/>: as fast as the game polls, and the same events in
        /// the same order every time, whatever the machine does: for tests.</summary>
        public const double ReplayAsPolled = Native.ReplayAsPolled;

        /// <summary>Which service to talk to. Default: RPGGO.</summary>
        public Service Service { get; set; }

        /// <summary>Where the service is, for example "https://api.example.com/v1"; a path is kept.
        /// Null: the service's public address. http only for this machine
        /// ("http://127.0.0.1:8787"), unless <see cref="AllowHttp"/> is set.</summary>
        public string BaseUrl { get; set; }

        /// <summary>The key. Null: the environment variable RPGGO_API_KEY where the service needs a
        /// key (RPGGO, Aurora), else none.</summary>
        public string ApiKey { get; set; }

        /// <summary>Longest wait for a connection, name look-up and TLS included. Zero: 10 seconds;
        /// <see cref="Timeout.InfiniteTimeSpan"/>: none. Counted in whole milliseconds, rounded up; at
        /// most 49 days. The same holds for the other timeouts.</summary>
        public TimeSpan ConnectTimeout { get; set; }

        /// <summary>Longest wait from the start of a request to the head of its answer, connecting
        /// included. Zero: 30 seconds.</summary>
        public TimeSpan FirstByteTimeout { get; set; }

        /// <summary>Longest silence in the middle of an answer. Zero: 60 seconds.</summary>
        public TimeSpan IdleTimeout { get; set; }

        /// <summary>Longest time for a whole request, retries included. Zero: none.</summary>
        public TimeSpan TotalTimeout { get; set; }

        /// <summary>How often a request is tried again after a failed connection or HTTP 408, 425, 429
        /// and 5xx, while nothing of its answer was delivered. 0: twice; -1: never.</summary>
        public int MaxRetries { get; set; }

        /// <summary>How many bytes of events may wait to be polled; when the game stops polling, the
        /// sockets wait and nothing is lost. 0: 4 MiB.</summary>
        public long MaxQueuedBytes { get; set; }

        /// <summary>Allow plain http to hosts other than this machine. Anybody on the way can read the
        /// key and the talk: for tests in a trusted network only.</summary>
        public bool AllowHttp { get; set; }

        /// <summary>Do not use the proxies that the environment names (HTTPS_PROXY, ALL_PROXY, …; on
        /// Windows and macOS those of the system).</summary>
        public bool IgnoreEnvironmentProxy { get; set; }

        /// <summary>How many requests may be under way at once; one more is refused with
        /// <see cref="Status.Busy"/>. 0: 1024.</summary>
        public int MaxRequests { get; set; }

        /// <summary>The longest line, event or body that is accepted, in bytes; a longer one ends its
        /// request with <see cref="Status.Protocol"/>. 0: 1 MiB.</summary>
        public long MaxEventBytes { get; set; }

        /// <summary>A PEM file of further certificate authorities to trust. Null: none.</summary>
        public string CaFile { get; set; }

        /// <summary>A proxy for all requests, for example
        /// "http://user:password@proxy.example.com:8080", also https:// and socks5://. Null: as the
        /// environment says.</summary>
        public string ProxyUrl { get; set; }

        /// <summary>Further headers for every request, one a line: "Name: value\nName: value". They win
        /// over the library's own. Null: none.</summary>
        public string ExtraHeaders { get; set; }

        /// <summary>How many characters of a session's turns an OpenAI-compatible server is sent along
        /// with each new one; the oldest are left out. 0: 16000.</summary>
        public int MaxHistoryCharacters { get; set; }

        /// <summary>Write every request and every byte of its answer into this file, for
        /// <see cref="ReplayPath"/>. A file for each client; new lines follow those that are in it. No
        /// secret is in it, what players say is. Null: do not record.</summary>
        public string RecordPath { get; set; }

        /// <summary>The recording ends before its file has more bytes than this. 0: 64 MiB.</summary>
        public long MaxRecordingBytes { get; set; }

        /// <summary>Answer all requests from this recording, without any network: no key and no address
        /// are needed. Null: do not replay.</summary>
        public string ReplayPath { get; set; }

        /// <summary>The recording itself, as text, where it is no file. Null: none.</summary>
        public string ReplayText { get; set; }

        /// <summary>How many times faster than recorded it is played, from 0.01 to 1000, or
        /// <see cref="ReplayAsPolled"/>. 0: as recorded.</summary>
        public double ReplaySpeed { get; set; }

        /// <summary>Send log events up to this level. Default: none.</summary>
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
