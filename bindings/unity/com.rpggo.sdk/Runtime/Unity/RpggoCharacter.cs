using System.Collections.Generic;
using UnityEngine;
using UnityEngine.Events;

namespace Rpggo.Unity
{
    /// <summary>
    /// A character that the player can talk to: call <see cref="Say"/>, and connect the events to what the
    /// scene displays. Each line ends with exactly one <see cref="onFinished"/>.
    /// </summary>
    /// <remarks>
    /// No event is raised before <see cref="Say"/> has returned. When the character is disabled or
    /// destroyed in the middle of a reply, the reply is cancelled, and no further events are raised.
    /// </remarks>
    [AddComponentMenu("Rpggo/Character")]
    // Behind the session, whose Start has to come first.
    [DefaultExecutionOrder(-100)]
    public sealed class RpggoCharacter : MonoBehaviour
    {
        /// <summary>The character's id at the service.</summary>
        [Tooltip("The character's id at the service. With an OpenAI-compatible server, the model.")]
        public string characterId = "";

        /// <summary>The name to display; empty: the name from the chapter.</summary>
        [Tooltip("The name to display. Empty: the name from the chapter.")]
        public string displayName = "";

        /// <summary>The session to use; none: a parent's, otherwise the scene's.</summary>
        [Tooltip("The session to use. None: a parent's, otherwise the scene's; if there is none, one is created.")]
        public RpggoSession session;

        /// <summary>True: a new line cancels the current reply; false: it waits until the reply has
        /// finished.</summary>
        [Tooltip("A new line cancels the current reply. Off: it waits until the reply has finished.")]
        public bool interrupts;

        /// <summary>True: requests images, which some services offer, at a cost.</summary>
        [Tooltip("Requests images, which some services offer, at a cost.")]
        public bool images;

        /// <summary>Who the character is and how it speaks; OpenAI-compatible servers only.</summary>
        [Tooltip("Who the character is and how it speaks. OpenAI-compatible servers only.")]
        [TextArea(2, 8)] public string systemPrompt = "";

        /// <summary>A JSON object that is merged into every request; empty: none.</summary>
        [Tooltip("A JSON object that is merged into every request, for example {\"llm_config\":{\"temperature\":0.2}}. Empty: none.")]
        [TextArea(1, 4)] public string extraJson = "";

        /// <summary>A line of the player was sent.</summary>
        [Header("Events")]
        [Tooltip("A line of the player was sent.")]
        public UnityEvent onAsked = new UnityEvent();

        /// <summary>A piece of a message, streamed as it is generated; some services send whole messages
        /// only.</summary>
        [Tooltip("A piece of a message, streamed as it is generated. Some services send whole messages only.")]
        public UnityEvent<string> onText = new UnityEvent<string>();

        /// <summary>A complete message, after its pieces; in a group chat also of other
        /// characters.</summary>
        [Tooltip("A complete message with all its details, after its pieces; in a group chat also of other characters.")]
        public UnityEvent<RpggoMessage> onMessage = new UnityEvent<RpggoMessage>();

        /// <summary>The same as two texts: the speaker's name and the message.</summary>
        [Tooltip("The same as two texts: the speaker's name and the message. Connect it to a typewriter's Say.")]
        public UnityEvent<string, string> onLine = new UnityEvent<string, string>();

        /// <summary>An image: its URL and its caption.</summary>
        [Tooltip("An image: its URL and its caption.")]
        public UnityEvent<string, string> onImage = new UnityEvent<string, string>();

        /// <summary>The current state of the goals.</summary>
        [Tooltip("The current state of the goals.")]
        public UnityEvent<IReadOnlyList<Goal>> onGoals = new UnityEvent<IReadOnlyList<Goal>>();

        /// <summary>The story moves to another chapter: the next chapter's id, and a text for the
        /// player.</summary>
        [Tooltip("The story moves to another chapter: the next chapter's id, and a text for the player.")]
        public UnityEvent<string, string> onChapter = new UnityEvent<string, string>();

