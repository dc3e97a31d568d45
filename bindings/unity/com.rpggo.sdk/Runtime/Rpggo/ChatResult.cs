using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>The result of a chat. It can be kept.</summary>
    public sealed partial class ChatResult
    {
        internal const string BetweenUtterances = "\n\n";

        private readonly List<ChatMessage> _messages = new List<ChatMessage>();
        private readonly List<StatusValue> _statusValues = new List<StatusValue>();

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

        /// <summary>Values to display, one per key: merge them into the ones you display.</summary>
        public IReadOnlyList<StatusValue> StatusValues => _statusValues;

        private void Take(in RpggoEvent e, in MessagePayload payload)
        {
            ChatMessage message = payload.Copy(in e);
            _messages.Add(message);
            if (message.Role == Role.Character && message.Text.Length > 0)
            {
                Text = Text.Length == 0 ? message.Text : Text + BetweenUtterances + message.Text;
            }
        }

        private void Take(in RpggoEvent e, in GoalsPayload payload)
        {
            if (payload.Goals.Count > 0)
            {
                Goals = payload.Goals.Copy();
                CurrentGoalId = payload.CurrentGoalId;
            }
        }

        private void Take(in RpggoEvent e, in StatusPayload payload)
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
