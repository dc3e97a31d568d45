namespace Rpggo
{
    /// <summary>A goal.</summary>
    public readonly unsafe ref struct GoalView
    {
        private readonly Native.Goal* _at;

        internal GoalView(Native.Goal* at)
        {
            _at = at;
        }

        /// <summary>The id.</summary>
        public string GoalId => Utf8.Read(At->GoalId);

        /// <summary>The goal's text.</summary>
        public string Text => Utf8.Read(At->Text);

        /// <summary>True when the goal is achieved.</summary>
        public bool Achieved => At->Achieved != 0;

        private Native.Goal* At => (Native.Goal*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Goal Copy() => new Goal(in this);
    }
}
