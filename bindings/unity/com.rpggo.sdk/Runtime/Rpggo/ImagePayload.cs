namespace Rpggo
{
    /// <summary>A picture. The library does not load it.</summary>
    public readonly unsafe ref struct ImagePayload
    {
        private readonly Native.EventImage* _at;

        internal ImagePayload(Native.EventImage* at)
        {
            _at = at;
        }

        /// <summary>Where it can be loaded from.</summary>
        public string Url => Utf8.Read(At->Url);

        /// <summary>What it shows.</summary>
        public string Caption => Utf8.Read(At->Caption);

        /// <summary>The service's number for the kind of picture; 0 when unknown.</summary>
        public int ImageType => At->ImageType;

        private Native.EventImage* At => (Native.EventImage*)View.Checked(_at);
    }
}
