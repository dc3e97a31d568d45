using System;

namespace Rpggo
{
    /// <summary>The last event of a request.</summary>
    public readonly unsafe ref struct FinishedPayload
    {
        private readonly Native.EventFinished* _at;

        internal FinishedPayload(Native.EventFinished* at)
        {
            _at = at;
        }

        /// <summary>The result.</summary>
        public Status Status => At->Status;

        /// <summary>The HTTP status of the response; 0 when there was none.</summary>
        public int HttpStatus => At->HttpStatus;

        /// <summary>The service's own error code, for example 10000303; 0 when it sent none.</summary>
        public long ServiceCode => At->ServiceCode;

        /// <summary>A sentence that says what happened and what to do, including the service's own error
        /// message if it sent one; empty on success.</summary>
        public string Detail => Utf8.Read(At->Detail);

        /// <summary>How long the service asks clients to wait before the next attempt; zero when not
        /// specified.</summary>
        public TimeSpan RetryAfter => TimeSpan.FromMilliseconds(At->RetryAfterMs);

        private Native.EventFinished* At => (Native.EventFinished*)View.Checked(_at);
    }
}
