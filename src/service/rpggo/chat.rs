//! RPGGO's chat: frames to events.

use std::borrow::Cow;
use std::mem;
use std::ops::ControlFlow;

use bounded_static::ToBoundedStatic;

use super::code;
use super::schema::{ChatData, Envelope, GameStatus, Goal, Said, Transaction};
use crate::event::sink::EventSink;
use crate::event::{Action, Cost, Event, EventKind, Goals, Image, Message, Raw, Role, StatusValue};
use crate::failure::Failure;
use crate::service::decoder::{Decoder, ResponseKind};
use crate::service::error_body::ErrorBody;
use crate::wire::excerpt;
use crate::wire::json::{self, Object};
use crate::wire::sse::{self, Frame};

/// Codes of `game_status.action` that the library acts on (2 to 4 documented, 1 observed).
const NEXT_GOAL: i64 = 1;
const CHAPTER_OVER: i64 = 2;
const GAME_WON: i64 = 3;
const GAME_LOST: i64 = 4;

/// More values than a game can display; they are kept for the whole chat.
const MOST_DISPLAYED: usize = 1024;

pub(super) struct ChatDecoder {
    /// The id that was sent, for events of frames that name none.
    message_id: String,
    turn: Turn,
    displayed: Displayed,
}

/// The turn of the story in this chat: its code and its text come in any order, and in one frame
/// or in two.
#[derive(Default)]
struct Turn {
    action: i64,
    chapter_id: String,
    character_id: String,
    message_id: String,
    raw: Raw<'static>,
    action_message: String,
    closing_statement: String,
    emitted: bool,
}

/// The values to display: each frame's entries over the earlier ones.
#[derive(Default)]
struct Displayed(Vec<StatusValue<'static>>);

/// The events of a frame.
struct FrameEvents<'t> {
    character_id: &'t str,
    message_id: &'t str,
    raw: Raw<'t>,
    has_emitted: bool,
    sink: &'t mut dyn EventSink,
}

impl FrameEvents<'_> {
    fn emit(&mut self, kind: EventKind<'_>) {
        self.has_emitted = true;
        let raw = self.raw.clone();
        let event = Event::new(kind, self.character_id, self.message_id, raw);
        self.sink.emit(event);
    }
}

impl ChatDecoder {
    pub(super) fn new(message_id: String) -> ChatDecoder {
        ChatDecoder {
            message_id,
            turn: Turn::default(),
            displayed: Displayed::default(),
        }
    }

    /// Reads the JSON of a frame.
    fn read(&mut self, raw: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let Object(envelope) = read_frame(raw)?;
        code::check(envelope.code(), envelope.message())?;
        let ChatData {
            result,
            game_status,
            transaction_details,
        } = envelope.data.0;
        let (Object(said), Object(status)) = (*result, *game_status);

        let message_id = said.message_id.0.clone();
        let character_id = said.character_id.0.clone();
        let mut events = FrameEvents {
            character_id: &character_id,
            message_id: match &*message_id {
                "" => &self.message_id,
                id => id,
            },
            raw: Raw::new(raw),
            has_emitted: false,
            sink: &mut *sink,
        };
        self.turn.note(&status, &events);
        let has_changed = self.displayed.take(&status)?;
        let dropped = said.character_type.0 == "async_npc" && said.text.0.is_empty();
        speak(said, &status, &mut events);
        if has_changed {
            events.emit(EventKind::Status(self.displayed.all()));
        }
        let costs = [transaction_details.0, status.transaction_details.0];
        for (name, transaction) in costs.into_iter().flatten() {
            events.emit(cost(name, transaction.0));
        }
        if !events.has_emitted && !dropped {
            // Nothing that the other kinds say; its JSON must not be lost.
            events.emit(EventKind::Status(Vec::new()));
        }
        self.turn.emit_if_complete(sink);
        Ok(())
    }
}

