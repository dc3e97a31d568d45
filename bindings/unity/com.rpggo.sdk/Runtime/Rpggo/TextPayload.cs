namespace Rpggo
{
    /// <summary>A piece of a message, streamed as it is generated.</summary>
    public readonly unsafe ref struct TextPayload
    {
        private readonly Native.EventText* _at;

        internal TextPayload(Native.EventText* at)
        {
            _at = at;
        }

        /// <summary>The new piece; append it to the previous ones.</summary>
        public string Delta => Utf8.Read(At->Delta);

        private Native.EventText* At => (Native.EventText*)View.Checked(_at);
    }
}
