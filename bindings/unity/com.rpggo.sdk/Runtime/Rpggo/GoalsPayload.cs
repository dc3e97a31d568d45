namespace Rpggo
{
    /// <summary>The current state of the goals, sent after every message of the player.</summary>
    public readonly unsafe ref struct GoalsPayload
    {
        private readonly Native.EventGoals* _at;

        internal GoalsPayload(Native.EventGoals* at)
        {
            _at = at;
        }

        /// <summary>The goals. An empty list means that the service sent none this time: keep the ones you
        /// display.</summary>
        public GoalList Goals => new GoalList(At->Items, At->Len);

        /// <summary>Id of the goal the player is working on; empty when unknown.</summary>
        public string CurrentGoalId => Utf8.Read(At->CurrentGoalId);

        private Native.EventGoals* At => (Native.EventGoals*)View.Checked(_at);
    }
}