impl Displayed {
    /// Takes a frame's values; whether that changes any.
    fn take(&mut self, status: &GameStatus<'_>) -> Result<bool, Failure> {
        let mut changed = false;
        for (key, value) in &status.displayed_status.0 {
            let value = json::plain(value);
            match self.0.iter_mut().find(|shown| shown.key == *key) {
                Some(shown) if shown.value == value => continue,
                Some(shown) => shown.value = value.into_owned().into(),
                None => self.0.push(StatusValue {
                    key: key.clone().into_owned().into(),
                    value: value.into_owned().into(),
                }),
            }
            changed = true;
        }
        if self.0.len() > MOST_DISPLAYED {
            return Err(Failure::protocol(format!(
                "RPGGO sent more than {MOST_DISPLAYED} values to display"
            )));
        }
        Ok(changed)
    }

    /// All of them, borrowed.
    fn all(&self) -> Vec<StatusValue<'_>> {
        let borrowed = self.0.iter().map(|shown| StatusValue {
            key: Cow::Borrowed(&*shown.key),
            value: Cow::Borrowed(&*shown.value),
        });
        borrowed.collect()
    }
}

impl Decoder for ChatDecoder {
    fn kind(&self) -> ResponseKind {
        ResponseKind::Stream
    }

    fn accepts_eof(&self, is_clean: bool) -> bool {
        // A clean end after whole frames is what some servers send in place of `fin`.
        is_clean
    }

    fn sse(&self, limit: usize) -> sse::Decoder {
        sse::Decoder::new(limit).lenient()
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        match frame.name.as_ref() {
            "fin" => return Ok(ControlFlow::Break(())),
            "err" => return Err(read_error(&frame.data)),
            // A heartbeat.
            _ if frame.data.is_empty() => {}
            // A frame of a name that is not known yet may hold anything.
            name if !matches!(name, "" | "data" | "message") => {
                if let Err(failure) = self.read(&frame.data, sink)
                    && failure.service_code != 0
                {
                    return Err(failure);
                }
            }
            _ => self.read(&frame.data, sink)?,
        }
        Ok(ControlFlow::Continue(()))
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        self.read(text, sink)
    }

    fn end(&mut self, _: bool, sink: &mut dyn EventSink) {
        self.turn.emit(sink);
    }

    fn empty_reason(&self) -> Option<&'static str> {
        Some("the reply is empty: RPGGO sent nothing that is said, shown or done")
    }

    fn error_body(&self, text: &str) -> ErrorBody {
        code::error_body(text)
    }
}

fn read_frame(raw: &str) -> Result<Object<Envelope<'_, ChatData<'_>>>, Failure> {
    json::read_object(raw).map_err(|error| {
        let text = excerpt(raw);
        Failure::protocol(format!(
            "RPGGO sent a frame that cannot be read ({error}): {text}"
        ))
    })
}

/// Reads an `err` frame.
fn read_error(data: &str) -> Failure {
    let error = code::error_body(data);
    code::failure(error.service_code, &error.message)
}

/// Emits what a frame says and shows.
fn speak(said: Said<'_>, status: &GameStatus<'_>, events: &mut FrameEvents<'_>) {
    let kind = said.character_type.0;
    if kind == "goal_check_dm" {
        events.emit(EventKind::Goals(goals(status)));
        return;
    }
    let is_picture = kind == "picture_produce_dm" && !said.image.0.is_empty();
    let actions: Vec<Action<'_>> = said
        .action_list
        .0
        .into_iter()
        .map(|Object(action)| Action {
            action_type: action.action_type.0,
            text: action.text.0,
        })
        .collect();
    let has_speech = !(said.text.0.is_empty() && said.text_ext.0.is_empty() && actions.is_empty());
    let image = (!said.image.0.is_empty()).then(|| Image {
        url: said.image.0,
        caption: if is_picture {
            said.text.0.clone()
        } else {
            "".into()
        },
        image_type: said.image_type.clamped(),
    });
    let is_dropped = kind == "async_npc" && said.text.0.is_empty();
    if has_speech && !is_picture && !is_dropped {
        events.emit(EventKind::Message(Message {
            text: said.text.0,
            text_ext: said.text_ext.0,
            // The service's directors (`…_dm`) are not characters of the game.
            role: if kind.ends_with("_dm") {
                Role::Narrator
            } else {
                Role::Character
            },
            character_type: kind,
            history: false,
            current_count: said.epoch.0.current_count.clamped(),
            max_chat_count: said.epoch.0.max_chat_count.clamped(),
            insiders: said.insiders.0.into_iter().map(|id| id.0).collect(),
            actions,
            partial: false,
        }));
    }
    if let Some(image) = image {
        events.emit(EventKind::Image(image));
    }
    if !status.goal.0.goals_status.0.is_empty() || status.action.0 == NEXT_GOAL {
        events.emit(EventKind::Goals(goals(status)));
    }
}

