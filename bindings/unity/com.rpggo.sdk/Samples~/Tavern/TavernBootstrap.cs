using System;
using System.Collections.Generic;
using System.Text;
using Rpggo.Unity;
using UnityEngine;

namespace Rpggo.Samples
{
    /// <summary>A whole small game, built by code: add it to an empty object of an empty scene and press
    /// Play. It plays "The Last Lantern" from a recording; the replies are the recorded ones, whatever is
    /// said.</summary>
    [AddComponentMenu("Rpggo/Samples/Tavern")]
    public sealed class TavernBootstrap : MonoBehaviour
    {
        /// <summary>What provides the replies.</summary>
        public enum Source
        {
            /// <summary>The recording: no key, no network.</summary>
            Recording,
            /// <summary>The stand-in of the service on this machine: cargo run -p rpggo-standin.</summary>
            StandIn,
            /// <summary>As set in Project Settings > Rpggo.</summary>
            Service,
        }

        /// <summary>What provides the replies.</summary>
        [Tooltip("What provides the replies: the recording (no key, no network), the stand-in on this machine (cargo run -p rpggo-standin), or the service set in Project Settings > Rpggo.")]
        public Source source;

        /// <summary>URL of the stand-in.</summary>
        [Tooltip("URL of the stand-in. The stand-in prints it.")]
        public string standInUrl = "http://127.0.0.1:8787";

        /// <summary>Replay speed relative to the recording.</summary>
        [Tooltip("Replay speed relative to the recording; -1: as fast as the game polls.")]
        public float replaySpeed = 1;

        /// <summary>Characters shown per second; 0: all at once.</summary>
        [Tooltip("Characters shown per second. 0: all at once.")]
        public float charactersPerSecond = 45;

        /// <summary>Prepared lines for the player's "…" button: the character and the text.</summary>
        public static readonly string[,] Prepared =
        {
            { "mira", "Mira! What happened to the lighthouse?" },
            { "mira", "And who is on the ferry?" },
            { "bram", "Bram, may I have your last can of oil? Please?" },
            { "akiko", "こんばんは, Akiko. Can you mend this lens?" },
            { "mira", "Oil and glass – I’m ready. Let’s climb!" },
            { "pip", "Who are you, and why are you hiding?" },
            { "pip", "Something rattled in your pocket. Is it a match?" },
            { "tide", "I strike the match and light the lantern. 🔥" },
        };

        readonly Dictionary<string, RpggoCharacter> characters = new Dictionary<string, RpggoCharacter>();
        /// <summary>What follows when the text before it has been read: a chapter's card, the
        /// ending.</summary>
        readonly Queue<Action> afterwards = new Queue<Action>();
        RpggoCharacter chosen;
        int nextPrepared;

        public TavernScreen Screen { get; private set; }
        public RpggoSession Session { get; private set; }
        public RpggoTypewriter Typewriter { get; private set; }

        void Start()
        {
            Screen = new GameObject("Screen").AddComponent<TavernScreen>();
            Screen.transform.SetParent(transform, false);
            Screen.Chosen = Choose;
            Screen.Said = Say;
            Screen.Prompted = SayPrepared;
            Screen.Hurried = () => Typewriter.Skip();
            Screen.Restarted = Restart;
            Typewriter = gameObject.AddComponent<RpggoTypewriter>();
            Typewriter.charactersPerSecond = charactersPerSecond;
            Typewriter.onSpeaker.AddListener(name => Screen.Speaker.text = name);
            Typewriter.onText.AddListener(text => Screen.Words.text = text);
            Session = MakeSession();
        }

        RpggoSession MakeSession()
        {
            // Switched off until it is set up: a component wakes when it is added.
            var made = new GameObject("Session");
            made.SetActive(false);
            made.transform.SetParent(transform, false);
            var client = made.AddComponent<RpggoClientBehaviour>();
            client.settings = MakeSettings();
            client.dontDestroyOnLoad = false;
            client.onProblem.AddListener(Show);
            var session = made.AddComponent<RpggoSession>();
            session.client = client;
            session.onBegun.AddListener(BeginChapter);
            session.onGoals.AddListener(ShowGoals);
            session.onValues.AddListener(changed => ShowValues());
            session.onChapter.AddListener((id, text) => Typewriter.Say("", text));
            session.onEnding.AddListener((won, text) => afterwards.Enqueue(() => End(won, text)));
            session.onFailed.AddListener(Show);
            made.SetActive(true);
            return session;
        }

