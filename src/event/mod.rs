//! What the game reads: one vocabulary for all services.
//!
//! The strings are borrowed from the bytes that they were decoded from until an event is queued;
//! what [`Events::poll`](crate::Events::poll) gives owns them (`Event<'static>`).

mod elapsed;
mod raw;
pub(crate) mod sink;

use std::borrow::Cow;

use bounded_static::{IntoBoundedStatic, ToBoundedStatic, ToStatic};

pub use elapsed::Elapsed;
pub use raw::Raw;

pub use crate::options::LogLevel;

use crate::request::RequestId;
use crate::status::Status;

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Event<'a> {
    /// The request that it belongs to.
    pub request: RequestId,
    /// Who speaks; also RPGGO's directors, such as `goal_check_dm`. Empty where nobody is named.
    pub character_id: Cow<'a, str>,
    /// The service's id of the message; it need not be the one that was sent.
    pub message_id: Cow<'a, str>,
    /// The JSON that the event was read from, be it that of an error; empty where there is none.
    pub raw: Raw<'a>,
    /// When the library read it: so long after the request was started. In a replay as it was
    /// recorded.
    pub elapsed: Elapsed,
    /// What happened.
    pub kind: EventKind<'a>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, ToStatic)]
#[non_exhaustive]
pub enum EventKind<'a> {
    /// The service took the request.
    Started {
        /// The HTTP status of the answer, for example 200.
        http_status: i32,
    },
    /// A piece of an utterance as it is written.
    Text {
        /// The new piece, to be appended to what came before.
        delta: Cow<'a, str>,
    },
    /// One whole utterance.
    Message(Message<'a>),
    /// A picture.
    Image(Image<'a>),
    /// The state of the goals.
    Goals(Goals<'a>),
    /// The story moves to another chapter: call `chapter_change` with it.
    Chapter {
        /// The chapter that comes next.
        chapter_id: Cow<'a, str>,
        /// What to tell the player; may be empty.
        text: Cow<'a, str>,
    },
    /// The game is over.
    Ending {
        /// True when the player won.
        won: bool,
        /// What to tell the player; may be empty.
        text: Cow<'a, str>,
    },
    /// The state of a persona's machine.
    State(State<'a>),
    /// The values to display: merge them by key over those shown.
    Status(Vec<StatusValue<'a>>),
    /// What something cost.
    Cost(Cost<'a>),
    /// A session or a game, with its chapters and characters.
    Session(Session<'a>),
    /// The request is tried again.
    Retrying(Retrying),
    /// The last event of its request.
    Finished(Finished<'a>),
    /// A line for the developer.
    Log {
        /// How important it is.
        level: LogLevel,
        /// The line.
        text: Cow<'a, str>,
    },
}

/// Who an utterance is by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ToStatic)]
#[non_exhaustive]
#[repr(i32)]
pub enum Role {
    /// A character of the game.
    #[default]
    Character = 0,
    /// The player: only in a history.
    Player = 1,
    /// The story's narrator.
    Narrator = 2,
}

/// One whole utterance.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Message<'a> {
    /// What is said, as it was written.
    pub text: Cow<'a, str>,
    /// More text of the service, often empty.
    pub text_ext: Cow<'a, str>,
    /// The service's word for the kind of speaker, for example `common_npc`.
    pub character_type: Cow<'a, str>,
    /// Who it is by.
    pub role: Role,
    /// True for a line of an earlier talk.
    pub history: bool,
    /// How many talks were had in this chapter; 0 when unknown.
    pub current_count: i32,
    /// How many are allowed; 0 when unknown.
    pub max_chat_count: i32,
    /// The ids of all characters who are in the talk.
    pub insiders: Vec<Cow<'a, str>>,
    /// What the character does beside speaking.
    pub actions: Vec<Action<'a>>,
    /// True for what came of an utterance whose stream was cut; the request then fails.
    pub partial: bool,
}

/// What a character does beside speaking.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Action<'a> {
    /// The service's word for the kind of action.
    pub action_type: Cow<'a, str>,
    /// The action in words.
    pub text: Cow<'a, str>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Image<'a> {
    /// Where the picture can be loaded from.
    pub url: Cow<'a, str>,
    /// What it shows.
    pub caption: Cow<'a, str>,
    /// The service's number for the kind of picture; 0 when unknown.
    pub image_type: i32,
}

/// The state of the goals. An empty list means that the service named none this time.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Goals<'a> {
    /// The goals.
    pub items: Vec<Goal<'a>>,
    /// The goal that the player works on now; empty when unknown.
    pub current_goal_id: Cow<'a, str>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Goal<'a> {
    /// Its id.
    pub goal_id: Cow<'a, str>,
    /// It in words.
    pub text: Cow<'a, str>,
    /// True when it is reached.
    pub achieved: bool,
}

/// The state of a persona's machine.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct State<'a> {
    /// The name of the current state.
    pub state: Cow<'a, str>,
    /// The score.
    pub score: f64,
    /// How it ended; empty while it has not.
    pub outcome: Cow<'a, str>,
    /// What the machine decided on the player's message; may be empty.
    pub decision: Cow<'a, str>,
    /// True when the persona asks back.
    pub follow_up: bool,
    /// How often the persona led the talk back; -1 when unknown.
    pub redirect_count: i32,
    /// How the machine scores.
    pub scoring_mode: Cow<'a, str>,
    /// True when the machine came to its end.
    pub machine_completed: bool,
    /// The ids of the machines that are open to the player now.
    pub unlocked_machines: Vec<Cow<'a, str>>,
}

/// A value to display.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct StatusValue<'a> {
    /// What it is the value of.
    pub key: Cow<'a, str>,
    /// The value: a string as it is, all else as JSON text.
    pub value: Cow<'a, str>,
}

/// What something cost.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Cost<'a> {
    /// The service's word for the kind of cost, for example `ImageConsumption`.
    pub cost_type: Cow<'a, str>,
    /// Its name for people.
    pub name: Cow<'a, str>,
    /// How much, in the service's unit.
    pub amount: f64,
    /// `OUT` when it was spent, `IN` when it was received.
    pub direction: Cow<'a, str>,
    /// What it was for.
    pub description: Cow<'a, str>,
}

/// A session or a game.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Session<'a> {
    /// The session's id; empty for a preview of a game.
    pub session_id: Cow<'a, str>,
    /// The game's id.
    pub game_id: Cow<'a, str>,
    /// The game's name.
    pub name: Cow<'a, str>,
    /// What to tell the player first.
    pub intro: Cow<'a, str>,
    /// The world that the game is set in.
    pub background: Cow<'a, str>,
    /// A picture of the game: its address.
    pub image: Cow<'a, str>,
    /// The persona's machine.
    pub machine_id: Cow<'a, str>,
    /// The current chapter, or for a preview all of them.
    pub chapters: Vec<Chapter<'a>>,
    /// The player's name, as the persona knows it.
    pub player_name: Cow<'a, str>,
    /// The player's gender, as the persona knows it.
    pub player_gender: Cow<'a, str>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Chapter<'a> {
    /// Its id.
    pub chapter_id: Cow<'a, str>,
    /// Its name.
    pub name: Cow<'a, str>,
    /// What to tell the player first.
    pub intro: Cow<'a, str>,
    /// Where it is set, and what the player should know.
    pub background: Cow<'a, str>,
    /// A picture of it: its address.
    pub image: Cow<'a, str>,
    /// Sound to play during it: its address.
    pub background_audio: Cow<'a, str>,
    /// Sound to play at its end: its address.
    pub ending_audio: Cow<'a, str>,
    /// Who can be spoken to.
    pub characters: Vec<Character<'a>>,
}

/// A character.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Character<'a> {
    /// The id to chat with.
    pub character_id: Cow<'a, str>,
    /// The name to show.
    pub name: Cow<'a, str>,
    /// `npc`, or `dm` for one who leads the game.
    pub character_type: Cow<'a, str>,
    /// A portrait: its address.
    pub avatar: Cow<'a, str>,
    /// The phases that the character can be in.
    pub phases: Vec<Cow<'a, str>>,
}

/// The request is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToStatic)]
pub struct Retrying {
    /// Which retry it is: 1 is the first.
    pub attempt: i32,
    /// How long the library waits before it.
    pub delay_ms: i32,
    /// Why.
    pub status: Status,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq, ToStatic)]
pub struct Finished<'a> {
    /// How it ended.
    pub status: Status,
    /// The HTTP status of the answer; 0 when there was none.
    pub http_status: i32,
    /// The service's own code, for example 10000303; 0 when it gave none.
    pub service_code: i64,
    /// What happened and what to do, in a sentence; empty when all went well.
    pub detail: Cow<'a, str>,
    /// How long the service asks to wait before the next try; 0 when it does not say.
    pub retry_after_ms: i32,
}

