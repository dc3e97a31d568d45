namespace Rpggo
{
    /// <summary>A goal.</summary>
    public sealed class Goal
    {
        internal Goal(in GoalView view)
        {
            GoalId = view.GoalId;
            Text = view.Text;
            Achieved = view.Achieved;
        }

        /// <summary>Its id.</summary>
        public string GoalId { get; }

        /// <summary>It in words.</summary>
        public string Text { get; }

        /// <summary>True when it is reached.</summary>
        public bool Achieved { get; }
    }
}
