//! What a service answers, before anything goes wrong with it.

use std::time::Duration;

use serde::Serialize;

use crate::frame::Frame;

/// The answer of a service to one request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) form: AnswerForm,
    /// The frames; an answer that is no stream has one.
    pub(crate) frames: Vec<Frame>,
    /// All that a stream says, as one JSON.
    pub(crate) whole: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnswerForm {
    /// Server-sent events.
    Stream,
    /// One body of JSON.
    Json,
    /// A sentence.
    Text,
}

impl AnswerForm {
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            AnswerForm::Stream => "text/event-stream",
            AnswerForm::Json => "application/json",
            AnswerForm::Text => "text/plain; charset=utf-8",
        }
    }
}

impl Answer {
    fn new(status: u16, form: AnswerForm, frames: Vec<Frame>) -> Answer {
        Answer {
            status,
            headers: Vec::new(),
            form,
            frames,
            whole: None,
        }
    }

    pub(crate) fn stream(frames: Vec<Frame>) -> Answer {
        Answer::new(200, AnswerForm::Stream, frames)
    }

    pub(crate) fn json(status: u16, value: &impl Serialize) -> Answer {
        Answer::json_bytes(status, json(value))
    }

    pub(crate) fn json_bytes(status: u16, bytes: Vec<u8>) -> Answer {
        Answer::new(status, AnswerForm::Json, vec![Frame::new("data", bytes)])
    }

    pub(crate) fn text(status: u16, text: &str) -> Answer {
        let frame = Frame::new("data", format!("{text}\n"));
        Answer::new(status, AnswerForm::Text, vec![frame])
    }

    /// Keeps what the stream says, as one JSON.
    pub(crate) fn whole(self, value: &impl Serialize) -> Answer {
        Answer {
            whole: Some(json(value)),
            ..self
        }
    }

    /// Takes this long before it begins, if it is no stream.
    pub(crate) fn after(mut self, pause: Duration) -> Answer {
        if let Some(frame) = self.frames.first_mut() {
            frame.pause = pause;
        }
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Answer {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A value as JSON bytes.
pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("the stand-in's own values are JSON")
}
