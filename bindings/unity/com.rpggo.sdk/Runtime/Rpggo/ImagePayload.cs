namespace Rpggo
{
    /// <summary>An image. The library does not download it.</summary>
    public readonly unsafe ref struct ImagePayload
    {
        private readonly Native.EventImage* _at;

        internal ImagePayload(Native.EventImage* at)
        {
            _at = at;
        }

        /// <summary>URL of the image.</summary>
        public string Url => Utf8.Read(At->Url);

        /// <summary>A caption of what the image shows.</summary>
        public string Caption => Utf8.Read(At->Caption);

        /// <summary>The kind of image, as numbered by the service; 0 when unknown.</summary>
        public int ImageType => At->ImageType;

        private Native.EventImage* At => (Native.EventImage*)View.Checked(_at);
    }
}
