namespace Rpggo
{
    /// <summary>What something cost.</summary>
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

        /// <summary>The service's word for the kind of cost, for example
        /// "ImageConsumption".</summary>
        public string Type { get; }

        /// <summary>Its name for people.</summary>
        public string Name { get; }

        /// <summary>How much, in the service's unit.</summary>
        public double Amount { get; }

        /// <summary>"OUT" when it was spent, "IN" when it was received.</summary>
        public string Direction { get; }

        /// <summary>What it was for.</summary>
        public string Description { get; }
    }
}
