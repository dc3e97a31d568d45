//! A message that comes in pieces: each is emitted as it comes, and the whole at the end.

use crate::event::sink::EventSink;
use crate::event::{Event, EventKind, Message, Raw};
use crate::request::ChatRequest;

pub(crate) struct MessageBuilder {
    pub(crate) character_id: String,
    message_id: String,
    /// What came so far.
    pub(crate) text: String,
    /// The JSON of the last piece.
    raw: String,
    /// Something was said, blanks aside.
    has_speech: bool,
}

/// Of blanks before the first word, no more than this is kept.
const MOST_BLANKS: usize = 4 << 10;

impl MessageBuilder {
    /// The reply to that request.
    pub(crate) fn new(request: &ChatRequest) -> MessageBuilder {
        MessageBuilder {
            character_id: request.character_id.clone(),
            message_id: request.message_id.clone().unwrap_or_default(),
            text: String::new(),
            raw: String::new(),
            has_speech: false,
        }
    }

    /// Emits a piece.
    pub(crate) fn push(&mut self, delta: &str, raw: &str, sink: &mut dyn EventSink) {
        let was_silent = !self.has_speech;
        self.add(delta, raw);
        if !self.has_speech {
            return;
        }
        // With the first word come the blanks before it.
        let delta = if was_silent {
            self.text.as_str()
        } else {
            delta
        };
        let delta = delta.into();
        self.emit(EventKind::Text { delta }, &Raw::new(raw), sink);
    }

    /// What came so far was no speech.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.has_speech = false;
    }

    /// The JSON of the last piece.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// Whether something was said, blanks aside.
    pub(crate) fn has_speech(&self) -> bool {
        self.has_speech
    }

    /// Adds a text that is emitted at the end only, as a part of the whole.
    pub(crate) fn add(&mut self, text: &str, raw: &str) {
        self.has_speech |= !text.trim().is_empty();
        self.text.push_str(text);
        if !self.has_speech && self.text.len() > MOST_BLANKS {
            self.text.clear();
        }
        if !raw.is_empty() {
            raw.clone_into(&mut self.raw);
        }
    }

    /// Emits the whole, or what came of it; nothing where nothing came.
    pub(crate) fn finish(&self, is_whole: bool, sink: &mut dyn EventSink) {
        if !self.has_speech() {
            return;
        }
        let message = Message {
            text: self.text.as_str().into(),
            partial: !is_whole,
            ..Message::default()
        };
        self.emit(EventKind::Message(message), &Raw::new(&self.raw), sink);
    }

    /// Emits an event of this message.
    pub(crate) fn emit(&self, kind: EventKind<'_>, raw: &Raw<'_>, sink: &mut dyn EventSink) {
        let (character, message) = (self.character_id.as_str(), self.message_id.as_str());
        sink.emit(Event::new(kind, character, message, raw.clone()));
    }
}
