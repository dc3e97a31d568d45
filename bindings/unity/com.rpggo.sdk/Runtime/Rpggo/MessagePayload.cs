namespace Rpggo
{
    /// <summary>One complete message; <see cref="RpggoEvent.CharacterId"/> is the speaker.</summary>
    public readonly unsafe ref struct MessagePayload
    {
        private readonly Native.EventMessage* _at;

        internal MessagePayload(Native.EventMessage* at)
        {
            _at = at;
        }

        /// <summary>The text, unmodified.</summary>
        public string Text => Utf8.Read(At->Text);

        /// <summary>Additional text from the service; often empty.</summary>
        public string TextExt => Utf8.Read(At->TextExt);

        /// <summary>The kind of speaker, as named by the service, for example "common_npc".</summary>
        public string CharacterType => Utf8.Read(At->CharacterType);

        /// <summary>The role of the speaker.</summary>
        public Role Role => At->Role;

        /// <summary>True for a message from the session's history.</summary>
        public bool History => At->History != 0;

        /// <summary>True when the stream was cut in the middle of this message: <see cref="Text"/> is what
        /// was received, and the request finishes with the reason.</summary>
        public bool Partial => At->Partial != 0;

        /// <summary>Number of chats so far in this chapter; 0 when unknown.</summary>
        public int CurrentCount => At->CurrentCount;

        /// <summary>Maximum number of chats in this chapter; 0 when unknown.</summary>
        public int MaxChatCount => At->MaxChatCount;

        /// <summary>Ids of all characters in the conversation (group chat).</summary>
        public TextList Insiders => new TextList(At->Insiders);

        /// <summary>What the character does in addition to speaking.</summary>
        public ActionList Actions => new ActionList(At->Actions);

        private Native.EventMessage* At => (Native.EventMessage*)View.Checked(_at);
    }
}
