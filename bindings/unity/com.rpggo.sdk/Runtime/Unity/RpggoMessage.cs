using System.Collections.Generic;

namespace Rpggo.Unity
{
    /// <summary>One whole utterance.</summary>
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

        /// <summary>Who speaks, by the id to chat with; empty where the service names nobody.</summary>
        public string CharacterId { get; private set; }

        /// <summary>The name of who speaks, as the chapter tells it; the id where it does not.</summary>
        public string Speaker { get; internal set; }

        /// <summary>What is said.</summary>
        public string Text { get; private set; }

        /// <summary>Whether a character, the narrator or (in a history) the player says it.</summary>
        public Role Role { get; private set; }

        /// <summary>True for a line of an earlier talk.</summary>
        public bool IsHistory { get; private set; }

        /// <summary>True for what came of an utterance that was cut in the middle.</summary>
        public bool IsPartial { get; private set; }

        /// <summary>What the character does beside speaking.</summary>
        public IReadOnlyList<ChatAction> Actions { get; private set; }
    }
}
