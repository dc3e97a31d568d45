namespace Rpggo
{
    /// <summary>Details of a session, a game or a history, as sent by the service. Missing texts are empty.
    /// It can be kept.</summary>
    public sealed partial class SessionResult
    {
        internal SessionResult()
        {
        }

        /// <summary>The request that this is the result of.</summary>
        public RequestId Request { get; internal set; }
    }
}
