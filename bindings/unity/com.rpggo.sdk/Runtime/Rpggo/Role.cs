namespace Rpggo
{
    /// <summary>Who an utterance is by.</summary>
    public enum Role
    {
        /// <summary>A character of the game.</summary>
        Character = 0,

        /// <summary>The player: only in a history.</summary>
        Player = 1,

        /// <summary>The story's narrator.</summary>
        Narrator = 2
    }
}
