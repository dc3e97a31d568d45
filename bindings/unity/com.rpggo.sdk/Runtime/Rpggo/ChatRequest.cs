using System;

namespace Rpggo
{
    /// <summary>A message from the player to a character. The properties are the same for all services;
    /// each service reads the ones it supports. Copied when the call is made, so it can be changed and
    /// reused.</summary>
    public sealed class ChatRequest
    {
        /// <summary>The character to talk to; required. RPGGO lists them when a session starts; otherwise
        /// the persona's id, Aurora's number in decimal, or the model of an OpenAI-compatible
        /// server.</summary>
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

        /// <summary>The player's id at the service; may be null.</summary>
        public string UserId { get; set; }

        /// <summary>A JSON object that is merged into the request body; its members override the library's
        /// own. For example <c>{"llm_config":{"temperature":0.2}}</c>. Null: none.</summary>
        public string ExtraJson { get; set; }

        /// <summary>Request images (RPGGO).</summary>
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
                Flags = Images ? Native.ChatImages : 0
            };
        }
    }
}
