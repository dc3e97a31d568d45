using System;
using System.Collections.Generic;
using UnityEngine;
using UnityEngine.Events;

namespace Rpggo.Unity
{
    /// <summary>One playthrough: its chapter, its characters, its goals and its ending. It starts
    /// automatically with the first line, and moves to the next chapter when the story does.</summary>
    [AddComponentMenu("Rpggo/Session")]
    [DisallowMultipleComponent]
    [DefaultExecutionOrder(-150)]
    public sealed class RpggoSession : MonoBehaviour
    {
        /// <summary>The client to use; none: the scene's.</summary>
        [Tooltip("The client to use. None: the scene's; if there is none, one is created.")]
        public RpggoClientBehaviour client;

        /// <summary>The game's id; empty: the one in the settings.</summary>
        [Tooltip("The game's id. Empty: the one in the settings.")]
        public string gameId = "";

        /// <summary>The playthrough's id; empty: a new one each time. To save a game, store <see
        /// cref="SessionId"/>.</summary>
        [Tooltip("The playthrough's id. Empty: a new one each time. Store it in saved games.")]
        public string sessionId = "";

        /// <summary>The chapter to start in; empty: the first.</summary>
        [Tooltip("The chapter to start in. Empty: the first.")]
        public string chapterId = "";

        /// <summary>True: resumes an earlier session with this id instead of starting one.</summary>
        [Tooltip("Resumes an earlier session with this id instead of starting one.")]
        public bool resumes;

        /// <summary>True: starts with the scene; false: with the first line, or by <see
        /// cref="Begin"/>.</summary>
        [Tooltip("Starts with the scene. Off: with the first line, or when Begin is called.")]
        public bool beginsOnStart = true;

        /// <summary>True: moves to the next chapter automatically when the reply that leads to it has
        /// finished.</summary>
        [Tooltip("Moves to the next chapter automatically when the reply that leads to it has finished. Off: call ChangeChapter.")]
        public bool changesChapters = true;

        /// <summary>The player's id at the service; may be empty.</summary>
        [Header("The player")]
        [Tooltip("The player's id at the service. May be empty.")]
        public string playerId = "";

        /// <summary>The player's name, for personas.</summary>
        [Tooltip("The player's name. Personas only.")]
        public string playerName = "";

        /// <summary>The player's gender, for personas: "female", "male" or "non-binary".</summary>
        [Tooltip("The player's gender: female, male or non-binary. Personas only.")]
        public string playerGender = "";

        /// <summary>Id of the persona's state machine; empty: the main one.</summary>
        [Tooltip("Id of the persona's state machine. Empty: the main one. Personas only.")]
        public string machineId = "";

        /// <summary>A chapter starts, the first or the next: see <see cref="Chapter"/> and <see
        /// cref="Characters"/>.</summary>
        [Header("Events")]
        [Tooltip("A chapter starts, the first or the next.")]
        public UnityEvent onBegun = new UnityEvent();

        /// <summary>The current state of the goals.</summary>
        [Tooltip("The current state of the goals.")]
        public UnityEvent<IReadOnlyList<Goal>> onGoals = new UnityEvent<IReadOnlyList<Goal>>();

        /// <summary>Values to display have changed; <see cref="Values"/> contains all of them.</summary>
        [Tooltip("Values to display have changed.")]
        public UnityEvent<IReadOnlyList<StatusValue>> onValues = new UnityEvent<IReadOnlyList<StatusValue>>();

        /// <summary>The story moves to another chapter: the next chapter's id, and a text for the
        /// player.</summary>
        [Tooltip("The story moves to another chapter: the next chapter's id, and a text for the player.")]
        public UnityEvent<string, string> onChapter = new UnityEvent<string, string>();

        /// <summary>The game has ended: whether the player won, and a text for the player.</summary>
        [Tooltip("The game has ended: whether the player won, and a text for the player.")]
        public UnityEvent<bool, string> onEnding = new UnityEvent<bool, string>();

        /// <summary>The session or its next chapter could not start: a sentence that says why.</summary>
        [Tooltip("The session or its next chapter could not start: a sentence that says why.")]
        public UnityEvent<string> onFailed = new UnityEvent<string>();

        static readonly List<RpggoSession> enabledOnes = new List<RpggoSession>();
        static readonly Goal[] noGoals = new Goal[0];
        static readonly Character[] nobody = new Character[0];

        readonly Dictionary<string, Beginning> beginnings = new Dictionary<string, Beginning>();
        readonly Dictionary<string, string> values = new Dictionary<string, string>();
        RpggoClientBehaviour found;
        string madeId;
        bool wantsToBegin;
        string wantedChapter;

