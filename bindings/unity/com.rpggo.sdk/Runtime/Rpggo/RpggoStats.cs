namespace Rpggo
{
    /// <summary>What a client has done since it was made, and what it holds now.</summary>
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

        /// <summary>Requests that were started.</summary>
        public long RequestsStarted { get; }

        /// <summary>Requests that are over, however they ended. Their
        /// <see cref="EventKind.Finished"/> may still wait to be polled.</summary>
        public long RequestsFinished { get; }

        /// <summary>Those of them that failed: neither well nor cancelled.</summary>
        public long RequestsFailed { get; }

        /// <summary>Those of them that the game cancelled.</summary>
        public long RequestsCancelled { get; }

        /// <summary>Events that were queued for the game.</summary>
        public long Events { get; }

        /// <summary>Bytes of answers, as HTTP delivers them: without its heads and TLS.</summary>
        public long BytesReceived { get; }

        /// <summary>Events that wait for <see cref="RpggoClient.Poll(RpggoHandler)"/> now.</summary>
        public long QueuedEvents { get; }

        /// <summary>About how many bytes of memory they take.</summary>
        public long QueuedBytes { get; }

        /// <summary>Connections that were opened to the service or its proxy.</summary>
        public long ConnectionsOpened { get; }

        /// <summary>Answers that came on a connection that was open already.</summary>
        public long ConnectionsReused { get; }

        /// <summary>How often a request was tried again.</summary>
        public long Retries { get; }

        /// <summary>The time from the start of a request to the first thing that it tells the player,
        /// of the last request that told something, in milliseconds; 0 while there was none.</summary>
        public double FirstEventLastMs { get; }

        /// <summary>The mean of those times, in milliseconds.</summary>
        public double FirstEventAverageMs { get; }

        /// <summary>The longest of them, in milliseconds.</summary>
        public double FirstEventWorstMs { get; }
    }
}
