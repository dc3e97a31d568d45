using System;

namespace Rpggo
{
    /// <summary>The last event of its request.</summary>
    public readonly unsafe ref struct FinishedPayload
    {
        private readonly Native.EventFinished* _at;

        internal FinishedPayload(Native.EventFinished* at)
        {
            _at = at;
        }

        /// <summary>How it ended.</summary>
        public Status Status => At->Status;

        /// <summary>The HTTP status of the answer; 0 when there was none.</summary>
        public int HttpStatus => At->HttpStatus;

        /// <summary>The service's own code, for example 10000303; 0 when it gave none.</summary>
        public long ServiceCode => At->ServiceCode;

        /// <summary>What happened and what to do, in a sentence, with the service's own words where
        /// it has any; empty when all went well.</summary>
        public string Detail => Utf8.Read(At->Detail);

        /// <summary>How long the service asks to wait before the next try; zero when it does not
        /// say.</summary>
        public TimeSpan RetryAfter => TimeSpan.FromMilliseconds(At->RetryAfterMs);

        private Native.EventFinished* At => (Native.EventFinished*)View.Checked(_at);
    }
}
