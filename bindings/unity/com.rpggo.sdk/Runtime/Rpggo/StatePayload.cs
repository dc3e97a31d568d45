namespace Rpggo
{
    /// <summary>The state of a persona's state machine.</summary>
    public readonly unsafe ref struct StatePayload
    {
        private readonly Native.EventState* _at;

        internal StatePayload(Native.EventState* at)
        {
            _at = at;
        }

        /// <summary>The name of the current state.</summary>
        public string State => Utf8.Read(At->State);

        /// <summary>The score; may be fractional.</summary>
        public double Score => At->Score;

        /// <summary>The outcome; empty while the machine is still running.</summary>
        public string Outcome => Utf8.Read(At->Outcome);

        /// <summary>The machine's decision on the player's message; may be empty.</summary>
        public string Decision => Utf8.Read(At->Decision);

        /// <summary>True when the persona asks a follow-up question.</summary>
        public bool FollowUp => At->FollowUp != 0;

        /// <summary>Number of times the persona steered the conversation back; -1 when unknown.</summary>
        public int RedirectCount => At->RedirectCount;

        /// <summary>The machine's scoring mode.</summary>
        public string ScoringMode => Utf8.Read(At->ScoringMode);

        /// <summary>True when the machine has completed.</summary>
        public bool MachineCompleted => At->MachineCompleted != 0;

        /// <summary>Ids of the machines that the player has unlocked.</summary>
        public TextList UnlockedMachines => new TextList(At->UnlockedMachines);

        private Native.EventState* At => (Native.EventState*)View.Checked(_at);
    }
}
