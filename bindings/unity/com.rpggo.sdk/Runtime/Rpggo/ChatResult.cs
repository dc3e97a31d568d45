using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>All that came of a chat. It can be kept.</summary>
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

        /// <summary>The request that it answers.</summary>
        public RequestId Request { get; internal set; }

        /// <summary>All utterances of characters, with an empty line between them; what a narrator says
        /// is in <see cref="Messages"/> alone.</summary>
        public string Text { get; private set; }

        /// <summary>All utterances, one by one.</summary>
        public IReadOnlyList<ChatMessage> Messages => _messages;

        /// <summary>The goals, as they are now; empty where the service named none: keep what you
        /// show.</summary>
        public IReadOnlyList<Goal> Goals { get; private set; }

        /// <summary>The goal that the player works on now; empty when unknown.</summary>
        public string CurrentGoalId { get; private set; }

        /// <summary>The pictures.</summary>
        public IReadOnlyList<ChatImage> Images => _images;

        /// <summary>Where the story goes on; null: in this chapter.</summary>
        public ChapterChange Chapter { get; private set; }

        /// <summary>How the game ended; null: it goes on.</summary>
        public Ending Ending { get; private set; }

        /// <summary>The state of the persona's machine; null with other services.</summary>
        public PersonaState State { get; private set; }

        /// <summary>The values to display, one for each key: merge them over those shown.</summary>
        public IReadOnlyList<StatusValue> StatusValues => _statusValues;

        /// <summary>What it cost.</summary>
        public IReadOnlyList<Cost> Costs => _costs;

        /// <summary>Copies what the event says.</summary>
        internal unsafe void Read(in RpggoEvent it)
        {
            Native.EventPayload* payload = &it.At->As;
            switch (it.Kind)
            {
                case EventKind.Message:
                    Add(new ChatMessage(in it, new MessagePayload(&payload->Message)));
                    break;
                case EventKind.Image:
                    _images.Add(new ChatImage(new ImagePayload(&payload->Image)));
                    break;
                case EventKind.Goals:
                    Take(new GoalsPayload(&payload->Goals));
                    break;
                case EventKind.Chapter:
                    Chapter = new ChapterChange(new ChapterPayload(&payload->Chapter));
                    break;
                case EventKind.Ending:
                    Ending = new Ending(new EndingPayload(&payload->Ending));
                    break;
                case EventKind.State:
                    State = new PersonaState(new StatePayload(&payload->State));
                    break;
                case EventKind.Status:
                    Merge(new StatusPayload(&payload->Status));
                    break;
                case EventKind.Cost:
                    _costs.Add(new Cost(new CostPayload(&payload->Cost)));
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
