// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
namespace Rpggo
{
    /// <summary>The kind of an event. Values never change; later versions may add kinds, so ignore
    /// those you do not know.</summary>
    public enum EventKind
    {
        /// <summary>The service accepted the request: <see cref="StartedPayload"/>.</summary>
        Started = 1,

        /// <summary>A piece of a message, streamed as it is generated: <see cref="TextPayload"/>. RPGGO
        /// and the web form of the persona chat send whole messages only.</summary>
        Text = 2,

        /// <summary>One complete message: <see cref="MessagePayload"/>. Sent with every service, after
        /// its <see cref="EventKind.Text"/> pieces if there are any.</summary>
        Message = 3,

        /// <summary>An image: <see cref="ImagePayload"/>.</summary>
        Image = 4,

        /// <summary>The current state of the goals: <see cref="GoalsPayload"/>.</summary>
        Goals = 5,

        /// <summary>The story moves to another chapter: <see cref="ChapterPayload"/>. Pass its id to
        /// <see cref="RpggoClient.ChapterChange"/>.</summary>
        Chapter = 6,

        /// <summary>The game has ended: <see cref="EndingPayload"/>.</summary>
        Ending = 7,

        /// <summary>The state of a persona's state machine: <see cref="StatePayload"/>.</summary>
        State = 8,

        /// <summary>Values to display have changed: <see cref="StatusPayload"/>.</summary>
        Status = 9,

        /// <summary>A cost reported by the service: <see cref="CostPayload"/>.</summary>
        Cost = 10,

        /// <summary>Details of a session or a game: <see cref="SessionPayload"/>.</summary>
        Session = 11,

        /// <summary>The request will be retried after a delay: <see cref="RetryingPayload"/>.</summary>
        Retrying = 12,

        /// <summary>The last event of a request, sent exactly once:
        /// <see cref="FinishedPayload"/>.</summary>
        Finished = 13,

        /// <summary>A log line for the developer: <see cref="LogPayload"/>. Sent only when
        /// <see cref="RpggoClientOptions.LogLevel"/> is set.</summary>
        Log = 14
    }

    /// <summary>The role of the speaker.</summary>
    public enum Role
    {
        /// <summary>A character of the game.</summary>
        Character = 0,

        /// <summary>The player; only in a session's history.</summary>
        Player = 1,

        /// <summary>The story's narrator: an RPGGO director, whose <c>CharacterType</c> ends in
        /// <c>_dm</c>.</summary>
        Narrator = 2
    }

    /// <summary>The level of a log line; higher values are more verbose.</summary>
    public enum LogLevel
    {
        /// <summary>As an option: no log events.</summary>
        None = 0,

        /// <summary>A failure.</summary>
        Error = 1,

        /// <summary>Something unexpected.</summary>
        Warn = 2,

        /// <summary>Normal activity.</summary>
        Info = 3,

        /// <summary>Details for debugging.</summary>
        Debug = 4
    }

    /// <summary>The result of a call or a request. Values never change; later versions may add some, so
    /// treat an unknown one as a failure.</summary>
    public enum Status
    {
        /// <summary>Success.</summary>
        Ok = 0,

        /// <summary>An argument is missing or invalid.</summary>
        InvalidArgument = 1,

        /// <summary>This process was forked from the one that created the client: a child process must
        /// create its own. (A client that was disposed throws an exception.)</summary>
        InvalidHandle = 2,

        /// <summary>The client's service does not support this call, and the message lists the services
        /// that do; or the recording has no response left for it.</summary>
        Unsupported = 3,

        /// <summary>Too many requests of this client are in progress
        /// (<see cref="RpggoClientOptions.MaxRequests"/>), or 4096 clients exist.</summary>
        Busy = 4,

        /// <summary>The game cancelled the request.</summary>
        Cancelled = 5,

        /// <summary>A timeout expired, or the service timed out (HTTP 408); <c>Detail</c> says
        /// which.</summary>
        Timeout = 6,

        /// <summary>The host name cannot be resolved, or the connection was refused, reset, or closed
        /// in the middle of a response.</summary>
        Network = 7,

        /// <summary>The certificate was rejected or the TLS handshake failed.</summary>
        Tls = 8,

        /// <summary>The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005 and
        /// 10000008.</summary>
        Unauthorized = 9,

        /// <summary>The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001,
        /// 10000305 and 10000306.</summary>
        BadRequest = 10,

        /// <summary>Too many requests: HTTP 429, RPGGO 10000301. See <c>RetryAfterMs</c>.</summary>
        RateLimited = 11,

        /// <summary>The game session has ended: RPGGO 10000303. Start a new one with a new
        /// <c>SessionId</c>.</summary>
        SessionEnded = 12,

        /// <summary>The session does not exist yet: RPGGO 10000302. Call
        /// <see cref="RpggoClient.SessionStart"/> first.</summary>
        SessionMissing = 13,

        /// <summary>The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other
        /// code.</summary>
        ServiceError = 14,

        /// <summary>The response is not in the service's format: not JSON, too long, nested too deeply,
        /// an unexpected content type, or a redirect.</summary>
        Protocol = 15,

        /// <summary>An internal error in this library. The request has ended; the client keeps
        /// working.</summary>
        Internal = 16,

        /// <summary>The account has no credit left: HTTP 402, "insufficient_quota" and the like, RPGGO
        /// 10000602. It is never retried: the player or the developer has to pay first.</summary>
        NoCredit = 17,

        /// <summary>A filter of the service stopped the message or the reply: "content_filter",
        /// moderation.</summary>
        Filtered = 18,

        /// <summary>The response is complete, but it contains nothing to say, show or do; <c>Detail</c>
        /// says why if the service does.</summary>
        EmptyReply = 19,

        /// <summary>The conversation does not fit the model: "context_length_exceeded" and the like,
        /// HTTP 413. Shorten the prompt, lower <see cref="RpggoClientOptions.MaxHistoryCharacters"/>,
        /// or use a model with a larger context.</summary>
        ContextFull = 20
    }

    /// <summary>The service a client uses.</summary>
    public enum Service
    {
        /// <summary>RPGGO V2: games with chapters, goals, endings and images.</summary>
        Rpggo = 0,

        /// <summary>Persona chat: a state machine with a score. Foil Engine's API. The key is optional;
        /// one that begins with "pk_" selects the SDK form of the API, which streams.</summary>
        Persona = 1,

        /// <summary>Aurora: characters that stream token by token. Ids are decimal integers.</summary>
        Aurora = 2,

        /// <summary>Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM,
        /// cloud services): <see cref="RpggoClientOptions.BaseUrl"/> is required and ends before
        /// "/chat/completions"; <c>CharacterId</c> is the model; the client keeps the turns of each
        /// session, and <see cref="RpggoClient.SessionStart"/> sets the system prompt.</summary>
        Openai = 3
    }
}
