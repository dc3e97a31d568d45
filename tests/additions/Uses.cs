namespace Rpggo.Tests
{
    /// <summary>A game that uses what was added. It is compiled, and not run.</summary>
    internal sealed class Uses : RpggoHandler
    {
        private double _weight;

        public override void OnDummy(in RpggoEvent e, in DummyPayload p)
        {
            foreach (DummyPartView part in p.Parts)
            {
                _weight += part.PartId.Length == 0 ? 0 : part.Weight;
            }
            DummyPart[] kept = p.Parts.Copy();
            _weight += kept.Length + p.Text.Length;
        }

        private static void Main()
        {
            var options = new RpggoClientOptions { DummyLimit = 8, DummyName = "nothing" };
            options.Set("dummy_name", "nothing");
            using (var client = new RpggoClient(options))
            {
                client.DummyFetch(new SessionRequest());
                client.Poll(new Uses());
            }
        }
    }
}
