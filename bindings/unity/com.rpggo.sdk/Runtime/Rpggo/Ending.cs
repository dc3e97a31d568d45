namespace Rpggo
{
    /// <summary>The game has ended.</summary>
    public sealed class Ending
    {
        internal Ending(in EndingPayload payload)
        {
            Won = payload.Won;
            Text = payload.Text;
        }

        /// <summary>True when the player won.</summary>
        public bool Won { get; }

        /// <summary>Text for the player; may be empty.</summary>
        public string Text { get; }
    }
}
