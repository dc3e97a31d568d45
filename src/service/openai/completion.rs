//! Chat completions to events.

use std::ops::ControlFlow;

use serde_json::Value;

use super::chunk::{Choice, Chunk, Finish};
use super::conversation::{Shared, Turn};
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::lock::lock;
use crate::reply::{MessageBuilder, Split, Thoughts};
use crate::service::decoder::{Decoder, ResponseKind};
use crate::service::error_body::{ErrorBody, check, says_something};
use crate::status::Status;
use crate::wire::excerpt;
use crate::wire::json::{self, Object};
use crate::wire::sse::Frame;

/// Reads a reply, and keeps it as a turn when it is whole.
pub(super) struct Completion {
    pub(super) conversation: Shared,
    /// Which chat of the conversation it is.
    asked: u64,
    pub(super) max_characters: usize,
    pub(super) user: String,
    pub(super) reply: MessageBuilder,
    thoughts: Thoughts,
    /// All that came, thoughts in tags included.
    written: String,
    /// Half of a surrogate pair, as JSON escapes it.
    half: String,
    has_thought: bool,
    has_calls: bool,
    /// It comes in pieces.
    is_stream: bool,
    /// The model has said that it is done; some servers just close then.
    finish: Option<Finish>,
}

/// To see whether a message repeats all that came so far, no more than this is kept.
const MOST_WRITTEN: usize = 1 << 20;

/// For people: who says that something is wrong.
const WHO: &str = "the server";

impl Completion {
    pub(super) fn new(
        conversation: Shared,
        asked: u64,
        max_characters: usize,
        user: &str,
        reply: MessageBuilder,
    ) -> Completion {
        Completion {
            conversation,
            asked,
            max_characters,
            user: user.to_owned(),
            reply,
            thoughts: Thoughts::default(),
            written: String::new(),
            half: String::new(),
            has_thought: false,
            has_calls: false,
            is_stream: false,
            finish: None,
        }
    }

    fn read(&mut self, data: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let unreadable = |error: serde_json::Error| {
            let text = excerpt(data);
            let what = format!("the server sent a frame that cannot be read ({error}): {text}");
            Failure::protocol(what)
        };
        let Object(chunk): Object<Chunk<'_>> = serde_json::from_str(data).map_err(unreadable)?;
        let of_choice = chunk.choice().and_then(|it| it.error);
        for error in [chunk.error, of_choice, chunk.x_groq.0.error]
            .into_iter()
            .flatten()
        {
            let error = serde_json::from_str(error.get()).map_err(unreadable)?;
            if says_something(&error) {
                return Err(failure(&error));
            }
        }
        if chunk.choice().is_none() || chunk.base_resp.is_some() {
            check(&serde_json::from_str(data).unwrap_or_default(), WHO)?;
        }
        let Some(choice) = chunk.choice() else {
            return Ok(());
        };
        let delta = choice.delta.as_ref().map(|it| &it.0);
        for said in delta.into_iter().chain([&choice.message.0]) {
            self.has_thought |= said.has_thought();
            self.has_calls |= said.has_calls();
        }
        self.listen(choice, data, sink).map_err(unreadable)?;
        match choice.finish() {
            Some(Finish::Failed) => Err(Failure::new(
                Status::ServiceError,
                "the server stopped in the middle of the reply, because of an error of its own",
            )),
            Some(Finish::Filtered) => Err(Failure::new(
                Status::Filtered,
                "a filter of the service stopped the reply (content_filter)",
            )),
            finish => {
                self.finish = self.finish.or(finish);
                Ok(())
            }
        }
    }

    /// Takes the text of a choice.
    fn listen(
        &mut self,
        choice: &Choice<'_>,
        data: &str,
        sink: &mut dyn EventSink,
    ) -> Result<(), serde_json::Error> {
        let delta = match &choice.delta {
            Some(delta) => delta.0.words()?,
            None => Vec::new(),
        };
        if !is_empty(&delta) {
            return self.speak(&delta, data, sink);
        }
        let whole = choice.message.0.words()?;
        if !is_empty(&whole) {
            let is_piece = choice.delta.is_none() && choice.finish().is_none();
            return self.speak_rest(&whole, is_piece, data, sink);
        }
        let text = choice.text.iter().map(|it| it.get());
        let text: Vec<&str> = text.filter(|it| it.starts_with('"')).collect();
        if !is_empty(&text) {
            return self.speak(&text, data, sink);
        }
        Ok(())
    }

    /// Says what is new of a message that repeats all that came so far.
    fn speak_rest(
        &mut self,
        words: &[&str],
        is_piece: bool,
        data: &str,
        sink: &mut dyn EventSink,
    ) -> Result<(), serde_json::Error> {
        let mut whole = String::new();
        for json in words {
            whole += &text_of(json)?;
        }
        match whole.strip_prefix(self.written.as_str()) {
            Some(rest) => {
                let rest = serde_json::to_string(rest)?;
                self.speak(&[rest.as_str()], data, sink)
            }
            // Some servers stream pieces in `message`; the whole comes with the end.
            None if is_piece => self.speak(words, data, sink),
            None => Ok(()),
        }
    }

    fn speak(
        &mut self,
        words: &[&str],
        data: &str,
        sink: &mut dyn EventSink,
    ) -> Result<(), serde_json::Error> {
        let mut has_half = !self.half.is_empty();
        let mut text = String::new();
        for json in words {
            text += &self.text(json)?;
            has_half |= !self.half.is_empty();
        }
        if self.written.len() + text.len() <= MOST_WRITTEN {
            self.written.push_str(&text);
        }
        let split = self.thoughts.push(&text);
        // Readers of an event's JSON are strict.
        let repaired = match has_half {
            true => json::repair(data),
            false => None,
        };
        self.take(
            &split,
            repaired.as_deref().unwrap_or(data),
            self.is_stream,
            sink,
        );
        Ok(())
    }

