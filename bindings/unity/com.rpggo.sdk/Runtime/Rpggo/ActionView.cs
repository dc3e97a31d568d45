namespace Rpggo
{
    /// <summary>What a character does beside speaking.</summary>
    public readonly unsafe ref struct ActionView
    {
        private readonly Native.Action* _at;

        internal ActionView(Native.Action* at)
        {
            _at = at;
        }

        /// <summary>The service's word for the kind of action.</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>The action in words.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.Action* At => (Native.Action*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public ChatAction Copy() => new ChatAction(in this);
    }
}
