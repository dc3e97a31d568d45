using System;

namespace Rpggo
{
    /// <summary>The request will be retried.</summary>
    public readonly unsafe ref struct RetryingPayload
    {
        private readonly Native.EventRetrying* _at;

        internal RetryingPayload(Native.EventRetrying* at)
        {
            _at = at;
        }

        /// <summary>The number of the retry, starting at 1.</summary>
        public int Attempt => At->Attempt;

        /// <summary>The delay before the retry.</summary>
        public TimeSpan Delay => TimeSpan.FromMilliseconds(At->DelayMs);

        /// <summary>Why the last attempt failed.</summary>
        public Status Status => At->Status;

        private Native.EventRetrying* At => (Native.EventRetrying*)View.Checked(_at);
    }
}
