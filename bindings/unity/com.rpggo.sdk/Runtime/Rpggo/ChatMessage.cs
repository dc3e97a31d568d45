using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>One whole utterance.</summary>
    public sealed class ChatMessage
    {
        internal ChatMessage(in RpggoEvent it, in MessagePayload payload)
        {
            CharacterId = it.CharacterId;
            MessageId = it.MessageId;
            Text = payload.Text;
            TextExt = payload.TextExt;
            CharacterType = payload.CharacterType;
            Role = payload.Role;
            IsHistory = payload.History;
            IsPartial = payload.Partial;
            CurrentCount = payload.CurrentCount;
            MaxChatCount = payload.MaxChatCount;
            Insiders = payload.Insiders.Copy();
            Actions = payload.Actions.Copy();
        }

        /// <summary>Who speaks, by the id to chat with; empty where the service names
        /// nobody.</summary>
        public string CharacterId { get; }

        /// <summary>The service's id of the message; it need not be the one that was
        /// sent.</summary>
        public string MessageId { get; }

        /// <summary>What is said, as it was written.</summary>
        public string Text { get; }

        /// <summary>More text of the service; often empty.</summary>
        public string TextExt { get; }

        /// <summary>The service's word for the kind of speaker, for example "common_npc".</summary>
        public string CharacterType { get; }

        /// <summary>Who it is by.</summary>
        public Role Role { get; }

        /// <summary>True for a line of an earlier talk.</summary>
        public bool IsHistory { get; }

        /// <summary>True for what came of an utterance whose stream was cut in the
        /// middle.</summary>
        public bool IsPartial { get; }

        /// <summary>How many talks were had in this chapter; 0 when unknown.</summary>
        public int CurrentCount { get; }

        /// <summary>How many are allowed; 0 when unknown.</summary>
        public int MaxChatCount { get; }

        /// <summary>The ids of all characters who are in the talk (group chat).</summary>
        public IReadOnlyList<string> Insiders { get; }

        /// <summary>What the character does beside speaking.</summary>
        public IReadOnlyList<ChatAction> Actions { get; }
    }
}
