namespace Rpggo
{
    /// <summary>Statistics of a client since its creation, and its current queue.</summary>
    public readonly struct RpggoStats
    {
        internal RpggoStats(in Native.Stats stats)
        {
            RequestsStarted = (long)stats.RequestsStarted;
            RequestsFinished = (long)stats.RequestsFinished;
            RequestsFailed = (long)stats.RequestsFailed;
            RequestsCancelled = (long)stats.RequestsCancelled;
            Events = (long)stats.Events;
            BytesReceived = (long)stats.BytesReceived;
            QueuedEvents = (long)stats.QueuedEvents;
            QueuedBytes = (long)stats.QueuedBytes;
            ConnectionsOpened = (long)stats.ConnectionsOpened;
            ConnectionsReused = (long)stats.ConnectionsReused;
            Retries = (long)stats.Retries;
            FirstEventLastMs = stats.FirstEventLastMs;
            FirstEventAverageMs = stats.FirstEventAverageMs;
            FirstEventWorstMs = stats.FirstEventWorstMs;
        }

        /// <summary>Requests started.</summary>
        public long RequestsStarted { get; }

        /// <summary>Requests finished, with any result. Their <see cref="EventKind.Finished"/> may still be
        /// queued.</summary>
        public long RequestsFinished { get; }

        /// <summary>Finished requests that failed: neither successful nor cancelled.</summary>
        public long RequestsFailed { get; }

        /// <summary>Finished requests that the game cancelled.</summary>
        public long RequestsCancelled { get; }

        /// <summary>Events queued for the game.</summary>
        public long Events { get; }

        /// <summary>Bytes of response bodies received over HTTP, not counting headers and TLS.</summary>
        public long BytesReceived { get; }

        /// <summary>Events currently queued for <see cref="RpggoClient.Poll(RpggoHandler)"/>.</summary>
        public long QueuedEvents { get; }

        /// <summary>Approximate memory used by the queued events, in bytes.</summary>
        public long QueuedBytes { get; }

        /// <summary>Connections opened to the service or its proxy.</summary>
        public long ConnectionsOpened { get; }

        /// <summary>Responses received on an existing connection.</summary>
        public long ConnectionsReused { get; }

        /// <summary>Retries made.</summary>
        public long Retries { get; }

        /// <summary>Time from the start of a request to the first event decoded from its response, for the
        /// last request that had one, in milliseconds; 0 when there was none yet.</summary>
        public double FirstEventLastMs { get; }

        /// <summary>The average of those times, in milliseconds.</summary>
        public double FirstEventAverageMs { get; }

        /// <summary>The longest of those times, in milliseconds.</summary>
        public double FirstEventWorstMs { get; }
    }
}
