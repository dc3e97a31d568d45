using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>Details of a session, a game or a history, as sent by the service. Missing texts are empty.
    /// It can be kept.</summary>
    public sealed partial class SessionResult
    {
        private readonly List<ChatMessage> _messages = new List<ChatMessage>();

        internal SessionResult()
        {
        }

        /// <summary>The request that this is the result of.</summary>
        public RequestId Request { get; internal set; }

        /// <summary>The opening line, or the history.</summary>
        public IReadOnlyList<ChatMessage> Messages => _messages;

        /// <summary>The state of the persona's state machine; null when not reported.</summary>
        public PersonaState State { get; private set; }

        /// <summary>Copies the event's payload.</summary>
        internal unsafe void Read(in RpggoEvent it)
        {
            Native.EventPayload* payload = &it.At->As;
            switch (it.Kind)
            {
                case EventKind.Session:
                    Take(new SessionPayload(&payload->Session));
                    break;
                case EventKind.Message:
                    _messages.Add(new MessagePayload(&payload->Message).Copy(in it));
                    break;
                case EventKind.State:
                    State = new StatePayload(&payload->State).Copy();
                    break;
            }
        }
    }
}