impl EventKind<'_> {
    /// The kind's name in C, without `RPGGO_EVENT_`.
    pub fn name(&self) -> &'static str {
        match self {
            EventKind::Started { .. } => "STARTED",
            EventKind::Text { .. } => "TEXT",
            EventKind::Message(_) => "MESSAGE",
            EventKind::Image(_) => "IMAGE",
            EventKind::Goals(_) => "GOALS",
            EventKind::Chapter { .. } => "CHAPTER",
            EventKind::Ending { .. } => "ENDING",
            EventKind::State(_) => "STATE",
            EventKind::Status(_) => "STATUS",
            EventKind::Cost(_) => "COST",
            EventKind::Session(_) => "SESSION",
            EventKind::Retrying(_) => "RETRYING",
            EventKind::Finished(_) => "FINISHED",
            EventKind::Log { .. } => "LOG",
        }
    }
}

/// Numbers that borrow nothing.
macro_rules! always_static {
    ($($name:ident)+) => {$(
        impl ToBoundedStatic for $name {
            type Static = $name;
            fn to_static(&self) -> $name {
                *self
            }
        }

        impl IntoBoundedStatic for $name {
            type Static = $name;
            fn into_static(self) -> $name {
                self
            }
        }
    )+};
}

always_static!(LogLevel RequestId Status);

