//! The memory that an event of the C ABI lives in: one arena, freed as a whole.

use std::alloc::Layout;
use std::ptr::NonNull;
use std::sync::Arc;

use bumpalo::Bump;

use super::event::*;
use super::text::rpggo_str;
use crate::event::{self, Event, EventKind, FromEvent, Raw};
use crate::wire::json;

/// An event with all it points to.
pub(crate) struct EventArena {
    /// Lives in `memory`.
    event: NonNull<rpggo_event>,
    /// What `rpggo_event_field` found so far: a second call gives the same text.
    fields: Vec<(String, rpggo_str)>,
    memory: Bump,
    /// Where the event's `raw` leads if it is not in `memory`.
    shared: Option<Arc<str>>,
}

// SAFETY: the pointers of the event lead into `memory` and `shared`, whose contents stay where they
// are when the arena moves, or to constants; nothing writes there.
unsafe impl Send for EventArena {}

impl EventArena {
    /// The event; readable while the arena lives.
    pub(super) fn event(&self) -> *const rpggo_event {
        self.event.as_ptr()
    }

    /// A field of the event's JSON.
    pub(super) fn field(&mut self, pointer: &str) -> rpggo_str {
        fail_point!("field");
        let known = self.fields.iter().find(|(name, _)| name == pointer);
        if let Some((_, found)) = known {
            return *found;
        }
        // SAFETY: the event lives in `memory`; its `raw` is a text that `translate` put there, or
        // that `shared` keeps.
        let raw = unsafe {
            let raw = self.event.as_ref().raw;
            std::str::from_utf8_unchecked(std::slice::from_raw_parts(raw.data.cast(), raw.len))
        };
        let found = json::pointer(raw, pointer).map(json::plain);
        let found = text(&self.memory, found.as_deref().unwrap_or_default());
        self.fields.push((pointer.to_owned(), found));
        found
    }
}

impl FromEvent for EventArena {
    fn from_event(event: Event<'_>) -> EventArena {
        fail_point!("translation");
        let memory = Bump::with_capacity(room(&event));
        let translated = memory.alloc_with(|| translate(&memory, &event));
        EventArena {
            event: NonNull::from(translated),
            fields: Vec::new(),
            memory,
            shared: event.raw.shared().cloned(),
        }
    }

    fn size(&self) -> usize {
        let shared = self.shared.as_ref().map_or(0, |raw| raw.len());
        self.memory.allocated_bytes() + shared + size_of::<EventArena>()
    }
}

/// What the event needs, so that there is one piece of memory; the arena grows where it is too
/// little.
fn room(event: &Event<'_>) -> usize {
    /// An item of a list has up to two texts in addition to its own.
    fn items<T>(items: &[T], length: fn(&T) -> usize) -> usize {
        let texts: usize = items.iter().map(length).sum();
        texts + items.len() * (2 * size_of::<rpggo_str>() + ENDS)
    }
    /// NULs, and what alignment takes.
    const ENDS: usize = 8;
    let raw = event.raw.len();
    let texts = match &event.kind {
        EventKind::Text { delta: text } | EventKind::Log { text, .. } => text.len(),
        EventKind::Message(it) => {
            let insiders = items(&it.insiders, |id| id.len());
            let actions = items(&it.actions, |it| it.action_type.len() + it.text.len());
            it.text.len() + it.text_ext.len() + it.character_type.len() + insiders + actions
        }
        EventKind::Image(it) => it.url.len() + it.caption.len(),
        EventKind::Goals(it) => {
            let goals = items(&it.items, |it| ENDS + it.goal_id.len() + it.text.len());
            goals + it.current_goal_id.len()
        }
        EventKind::Chapter { chapter_id, text } => chapter_id.len() + text.len(),
        EventKind::Ending { text, .. } => text.len(),
        EventKind::Status(values) => items(values, |it| it.key.len() + it.value.len()),
        EventKind::Cost(it) => {
            let names = it.cost_type.len() + it.name.len() + it.direction.len();
            names + it.description.len()
        }
        EventKind::Finished(it) => it.detail.len(),
        EventKind::State(_) | EventKind::Session(_) => raw,
        EventKind::Started { .. } | EventKind::Retrying(_) => 0,
    };
    let copied = if event.raw.shared().is_some() { 0 } else { raw };
    let ids = event.character_id.len() + event.message_id.len();
    size_of::<rpggo_event>() + 8 * ENDS + ids + texts + copied
}

fn translate(memory: &Bump, event: &Event<'_>) -> rpggo_event {
    let (kind, payload) = payload(memory, &event.kind);
    rpggo_event {
        kind,
        request: event.request.get(),
        character_id: text(memory, &event.character_id),
        message_id: text(memory, &event.message_id),
        raw: raw(memory, &event.raw),
        elapsed_ms: event.elapsed.as_millis(),
        r#as: payload,
    }
}

