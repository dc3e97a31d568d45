using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>The state of a persona's state machine.</summary>
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

        /// <summary>The score; may be fractional.</summary>
        public double Score { get; }

        /// <summary>The outcome; empty while the machine is still running.</summary>
        public string Outcome { get; }

        /// <summary>The machine's decision on the player's message; may be empty.</summary>
        public string Decision { get; }

        /// <summary>True when the persona asks a follow-up question.</summary>
        public bool FollowUp { get; }

        /// <summary>Number of times the persona steered the conversation back; -1 when unknown.</summary>
        public int RedirectCount { get; }

        /// <summary>The machine's scoring mode.</summary>
        public string ScoringMode { get; }

        /// <summary>True when the machine has completed.</summary>
        public bool MachineCompleted { get; }

        /// <summary>Ids of the machines that the player has unlocked.</summary>
        public IReadOnlyList<string> UnlockedMachines { get; }
    }
}
