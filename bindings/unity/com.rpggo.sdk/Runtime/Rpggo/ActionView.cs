namespace Rpggo
{
    /// <summary>Something a character does in addition to speaking.</summary>
    public readonly unsafe ref struct ActionView
    {
        private readonly Native.Action* _at;

        internal ActionView(Native.Action* at)
        {
            _at = at;
        }

        /// <summary>The kind of action, as named by the service.</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>A description of the action.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.Action* At => (Native.Action*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public ChatAction Copy() => new ChatAction(in this);
    }
}
