using System.Collections.Generic;
using UnityEngine;
using UnityEngine.Events;

namespace Rpggo.Unity
{
    /// <summary>
    /// Displays what characters say at a reading pace. It draws nothing itself: <see cref="onText"/> passes
    /// the text that is currently visible, for the <c>text</c> of a Text, a TextMesh Pro label, or anything
    /// else.
    /// </summary>
    /// <remarks>
    /// Connect a character's <c>onText</c> to <see cref="Append"/>, its <c>onLine</c> to <see
    /// cref="Say(string, string)"/> and its <c>onFinished</c> to <see cref="End"/>.
    /// </remarks>
    [AddComponentMenu("Rpggo/Typewriter")]
    public sealed class RpggoTypewriter : MonoBehaviour
    {
        const string CommaLike = ",;:—–、，；：،";
        const string StopLike = ".!?…。！？؟।";
        const string Closing = "\"'”’»)]}*_」』）】";

        /// <summary>Characters shown per second; 0 or less: all at once.</summary>
        [Tooltip("Characters shown per second. 0: all at once.")]
        public float charactersPerSecond = 45;

        /// <summary>Pause at a comma, in seconds.</summary>
        [Tooltip("Pause at a comma, in seconds.")]
        [Min(0)] public float commaPause = 0.12f;

        /// <summary>Pause at the end of a sentence, in seconds.</summary>
        [Tooltip("Pause at the end of a sentence, in seconds.")]
        [Min(0)] public float stopPause = 0.35f;

        /// <summary>How long a complete message stays before the next one replaces it, in
        /// seconds.</summary>
        [Tooltip("How long a complete message stays before the next one replaces it, in seconds.")]
        [Min(0)] public float utterancePause = 1.2f;

        /// <summary>True: continues while the game is paused by <c>Time.timeScale</c> 0.</summary>
        [Tooltip("Continues while the game is paused by Time.timeScale 0.")]
        public bool unscaledTime = true;

        /// <summary>True: tags such as &lt;b&gt; are shown whole and closed, and take no time.</summary>
        [Tooltip("Tags such as <b> are shown whole and closed, and take no time. Off: they are treated as text.")]
        public bool richText = true;

        /// <summary>True: earlier messages stay above the new one, until <see cref="Clear"/>.</summary>
        [Tooltip("Earlier messages stay above the new one, until Clear is called.")]
        public bool keepEarlier;

        /// <summary>The visible text, whenever it changes.</summary>
        [Tooltip("The visible text, whenever it changes. Connect it to the text of a label.")]
        public UnityEvent<string> onText = new UnityEvent<string>();

        /// <summary>The speaker's name, when a message that has one begins.</summary>
        [Tooltip("The speaker's name, when a message that has one begins.")]
        public UnityEvent<string> onSpeaker = new UnityEvent<string>();

        /// <summary>All text has been shown.</summary>
        [Tooltip("All text has been shown.")]
        public UnityEvent onDone = new UnityEvent();

        sealed class Utterance
        {
            public string Speaker;
            public TextReveal Reveal;
        }

        readonly Queue<Utterance> waiting = new Queue<Utterance>();
        Utterance current;
        /// <summary>The message that pieces are added to; it may still be waiting.</summary>
        Utterance open;
        string earlier = "";
        float pause;
        bool isBusy;

        /// <summary>The visible text.</summary>
        public string Shown { get; private set; } = "";

        /// <summary>True while some text has not been shown yet.</summary>
        public bool IsWriting { get { return isBusy; } }

        /// <summary>Adds a piece to the current message.</summary>
        public void Append(string piece) { Append(null, piece); }

        /// <summary>Adds a piece to the current message, with its speaker.</summary>
        public void Append(string speaker, string piece)
        {
            if (string.IsNullOrEmpty(piece)) return;
            if (open == null) Add(speaker);
            open.Reveal.Append(piece);
        }