type Payload = rpggo_event_payload;

fn payload(memory: &Bump, kind: &EventKind<'_>) -> (rpggo_event_kind, Payload) {
    match kind {
        EventKind::Started { http_status } => {
            let started = started(*http_status);
            (RPGGO_EVENT_STARTED, Payload { started })
        }
        EventKind::Text { delta } => {
            let text = delta_text(memory, delta);
            (RPGGO_EVENT_TEXT, Payload { text })
        }
        EventKind::Message(it) => {
            let message = message(memory, it);
            (RPGGO_EVENT_MESSAGE, Payload { message })
        }
        EventKind::Image(it) => {
            let image = image(memory, it);
            (RPGGO_EVENT_IMAGE, Payload { image })
        }
        EventKind::Goals(it) => {
            let goals = goals(memory, it);
            (RPGGO_EVENT_GOALS, Payload { goals })
        }
        EventKind::Chapter { chapter_id, text } => {
            let chapter = chapter_change(memory, chapter_id, text);
            (RPGGO_EVENT_CHAPTER, Payload { chapter })
        }
        EventKind::Ending { won, text } => {
            let ending = ending(memory, *won, text);
            (RPGGO_EVENT_ENDING, Payload { ending })
        }
        EventKind::State(it) => {
            let state = state(memory, it);
            (RPGGO_EVENT_STATE, Payload { state })
        }
        EventKind::Status(values) => {
            let status = status(memory, values);
            (RPGGO_EVENT_STATUS, Payload { status })
        }
        EventKind::Cost(it) => {
            let cost = cost(memory, it);
            (RPGGO_EVENT_COST, Payload { cost })
        }
        EventKind::Session(it) => {
            let session = session(memory, it);
            (RPGGO_EVENT_SESSION, Payload { session })
        }
        EventKind::Retrying(it) => {
            let retrying = retrying(*it);
            (RPGGO_EVENT_RETRYING, Payload { retrying })
        }
        EventKind::Finished(it) => {
            let finished = finished(memory, it);
            (RPGGO_EVENT_FINISHED, Payload { finished })
        }
        EventKind::Log { level, text } => {
            let log = log(memory, *level, text);
            (RPGGO_EVENT_LOG, Payload { log })
        }
    }
}

fn started(http_status: i32) -> rpggo_event_started {
    rpggo_event_started { http_status }
}

fn delta_text(memory: &Bump, delta: &str) -> rpggo_event_text {
    rpggo_event_text {
        delta: text(memory, delta),
    }
}

fn image(memory: &Bump, it: &event::Image<'_>) -> rpggo_event_image {
    rpggo_event_image {
        url: text(memory, &it.url),
        caption: text(memory, &it.caption),
        image_type: it.image_type,
    }
}

fn chapter_change(memory: &Bump, chapter_id: &str, say: &str) -> rpggo_event_chapter {
    rpggo_event_chapter {
        chapter_id: text(memory, chapter_id),
        text: text(memory, say),
    }
}

fn ending(memory: &Bump, won: bool, say: &str) -> rpggo_event_ending {
    rpggo_event_ending {
        won,
        text: text(memory, say),
    }
}

fn cost(memory: &Bump, it: &event::Cost<'_>) -> rpggo_event_cost {
    rpggo_event_cost {
        r#type: text(memory, &it.cost_type),
        name: text(memory, &it.name),
        amount: it.amount,
        direction: text(memory, &it.direction),
        description: text(memory, &it.description),
    }
}

fn retrying(it: event::Retrying) -> rpggo_event_retrying {
    rpggo_event_retrying {
        attempt: it.attempt,
        delay_ms: it.delay_ms,
        status: it.status as i32,
    }
}

fn finished(memory: &Bump, it: &event::Finished<'_>) -> rpggo_event_finished {
    rpggo_event_finished {
        status: it.status as i32,
        http_status: it.http_status,
        service_code: it.service_code,
        detail: text(memory, &it.detail),
        retry_after_ms: it.retry_after_ms,
    }
}

fn log(memory: &Bump, level: event::LogLevel, line: &str) -> rpggo_event_log {
    rpggo_event_log {
        level: level as i32,
        text: text(memory, line),
    }
}

