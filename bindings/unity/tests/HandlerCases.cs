using System;
using System.Collections.Generic;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>A handler of the game beside the components.</summary>
    static class HandlerCases
    {
        /// <summary>Records which events a client hands on.</summary>
        sealed class Owner : RpggoHandler
        {
            public readonly List<EventKind> Kinds = new List<EventKind>();
            public int Messages;

            public override void OnEvent(in RpggoEvent e) { Kinds.Add(e.Kind); }

            public override void OnMessage(in RpggoEvent e, in MessagePayload p)
            {
                Messages++;
                throw new InvalidOperationException("of the owner");
            }
        }

        [Case]
        static void TheClientsHandlerIsToldEverything()
        {
            Play.Begin();
            var settings = Play.Settings(Play.Standin);
            var client = Play.Client(settings);
            var owner = new Owner();
            client.Handler = owner;
            Play.Expect("of the owner");
            var mira = new Heard("mira");
            mira.Ask("What happened to the lighthouse?");
            Play.Same(1, owner.Messages, "its messages");
            Play.Same(1, mira.Messages.Count, "the component's messages");
            foreach (var kind in new[] { EventKind.Started, EventKind.Session, EventKind.Finished })
                Play.Check(owner.Kinds.Contains(kind), "its handler gets " + kind);
        }
    }
}