        /// <summary>Adds a complete message; pieces of it that were already added are not shown
        /// twice.</summary>
        public void Say(string text) { Say(null, text); }

        /// <summary>Adds a complete message with the speaker's name.</summary>
        public void Say(string speaker, string text)
        {
            if (open == null && string.IsNullOrEmpty(text)) return;
            if (open == null) Add(speaker);
            open.Reveal.End(text ?? "");
            open = null;
        }

        /// <summary>Marks the message as complete.</summary>
        public void End()
        {
            if (open != null) open.Reveal.End();
            open = null;
        }

        /// <summary>Shows the current message at once; if it is already shown, moves to the next.</summary>
        public void Skip()
        {
            if (!isBusy) return;
            if (current == null) Next();
            if (current != null && !current.Reveal.IsDone) current.Reveal.AdvanceAll();
            else if (!Next()) return;
            pause = 0;
            Show();
            FinishIfDone();
        }

        /// <summary>Shows all text at once.</summary>
        public void SkipAll()
        {
            if (!isBusy) return;
            do if (current != null) current.Reveal.AdvanceAll();
            while ((current == null || current.Reveal.IsDone) && Next());
            pause = 0;
            Show();
            FinishIfDone();
        }

        /// <summary>Discards all text, and shows nothing.</summary>
        public void Clear()
        {
            waiting.Clear();
            current = open = null;
            earlier = "";
            pause = 0;
            isBusy = false;
            Show();
        }

        void Update()
        {
            if (!isBusy) return;
            Advance(unscaledTime ? Time.unscaledDeltaTime : Time.deltaTime);
        }

        /// <summary>Advances by this many seconds.</summary>
        internal void Advance(float seconds)
        {
            // A paused game does not move, not even by one character.
            if (seconds <= 0) return;
            pause -= seconds;
            var hasMoved = false;
            while (pause <= 0)
            {
                if (current == null || current.Reveal.IsDone) { if (!Next()) break; continue; }
                if (!current.Reveal.Advance()) break;
                hasMoved = true;
                pause += Cost(current.Reveal);
                if (current.Reveal.IsDone && waiting.Count > 0) pause += utterancePause;
            }
            // What waits for its next piece saves no time up for it.
            if (pause < 0) pause = 0;
            if (hasMoved) Show();
            FinishIfDone();
        }

        float Cost(TextReveal reveal)
        {
            if (charactersPerSecond <= 0) return 0;
            var cost = 1 / charactersPerSecond;
            if (CommaLike.IndexOf(reveal.Last) >= 0) return cost + commaPause;
            if (StopLike.IndexOf(reveal.Last) < 0) return cost;
            // Not in the middle of "3.14" or "?!".
            var next = reveal.Next;
            var isEnd = next == '\0' || char.IsWhiteSpace(next) || Closing.IndexOf(next) >= 0 || reveal.Last > 0x3000;
            return isEnd ? cost + stopPause : cost;
        }

        void Add(string speaker)
        {
            open = new Utterance { Speaker = speaker, Reveal = new TextReveal(richText) };
            waiting.Enqueue(open);
            isBusy = true;
        }

        bool Next()
        {
            if (waiting.Count == 0) return false;
            // However fast it runs, every message is shown once.
            Show();
            if (keepEarlier && current != null) earlier += current.Reveal.Shown + "\n\n";
            current = waiting.Dequeue();
            if (current.Speaker != null) onSpeaker.Invoke(current.Speaker);
            return true;
        }

        void Show()
        {
            var shown = current == null ? "" : earlier + current.Reveal.Shown;
            if (shown == Shown) return;
            Shown = shown;
            onText.Invoke(shown);
        }

        void FinishIfDone()
        {
            if (!isBusy || waiting.Count > 0 || current == null || !current.Reveal.IsDone) return;
            isBusy = false;
            onDone.Invoke();
        }
    }
}
