namespace Rpggo
{
    /// <summary>The level of a log line; higher values are more verbose.</summary>
    public enum LogLevel
    {
        /// <summary>As an option: no log events.</summary>
        None = 0,

        /// <summary>A failure.</summary>
        Error = 1,

        /// <summary>Something unexpected.</summary>
        Warn = 2,

        /// <summary>Normal activity.</summary>
        Info = 3,

        /// <summary>Details for debugging.</summary>
        Debug = 4
    }
}
