//! The turns of each session, which servers of this kind do not keep.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::event::sink::EventSink;
use crate::event::{Event, EventKind, Message, Raw, Role};
use crate::lock::lock;

/// Sessions beyond these are forgotten, those that were used longest ago first.
const MOST_CONVERSATIONS: usize = 256;

/// The conversations by session.
#[derive(Default)]
pub(super) struct Conversations {
    by_session: HashMap<String, (u64, Shared)>,
    uses: u64,
}

/// A reply in progress keeps the conversation that it belongs to, also when the session is restarted.
pub(super) type Shared = Arc<Mutex<Conversation>>;

#[derive(Default)]
pub(super) struct Conversation {
    pub(super) system_prompt: String,
    pub(super) turns: Vec<Turn>,
}

/// What the player said, and the reply.
#[derive(Clone)]
pub(super) struct Turn {
    pub(super) user: String,
    pub(super) assistant: String,
    pub(super) character_id: String,
}

impl Conversations {
    pub(super) fn get(&mut self, session_id: &str) -> Shared {
        self.uses += 1;
        let known = self.by_session.entry(session_id.to_owned());
        let (used, conversation) = known.or_default();
        *used = self.uses;
        let conversation = Arc::clone(conversation);
        if self.by_session.len() > MOST_CONVERSATIONS {
            let oldest = self.by_session.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                self.by_session.remove(&oldest);
            }
        }
        conversation
    }

    pub(super) fn restart(&mut self, session_id: &str, system_prompt: String) {
        self.by_session.remove(session_id);
        lock(&self.get(session_id)).system_prompt = system_prompt;
    }
}

impl Conversation {
    /// Adds a turn, and drops the oldest that exceed the budget.
    pub(super) fn add(&mut self, turn: Turn, max_characters: usize) {
        self.turns.push(turn);
        let mut characters = 0;
        let kept = self.turns.iter().rev().take_while(|turn| {
            characters += turn.user.chars().count() + turn.assistant.chars().count();
            characters <= max_characters
        });
        let first = self.turns.len() - kept.count();
        self.turns.drain(..first);
    }

    /// All turns, as the server wants them.
    pub(super) fn messages(&self) -> Vec<Value> {
        let mut messages = Vec::new();
        if !self.system_prompt.is_empty() {
            messages.push(message("system", &self.system_prompt));
        }
        for turn in &self.turns {
            messages.push(message("user", &turn.user));
            messages.push(message("assistant", &turn.assistant));
        }
        messages
    }
}

pub(super) fn message(role: &str, content: &str) -> Value {
    json!({ "role": role, "content": content })
}

impl Turn {
    /// Emits both lines, as a history.
    pub(super) fn emit(&self, sink: &mut dyn EventSink) {
        for (role, character_id, text) in [
            (Role::Player, "", &self.user),
            (Role::Character, self.character_id.as_str(), &self.assistant),
        ] {
            let message = Message {
                text: text.as_str().into(),
                role,
                history: true,
                ..Message::default()
            };
            let kind = EventKind::Message(message);
            sink.emit(Event::new(kind, character_id, "", Raw::default()));
        }
    }
}
