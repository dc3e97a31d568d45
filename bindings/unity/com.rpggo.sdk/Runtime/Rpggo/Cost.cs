namespace Rpggo
{
    /// <summary>A cost reported by the service.</summary>
    public sealed class Cost
    {
        internal Cost(in CostPayload payload)
        {
            Type = payload.Type;
            Name = payload.Name;
            Amount = payload.Amount;
            Direction = payload.Direction;
            Description = payload.Description;
        }

        /// <summary>The kind of cost, as named by the service, for example "ImageConsumption".</summary>
        public string Type { get; }

        /// <summary>A display name for the cost.</summary>
        public string Name { get; }

        /// <summary>The amount, in the service's unit.</summary>
        public double Amount { get; }

        /// <summary>"OUT" when spent, "IN" when received.</summary>
        public string Direction { get; }

        /// <summary>What the cost was for.</summary>
        public string Description { get; }
    }
}
