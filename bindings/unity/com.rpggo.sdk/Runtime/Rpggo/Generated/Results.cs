// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using System.Collections.Generic;

namespace Rpggo
{
    public sealed partial class ChatResult
    {
        private readonly List<ChatImage> _images = new List<ChatImage>();

        /// <summary>The images.</summary>
        public IReadOnlyList<ChatImage> Images => _images;

        /// <summary>The next chapter, if the story moves on; null: it stays in this one.</summary>
        public ChapterChange Chapter { get; private set; }

        /// <summary>How the game ended; null: it goes on.</summary>
        public Ending Ending { get; private set; }

        /// <summary>The state of the persona's state machine; null with other services.</summary>
        public PersonaState State { get; private set; }

        private readonly List<Cost> _costs = new List<Cost>();

        /// <summary>The costs reported by the service.</summary>
        public IReadOnlyList<Cost> Costs => _costs;

        /// <summary>Copies the event's payload.</summary>
        internal unsafe void Read(in RpggoEvent it)
        {
            Native.EventPayload* payload = &it.At->As;
            switch (it.Kind)
            {
                case EventKind.Started:
                    // Not kept: the answer follows.
                    break;
                case EventKind.Text:
                    // Not kept: the message has the whole text.
                    break;
                case EventKind.Message:
                    Take(in it, new MessagePayload(&payload->Message));
                    break;
                case EventKind.Image:
                    _images.Add(new ImagePayload(&payload->Image).Copy());
                    break;
                case EventKind.Goals:
                    Take(in it, new GoalsPayload(&payload->Goals));
                    break;
                case EventKind.Chapter:
                    Chapter = new ChapterPayload(&payload->Chapter).Copy();
                    break;
                case EventKind.Ending:
                    Ending = new EndingPayload(&payload->Ending).Copy();
                    break;
                case EventKind.State:
                    State = new StatePayload(&payload->State).Copy();
                    break;
                case EventKind.Status:
                    Take(in it, new StatusPayload(&payload->Status));
                    break;
                case EventKind.Cost:
                    _costs.Add(new CostPayload(&payload->Cost).Copy());
                    break;
                case EventKind.Session:
                    // Not kept: of calls about sessions.
                    break;
                case EventKind.Retrying:
                    // Not kept: the request goes on.
                    break;
                case EventKind.Finished:
                    // Not kept: the task ends with it.
                    break;
                case EventKind.Log:
                    // Not kept: for the developer, who has a handler.
                    break;
            }
        }
    }

    public sealed partial class SessionResult
    {
        private readonly List<ChatMessage> _messages = new List<ChatMessage>();

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
                case EventKind.Started:
                    // Not kept: the answer follows.
                    break;
                case EventKind.Text:
                    // Not kept: the message has the whole text.
                    break;
                case EventKind.Message:
                    _messages.Add(new MessagePayload(&payload->Message).Copy(in it));
                    break;
                case EventKind.Image:
                    // Not kept: of chats.
                    break;
                case EventKind.Goals:
                    // Not kept: of chats.
                    break;
                case EventKind.Chapter:
                    // Not kept: of chats.
                    break;
                case EventKind.Ending:
                    // Not kept: of chats.
                    break;
                case EventKind.State:
                    State = new StatePayload(&payload->State).Copy();
                    break;
                case EventKind.Status:
                    // Not kept: of chats.
                    break;
                case EventKind.Cost:
                    // Not kept: of chats.
                    break;
                case EventKind.Session:
                    Take(in it, new SessionPayload(&payload->Session));
                    break;
                case EventKind.Retrying:
                    // Not kept: the request goes on.
                    break;
                case EventKind.Finished:
                    // Not kept: the task ends with it.
                    break;
                case EventKind.Log:
                    // Not kept: for the developer, who has a handler.
                    break;
            }
        }
    }
}
