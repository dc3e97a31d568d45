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

        /// <summary>The id.</summary>
        public string ChapterId { get; }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>Introductory text for the player; may be empty.</summary>
        public string Intro { get; }

        /// <summary>The setting, and what the player should know.</summary>
        public string Background { get; }

        /// <summary>URL of an image; may be empty.</summary>
        public string Image { get; }

        /// <summary>URL of the audio to play during the chapter; may be empty.</summary>
        public string BackgroundAudio { get; }

        /// <summary>URL of the audio to play at the end of the chapter; may be empty.</summary>
        public string EndingAudio { get; }

        /// <summary>Characters available in this chapter.</summary>
        public IReadOnlyList<Character> Characters { get; }
    }
}
