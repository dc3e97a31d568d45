namespace Rpggo
{
    /// <summary>A value to display.</summary>
    public sealed class StatusValue
    {
        internal StatusValue(in StatusValueView view)
        {
            Key = view.Key;
            Value = view.Value;
        }

        /// <summary>The name of the value.</summary>
        public string Key { get; }

        /// <summary>The value: a string unchanged, anything else as JSON text.</summary>
        public string Value { get; }
    }
}
