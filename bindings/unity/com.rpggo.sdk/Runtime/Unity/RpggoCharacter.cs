using System.Collections.Generic;
using UnityEngine;
using UnityEngine.Events;

namespace Rpggo.Unity
{
    /// <summary>
    /// A character that the player can talk with: <see cref="Say"/> something, and wire the events to
    /// what the scene shows. Each line that is said ends with exactly one <see cref="onFinished"/>.
    /// </summary>
    /// <remarks>
    /// No event comes before <see cref="Say"/> has returned. When the character is disabled or destroyed
    /// in the middle of a reply, the reply is cancelled, and nothing more comes.
    /// </remarks>
    [AddComponentMenu("Rpggo/Character")]
    // Behind the session, whose Start has to come first.
    [DefaultExecutionOrder(-100)]
    public sealed class RpggoCharacter : MonoBehaviour
    {
        /// <summary>Who is spoken to: the id that the service has for the character.</summary>
        [Tooltip("Who is spoken to: the id that the service has. With an OpenAI-compatible server it is the model.")]
        public string characterId = "";

        /// <summary>The name to show; empty: as the chapter tells it.</summary>
        [Tooltip("The name to show. Empty: as the chapter tells it.")]
        public string displayName = "";

        /// <summary>The session to speak in; none: that of a parent, else the scene's.</summary>
        [Tooltip("The session to speak in. None: that of a parent, else the one of the scene; where there is none, one is made.")]
        public RpggoSession session;

        /// <summary>True: a new line cancels the reply that is being written; false: it waits for its end.</summary>
        [Tooltip("A new line cancels the reply that is being written. Off: it waits for its end.")]
        public bool interrupts;

        /// <summary>True: asks for pictures, which some services have, at a cost.</summary>
        [Tooltip("Asks for pictures, which some services have, at a cost.")]
        public bool images;

        /// <summary>Who the character is and how it speaks; read with OpenAI-compatible servers alone.</summary>
        [Tooltip("Who the character is and how it speaks. Read with OpenAI-compatible servers alone.")]
        [TextArea(2, 8)] public string systemPrompt = "";

        /// <summary>A JSON object that is merged into every request; empty: none.</summary>
        [Tooltip("A JSON object that is merged into every request, for example {\"llm_config\":{\"temperature\":0.2}}. Empty: none.")]
        [TextArea(1, 4)] public string extraJson = "";

        /// <summary>A line of the player is on its way.</summary>
        [Header("Events")]
        [Tooltip("A line of the player is on its way.")]
        public UnityEvent onAsked = new UnityEvent();

        /// <summary>A piece of an utterance as it is written; some services send whole ones only.</summary>
        [Tooltip("A piece of an utterance as it is written. Some services send whole ones only.")]
        public UnityEvent<string> onWord = new UnityEvent<string>();

        /// <summary>A whole utterance, after its pieces; in a group talk also of others.</summary>
        [Tooltip("A whole utterance, after its pieces, with all that is known of it; in a group talk also of others.")]
        public UnityEvent<RpggoMessage> onMessage = new UnityEvent<RpggoMessage>();

        /// <summary>The same as two texts: the speaker's name and what is said.</summary>
        [Tooltip("The same as two texts: the speaker's name and what is said. Wire it to a typewriter's Say.")]
        public UnityEvent<string, string> onLine = new UnityEvent<string, string>();

        /// <summary>A picture: where it can be loaded from, and what it shows.</summary>
        [Tooltip("A picture: where it can be loaded from, and what it shows.")]
        public UnityEvent<string, string> onImage = new UnityEvent<string, string>();

        /// <summary>The goals, as they are now.</summary>
        [Tooltip("The goals, as they are now.")]
        public UnityEvent<IReadOnlyList<Goal>> onGoals = new UnityEvent<IReadOnlyList<Goal>>();

        /// <summary>The story moves on: the next chapter's id, and what to tell the player.</summary>
        [Tooltip("The story moves on: the next chapter's id, and what to tell the player.")]
        public UnityEvent<string, string> onChapter = new UnityEvent<string, string>();

        /// <summary>The game is over: whether the player won, and what to tell.</summary>
        [Tooltip("The game is over: whether the player won, and what to tell.")]
        public UnityEvent<bool, string> onEnding = new UnityEvent<bool, string>();

        /// <summary>The state of a persona's machine, and its score.</summary>
        [Tooltip("The state of a persona's machine, and its score.")]
        public UnityEvent<string, double> onState = new UnityEvent<string, double>();

        /// <summary>There is no reply, or not all of it: why, in a sentence.</summary>
        [Tooltip("There is no reply, or not all of it: why, in a sentence.")]
        public UnityEvent<string> onFailed = new UnityEvent<string>();

        /// <summary>The reply is over, how ever it ended.</summary>
        [Tooltip("The reply is over, how ever it ended.")]
        public UnityEvent onFinished = new UnityEvent();

        readonly Queue<string> lines = new Queue<string>();
        RpggoSession found;
        Reply reply;

        /// <summary>True from <see cref="Say"/> until the last reply is over.</summary>
        public bool IsBusy { get { return reply != null || lines.Count > 0; } }

        /// <summary>The name to show.</summary>
        public string Name
        {
            get
            {
                if (!string.IsNullOrEmpty(displayName)) return displayName;
                var it = session != null ? session : found;
                return it == null ? characterId : it.NameOf(characterId);
            }
        }

        /// <summary>The session that it speaks in; null before there is any.</summary>
        public RpggoSession Session
        {
            get
            {
                if (session != null) return session;
                if (found == null) found = RpggoSession.Find(this);
                return found;
            }
        }

        /// <summary>The player says something. Returns at once; an empty text says nothing.</summary>
        public void Say(string text)
        {
            if (string.IsNullOrWhiteSpace(text)) return;
            Add(text);
        }

        /// <summary>Begins the talk without a word of the player: a persona says its opening line.</summary>
        public void Meet() { Add(null); }

        /// <summary>Ends the reply that is being written, and forgets what waits to be said.</summary>
        public void Cancel()
        {
            lines.Clear();
            if (reply != null) reply.Cancel();
        }

        void Add(string line)
        {
            if (!Application.isPlaying || !isActiveAndEnabled)
            {
                Debug.LogWarning("Rpggo: " + Name + " hears nothing, because it is disabled or the game does not run.", this);
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

        /// <summary>A scene that goes takes along what the events are wired to.</summary>
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
                if (!isTold) Debug.LogWarning("Rpggo: " + Name + " does not answer: " + detail, this);
                Raise.Event(this, onFailed, detail);
            }
            Raise.Event(this, onFinished);
        }
    }
}
