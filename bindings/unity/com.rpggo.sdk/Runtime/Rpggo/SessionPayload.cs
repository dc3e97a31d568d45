namespace Rpggo
{
    /// <summary>A session or a game.</summary>
    public readonly unsafe ref struct SessionPayload
    {
        private readonly Native.EventSession* _at;

        internal SessionPayload(Native.EventSession* at)
        {
            _at = at;
        }

        /// <summary>The session; empty for a preview of a game.</summary>
        public string SessionId => Utf8.Read(At->SessionId);

        /// <summary>The game.</summary>
        public string GameId => Utf8.Read(At->GameId);

        /// <summary>The game's name.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>What to tell the player first; may be empty.</summary>
        public string Intro => Utf8.Read(At->Intro);

        /// <summary>The world that the game is set in.</summary>
        public string Background => Utf8.Read(At->Background);

        /// <summary>A picture of the game: its address; may be empty.</summary>
        public string Image => Utf8.Read(At->Image);

        /// <summary>The persona's machine.</summary>
        public string MachineId => Utf8.Read(At->MachineId);

        /// <summary>The current chapter; for a preview all of them.</summary>
        public ChapterList Chapters => new ChapterList(At->Chapters);

        /// <summary>The player's name, as the persona knows it.</summary>
        public string PlayerName => Utf8.Read(At->PlayerName);

        /// <summary>The player's gender, as the persona knows it.</summary>
        public string PlayerGender => Utf8.Read(At->PlayerGender);

        private Native.EventSession* At => (Native.EventSession*)View.Checked(_at);
    }
}