        RpggoSettings MakeSettings()
        {
            if (source == Source.Service) return RpggoSettings.Default;
            var settings = ScriptableObject.CreateInstance<RpggoSettings>();
            settings.gameId = "last-lantern";
            settings.baseUrl = standInUrl;
            // The stand-in accepts any key that is not empty; this is not a real one.
            settings.apiKeyInBuild = "any";
            if (source == Source.Recording) settings.recording = Resources.Load<TextAsset>("last-lantern");
            settings.replaySpeed = replaySpeed;
            return settings;
        }

        void BeginChapter()
        {
            var chapter = Session.Chapter;
            var isFirst = characters.Count == 0;
            var words = new StringBuilder();
            if (isFirst) Add(words, Session.Intro, Session.Background);
            Add(words, chapter.Intro, chapter.Background);
            Screen.Goals.text = "";
            afterwards.Enqueue(() =>
            {
                Screen.Title.text = Session.GameName;
                ShowCharacters();
                Screen.Card.Open(chapter.Name, words.ToString(), "Go on", null);
            });
        }

        static void Add(StringBuilder words, params string[] more)
        {
            foreach (var text in more)
                if (text.Length > 0) words.Append(words.Length > 0 ? "\n\n" : "").Append(text);
        }

        void ShowCharacters()
        {
            foreach (var character in Session.Characters) Meet(character);
            Screen.ShowPortraits(Session.Characters);
            // Players prefer to talk to characters: the one that leads the game comes last.
            foreach (var character in Session.Characters)
                if (character.Type != "dm") { Choose(character.CharacterId); return; }
            if (Session.Characters.Count > 0) Choose(Session.Characters[0].CharacterId);
        }

        void Meet(Character told)
        {
            if (characters.ContainsKey(told.CharacterId)) return;
            var made = new GameObject(told.CharacterId);
            made.transform.SetParent(Session.transform, false);
            var character = made.AddComponent<RpggoCharacter>();
            character.characterId = told.CharacterId;
            character.session = Session;
            character.images = true;
            character.onText.AddListener(word => Typewriter.Append(character.Name, word));
            character.onLine.AddListener(Typewriter.Say);
            character.onImage.AddListener((url, caption) => Typewriter.Say("", "[" + caption + "]"));
            character.onFailed.AddListener(Show);
            character.onFinished.AddListener(Typewriter.End);
            characters[told.CharacterId] = character;
        }

        void Choose(string id)
        {
            if (!characters.TryGetValue(id, out var character)) return;
            chosen = character;
            Screen.Choose(id);
        }

        void Say(string line)
        {
            if (chosen == null) return;
            Show("");
            chosen.Say(line);
        }

        void SayPrepared()
        {
            if (nextPrepared >= Prepared.GetLength(0)) return;
            Choose(Prepared[nextPrepared, 0]);
            Say(Prepared[nextPrepared++, 1]);
        }

        void ShowGoals(IReadOnlyList<Goal> goals)
        {
            var text = new StringBuilder();
            foreach (var goal in goals) text.Append(goal.Achieved ? "☑ " : "☐ ").Append(goal.Text).Append('\n');
            Screen.Goals.text = text.ToString();
        }

        void ShowValues()
        {
            var text = new StringBuilder();
            foreach (var value in Session.Values) text.Append(value.Key).Append(": ").Append(value.Value).Append('\n');
            Screen.Values.text = text.ToString();
        }

        void Show(string notice) { Screen.Notice.text = notice; }

        void End(bool won, string text)
        {
            Screen.Card.Open(won ? "You won" : "You lost", text, "Play again", () => Screen.Restarted());
        }

        void Restart()
        {
            foreach (var character in characters.Values) Destroy(character.gameObject);
            characters.Clear();
            afterwards.Clear();
            Typewriter.Clear();
            Show("");
            Screen.Values.text = "";
            chosen = null;
            nextPrepared = 0;
            // A recording is played once by a client: the next one begins it again.
            Session.Client.Reconnect();
            Session.BeginAnew();
        }

        void Update()
        {
            var isQuiet = !Typewriter.IsWriting && !Screen.Card.IsOpen;
            if (isQuiet && afterwards.Count > 0) afterwards.Dequeue()();
            var listens = isQuiet && !Screen.Card.IsOpen && chosen != null && !chosen.IsBusy && !Session.HasEnded;
            Screen.Listen(listens, source != Source.Service && nextPrepared < Prepared.GetLength(0));
        }
    }
}
