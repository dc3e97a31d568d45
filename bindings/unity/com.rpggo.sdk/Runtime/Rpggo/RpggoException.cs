using System;

namespace Rpggo
{
    /// <summary>
    /// A call that was refused, or a request that failed. The message says what happened and what to
    /// do, with the service's own words where it has any.
    /// </summary>
    public sealed class RpggoException : Exception
    {
        /// <summary>Makes one without a service's answer.</summary>
        /// <param name="status">How it ended.</param>
        /// <param name="message">What happened and what to do.</param>
        public RpggoException(Status status, string message)
            : base(message)
        {
            Status = status;
        }

        internal RpggoException(in FinishedPayload finished, ChatResult partial)
            : base(finished.Detail)
        {
            Status = finished.Status;
            HttpStatus = finished.HttpStatus;
            ServiceCode = finished.ServiceCode;
            RetryAfter = finished.RetryAfter;
            Partial = partial;
        }

        /// <summary>How it ended; never <see cref="Rpggo.Status.Ok"/>.</summary>
        public Status Status { get; }

        /// <summary>The HTTP status of the answer; 0 when there was none.</summary>
        public int HttpStatus { get; }

        /// <summary>The service's own code, for example 10000303; 0 when it gave none.</summary>
        public long ServiceCode { get; }

        /// <summary>How long the service asks to wait before the next try; zero when it does not
        /// say.</summary>
        public TimeSpan RetryAfter { get; }

        /// <summary>For a chat: what came before it failed, which the story may count as said. Null for
        /// every other call.</summary>
        public ChatResult Partial { get; }
    }
}
