//! The lines of a recording, as JSON has them. `docs/recording.md` describes them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::request::{ChatRequest, Operation, SessionCall, SessionRequest};

/// The version that is written, and the newest that is read.
pub(crate) const VERSION: u32 = 1;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Line<'a> {
    /// The first of a client.
    Recording {
        version: u32,
        library: Cow<'a, str>,
        service: Cow<'a, str>,
        base_url: Cow<'a, str>,
        started_unix_ms: u64,
    },
    Request {
        at_us: u64,
        request: u64,
        operation: Cow<'a, str>,
        /// What the game asked for: the fields of the request that are not empty.
        asked: Map<String, Value>,
        /// What is sent; not there where the client answers by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sent<'a>>,
    },
    Answer {
        at_us: u64,
        request: u64,
        http_status: u16,
        headers: BTreeMap<String, String>,
    },
    Chunk {
        at_us: u64,
        request: u64,
        /// The bytes, where they are UTF-8.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Cow<'a, str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base64: Option<Cow<'a, str>>,
    },
    End {
        at_us: u64,
        request: u64,
        how: How,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<Cow<'a, str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<Cow<'a, str>>,
    },
    Retrying {
        at_us: u64,
        request: u64,
        delay_ms: u64,
    },
    Finished {
        at_us: u64,
        request: u64,
        status: Cow<'a, str>,
    },
    EndOfRecording {
        at_us: u64,
        reason: Cow<'a, str>,
    },
}

/// A request as it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent<'a> {
    pub(crate) method: Cow<'a, str>,
    pub(crate) path: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub(crate) query: Cow<'a, str>,
    pub(crate) body: Value,
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum How {
    /// With its end.
    Complete,
    /// The server closed the connection without saying that this is the end.
    Closed,
    /// The client read no further: it had all that it needed, or could not read it.
    Stopped,
    /// It did not come, or broke off.
    Failed,
}

/// What the game asked for, kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    Chat(ChatRequest),
    Session(SessionCall, SessionRequest),
}

const SESSION_CALLS: [(SessionCall, &str); 6] = [
    (SessionCall::Start, "session_start"),
    (SessionCall::Resume, "session_resume"),
    (SessionCall::History, "session_history"),
    (SessionCall::Reset, "session_reset"),
    (SessionCall::ChapterChange, "chapter_change"),
    (SessionCall::GameFetch, "game_fetch"),
];

impl Asked {
    pub(crate) fn new(operation: &Operation<'_>) -> Asked {
        match *operation {
            Operation::Chat(request) => Asked::Chat(request.clone()),
            Operation::Session(call, request) => Asked::Session(call, request.clone()),
        }
    }

    pub(crate) fn operation(&self) -> Operation<'_> {
        match self {
            Asked::Chat(request) => Operation::Chat(request),
            Asked::Session(call, request) => Operation::Session(*call, request),
        }
    }

    /// Gives a chat's message an id, where it has none.
    pub(crate) fn name_message(&mut self, id: impl FnOnce() -> String) {
        if let Asked::Chat(request) = self
            && request.message_id.as_deref().is_none_or(str::is_empty)
        {
            request.message_id = Some(id());
        }
    }

    /// The name of the operation.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Asked::Chat(_) => "chat",
            Asked::Session(call, _) => {
                let named = SESSION_CALLS.iter().find(|(known, _)| known == call);
                named.map_or("", |(_, name)| name)
            }
        }
    }

    pub(crate) fn character_id(&self) -> &str {
        match self {
            Asked::Chat(request) => &request.character_id,
            Asked::Session(_, request) => &request.character_id,
        }
    }

    pub(crate) fn session_id(&self) -> &str {
        match self {
            Asked::Chat(request) => &request.session_id,
            Asked::Session(_, request) => &request.session_id,
        }
    }

    /// The fields that are not empty.
    pub(crate) fn fields(&self) -> Map<String, Value> {
        let fields = match self {
            Asked::Chat(request) => serde_json::to_value(request),
            Asked::Session(_, request) => serde_json::to_value(request),
        };
        let Ok(Value::Object(mut fields)) = fields else {
            return Map::new();
        };
        fields.retain(|_, value| !matches!(value, Value::Null | Value::Bool(false)) && value != "");
        fields
    }

    pub(crate) fn read(operation: &str, fields: Map<String, Value>) -> Result<Asked, String> {
        let fields = Value::Object(fields);
        if operation == "chat" {
            let request = serde_json::from_value(fields).map_err(|error| error.to_string())?;
            return Ok(Asked::Chat(request));
        }
        let call = SESSION_CALLS.iter().find(|(_, name)| *name == operation);
        let (call, _) = call.ok_or_else(|| format!("no operation is called {operation:?}"))?;
        let request = serde_json::from_value(fields).map_err(|error| error.to_string())?;
        Ok(Asked::Session(*call, request))
    }

    /// In words, for people: `chat with mira in session-1`.
    pub(crate) fn in_words(&self) -> String {
        let mut words = self.name().replace('_', " ");
        for (before, id) in [(" with ", self.character_id()), (" in ", self.session_id())] {
            if !id.is_empty() {
                words = format!("{words}{before}{id}");
            }
        }
        words
    }
}
