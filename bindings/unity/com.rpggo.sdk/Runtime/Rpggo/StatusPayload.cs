namespace Rpggo
{
    /// <summary>The values to display changed.</summary>
    public readonly unsafe ref struct StatusPayload
    {
        private readonly Native.EventStatus* _at;

        internal StatusPayload(Native.EventStatus* at)
        {
            _at = at;
        }

        /// <summary>The values: merge them by key over those shown. An empty list carries a frame
        /// that no other kind fits: see <see cref="RpggoEvent.Raw"/>.</summary>
        public StatusValueList Values => new StatusValueList(At->Items, At->Len);

        private Native.EventStatus* At => (Native.EventStatus*)View.Checked(_at);
    }
}
