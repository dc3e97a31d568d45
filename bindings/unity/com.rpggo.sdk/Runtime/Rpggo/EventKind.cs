namespace Rpggo
{
    /// <summary>
    /// What an event says. Later versions may add some: skip those that you do not know.
    /// </summary>
    public enum EventKind
    {
        /// <summary>The service took the request: <see cref="StartedPayload"/>.</summary>
        Started = 1,

        /// <summary>A piece of an utterance as it is written: <see cref="TextPayload"/>. RPGGO and the
        /// web form of the persona chat send whole utterances only.</summary>
        Text = 2,

        /// <summary>One whole utterance: <see cref="MessagePayload"/>. Comes with every service, after
        /// the pieces where there are any.</summary>
        Message = 3,

        /// <summary>A picture: <see cref="ImagePayload"/>.</summary>
        Image = 4,

        /// <summary>The state of the goals: <see cref="GoalsPayload"/>.</summary>
        Goals = 5,

        /// <summary>The story moves to another chapter: <see cref="ChapterPayload"/>.</summary>
        Chapter = 6,

        /// <summary>The game is over: <see cref="EndingPayload"/>.</summary>
        Ending = 7,

        /// <summary>The state of a persona's machine: <see cref="StatePayload"/>.</summary>
        State = 8,

        /// <summary>The values to display changed: <see cref="StatusPayload"/>.</summary>
        Status = 9,

        /// <summary>What something cost: <see cref="CostPayload"/>.</summary>
        Cost = 10,

        /// <summary>A session or a game: <see cref="SessionPayload"/>.</summary>
        Session = 11,

        /// <summary>The request is tried again after a while:
        /// <see cref="RetryingPayload"/>.</summary>
        Retrying = 12,

        /// <summary>The last event of its request, always exactly one:
        /// <see cref="FinishedPayload"/>.</summary>
        Finished = 13,

        /// <summary>A line for the developer: <see cref="LogPayload"/>. Sent where
        /// <see cref="RpggoClientOptions.LogLevel"/> asks for it.</summary>
        Log = 14
    }
}
