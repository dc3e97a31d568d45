namespace Rpggo
{
    /// <summary>The state of a persona's machine.</summary>
    public readonly unsafe ref struct StatePayload
    {
        private readonly Native.EventState* _at;

        internal StatePayload(Native.EventState* at)
        {
            _at = at;
        }

        /// <summary>The name of the current state.</summary>
        public string State => Utf8.Read(At->State);

        /// <summary>The score; may be a fraction.</summary>
        public double Score => At->Score;

        /// <summary>How it ended; empty while it has not.</summary>
        public string Outcome => Utf8.Read(At->Outcome);

        /// <summary>What the machine decided on the player's message; may be empty.</summary>
        public string Decision => Utf8.Read(At->Decision);

        /// <summary>True when the persona asks back.</summary>
        public bool FollowUp => At->FollowUp != 0;

        /// <summary>How often the persona led the talk back; -1 when unknown.</summary>
        public int RedirectCount => At->RedirectCount;

        /// <summary>How the machine scores.</summary>
        public string ScoringMode => Utf8.Read(At->ScoringMode);

        /// <summary>True when the machine came to its end.</summary>
        public bool MachineCompleted => At->MachineCompleted != 0;

        /// <summary>The ids of the machines that are open to the player now.</summary>
        public TextList UnlockedMachines => new TextList(At->UnlockedMachines);

        private Native.EventState* At => (Native.EventState*)View.Checked(_at);
    }
}
