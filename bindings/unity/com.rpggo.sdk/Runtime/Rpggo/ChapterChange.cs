namespace Rpggo
{
    /// <summary>The story moves on.</summary>
    public sealed class ChapterChange
    {
        internal ChapterChange(in ChapterPayload payload)
        {
            ChapterId = payload.ChapterId;
            Text = payload.Text;
        }

        /// <summary>The chapter that comes next: change to it.</summary>
        public string ChapterId { get; }

        /// <summary>What to tell the player; may be empty.</summary>
        public string Text { get; }
    }
}
