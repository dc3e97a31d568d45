namespace Rpggo
{
    /// <summary>
    /// How a call or a request ended. Later versions may add some: treat one that you do not know as
    /// a failure.
    /// </summary>
    public enum Status
    {
        /// <summary>It worked.</summary>
        Ok = 0,

        /// <summary>An argument is missing or wrong; nothing was sent. Calls throw an
        /// <see cref="System.ArgumentException"/> for it.</summary>
        InvalidArgument = 1,

        /// <summary>The client was disposed. Calls throw an
        /// <see cref="System.ObjectDisposedException"/> for it.</summary>
        InvalidHandle = 2,

        /// <summary>The client's service has no such call, or the recording has nothing left for it;
        /// the message says more.</summary>
        Unsupported = 3,

        /// <summary>Too many requests of this client are under way
        /// (<see cref="RpggoClientOptions.MaxRequests"/>), or too many clients exist.</summary>
        Busy = 4,

        /// <summary>The game cancelled the request.</summary>
        Cancelled = 5,

        /// <summary>A timeout struck, or the service gave up waiting (HTTP 408); the message says
        /// which it was.</summary>
        Timeout = 6,

        /// <summary>The name was not found, or the connection was refused, reset, or cut in the
        /// middle.</summary>
        Network = 7,

        /// <summary>The certificate or the TLS handshake was not acceptable.</summary>
        Tls = 8,

        /// <summary>The service does not accept the key: HTTP 401 and 403, RPGGO 10000003 to
        /// 10000005.</summary>
        Unauthorized = 9,

        /// <summary>The service does not accept the request: HTTP 400, 404, 422 and other 4xx, RPGGO
        /// 10000001.</summary>
        BadRequest = 10,

        /// <summary>Too many requests, or a quota is used up: HTTP 429, RPGGO 10000301. See
        /// <see cref="RpggoException.RetryAfter"/>.</summary>
        RateLimited = 11,

        /// <summary>The game session has ended: RPGGO 10000303. Start one with a new session
        /// id.</summary>
        SessionEnded = 12,

        /// <summary>The session does not exist yet: RPGGO 10000302. Start it first.</summary>
        SessionMissing = 13,

        /// <summary>The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other
        /// code.</summary>
        ServiceError = 14,

        /// <summary>The answer is not what the service promises: not JSON, too long, nested too deep,
        /// another content type, or a redirect.</summary>
        Protocol = 15,

        /// <summary>A fault of the library. That request is over, the client lives on.</summary>
        Internal = 16
    }
}
