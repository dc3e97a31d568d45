//! The history of a session. The service's reference does not define its format.

use serde_json::{Map, Value, json};

use super::session::{Entry, Session};
use crate::fault::Fault;
use crate::story::Story;

const SHAPES: [&str; 4] = ["list", "messages", "history", "data"];
const SPEAKERS: [&str; 3] = ["role", "sender", "speaker"];
const TEXTS: [&str; 3] = ["message", "content", "text"];

/// The names of a history's fields.
struct Names<'a> {
    shape: &'a str,
    speaker: &'a str,
    text: &'a str,
}

/// Checks the name in a fault of the history.
pub(super) fn check(fault: &Fault) -> Result<(), String> {
    let (name, names): (&str, &[&str]) = match fault {
        Fault::Shape(name) => (name, &SHAPES),
        Fault::Speaker(name) => (name, &SPEAKERS),
        Fault::TextName(name) => (name, &TEXTS),
        _ => return Ok(()),
    };
    match names.contains(&name) {
        true => Ok(()),
        false => Err(format!(
            "The fault \"{}\" takes one of these for the persona service: {}.",
            fault.name(),
            names.join(", ")
        )),
    }
}

pub(super) fn encode(
    session: &Session,
    story: &Story,
    id: &str,
    persona: &str,
    faults: &[Fault],
) -> Value {
    let names = Names::of(faults);
    let entries = session.entries.iter();
    let messages: Vec<Value> = entries
        .enumerate()
        .filter(|(_, entry)| entry.persona == persona)
        .map(|(index, entry)| names.entry(index, entry, story))
        .collect();
    if names.shape == "list" {
        return messages.into();
    }
    json!({
        "session_id": id,
        "persona_id": persona,
        names.shape: messages,
        "current_state": session.machine(story),
        "score": session.score(),
        "outcome": session.outcome(),
        "player_name": session.player.name,
        "player_gender": session.player.gender,
    })
}

impl<'a> Names<'a> {
    fn of(faults: &'a [Fault]) -> Names<'a> {
        let mut names = Names {
            shape: "messages",
            speaker: "role",
            text: "content",
        };
        for fault in faults {
            match fault {
                Fault::Shape(name) => names.shape = name,
                Fault::Speaker(name) => names.speaker = name,
                Fault::TextName(name) => names.text = name,
                _ => {}
            }
        }
        names
    }

    fn entry(&self, index: usize, entry: &Entry, story: &Story) -> Value {
        let speaker = match entry.by_player {
            true => "user",
            false => "assistant",
        };
        let (minute, second) = (index / 60 % 60, index % 60);
        let fields = [
            ("id", json!(format!("message-{}", index + 1))),
            (self.speaker, json!(speaker)),
            (self.text, json!(entry.text)),
            (
                "state_key_at_time",
                json!(story.chapters[entry.chapter].chapter_id),
            ),
            ("score_at_time", entry.score.clone()),
            ("decision", json!(entry.passed.then_some("pass"))),
            ("follow_up_triggered", json!(entry.follow_up)),
            (
                "created_at",
                json!(format!("2024-04-25T04:{minute:02}:{second:02}Z")),
            ),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        Value::Object(Map::from_iter(fields))
    }
}
