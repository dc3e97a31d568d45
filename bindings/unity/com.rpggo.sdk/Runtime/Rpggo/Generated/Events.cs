// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
namespace Rpggo
{
    /// <summary>Something that happened to a request. Read-only. The event and everything it points to
    /// stay valid until the next <see cref="RpggoClient.Poll(RpggoHandler)"/> or the
    /// <see cref="RpggoClient.Dispose"/> on the same client.</summary>
    public readonly unsafe ref partial struct RpggoEvent
    {
        private readonly Native.Event* _at;

        internal RpggoEvent(Native.Event* at)
        {
            _at = at;
        }

        /// <summary>The kind.</summary>
        public EventKind Kind => At->Kind;

        /// <summary>The request this event belongs to.</summary>
        public RequestId Request => new RequestId(At->Request);

        /// <summary>The id of the speaker, as used for chats; also RPGGO's directors, such as
        /// "goal_check_dm". Empty when the service names no speaker.</summary>
        public string CharacterId => Utf8.Read(At->CharacterId);

        /// <summary>The service's id of the message; not necessarily the one that was sent.</summary>
        public string MessageId => Utf8.Read(At->MessageId);

        /// <summary>The JSON from which the event was decoded; for <see cref="EventKind.Finished"/>,
        /// the service's error. Empty when there is none. Read any field of it with
        /// <see cref="RpggoEvent.Field"/>.</summary>
        public string Raw => Utf8.Read(At->Raw);

        /// <summary>Time from the start of the request until the library read this event, in
        /// milliseconds. In a replay, the recorded time.</summary>
        public double ElapsedMs => At->ElapsedMs;

        internal Native.Event* At => (Native.Event*)View.Checked(_at);
    }