fn message(memory: &Bump, it: &event::Message<'_>) -> rpggo_event_message {
    let (actions, actions_len) = list(memory, &it.actions, |action| rpggo_action {
        r#type: text(memory, &action.action_type),
        text: text(memory, &action.text),
    });
    rpggo_event_message {
        text: text(memory, &it.text),
        text_ext: text(memory, &it.text_ext),
        character_type: text(memory, &it.character_type),
        role: it.role as i32,
        history: it.history,
        current_count: it.current_count,
        max_chat_count: it.max_chat_count,
        insiders: texts(memory, &it.insiders),
        actions: rpggo_action_list {
            items: actions,
            len: actions_len,
        },
        partial: it.partial,
    }
}

fn goals(memory: &Bump, it: &event::Goals<'_>) -> rpggo_event_goals {
    let (items, len) = list(memory, &it.items, |goal| rpggo_goal {
        goal_id: text(memory, &goal.goal_id),
        text: text(memory, &goal.text),
        achieved: goal.achieved,
    });
    rpggo_event_goals {
        items,
        len,
        current_goal_id: text(memory, &it.current_goal_id),
    }
}

fn state(memory: &Bump, it: &event::State<'_>) -> rpggo_event_state {
    rpggo_event_state {
        state: text(memory, &it.state),
        score: it.score,
        outcome: text(memory, &it.outcome),
        decision: text(memory, &it.decision),
        follow_up: it.follow_up,
        redirect_count: it.redirect_count,
        scoring_mode: text(memory, &it.scoring_mode),
        machine_completed: it.machine_completed,
        unlocked_machines: texts(memory, &it.unlocked_machines),
    }
}

fn status(memory: &Bump, values: &[event::StatusValue<'_>]) -> rpggo_event_status {
    let (items, len) = list(memory, values, |value| rpggo_status_value {
        key: text(memory, &value.key),
        value: text(memory, &value.value),
    });
    rpggo_event_status { items, len }
}

fn session(memory: &Bump, it: &event::Session<'_>) -> rpggo_event_session {
    let (items, len) = list(memory, &it.chapters, |it| chapter(memory, it));
    rpggo_event_session {
        session_id: text(memory, &it.session_id),
        game_id: text(memory, &it.game_id),
        name: text(memory, &it.name),
        intro: text(memory, &it.intro),
        background: text(memory, &it.background),
        image: text(memory, &it.image),
        machine_id: text(memory, &it.machine_id),
        chapters: rpggo_chapter_list { items, len },
        player_name: text(memory, &it.player_name),
        player_gender: text(memory, &it.player_gender),
    }
}

fn chapter(memory: &Bump, it: &event::Chapter<'_>) -> rpggo_chapter {
    let (items, len) = list(memory, &it.characters, |it| rpggo_character {
        character_id: text(memory, &it.character_id),
        name: text(memory, &it.name),
        r#type: text(memory, &it.character_type),
        avatar: text(memory, &it.avatar),
        phases: texts(memory, &it.phases),
    });
    rpggo_chapter {
        chapter_id: text(memory, &it.chapter_id),
        name: text(memory, &it.name),
        intro: text(memory, &it.intro),
        background: text(memory, &it.background),
        image: text(memory, &it.image),
        background_audio: text(memory, &it.background_audio),
        ending_audio: text(memory, &it.ending_audio),
        characters: rpggo_character_list { items, len },
    }
}

/// The JSON: a copy, or what all events of the frame share.
fn raw(memory: &Bump, raw: &Raw<'_>) -> rpggo_str {
    match raw.shared() {
        Some(shared) => rpggo_str {
            data: shared.as_ptr().cast(),
            len: raw.len(),
        },
        None => text(memory, raw),
    }
}

/// A copy of `value` with a NUL after it.
fn text(memory: &Bump, value: &str) -> rpggo_str {
    if value.is_empty() {
        return rpggo_str::EMPTY;
    }
    let Ok(layout) = Layout::array::<u8>(value.len() + 1) else {
        return rpggo_str::EMPTY;
    };
    let data = memory.alloc_layout(layout).as_ptr();
    // SAFETY: `data` has room for the text and its NUL, and is new.
    unsafe {
        data.copy_from_nonoverlapping(value.as_ptr(), value.len());
        data.add(value.len()).write(0);
    }
    rpggo_str {
        data: data.cast(),
        len: value.len(),
    }
}

fn texts(memory: &Bump, values: &[std::borrow::Cow<'_, str>]) -> rpggo_str_list {
    let (items, len) = list(memory, values, |value| text(memory, value));
    rpggo_str_list { items, len }
}

fn list<T, C: Copy>(memory: &Bump, from: &[T], to: impl Fn(&T) -> C) -> (*const C, usize) {
    let items = memory.alloc_slice_fill_iter(from.iter().map(to));
    (items.as_ptr(), items.len())
}

#[cfg(test)]
mod tests;
