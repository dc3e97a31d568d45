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

        /// <summary>Its id.</summary>
        public string ChapterId => Utf8.Read(At->ChapterId);

        /// <summary>Its name.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>What to tell the player first; may be empty.</summary>
        public string Intro => Utf8.Read(At->Intro);

        /// <summary>Where it is set, and what the player should know.</summary>
        public string Background => Utf8.Read(At->Background);

        /// <summary>A picture of it: its address; may be empty.</summary>
        public string Image => Utf8.Read(At->Image);

        /// <summary>Sound to play during it: its address; may be empty.</summary>
        public string BackgroundAudio => Utf8.Read(At->BackgroundAudio);

        /// <summary>Sound to play at its end: its address; may be empty.</summary>
        public string EndingAudio => Utf8.Read(At->EndingAudio);

        /// <summary>Whom one can speak to.</summary>
        public CharacterList Characters => new CharacterList(At->Characters);

        private Native.Chapter* At => (Native.Chapter*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Chapter Copy() => new Chapter(in this);
    }
}
