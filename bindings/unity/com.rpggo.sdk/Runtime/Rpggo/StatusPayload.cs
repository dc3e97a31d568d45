namespace Rpggo
{
    /// <summary>Values to display have changed.</summary>
    public readonly unsafe ref struct StatusPayload
    {
        private readonly Native.EventStatus* _at;

        internal StatusPayload(Native.EventStatus* at)
        {
            _at = at;
        }

        /// <summary>The values: merge them by key into the ones you display. With an empty list, the event
        /// carries a frame that matches no other kind: see <see cref="RpggoEvent.Raw"/>.</summary>
        public StatusValueList Values => new StatusValueList(At->Items, At->Len);

        private Native.EventStatus* At => (Native.EventStatus*)View.Checked(_at);
    }
}
