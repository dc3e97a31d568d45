namespace Rpggo
{
    /// <summary>A picture. The library does not load it.</summary>
    public sealed class ChatImage
    {
        internal ChatImage(in ImagePayload payload)
        {
            Url = payload.Url;
            Caption = payload.Caption;
            ImageType = payload.ImageType;
        }

        /// <summary>Where it can be loaded from.</summary>
        public string Url { get; }

        /// <summary>What it shows.</summary>
        public string Caption { get; }

        /// <summary>The service's number for the kind of picture; 0 when unknown.</summary>
        public int ImageType { get; }
    }
}
