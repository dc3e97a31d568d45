namespace Rpggo
{
    /// <summary>Something that happened to a request. It refers to the library's memory, so it is valid
    /// only inside the handler. Reading a text creates a string (an empty text does not); properties that
    /// are not read cost nothing.</summary>
    public readonly unsafe ref struct RpggoEvent
    {
        private readonly Native.Event* _at;

        internal RpggoEvent(Native.Event* at)
        {
            _at = at;
        }

        /// <summary>The kind. Later versions of the library may send kinds that are not defined here
        /// yet.</summary>
        public EventKind Kind => At->Kind;

        /// <summary>The request this event belongs to.</summary>
        public RequestId Request => new RequestId(At->Request);

        /// <summary>The id of the speaker, as used for chats; also RPGGO's directors, such as
        /// "goal_check_dm". Empty when the service names no speaker.</summary>
        public string CharacterId => Utf8.Read(At->CharacterId);

        /// <summary>The service's id of the message; not necessarily the one that was sent.</summary>
        public string MessageId => Utf8.Read(At->MessageId);

        /// <summary>The JSON from which the event was decoded; for <see cref="EventKind.Finished"/>, the
        /// service's error. Empty when there is none.</summary>
        public string Raw => Utf8.Read(At->Raw);

        /// <summary>Time from the start of the request until the library read this event, in milliseconds.
        /// In a replay, the recorded time.</summary>
        public double ElapsedMs => At->ElapsedMs;

        internal Native.Event* At => (Native.Event*)View.Checked(_at);

        /// <summary>
        /// Any field of <see cref="Raw"/> by its JSON pointer (RFC 6901), for example
        /// "/data/game_status/game_meta/shared_memory": a string without quotes and escapes, anything else
        /// as JSON text. Parses the JSON again on each call.
        /// </summary>
        /// <param name="jsonPointer">The field; "" and null select everything.</param>
        /// <returns>The field; empty when it does not exist.</returns>
        /// <exception cref="System.ArgumentException">The pointer contains a NUL or half of a surrogate
        /// pair.</exception>
        public string Field(string jsonPointer)
        {
            using (var texts = new NativeTexts())
            {
                return Utf8.Read(Native.EventField(At, texts.Add(jsonPointer, nameof(jsonPointer))));
            }
        }
    }
}
