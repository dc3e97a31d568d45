//! The persona's answers to events.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::event::{Event, EventKind, Message, Raw, Role, Session, State};
use crate::json::{self, Flag, Integer, List, Number, Text};
use crate::outbox::Emit;
use crate::request::{ChatRequest, SessionCall};
use crate::service::utterance::Utterance;
use crate::service::{Decoder, Expected, Failure, Flow, Refusal, excerpt, words_in};
use crate::sse::Frame;

/// The answer to a message, and the head of a history.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer<'a> {
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

impl Answer<'_> {
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
            "the persona's answer cannot be read ({error}): {text}"
        ))
    })
}

/// The words under `error`, where there are any.
fn words_of_error(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    match value.get("error") {
        Some(Value::String(words)) => words.clone(),
        Some(inner) => words_in(inner).unwrap_or_default(),
        None => String::new(),
    }
}

/// Reads the answer to a message.
pub(super) struct ChatDecoder {
    /// What came in pieces.
    pieces: Utterance,
    is_sdk: bool,
    is_told: bool,
}

impl ChatDecoder {
    pub(super) fn new(request: &ChatRequest, is_sdk: bool) -> ChatDecoder {
        ChatDecoder {
            pieces: Utterance::new(request),
            is_sdk,
            is_told: false,
        }
    }

    /// Tells all that an answer has.
    fn tell(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        let answer: Answer<'_> = read(text)?;
        if answer.message.0.is_empty()
            && answer.current_state.0.is_empty()
            && !words_of_error(text).is_empty()
        {
            return Err(Refusal::read(text).into_failure("the persona"));
        }
        let raw = Raw::new(text);
        let said = if answer.message.0.is_empty() {
            self.pieces.text.as_str()
        } else {
            &answer.message.0
        };
        if !said.is_empty() {
            let message = Message {
                text: said.into(),
                ..Message::default()
            };
            self.pieces.emit(EventKind::Message(message), &raw, out);
        }
        self.pieces
            .emit(EventKind::State(answer.state()), &raw, out);
        if let Some(won) = answer.ending() {
            let text = "".into();
            self.pieces.emit(EventKind::Ending { won, text }, &raw, out);
        }
        self.is_told = true;
        Ok(())
    }
}

impl Decoder for ChatDecoder {
    fn expected(&self) -> Expected {
        if self.is_sdk {
            Expected::Stream
        } else {
            Expected::Json
        }
    }

    fn may_end(&self, _: bool) -> bool {
        !self.is_sdk || self.is_told
    }

    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure> {
        let data = frame.data.as_ref();
        // Without names, the members tell.
        let has = |member: &str| json::pointer(data, member).is_some();
        let name = match frame.name.as_ref() {
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
                self.pieces.add(&piece.text.0, data, out);
            }
            "done" => {
                self.tell(data, out)?;
                return Ok(Flow::Done);
            }
            "error" => return Err(Refusal::read(data).into_failure("the persona")),
            // `metadata`, and what may come later.
            _ => {}
        }
        Ok(Flow::More)
    }

    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        self.tell(text, out)
    }

    fn end(&mut self, is_whole: bool, out: &mut dyn Emit) {
        if !self.is_told {
            self.pieces.end(is_whole, out);
        }
    }

    fn refusal(&self, text: &str) -> Refusal {
        Refusal::read(text)
    }
}

/// Reads the answers of the other calls.
pub(super) struct SessionDecoder {
    pub(super) call: SessionCall,
    pub(super) character_id: String,
    pub(super) session_id: String,
}

impl SessionDecoder {
    fn opening(&self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        let opening: Opening<'_> = read(text)?;
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
        out.emit(Event::new(
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
            out.emit(Event::new(EventKind::Message(message), who, "", raw));
        }
        Ok(())
    }

    /// Each line a message, then the state where the answer tells it.
    fn history(&self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let text = excerpt(text);
            Failure::protocol(format!("the history cannot be read ({error}): {text}"))
        })?;
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
            out.emit(Event::new(kind, who, id.unwrap_or_default(), raw));
        }
        if value.get("current_state").is_some() {
            let answer: Answer<'_> = read(text)?;
            let kind = EventKind::State(answer.state());
            out.emit(Event::new(
                kind,
                self.character_id.as_str(),
                "",
                Raw::new(text),
            ));
        }
        Ok(())
    }
}

impl Decoder for SessionDecoder {
    fn expected(&self) -> Expected {
        match self.call {
            SessionCall::Reset => Expected::Anything,
            _ => Expected::Json,
        }
    }

    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure> {
        self.body(&frame.data, out).map(|()| Flow::Done)
    }

    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        match self.call {
            SessionCall::Start => self.opening(text, out),
            _ => self.history(text, out),
        }
    }

    fn end(&mut self, _: bool, _: &mut dyn Emit) {}

    fn refusal(&self, text: &str) -> Refusal {
        Refusal::read(text)
    }
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
