namespace Rpggo
{
    /// <summary>A value to display.</summary>
    public readonly unsafe ref struct StatusValueView
    {
        private readonly Native.StatusValue* _at;

        internal StatusValueView(Native.StatusValue* at)
        {
            _at = at;
        }

        /// <summary>The name of the value.</summary>
        public string Key => Utf8.Read(At->Key);

        /// <summary>The value: a string unchanged, anything else as JSON text.</summary>
        public string Value => Utf8.Read(At->Value);

        private Native.StatusValue* At => (Native.StatusValue*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public StatusValue Copy() => new StatusValue(in this);
    }
}
