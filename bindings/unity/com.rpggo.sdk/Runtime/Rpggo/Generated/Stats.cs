// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
namespace Rpggo
{
    /// <summary>Statistics of a client since its creation, and its current queue.</summary>
    public readonly struct RpggoStats
    {
        internal RpggoStats(in Native.Stats native)
        {
            RequestsStarted = (long)native.RequestsStarted;
            RequestsFinished = (long)native.RequestsFinished;
            RequestsFailed = (long)native.RequestsFailed;
            RequestsCancelled = (long)native.RequestsCancelled;
            Events = (long)native.Events;
            BytesReceived = (long)native.BytesReceived;
            QueuedEvents = (long)native.QueuedEvents;
            QueuedBytes = (long)native.QueuedBytes;
            ConnectionsOpened = (long)native.ConnectionsOpened;
            ConnectionsReused = (long)native.ConnectionsReused;
            Retries = (long)native.Retries;
            FirstEventLastMs = native.FirstEventLastMs;
            FirstEventAverageMs = native.FirstEventAverageMs;
            FirstEventWorstMs = native.FirstEventWorstMs;
        }

        /// <summary>Requests started.</summary>
        public long RequestsStarted { get; }

        /// <summary>Requests finished, with any result. Their <see cref="EventKind.Finished"/> may
        /// still be queued.</summary>
        public long RequestsFinished { get; }

        /// <summary>Finished requests that failed: neither <see cref="Status.Ok"/> nor
        /// cancelled.</summary>
        public long RequestsFailed { get; }

        /// <summary>Finished requests that the game cancelled, including recorded cancellations in a
        /// replay.</summary>
        public long RequestsCancelled { get; }

        /// <summary>Events queued for the game.</summary>
        public long Events { get; }

        /// <summary>Bytes of response bodies received over HTTP, not counting headers and
        /// TLS.</summary>
        public long BytesReceived { get; }

        /// <summary>Events currently queued for <see cref="RpggoClient.Poll(RpggoHandler)"/>.</summary>
        public long QueuedEvents { get; }

        /// <summary>Approximate memory used by the queued events, in bytes; at most
        /// <see cref="RpggoClientOptions.MaxQueuedBytes"/>, plus one event.</summary>
        public long QueuedBytes { get; }

        /// <summary>Connections opened to the service or its proxy.</summary>
        public long ConnectionsOpened { get; }

        /// <summary>Responses received on an existing connection, without a new handshake.</summary>
        public long ConnectionsReused { get; }

        /// <summary>Retries made.</summary>
        public long Retries { get; }

        /// <summary>Time from the start of a request to the first event decoded from its response (not
        /// <see cref="EventKind.Started"/>, <see cref="EventKind.Retrying"/>,
        /// <see cref="EventKind.Finished"/> and <see cref="EventKind.Log"/>), for the last request that
        /// had one, in milliseconds. 0 when there was none yet.</summary>
        public double FirstEventLastMs { get; }

        /// <summary>The average of those times, in milliseconds.</summary>
        public double FirstEventAverageMs { get; }

        /// <summary>The longest of those times, in milliseconds.</summary>
        public double FirstEventWorstMs { get; }
    }
}
