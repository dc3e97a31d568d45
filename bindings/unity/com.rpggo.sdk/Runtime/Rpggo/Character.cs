using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>A character.</summary>
    public sealed class Character
    {
        internal Character(in CharacterView view)
        {
            CharacterId = view.CharacterId;
            Name = view.Name;
            Type = view.Type;
            Avatar = view.Avatar;
            Phases = view.Phases.Copy();
        }

        /// <summary>The id to use for chats.</summary>
        public string CharacterId { get; }

        /// <summary>The name to display.</summary>
        public string Name { get; }

        /// <summary>"npc", or "dm" for a character that leads the game.</summary>
        public string Type { get; }

        /// <summary>URL of a portrait; may be empty.</summary>
        public string Avatar { get; }

        /// <summary>The phases the character can be in.</summary>
        public IReadOnlyList<string> Phases { get; }
    }
}