    fn take(&mut self, split: &Split<'_>, data: &str, is_piece: bool, sink: &mut dyn EventSink) {
        self.has_thought |= !split.thought.is_empty();
        if split.was_thought {
            self.reply.clear();
        }
        if split.speech.is_empty() {
        } else if is_piece {
            self.reply.push(&split.speech, data, sink);
        } else {
            self.reply.add(&split.speech, data);
        }
    }

    /// A text of JSON. Half of a surrogate pair at its end waits for the other half.
    fn text(&mut self, json: &str) -> Result<String, serde_json::Error> {
        let Some(inside) = json.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
            return text_of(json);
        };
        let whole = std::mem::take(&mut self.half) + inside;
        let (now, half) = whole.split_at(whole.len() - half_at_end(&whole));
        half.clone_into(&mut self.half);
        json::string_lossy(&format!("\"{now}\""))
    }

    /// What a frame says; after the end of the reply nothing can spoil it.
    fn data(&mut self, data: &str, sink: &mut dyn EventSink) -> Result<ControlFlow<()>, Failure> {
        match self.read(data, sink) {
            Err(_) if self.finish.is_some() => Ok(ControlFlow::Break(())),
            read => read.map(ControlFlow::Continue),
        }
    }
}

fn is_empty(words: &[&str]) -> bool {
    words.iter().all(|it| matches!(*it, "\"\"" | "null"))
}

/// A JSON string's text, or a number as it is written.
fn text_of(json: &str) -> Result<String, serde_json::Error> {
    match json.starts_with('"') {
        true => json::string_lossy(json),
        false if json == "null" => Ok(String::new()),
        false => Ok(json.to_owned()),
    }
}

/// The length of the first half of a surrogate pair at the end of a JSON string's inside.
fn half_at_end(inside: &str) -> usize {
    const LENGTH: usize = "\\ud83d".len();
    let Some(end) = inside
        .len()
        .checked_sub(LENGTH)
        .and_then(|at| inside.get(at..))
    else {
        return 0;
    };
    let digits = end
        .strip_prefix("\\u")
        .and_then(|it| u32::from_str_radix(it, 16).ok());
    let before = &inside[..inside.len() - LENGTH];
    let escapes = before.len() - before.trim_end_matches('\\').len();
    match digits {
        Some(0xD800..=0xDBFF) if escapes.is_multiple_of(2) => LENGTH,
        _ => 0,
    }
}

impl Decoder for Completion {
    fn kind(&self) -> ResponseKind {
        ResponseKind::Stream
    }

    fn accepts_eof(&self, _: bool) -> bool {
        self.finish.is_some()
    }

    fn is_complete(&self) -> bool {
        self.finish.is_some()
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        self.is_stream = true;
        let data = frame.data.trim();
        if frame.is_done() {
            return Ok(ControlFlow::Break(()));
        }
        match &*frame.name {
            "ping" => Ok(ControlFlow::Continue(())),
            "error" if self.finish.is_some() => Ok(ControlFlow::Break(())),
            "error" => Err(ErrorBody::read(data).into_failure(WHO)),
            // A word that keeps the connection open. What begins like JSON and cannot be read may have
            // carried words: that is a failure.
            _ if !data.starts_with(['{', '[']) => Ok(ControlFlow::Continue(())),
            _ => self.data(data, sink),
        }
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        if text.trim_start().starts_with('[') {
            check(&serde_json::from_str(text).unwrap_or_default(), WHO)?;
        }
        self.read(text, sink)?;
        let is_completion = self.finish.is_some() || self.has_thought || self.has_calls;
        if self.written.is_empty() && !is_completion {
            let text = excerpt(text);
            return Err(Failure::protocol(format!(
                "the server did not respond with a completion: check base_url, which ends before \
                 /chat/completions (it begins: {text})"
            )));
        }
        Ok(())
    }

    fn end(&mut self, is_whole: bool, sink: &mut dyn EventSink) {
        if !std::mem::take(&mut self.half).is_empty() {
            let split = self.thoughts.push("\u{FFFD}");
            // The whole has it, and no piece: the server never sent it.
            self.take(&split, "", false, sink);
        }
        let rest = self.thoughts.end();
        let raw = self.reply.raw().to_owned();
        self.take(&rest, &raw, self.is_stream, sink);
        self.reply.finish(is_whole, sink);
        if is_whole && self.reply.has_speech() {
            let turn = Turn {
                asked: self.asked,
                user: self.user.clone(),
                assistant: self.reply.text.clone(),
                character_id: self.reply.character_id.clone(),
            };
            lock(&self.conversation).add(turn, self.max_characters);
        }
    }

    fn empty_reason(&self) -> Option<&'static str> {
        Some(match self.finish {
            _ if self.has_calls => return None,
            Some(Finish::Length) if self.has_thought => {
                "the reply is empty: all tokens went into thinking, so raise max_tokens in extra_json"
            }
            Some(Finish::Length) => {
                "the reply is empty: no token was left for it, so raise max_tokens in extra_json"
            }
            _ if self.has_thought => "the reply is empty: the model thought, and said nothing",
            _ => "the reply is empty: the model said nothing",
        })
    }
}

/// `{"message":…,"type":…,"code":…}`; the code may be a number or a word.
pub(super) fn failure(error: &Value) -> Failure {
    let body = match error {
        Value::String(words) => ErrorBody::in_words(words),
        _ => ErrorBody::in_json(error),
    };
    let message = match body.message.as_str() {
        "" => error.to_string(),
        _ => body.message,
    };
    ErrorBody { message, ..body }.into_failure(WHO)
}
