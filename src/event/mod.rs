//! What the game reads: one vocabulary for all services.
//!
//! The strings are borrowed from the bytes that they were decoded from until an event is queued;
//! what [`Events::poll`](crate::Events::poll) gives owns them (`Event<'static>`).

mod elapsed;
mod raw;
mod session;
pub(crate) mod sink;

use std::borrow::Cow;

use bounded_static::{IntoBoundedStatic, ToBoundedStatic, ToStatic};

pub use elapsed::Elapsed;
pub use raw::Raw;
pub use session::{Chapter, Character, Session};

pub use crate::options::LogLevel;

use crate::request::RequestId;
use crate::status::Status;

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Event<'a> {
    /// The request this event belongs to.
    pub request: RequestId,
    /// The speaker; also RPGGO's directors, such as `goal_check_dm`. Empty when the service names
    /// no speaker.
    pub character_id: Cow<'a, str>,
    /// The service's id of the message; not necessarily the one that was sent.
    pub message_id: Cow<'a, str>,
    /// The JSON from which the event was decoded, including an error's; empty when there is none.
    pub raw: Raw<'a>,
    /// Time from the start of the request until the library read this event. In a replay, the
    /// recorded time.
    pub elapsed: Elapsed,
    /// What happened.
    pub kind: EventKind<'a>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, ToStatic)]
#[non_exhaustive]
pub enum EventKind<'a> {
    /// The service accepted the request.
    Started {
        /// The HTTP status of the response, for example 200.
        http_status: i32,
    },
    /// A piece of a message, streamed as it is generated.
    Text {
        /// The new piece; append it to the previous ones.
        delta: Cow<'a, str>,
    },
    /// One complete message.
    Message(Message<'a>),
    /// An image.
    Image(Image<'a>),
    /// The current state of the goals.
    Goals(Goals<'a>),
    /// The story moves to another chapter: pass its id to `chapter_change`.
    Chapter {
        /// Id of the next chapter.
        chapter_id: Cow<'a, str>,
        /// Text for the player; may be empty.
        text: Cow<'a, str>,
    },
    /// The game has ended.
    Ending {
        /// True when the player won.
        won: bool,
        /// Text for the player; may be empty.
        text: Cow<'a, str>,
    },
    /// The state of a persona's state machine.
    State(State<'a>),
    /// Values to display: merge them by key into the ones you display.
    Status(Vec<StatusValue<'a>>),
    /// A cost reported by the service.
    Cost(Cost<'a>),
    /// Details of a session or a game, with its chapters and characters.
    Session(Session<'a>),
    /// The request will be retried.
    Retrying(Retrying),
    /// The last event of a request.
    Finished(Finished<'a>),
    /// A log line for the developer.
    Log {
        /// The level.
        level: LogLevel,
        /// The line.
        text: Cow<'a, str>,
    },
}

/// The role of the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ToStatic)]
#[non_exhaustive]
#[repr(i32)]
pub enum Role {
    /// A character of the game.
    #[default]
    Character = 0,
    /// The player; only in a session's history.
    Player = 1,
    /// The story's narrator.
    Narrator = 2,
}

/// One complete message.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Message<'a> {
    /// The text, unmodified.
    pub text: Cow<'a, str>,
    /// Additional text from the service; often empty.
    pub text_ext: Cow<'a, str>,
    /// The kind of speaker, as named by the service, for example `common_npc`.
    pub character_type: Cow<'a, str>,
    /// The role of the speaker.
    pub role: Role,
    /// True for a message from the session's history.
    pub history: bool,
    /// Number of chats so far in this chapter; 0 when unknown.
    pub current_count: i32,
    /// Maximum number of chats in this chapter; 0 when unknown.
    pub max_chat_count: i32,
    /// Ids of all characters in the conversation.
    pub insiders: Vec<Cow<'a, str>>,
    /// What the character does in addition to speaking.
    pub actions: Vec<Action<'a>>,
    /// True when the stream was cut in the middle of this message; the request then fails.
    pub partial: bool,
}

/// Something a character does in addition to speaking.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Action<'a> {
    /// The kind of action, as named by the service.
    pub action_type: Cow<'a, str>,
    /// A description of the action.
    pub text: Cow<'a, str>,
}

/// An image.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Image<'a> {
    /// URL of the image.
    pub url: Cow<'a, str>,
    /// A caption of what the image shows.
    pub caption: Cow<'a, str>,
    /// The kind of image, as numbered by the service; 0 when unknown.
    pub image_type: i32,
}

/// The current state of the goals. An empty list means that the service sent none this time.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Goals<'a> {
    /// The goals.
    pub items: Vec<Goal<'a>>,
    /// Id of the goal the player is working on; empty when unknown.
    pub current_goal_id: Cow<'a, str>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Goal<'a> {
    /// The id.
    pub goal_id: Cow<'a, str>,
    /// The goal's text.
    pub text: Cow<'a, str>,
    /// True when the goal is achieved.
    pub achieved: bool,
}

/// The state of a persona's state machine.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct State<'a> {
    /// The name of the current state.
    pub state: Cow<'a, str>,
    /// The score.
    pub score: f64,
    /// The outcome; empty while the machine is still running.
    pub outcome: Cow<'a, str>,
    /// The machine's decision on the player's message; may be empty.
    pub decision: Cow<'a, str>,
    /// True when the persona asks a follow-up question.
    pub follow_up: bool,
    /// Number of times the persona steered the conversation back; -1 when unknown.
    pub redirect_count: i32,
    /// The machine's scoring mode.
    pub scoring_mode: Cow<'a, str>,
    /// True when the machine has completed.
    pub machine_completed: bool,
    /// Ids of the machines that the player has unlocked.
    pub unlocked_machines: Vec<Cow<'a, str>>,
}

/// A value to display.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct StatusValue<'a> {
    /// The name of the value.
    pub key: Cow<'a, str>,
    /// The value: a string unchanged, anything else as JSON text.
    pub value: Cow<'a, str>,
}

/// A cost reported by the service.
#[derive(Debug, Clone, PartialEq, ToStatic)]
pub struct Cost<'a> {
    /// The kind of cost, as named by the service, for example `ImageConsumption`.
    pub cost_type: Cow<'a, str>,
    /// A display name for the cost.
    pub name: Cow<'a, str>,
    /// The amount, in the service's unit.
    pub amount: f64,
    /// `OUT` when spent, `IN` when received.
    pub direction: Cow<'a, str>,
    /// What the cost was for.
    pub description: Cow<'a, str>,
}

/// The request will be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToStatic)]
pub struct Retrying {
    /// The number of the retry, starting at 1.
    pub attempt: i32,
    /// The delay before the retry.
    pub delay_ms: i32,
    /// Why the last attempt failed.
    pub status: Status,
}

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq, ToStatic)]
pub struct Finished<'a> {
    /// The result.
    pub status: Status,
    /// The HTTP status of the response; 0 when there was none.
    pub http_status: i32,
    /// The service's own error code, for example 10000303; 0 when it sent none.
    pub service_code: i64,
    /// A sentence that says what happened and what to do; empty on success.
    pub detail: Cow<'a, str>,
    /// How long the service asks clients to wait before the next attempt; 0 when not specified.
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
    /// An event that was read from `raw`; the event writer sets the request.
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

    /// The same event with owned strings.
    pub fn into_owned(self) -> Event<'static> {
        self.into_static()
    }
}

/// The form of events in a queue: built from an event on the library's thread, read on the game's.
pub trait FromEvent: Send + 'static {
    /// Builds it from `event`.
    fn from_event(event: Event<'_>) -> Self;

    /// Approximate memory used, in bytes.
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
