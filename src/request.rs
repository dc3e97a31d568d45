//! What the game asks for. One vocabulary for all services; each reads the fields that it has.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

/// Names a request. Never used twice in a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(u64);

impl RequestId {
    /// Names no request.
    pub const NONE: RequestId = RequestId(0);

    pub(crate) fn next() -> RequestId {
        static LAST: AtomicU64 = AtomicU64::new(0);
        RequestId(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// The number that C sees.
    pub fn get(self) -> u64 {
        self.0
    }

    /// The id with that number; one that names no request is no error, and cancels nothing.
    pub fn from_raw(number: u64) -> RequestId {
        RequestId(number)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Say something to a character.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChatRequest {
    /// Who is spoken to: the persona (persona), a number (Aurora), the model (OpenAI).
    pub character_id: String,
    /// The player's session; a number (Aurora).
    pub session_id: String,
    /// What the player says.
    pub message: String,
    /// Any unique id; `None`: one is made. A retry sends the same one.
    pub message_id: Option<String>,
    /// The game (RPGGO).
    pub game_id: String,
    /// The machine (persona).
    pub machine_id: String,
    /// The player (RPGGO); may be empty.
    pub user_id: String,
    /// A JSON object whose members are merged into the body, and win over those of the library.
    pub extra_json: Option<String>,
    /// Ask for pictures (RPGGO: `enable_image_streaming`).
    pub images: bool,
}

/// Start, go on with, or change a session.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionRequest {
    /// The player's session. The game chooses it: any text that is unique to the play-through.
    pub session_id: String,
    /// The game (RPGGO).
    pub game_id: String,
    /// The chapter (RPGGO).
    pub chapter_id: String,
    /// The persona.
    pub character_id: String,
    /// The machine (persona).
    pub machine_id: String,
    /// The player's name (persona).
    pub player_name: String,
    /// The player's gender (persona): `female`, `male` or `non-binary`; may be empty.
    pub player_gender: String,
    /// Who the character is and how it speaks (OpenAI): sent before all turns.
    pub system_prompt: String,
}

/// A request of the game, whichever call it came from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Request<'a> {
    Chat(&'a ChatRequest),
    Session(SessionCall, &'a SessionRequest),
}

/// The calls that take a [`SessionRequest`], over all services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionCall {
    /// [`Client::session_start`](crate::Client::session_start)
    Start,
    /// [`Client::session_resume`](crate::Client::session_resume)
    Resume,
    /// [`Client::session_history`](crate::Client::session_history)
    History,
    /// [`Client::session_reset`](crate::Client::session_reset)
    Reset,
    /// [`Client::chapter_change`](crate::Client::chapter_change)
    ChapterChange,
    /// [`Client::game_fetch`](crate::Client::game_fetch)
    GameFetch,
}

impl SessionCall {
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
