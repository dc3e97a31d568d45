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

        /// <summary>The id.</summary>
        public string GoalId { get; }

        /// <summary>The goal's text.</summary>
        public string Text { get; }

        /// <summary>True when the goal is achieved.</summary>
        public bool Achieved { get; }
    }
}
