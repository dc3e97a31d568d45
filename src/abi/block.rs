//! The memory that an event of the C ABI lives in: one block, freed as a whole.

use std::alloc::Layout;
use std::ptr::NonNull;

use bumpalo::Bump;

use super::event::*;
use super::text::rpggo_str;
use crate::event::{self, Event, EventKind, FromEvent, Raw};
use crate::json;

/// An event with all it points to.
pub(super) struct Block {
    /// Lives in `memory`.
    event: NonNull<rpggo_event>,
    /// What `rpggo_event_field` found so far: asked for again, it is found again.
    fields: Vec<(String, rpggo_str)>,
    memory: Bump,
    /// The event's `raw` leads here.
    raw: Raw,
}

// SAFETY: the pointers of the event lead into `memory` and `raw`, whose contents stay where they are
// when the block moves, or to constants; nobody writes to what they lead to.
unsafe impl Send for Block {}

impl Block {
    /// The event; readable while the block lives.
    pub(super) fn event(&self) -> *const rpggo_event {
        self.event.as_ptr()
    }

    /// A field of the event's JSON.
    pub(super) fn field(&mut self, pointer: &str) -> rpggo_str {
        tripwire!("field");
        let known = self.fields.iter().find(|(asked, _)| asked == pointer);
        if let Some((_, found)) = known {
            return *found;
        }
        let found = json::pointer(&self.raw, pointer).map(json::plain);
        let found = text(&self.memory, found.as_deref().unwrap_or_default());
        self.fields.push((pointer.to_owned(), found));
        found
    }
}

impl FromEvent for Block {
    fn from_event(event: Event<'_>) -> Block {
        tripwire!("translation");
        let memory = Bump::with_capacity(size_of::<rpggo_event>() + room(&event.kind));
        let translated = translate(&memory, &event);
        Block {
            event: NonNull::from(memory.alloc(translated)),
            fields: Vec::new(),
            memory,
            raw: event.raw,
        }
    }

    fn size(&self) -> usize {
        self.memory.allocated_bytes() + self.raw.len() + size_of::<Block>()
    }
}

/// What the texts of most events need; the arena grows where it is too little.
fn room(kind: &EventKind<'_>) -> usize {
    const NAMES: usize = 256;
    NAMES
        + match kind {
            EventKind::Message(it) => it.text.len() + it.insiders.len() * 64,
            EventKind::Image(it) => it.url.len() + it.caption.len(),
            EventKind::Finished(it) => it.detail.len(),
            _ => 0,
        }
}

fn translate(memory: &Bump, event: &Event<'_>) -> rpggo_event {
    let (kind, payload) = payload(memory, &event.kind);
    rpggo_event {
        kind,
        request: event.request.get(),
        character_id: text(memory, &event.character_id),
        message_id: text(memory, &event.message_id),
        raw: raw_text(&event.raw),
        elapsed_ms: event.elapsed.as_millis(),
        r#as: payload,
    }
}

fn payload(memory: &Bump, kind: &EventKind<'_>) -> (rpggo_event_kind, rpggo_event_payload) {
    let t = |value: &str| text(memory, value);
    match kind {
        EventKind::Started { http_status } => (
            RPGGO_EVENT_STARTED,
            rpggo_event_payload {
                started: rpggo_event_started {
                    http_status: *http_status,
                },
            },
        ),
        EventKind::Text { delta } => (
            RPGGO_EVENT_TEXT,
            rpggo_event_payload {
                text: rpggo_event_text { delta: t(delta) },
            },
        ),
        EventKind::Message(it) => (
            RPGGO_EVENT_MESSAGE,
            rpggo_event_payload {
                message: message(memory, it),
            },
        ),
        EventKind::Image(it) => (
            RPGGO_EVENT_IMAGE,
            rpggo_event_payload {
                image: rpggo_event_image {
                    url: t(&it.url),
                    caption: t(&it.caption),
                    image_type: it.image_type,
                },
            },
        ),
        EventKind::Goals(it) => (
            RPGGO_EVENT_GOALS,
            rpggo_event_payload {
                goals: goals(memory, it),
            },
        ),
        EventKind::Chapter {
            chapter_id,
            text: told,
        } => (
            RPGGO_EVENT_CHAPTER,
            rpggo_event_payload {
                chapter: rpggo_event_chapter {
                    chapter_id: t(chapter_id),
                    text: t(told),
                },
            },
        ),
        EventKind::Ending { won, text: told } => (
            RPGGO_EVENT_ENDING,
            rpggo_event_payload {
                ending: rpggo_event_ending {
                    won: *won,
                    text: t(told),
                },
            },
        ),
        EventKind::State(it) => (
            RPGGO_EVENT_STATE,
            rpggo_event_payload {
                state: state(memory, it),
            },
        ),
        EventKind::Status(values) => (
            RPGGO_EVENT_STATUS,
            rpggo_event_payload {
                status: status(memory, values),
            },
        ),
        EventKind::Cost(it) => (
            RPGGO_EVENT_COST,
            rpggo_event_payload {
                cost: rpggo_event_cost {
                    r#type: t(&it.cost_type),
                    name: t(&it.name),
                    amount: it.amount,
                    direction: t(&it.direction),
                    description: t(&it.description),
                },
            },
        ),
        EventKind::Session(it) => (
            RPGGO_EVENT_SESSION,
            rpggo_event_payload {
                session: session(memory, it),
            },
        ),
        EventKind::Retrying(it) => (
            RPGGO_EVENT_RETRYING,
            rpggo_event_payload {
                retrying: rpggo_event_retrying {
                    attempt: it.attempt,
                    delay_ms: it.delay_ms,
                    status: it.status as i32,
                },
            },
        ),
        EventKind::Finished(it) => (
            RPGGO_EVENT_FINISHED,
            rpggo_event_payload {
                finished: rpggo_event_finished {
                    status: it.status as i32,
                    http_status: it.http_status,
                    service_code: it.service_code,
                    detail: t(&it.detail),
                    retry_after_ms: it.retry_after_ms,
                },
            },
        ),
        EventKind::Log { level, text: line } => (
            RPGGO_EVENT_LOG,
            rpggo_event_payload {
                log: rpggo_event_log {
                    level: *level as i32,
                    text: t(line),
                },
            },
        ),
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

/// The JSON itself, which has its NUL.
fn raw_text(raw: &Raw) -> rpggo_str {
    if raw.is_empty() {
        return rpggo_str::EMPTY;
    }
    rpggo_str {
        data: raw.as_ptr().cast(),
        len: raw.len(),
    }
}

/// A copy of `value` with a NUL behind it.
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
