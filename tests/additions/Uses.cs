using System;

namespace Rpggo.Tests
{
    /// <summary>A game that uses what was added, with a recording: it ends well where it gets the new
    /// event.</summary>
    internal sealed class Uses : RpggoHandler
    {
        private bool _isRight;
        private bool _isOver;
        private RequestId _request;

        public override void OnDummy(in RpggoEvent e, in DummyPayload p)
        {
            DummyPart[] kept = p.Parts.Copy();
            byte[] data = p.Data.ToArray();
            foreach (DummyPartView part in p.Parts)
            {
                _isRight = part.PartId == "a part" && part.Weight == 2.5
                    && kept.Length == 1 && kept[0].PartId == part.PartId && p.Text == "nothing"
                    && data.Length == 3 && data[1] == 0xff && data[2] == (byte)'!';
            }
        }

        public override void OnFinished(in RpggoEvent e, in FinishedPayload p)
        {
            _isOver |= e.Request.Equals(_request);
        }

        private static int Main(string[] arguments)
        {
            var options = new RpggoClientOptions
            {
                ReplayPath = arguments[0],
                ReplaySpeed = RpggoClientOptions.ReplayAsPolled,
                DummyLimit = 8
            };
            options.Set("dummy_name", "nothing");
            var uses = new Uses();
            using (var client = new RpggoClient(options))
            {
                client.DummyFetch(new SessionRequest { SessionId = "mine", GameId = "last-lantern" });
                uses._request = client.ChatStart(new ChatRequest
                {
                    CharacterId = "mira", SessionId = "mine", GameId = "last-lantern", Message = "Hello"
                });
                while (!uses._isOver)
                {
                    client.Poll(uses);
                }
            }
            Console.WriteLine(uses._isRight ? "right" : "the event did not come as it was sent");
            return uses._isRight ? 0 : 1;
        }
    }
}
