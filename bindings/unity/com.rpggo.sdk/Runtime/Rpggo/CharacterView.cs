namespace Rpggo
{
    /// <summary>A character.</summary>
    public readonly unsafe ref struct CharacterView
    {
        private readonly Native.Character* _at;

        internal CharacterView(Native.Character* at)
        {
            _at = at;
        }

        /// <summary>The id to use for chats.</summary>
        public string CharacterId => Utf8.Read(At->CharacterId);

        /// <summary>The name to display.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>"npc", or "dm" for a character that leads the game.</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>URL of a portrait; may be empty.</summary>
        public string Avatar => Utf8.Read(At->Avatar);

        /// <summary>The phases the character can be in.</summary>
        public TextList Phases => new TextList(At->Phases);

        private Native.Character* At => (Native.Character*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Character Copy() => new Character(in this);
    }
}
