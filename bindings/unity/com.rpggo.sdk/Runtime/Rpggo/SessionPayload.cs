namespace Rpggo
{
    /// <summary>Details of a session or a game.</summary>
    public readonly unsafe ref struct SessionPayload
    {
        private readonly Native.EventSession* _at;

        internal SessionPayload(Native.EventSession* at)
        {
            _at = at;
        }

        /// <summary>The session's id; empty for a preview of a game.</summary>
        public string SessionId => Utf8.Read(At->SessionId);

        /// <summary>The game's id.</summary>
        public string GameId => Utf8.Read(At->GameId);

        /// <summary>The game's name.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>Introductory text for the player; may be empty.</summary>
        public string Intro => Utf8.Read(At->Intro);

        /// <summary>The world in which the game is set.</summary>
        public string Background => Utf8.Read(At->Background);

        /// <summary>URL of an image of the game; may be empty.</summary>
        public string Image => Utf8.Read(At->Image);

        /// <summary>Id of the persona's state machine.</summary>
        public string MachineId => Utf8.Read(At->MachineId);

        /// <summary>The current chapter; for a preview, all chapters.</summary>
        public ChapterList Chapters => new ChapterList(At->Chapters);

        /// <summary>The player's name, as known to the persona.</summary>
        public string PlayerName => Utf8.Read(At->PlayerName);

        /// <summary>The player's gender, as known to the persona.</summary>
        public string PlayerGender => Utf8.Read(At->PlayerGender);

        private Native.EventSession* At => (Native.EventSession*)View.Checked(_at);
    }
}
