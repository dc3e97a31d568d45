namespace Rpggo
{
    /// <summary>The result of a call or a request. Later versions may add some: treat an unknown one as a
    /// failure.</summary>
    public enum Status
    {
        /// <summary>Success.</summary>
        Ok = 0,

        /// <summary>An argument is missing or invalid; nothing was sent. Calls throw a <see
        /// cref="System.ArgumentException"/> for it.</summary>
        InvalidArgument = 1,

        /// <summary>The client was disposed. Calls throw an
        /// <see cref="System.ObjectDisposedException"/> for it.</summary>
        InvalidHandle = 2,

        /// <summary>The client's service does not support this call, or the recording has no response left
        /// for it; the message says more.</summary>
        Unsupported = 3,

        /// <summary>Too many requests of this client are in progress (<see
        /// cref="RpggoClientOptions.MaxRequests"/>), or too many clients exist.</summary>
        Busy = 4,

        /// <summary>The game cancelled the request.</summary>
        Cancelled = 5,

        /// <summary>A timeout expired, or the service timed out (HTTP 408); the message says
        /// which.</summary>
        Timeout = 6,

        /// <summary>The host name cannot be resolved, or the connection was refused, reset, or closed in
        /// the middle of a response.</summary>
        Network = 7,

        /// <summary>The certificate was rejected or the TLS handshake failed.</summary>
        Tls = 8,

        /// <summary>The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005.</summary>
        Unauthorized = 9,

        /// <summary>The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO
        /// 10000001.</summary>
        BadRequest = 10,

        /// <summary>Too many requests, or a quota is exhausted: HTTP 429, RPGGO 10000301. See <see
        /// cref="RpggoException.RetryAfter"/>.</summary>
        RateLimited = 11,

        /// <summary>The game session has ended: RPGGO 10000303. Start a new one with a new session
        /// id.</summary>
        SessionEnded = 12,

        /// <summary>The session does not exist yet: RPGGO 10000302. Start it first.</summary>
        SessionMissing = 13,

        /// <summary>The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other
        /// code.</summary>
        ServiceError = 14,

        /// <summary>The response is not in the service's format: not JSON, too long, nested too deeply, an
        /// unexpected content type, or a redirect.</summary>
        Protocol = 15,

        /// <summary>An internal error in the library. The request has ended; the client keeps
        /// working.</summary>
        Internal = 16
    }
}
