using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>Details of a session, a game or a history, as sent by the service. Missing texts are empty.
    /// It can be kept.</summary>
    public sealed class SessionResult
    {
        private readonly List<ChatMessage> _messages = new List<ChatMessage>();

        internal SessionResult()
        {
            SessionId = string.Empty;
            GameId = string.Empty;
            Name = string.Empty;
            Intro = string.Empty;
            Background = string.Empty;
            Image = string.Empty;
            MachineId = string.Empty;
            PlayerName = string.Empty;
            PlayerGender = string.Empty;
            Chapters = System.Array.Empty<Chapter>();
        }

        /// <summary>The request that this is the result of.</summary>
        public RequestId Request { get; internal set; }

        /// <summary>The session's id; empty for a preview of a game.</summary>
        public string SessionId { get; private set; }

        /// <summary>The game's id.</summary>
        public string GameId { get; private set; }

        /// <summary>The game's name.</summary>
        public string Name { get; private set; }

        /// <summary>Introductory text for the player.</summary>
        public string Intro { get; private set; }

        /// <summary>The world in which the game is set.</summary>
        public string Background { get; private set; }

        /// <summary>URL of an image of the game.</summary>
        public string Image { get; private set; }

        /// <summary>Id of the persona's state machine.</summary>
        public string MachineId { get; private set; }

        /// <summary>The player's name, as known to the persona.</summary>
        public string PlayerName { get; private set; }

        /// <summary>The player's gender, as known to the persona.</summary>
        public string PlayerGender { get; private set; }

        /// <summary>The current chapter; for a preview, all chapters.</summary>
        public IReadOnlyList<Chapter> Chapters { get; private set; }

        /// <summary>The opening line, or the history.</summary>
        public IReadOnlyList<ChatMessage> Messages => _messages;

        /// <summary>The state of the persona's state machine; null when not reported.</summary>
        public PersonaState State { get; private set; }

        /// <summary>Copies the event's payload.</summary>
        internal unsafe void Read(in RpggoEvent it)
        {
            Native.EventPayload* payload = &it.At->As;
            switch (it.Kind)
            {
                case EventKind.Session:
                    Take(new SessionPayload(&payload->Session));
                    break;
                case EventKind.Message:
                    _messages.Add(new ChatMessage(in it, new MessagePayload(&payload->Message)));
                    break;
                case EventKind.State:
                    State = new PersonaState(new StatePayload(&payload->State));
                    break;
            }
        }

        private void Take(in SessionPayload payload)
        {
            SessionId = payload.SessionId;
            GameId = payload.GameId;
            Name = payload.Name;
            Intro = payload.Intro;
            Background = payload.Background;
            Image = payload.Image;
            MachineId = payload.MachineId;
            PlayerName = payload.PlayerName;
            PlayerGender = payload.PlayerGender;
            Chapters = payload.Chapters.Copy();
        }
    }
}
