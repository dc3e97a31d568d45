//! Requests and the bytes of their responses in a file: written with
//! [`Options::record_path`](crate::Options::record_path), replayed with
//! [`Options::replay_path`](crate::Options::replay_path), and read here. `docs/recording.md` describes it.

mod file;
mod format;
mod line;
mod read;
pub(crate) mod write;

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

pub(crate) use format::{EndReason, RecordedCall};

use crate::options::Service;
use crate::request::{ChatRequest, SessionCall, SessionRequest};
use crate::status::Status;

/// A recording that was read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    service: Service,
    runs: Vec<ClientRun>,
    requests: Vec<RecordedRequest>,
}

/// The part of a recording that one client wrote.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ClientRun {
    /// Where the service was.
    pub base_url: String,
    /// What wrote it, for example `rpggo 0.1.0`.
    pub library: String,
    /// When it began, in milliseconds since 1970.
    pub started_unix_ms: u64,
    /// Why it ended: `client_freed`, `size_limit`, `write_failed`, or empty where the program just
    /// stopped.
    pub end: String,
}

/// A request, and all that came of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Which of the [`Recording::runs`] it belongs to.
    pub run: usize,
    /// The line that it begins in, from 1.
    pub line: usize,
    /// The number that it had in the game.
    pub number: u64,
    /// When it was started, since its run began.
    pub at: Duration,
    pub(crate) call: RecordedCall,
    /// The request as it was sent; `None` where the client responded by itself.
    pub sent: Option<SentRequest>,
    /// What happened, in order.
    pub steps: Vec<RecordedStep>,
}

/// A request as it was sent.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SentRequest {
    /// The HTTP method.
    pub method: String,
    /// Appended to the base URL, with the query.
    pub path: String,
    /// The body.
    pub body: Value,
}

/// Something that happened to a recorded request.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordedStep {
    /// When, since the request was started.
    pub at: Duration,
    /// What.
    pub what: Step,
}

/// What can happen to a recorded request.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// The head of the response.
    Response {
        /// The HTTP status.
        http_status: u16,
        /// Those headers that matter for what follows.
        headers: Vec<(String, String)>,
    },
    /// Bytes of the response.
    Chunk(Bytes),
    /// The response is whole.
    Complete,
    /// The client read no further.
    Stopped,
    /// The server closed the connection without saying that this is the end.
    Closed {
        /// What that was for the client.
        status: Status,
        /// The same in words.
        detail: String,
    },
    /// There was no response, or it broke off.
    Failed {
        /// Why.
        status: Status,
        /// The same in words.
        detail: String,
    },
    /// It is tried again.
    Retrying {
        /// After this long.
        delay: Duration,
    },
    /// It is over.
    Finished(Status),
}

impl Recording {
    /// The service that was recorded.
    pub fn service(&self) -> Service {
        self.service
    }

    /// The clients that wrote it, in order.
    pub fn runs(&self) -> &[ClientRun] {
        &self.runs
    }

    /// All requests, in the order in which they were started.
    pub fn requests(&self) -> &[RecordedRequest] {
        &self.requests
    }
}

impl RecordedRequest {
    /// The operation: `chat`, `session_start`, `chapter_change` and so on.
    pub fn operation(&self) -> &'static str {
        self.call.name()
    }

    /// Who was spoken to; may be empty.
    pub fn character_id(&self) -> &str {
        self.call.character_id()
    }

    /// The player's session; may be empty.
    pub fn session_id(&self) -> &str {
        self.call.session_id()
    }

    /// The request, where it is a chat.
    pub fn chat(&self) -> Option<&ChatRequest> {
        match &self.call {
            RecordedCall::Chat(request) => Some(request),
            RecordedCall::Session(..) => None,
        }
    }

    /// The request, where it is another one.
    pub fn session(&self) -> Option<(SessionCall, &SessionRequest)> {
        match &self.call {
            RecordedCall::Chat(_) => None,
            RecordedCall::Session(call, request) => Some((*call, request)),
        }
    }

    /// How it ended; `None` where the recording ends before.
    pub fn finished(&self) -> Option<Status> {
        match self.steps.last()?.what {
            Step::Finished(status) => Some(status),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
