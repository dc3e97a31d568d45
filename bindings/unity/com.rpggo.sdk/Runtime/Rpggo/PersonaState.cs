using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>The state of a persona's machine.</summary>
    public sealed class PersonaState
    {
        internal PersonaState(in StatePayload payload)
        {
            State = payload.State;
            Score = payload.Score;
            Outcome = payload.Outcome;
            Decision = payload.Decision;
            FollowUp = payload.FollowUp;
            RedirectCount = payload.RedirectCount;
            ScoringMode = payload.ScoringMode;
            MachineCompleted = payload.MachineCompleted;
            UnlockedMachines = payload.UnlockedMachines.Copy();
        }

        /// <summary>The name of the current state.</summary>
        public string State { get; }

        /// <summary>The score; may be a fraction.</summary>
        public double Score { get; }

        /// <summary>How it ended; empty while it has not.</summary>
        public string Outcome { get; }

        /// <summary>What the machine decided on the player's message; may be empty.</summary>
        public string Decision { get; }

        /// <summary>True when the persona asks back.</summary>
        public bool FollowUp { get; }

        /// <summary>How often the persona led the talk back; -1 when unknown.</summary>
        public int RedirectCount { get; }

        /// <summary>How the machine scores.</summary>
        public string ScoringMode { get; }

        /// <summary>True when the machine came to its end.</summary>
        public bool MachineCompleted { get; }

        /// <summary>The ids of the machines that are open to the player now.</summary>
        public IReadOnlyList<string> UnlockedMachines { get; }
    }
}
