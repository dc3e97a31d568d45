using System;

namespace Rpggo
{
    /// <summary>A call or a request that failed. The message says what happened and what to do, including
    /// the service's own error message if it sent one.</summary>
    public sealed class RpggoException : Exception
    {
        /// <summary>Creates an exception without a response of the service.</summary>
        /// <param name="status">The status.</param>
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
            RetryAfterMs = finished.RetryAfterMs;
            Partial = partial;
        }

        /// <summary>The status; never <see cref="Rpggo.Status.Ok"/>.</summary>
        public Status Status { get; }

        /// <summary>The HTTP status of the response; 0 when there was none.</summary>
        public int HttpStatus { get; }

        /// <summary>The service's own error code, for example 10000303; 0 when it sent none.</summary>
        public long ServiceCode { get; }

        /// <summary>How long the service asks clients to wait before the next attempt, in milliseconds;
        /// 0 when not specified.</summary>
        public int RetryAfterMs { get; }

        /// <summary>For a chat: what was received before it failed; the service may count it as said. Null
        /// for every other call.</summary>
        public ChatResult Partial { get; }
    }
}
