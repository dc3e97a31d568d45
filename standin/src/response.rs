//! A service's response, before faults are injected.

use std::time::Duration;

use serde::Serialize;

use crate::frame::Frame;

/// The response of a service to one request.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) kind: ResponseKind,
    /// The frames; one, unless the response is a stream.
    pub(crate) frames: Vec<Frame>,
    /// The same response as a single JSON, if it is a stream.
    pub(crate) unstreamed: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseKind {
    /// Server-sent events.
    Stream,
    /// One body of JSON.
    Json,
    /// Plain text.
    Text,
}

impl ResponseKind {
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            ResponseKind::Stream => "text/event-stream",
            ResponseKind::Json => "application/json",
            ResponseKind::Text => "text/plain; charset=utf-8",
        }
    }
}

impl Response {
    fn new(status: u16, kind: ResponseKind, frames: Vec<Frame>) -> Response {
        Response {
            status,
            headers: Vec::new(),
            kind,
            frames,
            unstreamed: None,
        }
    }

    pub(crate) fn stream(frames: Vec<Frame>) -> Response {
        Response::new(200, ResponseKind::Stream, frames)
    }

    pub(crate) fn json(status: u16, value: &impl Serialize) -> Response {
        Response::json_bytes(status, json(value))
    }

    pub(crate) fn json_bytes(status: u16, bytes: Vec<u8>) -> Response {
        Response::new(status, ResponseKind::Json, vec![Frame::new("data", bytes)])
    }

    pub(crate) fn text(status: u16, text: &str) -> Response {
        let frame = Frame::new("data", format!("{text}\n"));
        Response::new(status, ResponseKind::Text, vec![frame])
    }

    /// Sets the single JSON that replaces the stream on request.
    pub(crate) fn unstreamed(self, value: &impl Serialize) -> Response {
        Response {
            unstreamed: Some(json(value)),
            ..self
        }
    }

    /// Delays a response that is not a stream.
    pub(crate) fn delayed(mut self, delay: Duration) -> Response {
        if let Some(frame) = self.frames.first_mut() {
            frame.delay = delay;
        }
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Response {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A value as JSON bytes.
pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("the stand-in's own values are JSON")
}