    /// <summary>The service accepted the request.</summary>
    public readonly unsafe ref struct StartedPayload
    {
        private readonly Native.EventStarted* _at;

        internal StartedPayload(Native.EventStarted* at)
        {
            _at = at;
        }

        /// <summary>The HTTP status of the response, for example 200.</summary>
        public int HttpStatus => At->HttpStatus;

        private Native.EventStarted* At => (Native.EventStarted*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public StartedEvent Copy() => new StartedEvent(in this);
    }

    /// <summary>A piece of a message, streamed as it is generated.</summary>
    public readonly unsafe ref struct TextPayload
    {
        private readonly Native.EventText* _at;

        internal TextPayload(Native.EventText* at)
        {
            _at = at;
        }

        /// <summary>The new piece; append it to the previous ones.</summary>
        public string Delta => Utf8.Read(At->Delta);

        private Native.EventText* At => (Native.EventText*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public TextEvent Copy() => new TextEvent(in this);
    }

    /// <summary>One complete message. <c>CharacterId</c> is the speaker.</summary>
    public readonly unsafe ref struct MessagePayload
    {
        private readonly Native.EventMessage* _at;

        internal MessagePayload(Native.EventMessage* at)
        {
            _at = at;
        }

        /// <summary>The text, unmodified.</summary>
        public string Text => Utf8.Read(At->Text);

        /// <summary>Additional text from the service; often empty.</summary>
        public string TextExt => Utf8.Read(At->TextExt);

        /// <summary>The kind of speaker, as named by the service, for example "common_npc"; others may
        /// be added.</summary>
        public string CharacterType => Utf8.Read(At->CharacterType);

        /// <summary>The role of the speaker.</summary>
        public Role Role => At->Role;

        /// <summary>True for a message from the session's history.</summary>
        public bool History => At->History != 0;

        /// <summary>Number of chats so far in this chapter; 0 when unknown.</summary>
        public int CurrentCount => At->CurrentCount;

        /// <summary>Maximum number of chats in this chapter; 0 when unknown.</summary>
        public int MaxChatCount => At->MaxChatCount;

        /// <summary>Ids of all characters in the conversation (group chat).</summary>
        public TextList Insiders => new TextList(At->Insiders.Items, At->Insiders.Len);

        /// <summary>What the character does in addition to speaking.</summary>
        public ActionList Actions => new ActionList(At->Actions.Items, At->Actions.Len);

        /// <summary>True when the stream was cut in the middle of this message:
        /// <see cref="MessagePayload.Text"/> is what was received, and the request finishes with the
        /// reason. A game that shows such a text should mark it as incomplete. (A cancelled request
        /// sends no partial message.)</summary>
        public bool Partial => At->Partial != 0;

        private Native.EventMessage* At => (Native.EventMessage*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        /// <param name="e">Its event, which names the speaker.</param>
        public ChatMessage Copy(in RpggoEvent e) => new ChatMessage(in e, in this);
    }

    /// <summary>An image. The library does not download it.</summary>
    public readonly unsafe ref struct ImagePayload
    {
        private readonly Native.EventImage* _at;

        internal ImagePayload(Native.EventImage* at)
        {
            _at = at;
        }

        /// <summary>URL of the image.</summary>
        public string Url => Utf8.Read(At->Url);

        /// <summary>A caption of what the image shows.</summary>
        public string Caption => Utf8.Read(At->Caption);

        /// <summary>The kind of image, as numbered by the service; 0 when unknown.</summary>
        public int ImageType => At->ImageType;

        private Native.EventImage* At => (Native.EventImage*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public ChatImage Copy() => new ChatImage(in this);
    }

    /// <summary>The current state of the goals, sent after every message of the player. An empty list
    /// means that the service sent none this time: keep the ones you display.</summary>
    public readonly unsafe ref struct GoalsPayload
    {
        private readonly Native.EventGoals* _at;

        internal GoalsPayload(Native.EventGoals* at)
        {
            _at = at;
        }

        /// <summary>The current state of the goals, sent after every message of the player. An empty
        /// list means that the service sent none this time: keep the ones you display.</summary>
        public GoalList Goals => new GoalList(At->Items, At->Len);

        /// <summary>Id of the goal the player is working on; empty when unknown.</summary>
        public string CurrentGoalId => Utf8.Read(At->CurrentGoalId);

        private Native.EventGoals* At => (Native.EventGoals*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public GoalsEvent Copy() => new GoalsEvent(in this);
    }

    /// <summary>The story moves to another chapter; at most one per chat.</summary>
    public readonly unsafe ref struct ChapterPayload
    {
        private readonly Native.EventChapter* _at;

        internal ChapterPayload(Native.EventChapter* at)
        {
            _at = at;
        }

        /// <summary>Id of the next chapter.</summary>
        public string ChapterId => Utf8.Read(At->ChapterId);

        /// <summary>Text for the player; may be empty.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventChapter* At => (Native.EventChapter*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public ChapterChange Copy() => new ChapterChange(in this);
    }

    /// <summary>The game has ended; at most one per chat.</summary>
    public readonly unsafe ref struct EndingPayload
    {
        private readonly Native.EventEnding* _at;

        internal EndingPayload(Native.EventEnding* at)
        {
            _at = at;
        }

        /// <summary>True when the player won.</summary>
        public bool Won => At->Won != 0;

        /// <summary>Text for the player; may be empty.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventEnding* At => (Native.EventEnding*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Ending Copy() => new Ending(in this);
    }

    /// <summary>The state of a persona's state machine.</summary>
    public readonly unsafe ref struct StatePayload
    {
        private readonly Native.EventState* _at;

        internal StatePayload(Native.EventState* at)
        {
            _at = at;
        }

        /// <summary>The name of the current state.</summary>
        public string State => Utf8.Read(At->State);

        /// <summary>The score; may be fractional.</summary>
        public double Score => At->Score;

        /// <summary>The outcome; empty while the machine is still running.</summary>
        public string Outcome => Utf8.Read(At->Outcome);

        /// <summary>The machine's decision on the player's message; may be empty.</summary>
        public string Decision => Utf8.Read(At->Decision);

        /// <summary>True when the persona asks a follow-up question.</summary>
        public bool FollowUp => At->FollowUp != 0;

        /// <summary>Number of times the persona steered the conversation back; -1 when
        /// unknown.</summary>
        public int RedirectCount => At->RedirectCount;

        /// <summary>The machine's scoring mode.</summary>
        public string ScoringMode => Utf8.Read(At->ScoringMode);

        /// <summary>True when the machine has completed.</summary>
        public bool MachineCompleted => At->MachineCompleted != 0;

        /// <summary>Ids of the machines that the player has unlocked.</summary>
        public TextList UnlockedMachines => new TextList(At->UnlockedMachines.Items, At->UnlockedMachines.Len);

        private Native.EventState* At => (Native.EventState*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public PersonaState Copy() => new PersonaState(in this);
    }

    /// <summary>Values to display have changed. Merge them by key into the ones you display. With an
    /// empty list, the event carries a frame that matches no other kind: see <c>Raw</c>.</summary>
    public readonly unsafe ref struct StatusPayload
    {
        private readonly Native.EventStatus* _at;

        internal StatusPayload(Native.EventStatus* at)
        {
            _at = at;
        }

        /// <summary>Values to display have changed. Merge them by key into the ones you display. With
        /// an empty list, the event carries a frame that matches no other kind: see
        /// <c>Raw</c>.</summary>
        public StatusValueList Values => new StatusValueList(At->Items, At->Len);

        private Native.EventStatus* At => (Native.EventStatus*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public StatusEvent Copy() => new StatusEvent(in this);
    }

    /// <summary>A cost reported by the service.</summary>
    public readonly unsafe ref struct CostPayload
    {
        private readonly Native.EventCost* _at;

        internal CostPayload(Native.EventCost* at)
        {
            _at = at;
        }

        /// <summary>The kind of cost, as named by the service, for example
        /// "ImageConsumption".</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>A display name for the cost.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>The amount, in the service's unit.</summary>
        public double Amount => At->Amount;

        /// <summary>"OUT" when spent, "IN" when received.</summary>
        public string Direction => Utf8.Read(At->Direction);

        /// <summary>What the cost was for.</summary>
        public string Description => Utf8.Read(At->Description);

        private Native.EventCost* At => (Native.EventCost*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Cost Copy() => new Cost(in this);
    }

    /// <summary>Details of a session or a game.</summary>
    public readonly unsafe ref struct SessionPayload
    {
        private readonly Native.EventSession* _at;

        internal SessionPayload(Native.EventSession* at)
        {
            _at = at;
        }

        /// <summary>The session's id; empty for a preview of a game.</summary>
        public string SessionId => Utf8.Read(At->SessionId);

        /// <summary>The game's id.</summary>
        public string GameId => Utf8.Read(At->GameId);

        /// <summary>The game's name.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>Introductory text for the player; empty when the service sends "None".</summary>
        public string Intro => Utf8.Read(At->Intro);

        /// <summary>The world in which the game is set.</summary>
        public string Background => Utf8.Read(At->Background);

        /// <summary>URL of an image of the game; may be empty.</summary>
        public string Image => Utf8.Read(At->Image);

        /// <summary>Id of the persona's state machine.</summary>
        public string MachineId => Utf8.Read(At->MachineId);

        /// <summary>The current chapter; for a preview, all chapters.</summary>
        public ChapterList Chapters => new ChapterList(At->Chapters.Items, At->Chapters.Len);

        /// <summary>The player's name, as known to the persona.</summary>
        public string PlayerName => Utf8.Read(At->PlayerName);

        /// <summary>The player's gender, as known to the persona.</summary>
        public string PlayerGender => Utf8.Read(At->PlayerGender);

        private Native.EventSession* At => (Native.EventSession*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public SessionEvent Copy() => new SessionEvent(in this);
    }

    /// <summary>The request will be retried.</summary>
    public readonly unsafe ref struct RetryingPayload
    {
        private readonly Native.EventRetrying* _at;

        internal RetryingPayload(Native.EventRetrying* at)
        {
            _at = at;
        }

        /// <summary>The number of the retry, starting at 1.</summary>
        public int Attempt => At->Attempt;

        /// <summary>The delay before the retry, in milliseconds.</summary>
        public int DelayMs => At->DelayMs;

        /// <summary>Why the last attempt failed.</summary>
        public Status Status => At->Status;

        private Native.EventRetrying* At => (Native.EventRetrying*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public RetryingEvent Copy() => new RetryingEvent(in this);
    }

    /// <summary>The last event of a request.</summary>
    public readonly unsafe ref struct FinishedPayload
    {
        private readonly Native.EventFinished* _at;

        internal FinishedPayload(Native.EventFinished* at)
        {
            _at = at;
        }

        /// <summary>The result.</summary>
        public Status Status => At->Status;

        /// <summary>The HTTP status of the response; 0 when there was none.</summary>
        public int HttpStatus => At->HttpStatus;

        /// <summary>The service's own error code, for example 10000303; 0 when it sent none.</summary>
        public long ServiceCode => At->ServiceCode;

        /// <summary>A sentence that says what happened and what to do, including the service's own
        /// error message if it sent one; empty on success.</summary>
        public string Detail => Utf8.Read(At->Detail);

        /// <summary>How long the service asks clients to wait before the next attempt, in milliseconds;
        /// 0 when not specified.</summary>
        public int RetryAfterMs => At->RetryAfterMs;

        private Native.EventFinished* At => (Native.EventFinished*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public FinishedEvent Copy() => new FinishedEvent(in this);
    }

    /// <summary>A log line for the developer: what was requested, when the response began, retries, the
    /// result. Contains no secrets. The wording may change in any version: do not parse it.</summary>
    public readonly unsafe ref struct LogPayload
    {
        private readonly Native.EventLog* _at;

        internal LogPayload(Native.EventLog* at)
        {
            _at = at;
        }

        /// <summary>The level.</summary>
        public LogLevel Level => At->Level;

        /// <summary>The line: one sentence, without a trailing line break.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.EventLog* At => (Native.EventLog*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public LogEvent Copy() => new LogEvent(in this);
    }

    /// <summary>Something a character does in addition to speaking.</summary>
    public readonly unsafe ref struct ActionView
    {
        private readonly Native.Action* _at;

        internal ActionView(Native.Action* at)
        {
            _at = at;
        }

        /// <summary>The kind of action, as named by the service.</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>A description of the action.</summary>
        public string Text => Utf8.Read(At->Text);

        private Native.Action* At => (Native.Action*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public ChatAction Copy() => new ChatAction(in this);
    }

    /// <summary>A goal.</summary>
    public readonly unsafe ref struct GoalView
    {
        private readonly Native.Goal* _at;

        internal GoalView(Native.Goal* at)
        {
            _at = at;
        }

        /// <summary>The id.</summary>
        public string GoalId => Utf8.Read(At->GoalId);

        /// <summary>The goal's text.</summary>
        public string Text => Utf8.Read(At->Text);

        /// <summary>True when the goal is achieved.</summary>
        public bool Achieved => At->Achieved != 0;

        private Native.Goal* At => (Native.Goal*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Goal Copy() => new Goal(in this);
    }

    /// <summary>A value to display.</summary>
    public readonly unsafe ref struct StatusValueView
    {
        private readonly Native.StatusValue* _at;

        internal StatusValueView(Native.StatusValue* at)
        {
            _at = at;
        }

        /// <summary>The name of the value.</summary>
        public string Key => Utf8.Read(At->Key);

        /// <summary>The value: a string unchanged, anything else as JSON text.</summary>
        public string Value => Utf8.Read(At->Value);

        private Native.StatusValue* At => (Native.StatusValue*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public StatusValue Copy() => new StatusValue(in this);
    }

    /// <summary>A character.</summary>
    public readonly unsafe ref struct CharacterView
    {
        private readonly Native.Character* _at;

        internal CharacterView(Native.Character* at)
        {
            _at = at;
        }

        /// <summary>The id to use for chats.</summary>
        public string CharacterId => Utf8.Read(At->CharacterId);

        /// <summary>The name to display.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>"npc", or "dm" for a character that leads the game.</summary>
        public string Type => Utf8.Read(At->Type);

        /// <summary>URL of a portrait; may be empty.</summary>
        public string Avatar => Utf8.Read(At->Avatar);

        /// <summary>The phases the character can be in.</summary>
        public TextList Phases => new TextList(At->Phases.Items, At->Phases.Len);

        private Native.Character* At => (Native.Character*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Character Copy() => new Character(in this);
    }

    /// <summary>A chapter.</summary>
    public readonly unsafe ref struct ChapterView
    {
        private readonly Native.Chapter* _at;

        internal ChapterView(Native.Chapter* at)
        {
            _at = at;
        }

        /// <summary>The id.</summary>
        public string ChapterId => Utf8.Read(At->ChapterId);

        /// <summary>The name.</summary>
        public string Name => Utf8.Read(At->Name);

        /// <summary>Introductory text for the player; empty when the service sends "None".</summary>
        public string Intro => Utf8.Read(At->Intro);

        /// <summary>The setting, and what the player should know.</summary>
        public string Background => Utf8.Read(At->Background);

        /// <summary>URL of an image; may be empty.</summary>
        public string Image => Utf8.Read(At->Image);

        /// <summary>URL of the audio to play during the chapter; may be empty.</summary>
        public string BackgroundAudio => Utf8.Read(At->BackgroundAudio);

        /// <summary>URL of the audio to play at the end of the chapter; may be empty.</summary>
        public string EndingAudio => Utf8.Read(At->EndingAudio);

        /// <summary>Characters available in this chapter.</summary>
        public CharacterList Characters => new CharacterList(At->Characters.Items, At->Characters.Len);

        private Native.Chapter* At => (Native.Chapter*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
        public Chapter Copy() => new Chapter(in this);
    }
}
