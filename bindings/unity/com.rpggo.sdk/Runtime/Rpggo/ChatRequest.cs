using System;

namespace Rpggo
{
    /// <summary>
    /// What the player says, and to whom. One vocabulary for all services; each reads the properties
    /// that it has. Copied when the call is made, so it can be changed and used again.
    /// </summary>
    public sealed class ChatRequest
    {
        /// <summary>Who is spoken to; required. RPGGO names them when a session starts; else the
        /// persona's id, Aurora's number in decimal, or the model of an OpenAI-compatible
        /// server.</summary>
        public string CharacterId { get; set; }

        /// <summary>The player's session; required. Aurora: a number in decimal.</summary>
        public string SessionId { get; set; }

        /// <summary>What the player says; required.</summary>
        public string Message { get; set; }

        /// <summary>Any unique id. Null: one is made. A retry sends the same one.</summary>
        public string MessageId { get; set; }

        /// <summary>The game; required by RPGGO.</summary>
        public string GameId { get; set; }

        /// <summary>The persona's machine; null: the main one. Read by the persona chat
        /// alone.</summary>
        public string MachineId { get; set; }

        /// <summary>The player's id at the service; may be null.</summary>
        public string UserId { get; set; }

        /// <summary>A JSON object whose members are merged into the body and win over the library's
        /// own; for example <c>{"llm_config":{"temperature":0.2}}</c>. Null: none.</summary>
        public string ExtraJson { get; set; }

        /// <summary>Ask for pictures (RPGGO).</summary>
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
