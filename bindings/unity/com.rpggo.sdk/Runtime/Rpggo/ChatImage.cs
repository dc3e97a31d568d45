namespace Rpggo
{
    /// <summary>An image. The library does not download it.</summary>
    public sealed class ChatImage
    {
        internal ChatImage(in ImagePayload payload)
        {
            Url = payload.Url;
            Caption = payload.Caption;
            ImageType = payload.ImageType;
        }

        /// <summary>URL of the image.</summary>
        public string Url { get; }

        /// <summary>A caption of what the image shows.</summary>
        public string Caption { get; }

        /// <summary>The kind of image, as numbered by the service; 0 when unknown.</summary>
        public int ImageType { get; }
    }
}
