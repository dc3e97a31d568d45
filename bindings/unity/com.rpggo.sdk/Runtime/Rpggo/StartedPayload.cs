namespace Rpggo
{
    /// <summary>The service accepted the request.</summary>
    public readonly unsafe ref struct StartedPayload
    {
        private readonly Native.EventStarted* _at;

        internal StartedPayload(Native.EventStarted* at)
        {
            _at = at;
        }

        /// <summary>The HTTP status of the response, for example 200.</summary>
        public int HttpStatus => At->HttpStatus;

        private Native.EventStarted* At => (Native.EventStarted*)View.Checked(_at);
    }
}
