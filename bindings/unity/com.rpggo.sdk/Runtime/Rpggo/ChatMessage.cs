using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>One complete message.</summary>
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

        /// <summary>The id of the speaker, as used for chats; empty when the service names no
        /// speaker.</summary>
        public string CharacterId { get; }

        /// <summary>The service's id of the message; not necessarily the one that was sent.</summary>
        public string MessageId { get; }

        /// <summary>The text, unmodified.</summary>
        public string Text { get; }

        /// <summary>Additional text from the service; often empty.</summary>
        public string TextExt { get; }

        /// <summary>The kind of speaker, as named by the service, for example "common_npc".</summary>
        public string CharacterType { get; }

        /// <summary>The role of the speaker.</summary>
        public Role Role { get; }

        /// <summary>True for a message from the session's history.</summary>
        public bool IsHistory { get; }

        /// <summary>True when the stream was cut in the middle of this message.</summary>
        public bool IsPartial { get; }

        /// <summary>Number of chats so far in this chapter; 0 when unknown.</summary>
        public int CurrentCount { get; }

        /// <summary>Maximum number of chats in this chapter; 0 when unknown.</summary>
        public int MaxChatCount { get; }

        /// <summary>Ids of all characters in the conversation (group chat).</summary>
        public IReadOnlyList<string> Insiders { get; }

        /// <summary>What the character does in addition to speaking.</summary>
        public IReadOnlyList<ChatAction> Actions { get; }
    }
}
