using System.Collections.Generic;

namespace Rpggo.Unity
{
    /// <summary>One complete message.</summary>
    public sealed class RpggoMessage
    {
        internal RpggoMessage(in RpggoEvent it, in MessagePayload payload)
        {
            CharacterId = it.CharacterId;
            Speaker = CharacterId;
            Text = payload.Text;
            Role = payload.Role;
            IsHistory = payload.History;
            IsPartial = payload.Partial;
            Actions = payload.Actions.Copy();
        }

        /// <summary>The id of the speaker, as used for chats; empty when the service names no
        /// speaker.</summary>
        public string CharacterId { get; private set; }

        /// <summary>The speaker's name, from the chapter; the id if the chapter does not contain
        /// it.</summary>
        public string Speaker { get; internal set; }

        /// <summary>The text.</summary>
        public string Text { get; private set; }

        /// <summary>The role of the speaker: a character, the narrator or (in a history) the
        /// player.</summary>
        public Role Role { get; private set; }

        /// <summary>True for a message from the session's history.</summary>
        public bool IsHistory { get; private set; }

        /// <summary>True when the stream was cut in the middle of this message.</summary>
        public bool IsPartial { get; private set; }

        /// <summary>What the character does in addition to speaking.</summary>
        public IReadOnlyList<ChatAction> Actions { get; private set; }
    }
}
