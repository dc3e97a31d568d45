using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>The result of a chat. It can be kept.</summary>
    public sealed class ChatResult
    {
        internal const string BetweenUtterances = "\n\n";

        private readonly List<ChatMessage> _messages = new List<ChatMessage>();
        private readonly List<ChatImage> _images = new List<ChatImage>();
        private readonly List<StatusValue> _statusValues = new List<StatusValue>();
        private readonly List<Cost> _costs = new List<Cost>();

        internal ChatResult()
        {
            Text = string.Empty;
            Goals = System.Array.Empty<Goal>();
            CurrentGoalId = string.Empty;
        }

        /// <summary>The request that this is the result of.</summary>
        public RequestId Request { get; internal set; }

        /// <summary>All messages of characters, separated by empty lines; the narrator's messages are only
        /// in <see cref="Messages"/>.</summary>
        public string Text { get; private set; }

        /// <summary>All messages, one by one.</summary>
        public IReadOnlyList<ChatMessage> Messages => _messages;

        /// <summary>The current state of the goals; empty when the service sent none: keep the ones you
        /// display.</summary>
        public IReadOnlyList<Goal> Goals { get; private set; }

        /// <summary>Id of the goal the player is working on; empty when unknown.</summary>
        public string CurrentGoalId { get; private set; }

        /// <summary>The images.</summary>
        public IReadOnlyList<ChatImage> Images => _images;

        /// <summary>The next chapter, if the story moves on; null: it stays in this one.</summary>
        public ChapterChange Chapter { get; private set; }

        /// <summary>How the game ended; null: it goes on.</summary>
        public Ending Ending { get; private set; }

        /// <summary>The state of the persona's state machine; null with other services.</summary>
        public PersonaState State { get; private set; }

        /// <summary>Values to display, one per key: merge them into the ones you display.</summary>
        public IReadOnlyList<StatusValue> StatusValues => _statusValues;

        /// <summary>The costs reported by the service.</summary>
        public IReadOnlyList<Cost> Costs => _costs;

        /// <summary>Copies the event's payload.</summary>
        internal unsafe void Read(in RpggoEvent it)
        {
            Native.EventPayload* payload = &it.At->As;
            switch (it.Kind)
            {
                case EventKind.Message:
                    Add(new MessagePayload(&payload->Message).Copy(in it));
                    break;
                case EventKind.Image:
                    _images.Add(new ImagePayload(&payload->Image).Copy());
                    break;
                case EventKind.Goals:
                    Take(new GoalsPayload(&payload->Goals));
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
                    Merge(new StatusPayload(&payload->Status));
                    break;
                case EventKind.Cost:
                    _costs.Add(new CostPayload(&payload->Cost).Copy());
                    break;
            }
        }

        private void Add(ChatMessage message)
        {
            _messages.Add(message);
            if (message.Role == Role.Character && message.Text.Length > 0)
            {
                Text = Text.Length == 0 ? message.Text : Text + BetweenUtterances + message.Text;
            }
        }

        private void Take(in GoalsPayload payload)
        {
            if (payload.Goals.Count > 0)
            {
                Goals = payload.Goals.Copy();
                CurrentGoalId = payload.CurrentGoalId;
            }
        }

        private void Merge(in StatusPayload payload)
        {
            foreach (StatusValueView view in payload.Values)
            {
                StatusValue value = view.Copy();
                _statusValues.RemoveAll(known => known.Key == value.Key);
                _statusValues.Add(value);
            }
        }
    }
}
