//! What an event says, as JSON that tests can compare.

use std::ffi::CStr;

use rpggo::abi::event::*;
use rpggo::abi::status::*;
use rpggo::abi::text::rpggo_str;
use serde_json::{Value, json};

pub fn text(text: rpggo_str) -> String {
    // SAFETY: the texts of an event are readable and end in a NUL.
    unsafe {
        assert!(!text.data.is_null());
        assert_eq!(text.data.add(text.len).read(), 0);
        let bytes = std::slice::from_raw_parts(text.data.cast::<u8>(), text.len);
        std::str::from_utf8(bytes).unwrap().to_owned()
    }
}

fn list<T: Copy>(items: *const T, len: usize, describe: impl Fn(T) -> Value) -> Value {
    let items = if len == 0 {
        &[]
    } else {
        // SAFETY: the lists of an event are readable.
        unsafe { std::slice::from_raw_parts(items, len) }
    };
    items.iter().copied().map(describe).collect()
}

fn texts(it: rpggo_str_list) -> Value {
    list(it.items, it.len, |it| json!(text(it)))
}

pub fn status_name(status: rpggo_status) -> String {
    // SAFETY: never NULL.
    let name = unsafe { CStr::from_ptr(rpggo_status_name(status)) };
    name.to_str().unwrap().to_owned()
}

/// All that an event says, without `raw`.
pub fn describe(event: &rpggo_event) -> Value {
    // SAFETY: the member that belongs to the kind is the one that is there.
    let mut described = unsafe {
        match event.kind {
            RPGGO_EVENT_STARTED => json!({
                "kind": "STARTED",
                "http_status": event.r#as.started.http_status,
            }),
            RPGGO_EVENT_TEXT => json!({ "kind": "TEXT", "delta": text(event.r#as.text.delta) }),
            RPGGO_EVENT_MESSAGE => message(&event.r#as.message),
            RPGGO_EVENT_IMAGE => json!({
                "kind": "IMAGE",
                "url": text(event.r#as.image.url),
                "caption": text(event.r#as.image.caption),
                "image_type": event.r#as.image.image_type,
            }),
            RPGGO_EVENT_GOALS => json!({
                "kind": "GOALS",
                "goals": list(event.r#as.goals.items, event.r#as.goals.len, |it| json!({
                    "goal_id": text(it.goal_id), "text": text(it.text), "achieved": it.achieved,
                })),
                "current_goal_id": text(event.r#as.goals.current_goal_id),
            }),
            RPGGO_EVENT_CHAPTER => json!({
                "kind": "CHAPTER",
                "chapter_id": text(event.r#as.chapter.chapter_id),
                "text": text(event.r#as.chapter.text),
            }),
            RPGGO_EVENT_ENDING => json!({
                "kind": "ENDING",
                "won": event.r#as.ending.won,
                "text": text(event.r#as.ending.text),
            }),
            RPGGO_EVENT_STATE => json!({
                "kind": "STATE",
                "state": text(event.r#as.state.state),
                "score": event.r#as.state.score,
                "outcome": text(event.r#as.state.outcome),
                "machine_completed": event.r#as.state.machine_completed,
                "unlocked_machines": texts(event.r#as.state.unlocked_machines),
            }),
            RPGGO_EVENT_STATUS => json!({
                "kind": "STATUS",
                "values": list(event.r#as.status.items, event.r#as.status.len, |it| {
                    json!([text(it.key), text(it.value)])
                }),
            }),
            RPGGO_EVENT_COST => json!({
                "kind": "COST",
                "type": text(event.r#as.cost.r#type),
                "name": text(event.r#as.cost.name),
                "amount": event.r#as.cost.amount,
                "direction": text(event.r#as.cost.direction),
                "description": text(event.r#as.cost.description),
            }),
            RPGGO_EVENT_SESSION => session(&event.r#as.session),
            RPGGO_EVENT_RETRYING => json!({
                "kind": "RETRYING",
                "attempt": event.r#as.retrying.attempt,
                "delay_ms": event.r#as.retrying.delay_ms,
                "status": status_name(event.r#as.retrying.status),
            }),
            RPGGO_EVENT_FINISHED => json!({
                "kind": "FINISHED",
                "status": status_name(event.r#as.finished.status),
                "http_status": event.r#as.finished.http_status,
                "service_code": event.r#as.finished.service_code,
                "detail": text(event.r#as.finished.detail),
                "retry_after_ms": event.r#as.finished.retry_after_ms,
            }),
            RPGGO_EVENT_LOG => json!({
                "kind": "LOG",
                "level": event.r#as.log.level,
                "text": text(event.r#as.log.text),
            }),
            kind => panic!("a kind that no service sends: {kind}"),
        }
    };
    described["request"] = json!(event.request);
    for (name, value) in [
        ("character_id", text(event.character_id)),
        ("message_id", text(event.message_id)),
    ] {
        if !value.is_empty() {
            described[name] = json!(value);
        }
    }
    if described["partial"] == false {
        described.as_object_mut().unwrap().remove("partial");
    }
    let raw = text(event.raw);
    if !raw.is_empty() {
        serde_json::from_str::<Value>(&raw).expect("raw is JSON");
    }
    described
}

fn message(it: &rpggo_event_message) -> Value {
    json!({
        "kind": "MESSAGE",
        "text": text(it.text),
        "text_ext": text(it.text_ext),
        "character_type": text(it.character_type),
        "role": it.role,
        "history": it.history,
        "counts": [it.current_count, it.max_chat_count],
        "insiders": texts(it.insiders),
        "actions": list(it.actions.items, it.actions.len, |it| {
            json!([text(it.r#type), text(it.text)])
        }),
        "partial": it.partial,
    })
}

fn session(it: &rpggo_event_session) -> Value {
    json!({
        "kind": "SESSION",
        "session_id": text(it.session_id),
        "game_id": text(it.game_id),
        "name": text(it.name),
        "intro": text(it.intro),
        "background": text(it.background),
        "image": text(it.image),
        "chapters": list(it.chapters.items, it.chapters.len, |it| json!({
            "chapter_id": text(it.chapter_id),
            "name": text(it.name),
            "intro": text(it.intro),
            "background": text(it.background),
            "characters": list(it.characters.items, it.characters.len, |it| json!({
                "character_id": text(it.character_id),
                "name": text(it.name),
                "type": text(it.r#type),
                "avatar": text(it.avatar),
                "phases": texts(it.phases),
            })),
        })),
    })
}