fn goals<'a>(status: &GameStatus<'a>) -> Goals<'a> {
    let goal = |Object(goal): &Object<Goal<'a>>| crate::event::Goal {
        goal_id: goal.goal_id.0.clone(),
        text: goal.goal.0.clone(),
        achieved: goal.achieved.0,
    };
    Goals {
        items: status.goal.0.goals_status.0.iter().map(goal).collect(),
        current_goal_id: status.goal_id.0.clone(),
    }
}

fn cost<'a>(name: Cow<'a, str>, transaction: Transaction<'a>) -> EventKind<'a> {
    let or_name = |text: Cow<'a, str>| if text.is_empty() { name.clone() } else { text };
    EventKind::Cost(Cost {
        cost_type: or_name(transaction.cost_type.0),
        name: or_name(transaction.name.0),
        amount: transaction.amount.0,
        direction: transaction.fund_direction.0,
        description: transaction.description.0,
    })
}

impl Turn {
    /// Keeps what a frame says about the story's turn.
    fn note(&mut self, status: &GameStatus<'_>, events: &FrameEvents<'_>) {
        let tip = &status.goal.0.chapter_tip.0;
        keep(&mut self.action_message, &status.action_message.0);
        keep(&mut self.closing_statement, &tip.closing_statement.0);
        let action = status.action.0;
        // An ending outweighs a change of the chapter; the first ending stands.
        if !matches!(action, CHAPTER_OVER..=GAME_LOST)
            || self.action >= GAME_WON
            || self.action == action
        {
            return;
        }
        *self = Turn {
            action,
            character_id: events.character_id.to_owned(),
            message_id: events.message_id.to_owned(),
            raw: events.raw.to_static(),
            chapter_id: match status.chapter_id.0.as_ref() {
                "" => tip.chapter_id.0.clone().into_owned(),
                id => id.to_owned(),
            },
            emitted: false,
            ..mem::take(self)
        };
    }

    /// Emits the turn as soon as its code and its text are there.
    fn emit_if_complete(&mut self, sink: &mut dyn EventSink) {
        let text = match self.action {
            GAME_LOST => &self.closing_statement,
            _ => &self.action_message,
        };
        if !text.is_empty() {
            self.emit(sink);
        }
    }

    /// Emits the turn with the text that there is; once.
    fn emit(&mut self, sink: &mut dyn EventSink) {
        if self.action == 0 || mem::replace(&mut self.emitted, true) {
            return;
        }
        let texts = match self.action {
            GAME_LOST => [&self.closing_statement, &self.action_message],
            _ => [&self.action_message, &self.closing_statement],
        };
        let text = texts.into_iter().find(|text| !text.is_empty());
        let text = Cow::Borrowed(text.map_or("", |text| text));
        let kind = match self.action {
            CHAPTER_OVER => EventKind::Chapter {
                chapter_id: self.chapter_id.as_str().into(),
                text,
            },
            action => EventKind::Ending {
                won: action == GAME_WON,
                text,
            },
        };
        sink.emit(Event::new(
            kind,
            self.character_id.as_str(),
            self.message_id.as_str(),
            self.raw.clone(),
        ));
    }
}

/// Keeps the last text that is not empty.
fn keep(kept: &mut String, text: &str) {
    if !text.is_empty() {
        text.clone_into(kept);
    }
}
