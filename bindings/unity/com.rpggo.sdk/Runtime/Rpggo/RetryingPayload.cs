using System;

namespace Rpggo
{
    /// <summary>The request is tried again.</summary>
    public readonly unsafe ref struct RetryingPayload
    {
        private readonly Native.EventRetrying* _at;

        internal RetryingPayload(Native.EventRetrying* at)
        {
            _at = at;
        }

        /// <summary>Which retry it is: 1 is the first.</summary>
        public int Attempt => At->Attempt;

        /// <summary>How long the library waits before it.</summary>
        public TimeSpan Delay => TimeSpan.FromMilliseconds(At->DelayMs);

        /// <summary>Why the last try failed.</summary>
        public Status Status => At->Status;

        private Native.EventRetrying* At => (Native.EventRetrying*)View.Checked(_at);
    }
}