        /// <summary>The playthrough's id: <see cref="sessionId"/>, or the generated one.</summary>
        public string SessionId
        {
            get
            {
                if (!string.IsNullOrEmpty(sessionId)) return sessionId;
                return madeId ?? (madeId = NewId());
            }
        }

        /// <summary>The game's name; empty before the session has started.</summary>
        public string GameName { get; private set; } = "";

        /// <summary>Introductory text for the player; may be empty.</summary>
        public string Intro { get; private set; } = "";

        /// <summary>The world in which the game is set; may be empty.</summary>
        public string Background { get; private set; } = "";

        /// <summary>The current chapter; null before the session has started, and with services without
        /// chapters.</summary>
        public Chapter Chapter { get; private set; }

        /// <summary>Characters available in this chapter.</summary>
        public IReadOnlyList<Character> Characters { get { return Chapter == null ? nobody : Chapter.Characters; } }

        /// <summary>The goals, as last sent by the service.</summary>
        public IReadOnlyList<Goal> Goals { get; private set; } = noGoals;

        /// <summary>All values to display.</summary>
        public IReadOnlyDictionary<string, string> Values { get { return values; } }

        /// <summary>True when the story has ended.</summary>
        public bool HasEnded { get; private set; }

        /// <summary>The client it uses; null while there can be none.</summary>
        public RpggoClientBehaviour Client
        {
            get
            {
                if (client != null) return client;
                if (found == null) found = RpggoClientBehaviour.Find();
                return found;
            }
        }

        /// <summary>Starts or restarts the session, with services that have one session for all
        /// characters.</summary>
        public void Begin() { wantsToBegin = true; }

        /// <summary>Starts a new playthrough.</summary>
        public void BeginAnew()
        {
            sessionId = "";
            madeId = null;
            Forget();
            Begin();
        }

        /// <summary>Switches to another chapter.</summary>
        public void ChangeChapter(string id) { wantedChapter = id; }

        /// <summary>The name of a character; its id if the name is not known.</summary>
        public string NameOf(string id)
        {
            foreach (var character in Characters) if (character.CharacterId == id) return character.Name;
            return id;
        }

        void OnEnable() { enabledOnes.Add(this); }

        void Start()
        {
            // Somebody may have spoken before.
            var it = BeginningWith(null);
            if (beginsOnStart && !it.IsReady && !it.IsUnderWay) Begin();
        }

        void Update()
        {
            // One after the other: the current one ends first.
            if (BeginningWith(null).IsUnderWay) return;
            if (wantsToBegin) BeginNow();
            else if (wantedChapter != null) GoTo(wantedChapter);
        }

        void OnDisable()
        {
            enabledOnes.Remove(this);
            wantsToBegin = false;
            wantedChapter = null;
            foreach (var beginning in beginnings.Values) beginning.Cancel();
        }

        /// <summary>The default session of a character.</summary>
        internal static RpggoSession Find(RpggoCharacter character)
        {
            var above = character.GetComponentInParent<RpggoSession>();
            if (above != null) return above;
            if (enabledOnes.Count > 0) return enabledOnes[enabledOnes.Count - 1];
            var client = RpggoClientBehaviour.Find();
            return client == null ? null : client.gameObject.AddComponent<RpggoSession>();
        }

        internal static void ResetStatics() { enabledOnes.Clear(); }

        internal Connection Connect() { return Client == null ? null : Client.Connect(); }

        /// <summary>Calls back when the player can talk to the character.</summary>
        internal void Prepare(RpggoCharacter character, Action<Status, string> then)
        {
            var connection = Connect();
            if (connection == null) { then(Status.InvalidArgument, SayWhyNot()); return; }
            // There a conversation starts with its first message.
            if (Service == Service.Aurora) { then(Status.Ok, ""); return; }
            var forAll = Service == Service.Rpggo;
            var it = BeginningWith(forAll ? null : character);
            // A client remembers a model's talks; a new one remembers none.
            var isForgotten = Service == Service.Openai && !it.IsOf(connection);
            if (!it.IsUnderWay && (!it.IsReady || isForgotten))
            {
                if (forAll) BeginNow();
                else Launch(it, connection, character);
            }
            it.Wait(then);
        }

