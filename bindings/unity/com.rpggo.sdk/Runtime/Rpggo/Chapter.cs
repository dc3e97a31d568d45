using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>A chapter.</summary>
    public sealed class Chapter
    {
        internal Chapter(in ChapterView view)
        {
            ChapterId = view.ChapterId;
            Name = view.Name;
            Intro = view.Intro;
            Background = view.Background;
            Image = view.Image;
            BackgroundAudio = view.BackgroundAudio;
            EndingAudio = view.EndingAudio;
            Characters = view.Characters.Copy();
        }

        /// <summary>Its id.</summary>
        public string ChapterId { get; }

        /// <summary>Its name.</summary>
        public string Name { get; }

        /// <summary>What to tell the player first; may be empty.</summary>
        public string Intro { get; }

        /// <summary>Where it is set, and what the player should know.</summary>
        public string Background { get; }

        /// <summary>A picture of it: its address; may be empty.</summary>
        public string Image { get; }

        /// <summary>Sound to play during it: its address; may be empty.</summary>
        public string BackgroundAudio { get; }

        /// <summary>Sound to play at its end: its address; may be empty.</summary>
        public string EndingAudio { get; }

        /// <summary>Whom one can speak to.</summary>
        public IReadOnlyList<Character> Characters { get; }
    }
}
