using System.Collections.Generic;

namespace Rpggo.Tests
{
    /// <summary>Notes what was said, and how requests ended.</summary>
    internal class Listener : RpggoHandler
    {
        private readonly Dictionary<RequestId, Status> _finished = new Dictionary<RequestId, Status>();

        internal List<string> Said { get; } = new List<string>();

        internal List<string> Pieces { get; } = new List<string>();

        internal List<EventKind> Kinds { get; } = new List<EventKind>();

        internal string Detail { get; private set; }

        internal int Finished => _finished.Count;

        internal bool IsFinished(RequestId request) => _finished.ContainsKey(request);

        internal Status StatusOf(RequestId request) => _finished[request];

        internal int Count(EventKind kind) => Kinds.FindAll(it => it == kind).Count;

        public override void OnEvent(in RpggoEvent e)
        {
            Kinds.Add(e.Kind);
            Check.That(!_finished.ContainsKey(e.Request), "an event after the last one of its request");
        }

        public override void OnText(in RpggoEvent e, in TextPayload p)
        {
            Pieces.Add(p.Delta);
        }

        public override void OnMessage(in RpggoEvent e, in MessagePayload p)
        {
            Said.Add(p.Text);
        }

        public override void OnFinished(in RpggoEvent e, in FinishedPayload p)
        {
            _finished.Add(e.Request, p.Status);
            Detail = p.Detail;
        }
    }
}
