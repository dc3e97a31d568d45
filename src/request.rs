//! Requests of the game. One vocabulary for all services; each reads the fields that it has.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

/// Identifies a request. Never reused within a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(u64);

impl RequestId {
    /// No request.
    pub const NONE: RequestId = RequestId(0);

    pub(crate) fn next() -> RequestId {
        static LAST: AtomicU64 = AtomicU64::new(0);
        RequestId(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// The value as used in C.
    pub fn get(self) -> u64 {
        self.0
    }

    /// The id with that value; one that matches no request is not an error, and cancels nothing.
    pub fn from_raw(number: u64) -> RequestId {
        RequestId(number)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A message from the player to a character.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChatRequest {
    /// The character to talk to: the persona (persona), a number (Aurora), the model (OpenAI).
    pub character_id: String,
    /// The player's session; a number (Aurora).
    pub session_id: String,
    /// What the player says.
    pub message: String,
    /// A unique id of your choice; `None`: the library generates one. A retry sends the same id.
    pub message_id: Option<String>,
    /// The game's id (RPGGO).
    pub game_id: String,
    /// Id of the state machine (persona).
    pub machine_id: String,
    /// The player's id (RPGGO); may be empty.
    pub user_id: String,
    /// A JSON object that is merged into the request body; its members override the library's own.
    pub extra_json: Option<String>,
    /// Request images (RPGGO: `enable_image_streaming`).
    pub images: bool,
}

/// Starts, resumes or changes a session.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionRequest {
    /// The player's session. Chosen by the game: any text that is unique to the playthrough.
    pub session_id: String,
    /// The game's id (RPGGO).
    pub game_id: String,
    /// The chapter's id (RPGGO).
    pub chapter_id: String,
    /// The persona's id.
    pub character_id: String,
    /// Id of the state machine (persona).
    pub machine_id: String,
    /// The player's name (persona).
    pub player_name: String,
    /// The player's gender (persona): `female`, `male` or `non-binary`; may be empty.
    pub player_gender: String,
    /// Who the character is and how it speaks (OpenAI); sent before all turns.
    pub system_prompt: String,
}

/// A request of the game, whichever call it came from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Request<'a> {
    Chat(&'a ChatRequest),
    Session(SessionCall, &'a SessionRequest),
}

/// The calls that take a [`SessionRequest`], for all services. Games save the numbers in Godot's
/// resources: they never change, and a new call gets a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionCall {
    /// [`Client::session_start`](crate::Client::session_start)
    Start = 0,
    /// [`Client::session_resume`](crate::Client::session_resume)
    Resume = 1,
    /// [`Client::session_history`](crate::Client::session_history)
    History = 2,
    /// [`Client::session_reset`](crate::Client::session_reset)
    Reset = 3,
    /// [`Client::chapter_change`](crate::Client::chapter_change)
    ChapterChange = 4,
    /// [`Client::game_fetch`](crate::Client::game_fetch)
    GameFetch = 5,
}

impl SessionCall {
    /// All of them.
    pub(crate) const ALL: &[SessionCall] = &[
        SessionCall::Start,
        SessionCall::Resume,
        SessionCall::History,
        SessionCall::Reset,
        SessionCall::ChapterChange,
        SessionCall::GameFetch,
    ];

    /// The word for it in recordings: the function's name in C, without `rpggo_`.
    pub(crate) fn word(self) -> &'static str {
        self.name().trim_start_matches("rpggo_")
    }

    /// The function's name in C.
    pub(crate) fn name(self) -> &'static str {
        match self {
            SessionCall::Start => "rpggo_session_start",
            SessionCall::Resume => "rpggo_session_resume",
            SessionCall::History => "rpggo_session_history",
            SessionCall::Reset => "rpggo_session_reset",
            SessionCall::ChapterChange => "rpggo_chapter_change",
            SessionCall::GameFetch => "rpggo_game_fetch",
        }
    }
}
