namespace Rpggo
{
    /// <summary>The story moves to another chapter; at most one per chat.</summary>
    public readonly unsafe ref struct ChapterPayload
    {
        private readonly Native.EventChapter* _at;

        internal ChapterPayload(Native.EventChapter* at)
        {
            _at = at;
        }

        /// <summary>Id of the next chapter: change to it.</summary>
        public string ChapterId => Utf8.Read(At->ChapterId);

        /// <summary>Text for the player; may be empty.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventChapter* At => (Native.EventChapter*)View.Checked(_at);
    }
}
