namespace Rpggo
{
    /// <summary>What something cost.</summary>
    public readonly unsafe ref struct CostPayload
    {
        private readonly Native.EventCost* _at;

        internal CostPayload(Native.EventCost* at)
        {
            _at = at;
        }

        /// <summary>The service's word for the kind of cost, for example
        /// "ImageConsumption".</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>Its name for people.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>How much, in the service's unit.</summary>
        public double Amount => At->Amount;

        /// <summary>"OUT" when it was spent, "IN" when it was received.</summary>
        public string Direction => Utf8.Read(At->Direction);

        /// <summary>What it was for.</summary>
        public string Description => Utf8.Read(At->Description);

        private Native.EventCost* At => (Native.EventCost*)View.Checked(_at);
    }
}
