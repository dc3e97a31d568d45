namespace Rpggo
{
    /// <summary>The kind of an event. Later versions may add kinds: ignore those you do not know.</summary>
    public enum EventKind
    {
        /// <summary>The service accepted the request: <see cref="StartedPayload"/>.</summary>
        Started = 1,

        /// <summary>A piece of a message, streamed as it is generated: <see cref="TextPayload"/>. RPGGO and
        /// the web form of the persona chat send whole messages only.</summary>
        Text = 2,

        /// <summary>One complete message: <see cref="MessagePayload"/>. Sent with every service, after its
        /// <see cref="Text"/> pieces if there are any.</summary>
        Message = 3,

        /// <summary>An image: <see cref="ImagePayload"/>.</summary>
        Image = 4,

        /// <summary>The current state of the goals: <see cref="GoalsPayload"/>.</summary>
        Goals = 5,

        /// <summary>The story moves to another chapter: <see cref="ChapterPayload"/>.</summary>
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

        /// <summary>The last event of a request, sent exactly once: <see
        /// cref="FinishedPayload"/>.</summary>
        Finished = 13,

        /// <summary>A log line for the developer: <see cref="LogPayload"/>. Sent only when <see
        /// cref="RpggoClientOptions.LogLevel"/> is set.</summary>
        Log = 14
    }
}
