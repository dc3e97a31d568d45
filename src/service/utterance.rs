//! An utterance that comes in pieces: each is told as it comes, and the whole at the end.

use crate::event::{Event, EventKind, Message, Raw};
use crate::outbox::Emit;
use crate::request::ChatRequest;

pub(super) struct Utterance {
    pub(super) character_id: String,
    message_id: String,
    /// What came so far.
    pub(super) text: String,
    /// The JSON of the last piece.
    raw: String,
}

impl Utterance {
    /// The answer to that request.
    pub(super) fn new(request: &ChatRequest) -> Utterance {
        Utterance {
            character_id: request.character_id.clone(),
            message_id: request.message_id.clone().unwrap_or_default(),
            text: String::new(),
            raw: String::new(),
        }
    }

    /// Tells a piece.
    pub(super) fn add(&mut self, delta: &str, raw: &str, out: &mut dyn Emit) {
        self.text.push_str(delta);
        raw.clone_into(&mut self.raw);
        let delta = delta.into();
        self.emit(EventKind::Text { delta }, &Raw::new(raw), out);
    }

    /// Keeps the whole, which came at once; it is told at the end.
    pub(super) fn replace(&mut self, text: String, raw: &str) {
        self.text = text;
        raw.clone_into(&mut self.raw);
    }

    /// Tells the whole, or what came of it; nothing where nothing came.
    pub(super) fn end(&self, is_whole: bool, out: &mut dyn Emit) {
        if self.text.is_empty() {
            return;
        }
        let message = Message {
            text: self.text.as_str().into(),
            partial: !is_whole,
            ..Message::default()
        };
        self.emit(EventKind::Message(message), &Raw::new(&self.raw), out);
    }

    /// Tells something about it.
    pub(super) fn emit(&self, kind: EventKind<'_>, raw: &Raw<'_>, out: &mut dyn Emit) {
        let (who, id) = (self.character_id.as_str(), self.message_id.as_str());
        out.emit(Event::new(kind, who, id, raw.clone()));
    }
}
