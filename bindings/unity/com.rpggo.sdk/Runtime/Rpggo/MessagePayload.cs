namespace Rpggo
{
    /// <summary>One whole utterance; <see cref="RpggoEvent.CharacterId"/> says whose.</summary>
    public readonly unsafe ref struct MessagePayload
    {
        private readonly Native.EventMessage* _at;

        internal MessagePayload(Native.EventMessage* at)
        {
            _at = at;
        }

        /// <summary>What is said, as it was written.</summary>
        public string Text => Utf8.Read(At->Text);

        /// <summary>More text of the service; often empty.</summary>
        public string TextExt => Utf8.Read(At->TextExt);

        /// <summary>The service's word for the kind of speaker, for example "common_npc".</summary>
        public string CharacterType => Utf8.Read(At->CharacterType);

        /// <summary>Who it is by.</summary>
        public Role Role => At->Role;

        /// <summary>True for a line of an earlier talk.</summary>
        public bool History => At->History != 0;

        /// <summary>True for what came of an utterance whose stream was cut in the middle: the
        /// request finishes with the reason.</summary>
        public bool Partial => At->Partial != 0;

        /// <summary>How many talks were had in this chapter; 0 when unknown.</summary>
        public int CurrentCount => At->CurrentCount;

        /// <summary>How many are allowed; 0 when unknown.</summary>
        public int MaxChatCount => At->MaxChatCount;

        /// <summary>The ids of all characters who are in the talk (group chat).</summary>
        public TextList Insiders => new TextList(At->Insiders);

        /// <summary>What the character does beside speaking.</summary>
        public ActionList Actions => new ActionList(At->Actions);

        private Native.EventMessage* At => (Native.EventMessage*)View.Checked(_at);
    }
}
