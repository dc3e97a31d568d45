//! The persona's responses to events.

use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::event::sink::EventSink;
use crate::event::{Event, EventKind, Message, Raw, Role, Session, State};
use crate::failure::Failure;
use crate::reply::MessageBuilder;
use crate::request::{ChatRequest, SessionCall};
use crate::service::decoder::{Decoder, ResponseKind};
use crate::service::error_body::{self, ErrorBody};
use crate::wire::excerpt;
use crate::wire::json::{self, Flag, Integer, List, Number, Text};
use crate::wire::sse::Frame;

/// The response to a message, and the head of a history.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Reply<'a> {
    #[serde(borrow)]
    message: Text<'a>,
    #[serde(borrow)]
    current_state: Text<'a>,
    score: Number,
    #[serde(borrow)]
    outcome: Text<'a>,
    #[serde(borrow)]
    decision: Text<'a>,
    follow_up: Flag,
    redirect_count: Option<Integer>,
    #[serde(borrow)]
    scoring_mode: Text<'a>,
    machine_completed: Flag,
    #[serde(borrow)]
    unlocked_machines: List<&'a RawValue>,
}

impl Reply<'_> {
    fn state(&self) -> State<'_> {
        let redirects = self.redirect_count.map(Integer::clamped);
        State {
            state: self.current_state.0.as_ref().into(),
            score: self.score.0,
            outcome: self.outcome.0.as_ref().into(),
            decision: self.decision.0.as_ref().into(),
            follow_up: self.follow_up.0,
            redirect_count: redirects.unwrap_or(-1),
            scoring_mode: self.scoring_mode.0.as_ref().into(),
            machine_completed: self.machine_completed.0,
            unlocked_machines: self
                .unlocked_machines
                .0
                .iter()
                .map(|it| machine(it))
                .collect(),
        }
    }

    /// Won or lost, where the outcome says so in a word that means nothing else.
    fn ending(&self) -> Option<bool> {
        match self.outcome.0.trim().to_ascii_lowercase().as_str() {
            "won" | "win" | "victory" => Some(true),
            "lost" | "lose" | "loss" | "defeat" => Some(false),
            _ => None,
        }
    }
}

/// The id of a machine: in the reference it stands alone, in the SDK in an object.
fn machine(raw: &RawValue) -> std::borrow::Cow<'_, str> {
    match json::pointer(raw.get(), "/machine_id") {
        Some(id) => json::plain(id),
        None => json::plain(raw),
    }
}

/// The opening of a session.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Opening<'a> {
    #[serde(borrow)]
    message: Text<'a>,
    #[serde(borrow)]
    player_name: Text<'a>,
    #[serde(borrow)]
    player_gender: Text<'a>,
    #[serde(borrow)]
    machine_id: Text<'a>,
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Failure> {
    json::read_object(text).map_err(|error| {
        let text = excerpt(text);
        Failure::protocol(format!(
            "the persona's response cannot be read ({error}): {text}"
        ))
    })
}

/// A response's JSON, which fails where it is an error.
fn check(text: &str) -> Result<Value, Failure> {
    let mut value: Value = serde_json::from_str(text).unwrap_or_default();
    if let Some(members) = value.as_object_mut()
        && members.contains_key("current_state")
    {
        // What the service may add to a reply that is right must not break it.
        for name in ["code", "detail", "type"] {
            members.remove(name);
        }
    }
    error_body::check(&value, WHO)?;
    Ok(value)
}

/// Whether a response says anything of the machine.
fn has_state(response: &Value) -> bool {
    const MEMBERS: [&str; 9] = [
        "current_state",
        "score",
        "outcome",
        "decision",
        "follow_up",
        "redirect_count",
        "scoring_mode",
        "machine_completed",
        "unlocked_machines",
    ];
    MEMBERS.iter().any(|it| response.get(it).is_some())
}

/// For people: who says that something is wrong.
const WHO: &str = "the persona";

/// Reads the response to a message.
pub(super) struct ChatDecoder {
    /// What came in pieces.
    pieces: MessageBuilder,
    is_sdk: bool,
    is_emitted: bool,
}

impl ChatDecoder {
    pub(super) fn new(request: &ChatRequest, is_sdk: bool) -> ChatDecoder {
        ChatDecoder {
            pieces: MessageBuilder::new(request),
            is_sdk,
            is_emitted: false,
        }
    }

    /// Emits all that a response has.
    fn emit(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let reply: Reply<'_> = read(text)?;
        let response = check(text)?;
        let raw = Raw::new(text);
        let said = if reply.message.0.is_empty() {
            self.pieces.text.as_str()
        } else {
            &reply.message.0
        };
        if !said.trim().is_empty() {
            let message = Message {
                text: said.into(),
                ..Message::default()
            };
            self.pieces.emit(EventKind::Message(message), &raw, sink);
        }
        if has_state(&response) {
            self.pieces
                .emit(EventKind::State(reply.state()), &raw, sink);
        }
        if let Some(won) = reply.ending() {
            let text = "".into();
            self.pieces
                .emit(EventKind::Ending { won, text }, &raw, sink);
        }
        self.is_emitted = true;
        Ok(())
    }
}