impl<'a> Event<'a> {
    /// An event that was read from `raw`; whoever queues it sets the request.
    pub(crate) fn new(
        kind: EventKind<'a>,
        character_id: impl Into<Cow<'a, str>>,
        message_id: impl Into<Cow<'a, str>>,
        raw: Raw<'a>,
    ) -> Event<'a> {
        Event {
            request: RequestId::NONE,
            character_id: character_id.into(),
            message_id: message_id.into(),
            raw,
            elapsed: Elapsed::default(),
            kind,
        }
    }

    /// An event about the request itself.
    pub(crate) fn bare(kind: EventKind<'a>) -> Event<'a> {
        Event::new(kind, "", "", Raw::default())
    }

    /// The same event with strings of its own.
    pub fn into_owned(self) -> Event<'static> {
        self.into_static()
    }
}

/// What an event queue holds: built from an event on the library's thread, read on the game's.
pub trait FromEvent: Send + 'static {
    /// Keeps what `event` says.
    fn from_event(event: Event<'_>) -> Self;

    /// About how many bytes of memory it holds.
    fn size(&self) -> usize;
}

impl FromEvent for Event<'static> {
    fn from_event(event: Event<'_>) -> Self {
        event.into_owned()
    }

    fn size(&self) -> usize {
        // The strings of the kind are at most those of `raw` once more, but for a piece of text.
        let text = match &self.kind {
            EventKind::Text { delta: text } | EventKind::Log { text, .. } => text.len(),
            EventKind::Finished(finished) => finished.detail.len(),
            _ => self.raw.len(),
        };
        size_of::<Self>() + self.raw.len() + text
    }
}
