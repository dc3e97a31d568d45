//! The lines of a recording as JSON; `docs/recording.md` describes them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::request::{ChatRequest, Request, SessionCall, SessionRequest};

/// The version that is written, and the only one that is read.
pub(crate) const VERSION: u32 = 1;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Line<'a> {
    /// The first line of a client.
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
        /// The fields of the game's request that are not empty.
        asked: Map<String, Value>,
        /// What is sent; absent where the client responds by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sent: Option<Sent<'a>>,
    },
    #[serde(rename = "answer")]
    Response {
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
        #[serde(rename = "how")]
        reason: EndReason,
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

/// How a response ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EndReason {
    /// With HTTP's end.
    Complete,
    /// The server closed the connection without saying that this is the end.
    Closed,
    /// The client read no further: it had all that it needed, or could not decode it.
    Stopped,
    /// There was none, or it broke off.
    Failed,
}

/// A request of the game, as it is recorded.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RecordedCall {
    Chat(ChatRequest),
    Session(SessionCall, SessionRequest),
}

impl RecordedCall {
    pub(crate) fn new(request: &Request<'_>) -> RecordedCall {
        match *request {
            Request::Chat(request) => RecordedCall::Chat(request.clone()),
            Request::Session(call, request) => RecordedCall::Session(call, request.clone()),
        }
    }

    pub(crate) fn request(&self) -> Request<'_> {
        match self {
            RecordedCall::Chat(request) => Request::Chat(request),
            RecordedCall::Session(call, request) => Request::Session(*call, request),
        }
    }

    /// Gives a chat's message an id, where it has none.
    pub(crate) fn name_message(&mut self, id: impl FnOnce() -> String) {
        if let RecordedCall::Chat(request) = self
            && request.message_id.as_deref().is_none_or(str::is_empty)
        {
            request.message_id = Some(id());
        }
    }

    /// The name of the operation.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            RecordedCall::Chat(_) => "chat",
            RecordedCall::Session(call, _) => call.word(),
        }
    }

    pub(crate) fn character_id(&self) -> &str {
        match self {
            RecordedCall::Chat(request) => &request.character_id,
            RecordedCall::Session(_, request) => &request.character_id,
        }
    }

    pub(crate) fn session_id(&self) -> &str {
        match self {
            RecordedCall::Chat(request) => &request.session_id,
            RecordedCall::Session(_, request) => &request.session_id,
        }
    }

    /// The fields that are not empty.
    pub(crate) fn fields(&self) -> Map<String, Value> {
        let fields = match self {
            RecordedCall::Chat(request) => serde_json::to_value(request),
            RecordedCall::Session(_, request) => serde_json::to_value(request),
        };
        let Ok(Value::Object(mut fields)) = fields else {
            return Map::new();
        };
        fields.retain(|_, value| !matches!(value, Value::Null | Value::Bool(false)) && value != "");
        fields
    }

    pub(crate) fn read(
        operation: &str,
        fields: Map<String, Value>,
    ) -> Result<RecordedCall, String> {
        let fields = Value::Object(fields);
        if operation == "chat" {
            let request = serde_json::from_value(fields).map_err(|error| error.to_string())?;
            return Ok(RecordedCall::Chat(request));
        }
        let call = SessionCall::ALL.iter().find(|it| it.word() == operation);
        let call = call.ok_or_else(|| format!("no operation is called {operation:?}"))?;
        let request = serde_json::from_value(fields).map_err(|error| error.to_string())?;
        Ok(RecordedCall::Session(*call, request))
    }

    /// For people: `chat with mira in session-1`.
    pub(crate) fn describe(&self) -> String {
        let mut text = self.name().replace('_', " ");
        for (before, id) in [(" with ", self.character_id()), (" in ", self.session_id())] {
            if !id.is_empty() {
                text = format!("{text}{before}{id}");
            }
        }
        text
    }
}
