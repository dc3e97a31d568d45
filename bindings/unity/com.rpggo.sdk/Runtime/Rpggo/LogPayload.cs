namespace Rpggo
{
    /// <summary>A log line for the developer, which says what the library does. Contains no secrets. The
    /// wording may change in any version: do not parse it.</summary>
    public readonly unsafe ref struct LogPayload
    {
        private readonly Native.EventLog* _at;

        internal LogPayload(Native.EventLog* at)
        {
            _at = at;
        }

        /// <summary>The level.</summary>
        public LogLevel Level => At->Level;

        /// <summary>The line: one sentence, without a trailing line break.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventLog* At => (Native.EventLog*)View.Checked(_at);
    }
}
