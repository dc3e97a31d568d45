namespace Rpggo
{
    /// <summary>How important a line of the log is; larger is less.</summary>
    public enum LogLevel
    {
        /// <summary>As an option: no log events.</summary>
        None = 0,

        /// <summary>Something failed.</summary>
        Error = 1,

        /// <summary>Something is odd.</summary>
        Warn = 2,

        /// <summary>Something happened.</summary>
        Info = 3,

        /// <summary>Details.</summary>
        Debug = 4
    }
}
