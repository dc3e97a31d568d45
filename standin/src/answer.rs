//! What a service answers, before anything goes wrong with it.

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
    pub(crate) fn stream(frames: Vec<Frame>) -> Answer {
        Answer {
            status: 200,
            headers: Vec::new(),
            form: AnswerForm::Stream,
            frames,
        }
    }

    pub(crate) fn json(status: u16, value: &impl Serialize) -> Answer {
        let frames = vec![Frame::new("data", json(value))];
        Answer {
            status,
            headers: Vec::new(),
            form: AnswerForm::Json,
            frames,
        }
    }

    pub(crate) fn text(status: u16, text: &str) -> Answer {
        let frames = vec![Frame::new("data", format!("{text}\n"))];
        Answer {
            status,
            headers: Vec::new(),
            form: AnswerForm::Text,
            frames,
        }
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