        /// <summary>The game has ended: whether the player won, and a text for the player.</summary>
        [Tooltip("The game has ended: whether the player won, and a text for the player.")]
        public UnityEvent<bool, string> onEnding = new UnityEvent<bool, string>();

        /// <summary>The state of a persona's state machine, and its score.</summary>
        [Tooltip("The state of a persona's state machine, and its score.")]
        public UnityEvent<string, double> onState = new UnityEvent<string, double>();

        /// <summary>The reply failed or is incomplete: a sentence that says why.</summary>
        [Tooltip("The reply failed or is incomplete: a sentence that says why.")]
        public UnityEvent<string> onFailed = new UnityEvent<string>();

        /// <summary>The reply has finished, with any result.</summary>
        [Tooltip("The reply has finished, with any result.")]
        public UnityEvent onFinished = new UnityEvent();

        readonly Queue<string> lines = new Queue<string>();
        RpggoSession found;
        Reply reply;

        /// <summary>True from <see cref="Say"/> until the last reply has finished.</summary>
        public bool IsBusy { get { return reply != null || lines.Count > 0; } }

        /// <summary>The name to display.</summary>
        public string Name
        {
            get
            {
                if (!string.IsNullOrEmpty(displayName)) return displayName;
                var it = session != null ? session : found;
                return it == null ? characterId : it.NameOf(characterId);
            }
        }

        /// <summary>The session it uses; null before there is one.</summary>
        public RpggoSession Session
        {
            get
            {
                if (session != null) return session;
                if (found == null) found = RpggoSession.Find(this);
                return found;
            }
        }

        /// <summary>Sends a line of the player. Returns at once; an empty text is ignored.</summary>
        public void Say(string text)
        {
            if (string.IsNullOrWhiteSpace(text)) return;
            Add(text);
        }

        /// <summary>Starts the conversation without a line of the player: a persona says its opening
        /// line.</summary>
        public void Meet() { Add(null); }

        /// <summary>Cancels the current reply, and discards the lines that are waiting.</summary>
        public void Cancel()
        {
            lines.Clear();
            if (reply != null) reply.Cancel();
        }

        void Add(string line)
        {
            if (!Application.isPlaying || !isActiveAndEnabled)
            {
                Debug.LogWarning("Rpggo: " + Name + " ignores the line, because it is disabled or the game is not running.", this);
                return;
            }
            if (interrupts) Cancel();
            lines.Enqueue(line);
        }

        void Update()
        {
            if (reply != null || lines.Count == 0) return;
            var line = lines.Dequeue();
            if (Session == null) return;
            var begun = new Reply(this, Session, line);
            reply = begun;
            Raise.Event(this, onAsked);
            // What is wired to it may have disabled this very character.
            if (reply == begun) begun.Begin();
        }

        void OnDisable()
        {
            var wasBusy = IsBusy;
            lines.Clear();
            var left = reply;
            reply = null;
            if (left != null) left.Leave();
            if (wasBusy && !IsSceneLeaving) Raise.Event(this, onFinished);
        }

        /// <summary>When a scene is unloaded, so are the objects that the events are connected
        /// to.</summary>
        bool IsSceneLeaving { get { return RpggoClientBehaviour.IsQuitting || !gameObject.scene.isLoaded; } }

        internal void Hear(RpggoMessage message)
        {
            message.Speaker = message.CharacterId == characterId ? Name : Session.NameOf(message.CharacterId);
            Raise.Event(this, onMessage, message);
            Raise.Event(this, onLine, message.Speaker, message.Text);
        }

        internal void HearState(string state, double score) { Raise.Event(this, onState, state, score); }

        internal void EndReply(Status status, string detail, bool isTold)
        {
            reply = null;
            if (IsSceneLeaving) return;
            if (status != Status.Ok && status != Status.Cancelled)
            {
                if (!isTold) Debug.LogWarning("Rpggo: " + Name + " does not reply: " + detail, this);
                Raise.Event(this, onFailed, detail);
            }
            Raise.Event(this, onFinished);
        }
    }
}
