using System;

namespace Rpggo
{
    /// <summary>Selects a session, game or chapter. Copied when the call is made, so it can be changed and
    /// reused.</summary>
    public sealed class SessionRequest
    {
        /// <summary>The player's session. Chosen by the game: any text that is unique to the
        /// playthrough.</summary>
        public string SessionId { get; set; }

        /// <summary>The game's id; required by RPGGO.</summary>
        public string GameId { get; set; }

        /// <summary>The chapter's id: required when changing the chapter; when starting a session, null
        /// means the first chapter.</summary>
        public string ChapterId { get; set; }

        /// <summary>The persona's id; required by, and only used by, the persona chat.</summary>
        public string CharacterId { get; set; }

        /// <summary>Id of the persona's state machine; null: the main one. Persona chat only.</summary>
        public string MachineId { get; set; }

        /// <summary>The player's name. Persona chat only.</summary>
        public string PlayerName { get; set; }

        /// <summary>The player's gender: "female", "male" or "non-binary". Persona chat only.</summary>
        public string PlayerGender { get; set; }

        /// <summary>Who the character is and how it speaks; sent before all turns of the session. Only used
        /// when starting a session with an OpenAI-compatible server.</summary>
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