impl Decoder for ChatDecoder {
    fn kind(&self) -> ResponseKind {
        if self.is_sdk {
            ResponseKind::Stream
        } else {
            ResponseKind::Json
        }
    }

    fn accepts_eof(&self, _: bool) -> bool {
        !self.is_sdk || self.is_emitted
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let data = frame.data.as_ref();
        // Without names, the members decide.
        let has = |member: &str| json::pointer(data, member).is_some();
        let name = match frame.name.as_ref() {
            "" | "message" if !has("/text") => {
                check(data)?;
                if has("/message") { "done" } else { "" }
            }
            "" | "message" if has("/message") => "done",
            "" | "message" if has("/text") => "text_delta",
            name => name,
        };
        match name {
            "text_delta" => {
                #[derive(Deserialize, Default)]
                #[serde(default)]
                struct Piece<'a> {
                    #[serde(borrow)]
                    text: Text<'a>,
                }
                let piece: Piece<'_> = read(data)?;
                self.pieces.push(&piece.text.0, data, sink);
            }
            "done" => {
                self.emit(data, sink)?;
                return Ok(ControlFlow::Break(()));
            }
            "error" => return Err(ErrorBody::read(data).into_failure(WHO)),
            // `metadata`, and what may come later.
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        self.emit(text, sink)
    }

    fn empty_reason(&self) -> Option<&'static str> {
        Some("the reply is empty: the persona said nothing")
    }

    fn end(&mut self, is_whole: bool, sink: &mut dyn EventSink) {
        if !self.is_emitted {
            self.pieces.finish(is_whole, sink);
        }
    }
}

/// Reads the responses to the other calls.
pub(super) struct SessionDecoder {
    pub(super) call: SessionCall,
    pub(super) character_id: String,
    pub(super) session_id: String,
}

impl SessionDecoder {
    fn opening(&self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let opening: Opening<'_> = read(text)?;
        check(text)?;
        let raw = Raw::new(text);
        let session = Session {
            // The game's own id, which all calls take; the service's is in `raw`.
            session_id: self.session_id.as_str().into(),
            machine_id: opening.machine_id.0,
            player_name: opening.player_name.0,
            player_gender: opening.player_gender.0,
            ..Session::default()
        };
        let who = self.character_id.as_str();
        sink.emit(Event::new(
            EventKind::Session(session),
            who,
            "",
            raw.clone(),
        ));
        if !opening.message.0.is_empty() {
            let message = Message {
                text: opening.message.0,
                ..Message::default()
            };
            sink.emit(Event::new(EventKind::Message(message), who, "", raw));
        }
        Ok(())
    }

    /// Each line a message, then the state where the response has it.
    fn history(&self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let text = excerpt(text);
            Failure::protocol(format!("the history cannot be read ({error}): {text}"))
        })?;
        check(text)?;
        let state = match value.get("current_state") {
            Some(_) => Some(read::<Reply<'_>>(text)?),
            None => None,
        };
        for line in lines(&value) {
            let text = first(line, &["message", "content", "text"]);
            if text.is_empty() {
                continue;
            }
            let message = Message {
                text: text.into(),
                role: role(first(line, &["role", "sender", "speaker"])),
                history: true,
                ..Message::default()
            };
            let id = line.get("id").map(|id| match id.as_str() {
                Some(id) => id.to_owned(),
                None => id.to_string(),
            });
            let who = match message.role {
                Role::Character => self.character_id.as_str(),
                _ => "",
            };
            let kind = EventKind::Message(message);
            let line = line.to_string();
            let raw = Raw::new(&line);
            sink.emit(Event::new(kind, who, id.unwrap_or_default(), raw));
        }
        if let Some(reply) = state {
            let kind = EventKind::State(reply.state());
            let character = self.character_id.as_str();
            sink.emit(Event::new(kind, character, "", Raw::new(text)));
        }
        Ok(())
    }
}

impl Decoder for SessionDecoder {
    fn kind(&self) -> ResponseKind {
        match self.call {
            SessionCall::Reset => ResponseKind::Ignored,
            _ => ResponseKind::Json,
        }
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        self.body(&frame.data, sink)
            .map(|()| ControlFlow::Break(()))
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        match self.call {
            SessionCall::Start => self.opening(text, sink),
            _ => self.history(text, sink),
        }
    }

    fn end(&mut self, _: bool, _: &mut dyn EventSink) {}
}

/// The lines of a history: a list, or one under a name that is likely.
fn lines(value: &Value) -> &[Value] {
    if let Value::Array(lines) = value {
        return lines;
    }
    ["messages", "history", "data"]
        .iter()
        .find_map(|name| value.get(name).filter(|it| it.is_array() || it.is_object()))
        .map_or(&[], lines)
}

/// The first of these members that is a text and not empty.
fn first<'a>(line: &'a Value, names: &[&str]) -> &'a str {
    let mut texts = names.iter().filter_map(|name| line.get(name)?.as_str());
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

fn role(speaker: &str) -> Role {
    match speaker.to_ascii_lowercase().as_str() {
        "user" | "player" | "human" => Role::Player,
        "system" | "narrator" => Role::Narrator,
        _ => Role::Character,
    }
}
