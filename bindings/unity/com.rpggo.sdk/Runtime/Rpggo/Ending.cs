namespace Rpggo
{
    /// <summary>The game is over.</summary>
    public sealed class Ending
    {
        internal Ending(in EndingPayload payload)
        {
            Won = payload.Won;
            Text = payload.Text;
        }

        /// <summary>True when the player won.</summary>
        public bool Won { get; }

        /// <summary>What to tell the player; may be empty.</summary>
        public string Text { get; }
    }
}
