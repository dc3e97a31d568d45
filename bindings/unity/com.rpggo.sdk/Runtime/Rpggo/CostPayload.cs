namespace Rpggo
{
    /// <summary>A cost reported by the service.</summary>
    public readonly unsafe ref struct CostPayload
    {
        private readonly Native.EventCost* _at;

        internal CostPayload(Native.EventCost* at)
        {
            _at = at;
        }

        /// <summary>The kind of cost, as named by the service, for example "ImageConsumption".</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>A display name for the cost.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>The amount, in the service's unit.</summary>
        public double Amount => At->Amount;

        /// <summary>"OUT" when spent, "IN" when received.</summary>
        public string Direction => Utf8.Read(At->Direction);

        /// <summary>What the cost was for.</summary>
        public string Description => Utf8.Read(At->Description);

        private Native.EventCost* At => (Native.EventCost*)View.Checked(_at);
    }
}
