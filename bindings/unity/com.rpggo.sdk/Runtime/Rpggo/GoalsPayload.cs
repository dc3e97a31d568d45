namespace Rpggo
{
    /// <summary>The state of the goals, after every utterance of the player.</summary>
    public readonly unsafe ref struct GoalsPayload
    {
        private readonly Native.EventGoals* _at;

        internal GoalsPayload(Native.EventGoals* at)
        {
            _at = at;
        }

        /// <summary>The goals. An empty list means that the service named none this time: keep what
        /// you show.</summary>
        public GoalList Goals => new GoalList(At->Items, At->Len);

        /// <summary>The goal that the player works on now; empty when unknown.</summary>
        public string CurrentGoalId => Utf8.Read(At->CurrentGoalId);

        private Native.EventGoals* At => (Native.EventGoals*)View.Checked(_at);
    }
}
