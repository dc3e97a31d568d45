// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using System;

namespace Rpggo
{
    /// <summary>A message from the player to a character. The fields are the same for all services;
    /// each service reads the ones it supports.</summary>
    public sealed class ChatRequest
    {
        /// <summary>The character to talk to; required. RPGGO lists them in
        /// <see cref="EventKind.Session"/>; otherwise the persona's id, Aurora's number in decimal, or
        /// the model of an OpenAI-compatible server.</summary>
        public string CharacterId { get; set; }

        /// <summary>The player's session; required. Aurora: a number in decimal.</summary>
        public string SessionId { get; set; }

        /// <summary>What the player says; required.</summary>
        public string Message { get; set; }

        /// <summary>A unique id of your choice. Null: the library generates one. A retry sends the same
        /// id.</summary>
        public string MessageId { get; set; }

        /// <summary>The game's id; required by RPGGO.</summary>
        public string GameId { get; set; }

        /// <summary>Id of the persona's state machine; null: the main one. Persona chat only.</summary>
        public string MachineId { get; set; }

        /// <summary>The player's id at the service. Null: none.</summary>
        public string UserId { get; set; }

        /// <summary>A JSON object that is merged into the request body, nested objects included; its
        /// members override the library's own. For example "{"llm_config":{"temperature":0.2}}". Null:
        /// none.</summary>
        public string ExtraJson { get; set; }

        /// <summary>Request images, which arrive as <see cref="EventKind.Image"/> (RPGGO).</summary>
        public bool Images { get; set; }

        internal unsafe Native.ChatRequest ToNative(NativeTexts texts)
        {
            return new Native.ChatRequest
            {
                StructSize = (UIntPtr)sizeof(Native.ChatRequest),
                CharacterId = texts.Add(CharacterId, nameof(CharacterId)),
                SessionId = texts.Add(SessionId, nameof(SessionId)),
                Message = texts.Add(Message, nameof(Message)),
                MessageId = texts.Add(MessageId, nameof(MessageId)),
                GameId = texts.Add(GameId, nameof(GameId)),
                MachineId = texts.Add(MachineId, nameof(MachineId)),
                UserId = texts.Add(UserId, nameof(UserId)),
                ExtraJson = texts.Add(ExtraJson, nameof(ExtraJson)),
                Flags = (Images ? Native.ChatImages : 0)
            };
        }
    }

    /// <summary>Selects a session, game or chapter.</summary>
    public sealed class SessionRequest
    {
        /// <summary>The player's session. Chosen by the game: any text that is unique to the
        /// playthrough.</summary>
        public string SessionId { get; set; }

        /// <summary>The game's id; required by RPGGO.</summary>
        public string GameId { get; set; }

        /// <summary>The chapter's id: required by <see cref="RpggoClient.ChapterChange"/>; for
        /// <see cref="RpggoClient.SessionStart"/>, null means the first chapter.</summary>
        public string ChapterId { get; set; }

        /// <summary>The persona's id; required by, and only used by, the persona chat.</summary>
        public string CharacterId { get; set; }

        /// <summary>Id of the persona's state machine; null: the main one. Persona chat only.</summary>
        public string MachineId { get; set; }

        /// <summary>The player's name. Persona chat only.</summary>
        public string PlayerName { get; set; }

        /// <summary>The player's gender: "female", "male" or "non-binary". Persona chat only.</summary>
        public string PlayerGender { get; set; }

        /// <summary>Who the character is and how it speaks; sent before all turns of the session. Only
        /// used by <see cref="RpggoClient.SessionStart"/> with OpenAI-compatible servers.</summary>
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
