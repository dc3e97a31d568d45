namespace Rpggo
{
    /// <summary>The story moves to another chapter.</summary>
    public sealed class ChapterChange
    {
        internal ChapterChange(in ChapterPayload payload)
        {
            ChapterId = payload.ChapterId;
            Text = payload.Text;
        }

        /// <summary>Id of the next chapter: change to it.</summary>
        public string ChapterId { get; }

        /// <summary>Text for the player; may be empty.</summary>
        public string Text { get; }
    }
}
