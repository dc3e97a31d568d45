namespace Rpggo
{
    /// <summary>The role of the speaker.</summary>
    public enum Role
    {
        /// <summary>A character of the game.</summary>
        Character = 0,

        /// <summary>The player; only in a session's history.</summary>
        Player = 1,

        /// <summary>The story's narrator.</summary>
        Narrator = 2
    }
}
