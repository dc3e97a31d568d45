namespace Rpggo
{
    /// <summary>A line for the developer, which says what the library does. No secret is in it. Its
    /// words may change with every version: do not read them by program.</summary>
    public readonly unsafe ref struct LogPayload
    {
        private readonly Native.EventLog* _at;

        internal LogPayload(Native.EventLog* at)
        {
            _at = at;
        }

        /// <summary>How important it is.</summary>
        public LogLevel Level => At->Level;

        /// <summary>The line: a sentence, without a line break at its end.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventLog* At => (Native.EventLog*)View.Checked(_at);
    }
}
