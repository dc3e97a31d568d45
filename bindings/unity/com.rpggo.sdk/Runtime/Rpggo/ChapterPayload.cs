namespace Rpggo
{
    /// <summary>The story moves on; at most one in a chat.</summary>
    public readonly unsafe ref struct ChapterPayload
    {
        private readonly Native.EventChapter* _at;

        internal ChapterPayload(Native.EventChapter* at)
        {
            _at = at;
        }

        /// <summary>The chapter that comes next: change to it.</summary>
        public string ChapterId => Utf8.Read(At->ChapterId);

        /// <summary>What to tell the player; may be empty.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventChapter* At => (Native.EventChapter*)View.Checked(_at);
    }
}
