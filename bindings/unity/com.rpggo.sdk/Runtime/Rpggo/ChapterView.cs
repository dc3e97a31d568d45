namespace Rpggo
{
    /// <summary>A chapter.</summary>
    public readonly unsafe ref struct ChapterView
    {
        private readonly Native.Chapter* _at;

        internal ChapterView(Native.Chapter* at)
        {
            _at = at;
        }

        /// <summary>The id.</summary>
        public string ChapterId => Utf8.Read(At->ChapterId);

        /// <summary>The name.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>Introductory text for the player; may be empty.</summary>
        public string Intro => Utf8.Read(At->Intro);

        /// <summary>The setting, and what the player should know.</summary>
        public string Background => Utf8.Read(At->Background);

        /// <summary>URL of an image; may be empty.</summary>
        public string Image => Utf8.Read(At->Image);

        /// <summary>URL of the audio to play during the chapter; may be empty.</summary>
        public string BackgroundAudio => Utf8.Read(At->BackgroundAudio);

        /// <summary>URL of the audio to play at the end of the chapter; may be empty.</summary>
        public string EndingAudio => Utf8.Read(At->EndingAudio);

        /// <summary>Characters available in this chapter.</summary>
        public CharacterList Characters => new CharacterList(At->Characters);

        private Native.Chapter* At => (Native.Chapter*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Chapter Copy() => new Chapter(in this);
    }
}
