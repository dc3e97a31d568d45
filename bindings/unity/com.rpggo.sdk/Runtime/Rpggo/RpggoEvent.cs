namespace Rpggo
{
    /// <summary>
    /// Something that happened to a request. It shows memory of the library, so it is there inside
    /// the handler only. Reading a text makes a string, an empty one costs nothing; what is not read
    /// costs nothing.
    /// </summary>
    public readonly unsafe ref struct RpggoEvent
    {
        private readonly Native.Event* _at;

        internal RpggoEvent(Native.Event* at)
        {
            _at = at;
        }

        /// <summary>What it says. Later versions of the library may send kinds that are not named
        /// yet.</summary>
        public EventKind Kind => At->Kind;

        /// <summary>The request that it belongs to.</summary>
        public RequestId Request => new RequestId(At->Request);

        /// <summary>Who speaks, by the id to chat with; also RPGGO's directors, such as
        /// "goal_check_dm". Empty where the service names nobody.</summary>
        public string CharacterId => Utf8.Read(At->CharacterId);

        /// <summary>The service's id of the message; it need not be the one that was sent.</summary>
        public string MessageId => Utf8.Read(At->MessageId);

        /// <summary>The JSON that the event was read from; for <see cref="EventKind.Finished"/> that of
        /// the service's error. Empty where there is none.</summary>
        public string Raw => Utf8.Read(At->Raw);

        /// <summary>When the library read it: so many milliseconds after the request was started. In a
        /// replay as it was recorded.</summary>
        public double ElapsedMs => At->ElapsedMs;

        internal Native.Event* At => (Native.Event*)View.Checked(_at);

        /// <summary>
        /// Any field of <see cref="Raw"/> by its JSON pointer (RFC 6901), for example
        /// "/data/game_status/game_meta/shared_memory": a string without quotes and escapes, all else
        /// as JSON text. Reads the JSON anew each time.
        /// </summary>
        /// <param name="jsonPointer">Which field; "" and null name the whole.</param>
        /// <returns>The field; empty when there is none.</returns>
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
