namespace Rpggo
{
    /// <summary>The game has ended; at most one per chat.</summary>
    public readonly unsafe ref struct EndingPayload
    {
        private readonly Native.EventEnding* _at;

        internal EndingPayload(Native.EventEnding* at)
        {
            _at = at;
        }

        /// <summary>True when the player won.</summary>
        public bool Won => At->Won != 0;

        /// <summary>Text for the player; may be empty.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventEnding* At => (Native.EventEnding*)View.Checked(_at);
    }
}
