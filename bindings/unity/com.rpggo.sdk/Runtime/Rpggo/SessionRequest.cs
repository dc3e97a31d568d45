using System;

namespace Rpggo
{
    /// <summary>
    /// Which session, game or chapter. Copied when the call is made, so it can be changed and used
    /// again.
    /// </summary>
    public sealed class SessionRequest
    {
        /// <summary>The player's session. The game chooses it: any text that is unique to the
        /// play-through.</summary>
        public string SessionId { get; set; }

        /// <summary>The game; required by RPGGO.</summary>
        public string GameId { get; set; }

        /// <summary>The chapter: required where the chapter is changed; where a session is started,
        /// null means the first.</summary>
        public string ChapterId { get; set; }

        /// <summary>The persona; required by the persona chat, read by it alone.</summary>
        public string CharacterId { get; set; }

        /// <summary>The persona's machine; null: the main one. Read by the persona chat
        /// alone.</summary>
        public string MachineId { get; set; }

        /// <summary>The player's name. Read by the persona chat alone.</summary>
        public string PlayerName { get; set; }

        /// <summary>The player's gender: "female", "male" or "non-binary". Read by the persona chat
        /// alone.</summary>
        public string PlayerGender { get; set; }

        /// <summary>Who the character is and how it speaks, sent before all turns of the session. Read
        /// where a session of an OpenAI-compatible server is started.</summary>
        public string SystemPrompt { get; set; }

        internal unsafe Native.SessionRequest ToNative(NativeTexts texts)
        {
            return new Native.SessionRequest
            {
                StructSize = (UIntPtr)sizeof(Native.SessionRequest),
                SessionId = texts.Add(SessionId, nameof(SessionId)),
                GameId = texts.Add(GameId, nameof(GameId)),
                ChapterId = texts.Add(ChapterId, nameof(ChapterId)),
                CharacterId = texts.Add(CharacterId, nameof(CharacterId)),
                MachineId = texts.Add(MachineId, nameof(MachineId)),
                PlayerName = texts.Add(PlayerName, nameof(PlayerName)),
                PlayerGender = texts.Add(PlayerGender, nameof(PlayerGender)),
                SystemPrompt = texts.Add(SystemPrompt, nameof(SystemPrompt))
            };
        }
    }
}
