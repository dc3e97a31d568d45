namespace Rpggo.Unity
{
    /// <summary>One complete message, with the name of its speaker.</summary>
    public sealed class RpggoMessage : ChatMessage
    {
        internal RpggoMessage(in RpggoEvent it, in MessagePayload payload) : base(in it, in payload) { Speaker = CharacterId; }

        /// <summary>The speaker's name, from the chapter; the id if the chapter does not contain
        /// it.</summary>
        public string Speaker { get; internal set; }
    }
}
