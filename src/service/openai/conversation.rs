//! The turns of each session, which servers of this kind do not keep.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::event::sink::EventSink;
use crate::event::{Event, EventKind, Message, Raw, Role};
use crate::lock::lock;
use crate::status::{Error, Status};

/// Of sessions beyond these, the turns of those that were used longest ago are forgotten.
const MOST_WITH_TURNS: usize = 256;
/// Who a character is must not be forgotten: beyond these, a session is refused.
const MOST_CONVERSATIONS: usize = 4096;

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
    /// How many chats were started.
    asked: u64,
}

/// What the player said, and the reply.
#[derive(Clone)]
pub(super) struct Turn {
    /// Which chat of the conversation it was: replies may end in another order.
    pub(super) asked: u64,
    pub(super) user: String,
    pub(super) assistant: String,
    pub(super) character_id: String,
}

impl Conversations {
    pub(super) fn get(&mut self, session_id: &str) -> Result<Shared, Error> {
        self.uses += 1;
        if !self.by_session.contains_key(session_id) {
            self.make_room()?;
        }
        let known = self.by_session.entry(session_id.to_owned());
        let (used, conversation) = known.or_default();
        *used = self.uses;
        Ok(Arc::clone(conversation))
    }

    pub(super) fn restart(&mut self, session_id: &str, system_prompt: String) -> Result<(), Error> {
        self.by_session.remove(session_id);
        lock(&*self.get(session_id)?).system_prompt = system_prompt;
        Ok(())
    }

    /// Forgets a session without a prompt, or the turns of one that has a prompt.
    fn make_room(&mut self) -> Result<(), Error> {
        if self.by_session.len() >= MOST_CONVERSATIONS {
            return Err(Error::new(
                Status::Busy,
                format!("{MOST_CONVERSATIONS} sessions with a system_prompt are kept, and no more"),
            ));
        }
        let with_turns = self.by_session.iter().filter(|(_, (_, conversation))| {
            let conversation = lock(conversation);
            conversation.system_prompt.is_empty() || !conversation.turns.is_empty()
        });
        let with_turns: Vec<(&String, u64)> =
            with_turns.map(|(id, (used, _))| (id, *used)).collect();
        if with_turns.len() < MOST_WITH_TURNS {
            return Ok(());
        }
        let oldest = with_turns.into_iter().min_by_key(|(_, used)| *used);
        let Some(id) = oldest.map(|(id, _)| id.clone()) else {
            return Ok(());
        };
        if let Some((_, conversation)) = self.by_session.remove(&id) {
            let system_prompt = lock(&conversation).system_prompt.clone();
            // Not the conversation itself, which a reply in progress may have.
            if !system_prompt.is_empty() {
                let kept = Conversation {
                    system_prompt,
                    ..Conversation::default()
                };
                self.by_session.insert(id, (0, Arc::new(Mutex::new(kept))));
            }
        }
        Ok(())
    }
}

impl Conversation {
    /// The number of the next chat.
    pub(super) fn ask(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Adds a turn where it belongs, and drops the oldest that exceed the budget. A turn that alone would
    /// push out the others is kept cut.
    pub(super) fn add(&mut self, mut turn: Turn, max_characters: usize) {
        let most = (max_characters / 2).max(1);
        let length = |text: &str| text.chars().count();
        if length(&turn.user) + length(&turn.assistant) > most {
            let user = length(&turn.user).min(most / 2);
            cut(&mut turn.user, user);
            cut(&mut turn.assistant, most - user);
        }
        let place = self.turns.partition_point(|it| it.asked < turn.asked);
        self.turns.insert(place, turn);
        let mut characters = 0;
        let kept = self.turns.iter().rev().take_while(|turn| {
            characters += length(&turn.user) + length(&turn.assistant);
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

/// Keeps that many characters, the last of them a mark that there were more.
fn cut(text: &mut String, characters: usize) {
    if text.chars().count() <= characters {
        return;
    }
    let end = text.char_indices().nth(characters.saturating_sub(1));
    text.truncate(end.map_or(0, |(at, _)| at));
    if characters > 0 {
        text.push('…');
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