        /// <summary>The request that is sent for a line of the player.</summary>
        internal ChatRequest Chat(RpggoCharacter character, string line)
        {
            return new ChatRequest
            {
                GameId = GameId,
                SessionId = IdFor(character),
                CharacterId = character.characterId,
                Message = line,
                MachineId = OrNull(machineId),
                UserId = OrNull(playerId),
                ExtraJson = OrNull(character.extraJson),
                Images = character.images,
            };
        }

        internal void LearnGame(string name, string intro, string background)
        {
            GameName = name;
            Intro = intro;
            Background = background;
        }

        internal void LearnChapter(Chapter chapter)
        {
            Chapter = chapter;
            Goals = noGoals;
            Raise.Event(this, onBegun);
        }

        internal void LearnGoals(IReadOnlyList<Goal> goals)
        {
            Goals = goals;
            Raise.Event(this, onGoals, goals);
        }

        internal void LearnValues(IReadOnlyList<StatusValue> changed)
        {
            foreach (var value in changed) values[value.Key] = value.Value;
            Raise.Event(this, onValues, changed);
        }

        internal void LearnEnding(bool won, string text)
        {
            HasEnded = true;
            Raise.Event(this, onEnding, won, text);
        }

        /// <summary>A reply has led to the next chapter.</summary>
        internal void GoOn(string id) { if (changesChapters && isActiveAndEnabled) ChangeChapter(id); }

        internal void EndBeginning(Status status, string detail)
        {
            if (status == Status.Ok || status == Status.Cancelled) return;
            Debug.LogWarning("Rpggo: the session could not start: " + detail, this);
            Raise.Event(this, onFailed, detail);
        }

        RpggoSettings Settings { get { return Client == null ? null : Client.Settings; } }

        Service Service { get { return Settings == null ? Service.Rpggo : Settings.service; } }

        string GameId { get { return OrNull(gameId) ?? (Settings == null ? null : OrNull(Settings.gameId)); } }

        /// <summary>Why there is no client; also logged to the console, unless the client has already done
        /// so.</summary>
        string SayWhyNot()
        {
            var problem = Client == null ? null : Client.Problem;
            if (problem != null) return problem;
            const string gone = "There is no client: it is disabled, or the game is quitting.";
            Debug.LogWarning("Rpggo: " + gone, this);
            return gone;
        }

        void BeginNow()
        {
            wantsToBegin = false;
            var connection = Connect();
            if (connection == null) { Raise.Event(this, onFailed, SayWhyNot()); return; }
            if (Service != Service.Rpggo) return;
            Launch(BeginningWith(null), connection, null);
        }

        void Launch(Beginning it, Connection connection, RpggoCharacter character)
        {
            var request = Request(character);
            // A model's conversation exists only in the client.
            var isEarlier = resumes && Service != Service.Openai;
            it.Begin(connection, native => isEarlier ? native.SessionResume(request) : native.SessionStart(request));
        }

        void GoTo(string id)
        {
            wantedChapter = null;
            var connection = Connect();
            if (connection == null) { Raise.Event(this, onFailed, SayWhyNot()); return; }
            var request = Request(null);
            request.ChapterId = id;
            BeginningWith(null).Begin(connection, native => native.ChapterChange(request));
        }

        Beginning BeginningWith(RpggoCharacter character)
        {
            var key = character == null ? "" : character.characterId;
            if (!beginnings.TryGetValue(key, out var it)) beginnings[key] = it = new Beginning(this, character);
            return it;
        }

        SessionRequest Request(RpggoCharacter character)
        {
            return new SessionRequest
            {
                GameId = GameId,
                SessionId = IdFor(character),
                ChapterId = OrNull(chapterId),
                CharacterId = character == null ? null : character.characterId,
                MachineId = OrNull(machineId),
                PlayerName = OrNull(playerName),
                PlayerGender = OrNull(playerGender),
                SystemPrompt = character == null ? null : OrNull(character.systemPrompt),
            };
        }

        /// <summary>A model remembers only its own conversation.</summary>
        string IdFor(RpggoCharacter character)
        {
            return Service == Service.Openai ? SessionId + "-" + character.characterId : SessionId;
        }

        /// <summary>Aurora's ids are numbers.</summary>
        string NewId()
        {
            var id = Guid.NewGuid();
            return Service == Service.Aurora ? ((uint)id.GetHashCode() & int.MaxValue).ToString() : id.ToString("N");
        }

        void Forget()
        {
            foreach (var beginning in beginnings.Values) beginning.Cancel();
            beginnings.Clear();
            values.Clear();
            Chapter = null;
            Goals = noGoals;
            HasEnded = false;
        }

        static string OrNull(string text) { return string.IsNullOrWhiteSpace(text) ? null : text; }
    }
}
