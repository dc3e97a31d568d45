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

        /// <summary>What it is the value of.</summary>
        public string Key { get; }

        /// <summary>The value: a string as it is, all else as JSON text.</summary>
        public string Value { get; }
    }
}
