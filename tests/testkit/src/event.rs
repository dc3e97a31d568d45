//! What an event says, as JSON that tests can compare. All that it points to is read and checked.

use rpggo::abi::event::*;
use rpggo::abi::status::*;
use rpggo::abi::text::rpggo_str;
use serde_json::{Value, json};

use crate::functions::Functions;

/// A text as the header promises it: never NULL, UTF-8, with a NUL at its end.
pub fn text(text: rpggo_str) -> String {
    assert!(!text.data.is_null());
    // SAFETY: the promise that is checked here; a sanitizer sees where it is not kept.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.len + 1) };
    assert_eq!(bytes[text.len], 0, "no NUL");
    let text = std::str::from_utf8(&bytes[..text.len]).expect("it is UTF-8");
    text.to_owned()
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

/// Their kinds, in order.
pub fn kinds(events: &[Value]) -> Vec<&str> {
    let kinds = events.iter().map(|it| it["kind"].as_str());
    kinds.map(|it| it.expect("every event has one")).collect()
}

/// Adds the texts that are there: few events have any of them.
fn add(described: &mut Value, texts: &[(&str, rpggo_str)]) {
    for (name, value) in texts {
        let value = text(*value);
        if !value.is_empty() {
            described[name] = json!(value);
        }
    }
}

fn status_name(status: rpggo_status) -> String {
    Functions::linked().status_name(status)
}

/// All that an event says, without `raw`, which is checked to be JSON.
pub fn describe(event: &rpggo_event) -> Value {
    let raw = text(event.raw);
    if !raw.is_empty() {
        serde_json::from_str::<Value>(&raw).expect("raw is JSON");
    }
    read(event)
}

/// All that an event says, without `raw`.
pub fn read(event: &rpggo_event) -> Value {
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
            RPGGO_EVENT_STATE => state(&event.r#as.state),
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
    check(event, &described);
    described["request"] = json!(event.request);
    add(
        &mut described,
        &[
            ("character_id", event.character_id),
            ("message_id", event.message_id),
        ],
    );
    if described["partial"] == false {
        described.as_object_mut().unwrap().remove("partial");
    }
    described
}

/// What the header promises of numbers.
fn check(event: &rpggo_event, described: &Value) {
    assert!(event.elapsed_ms >= 0.0);
    let is_within = |name: &str, least: i64, most: i64| {
        let number = described[name].as_i64().expect("it is a number");
        assert!((least..=most).contains(&number), "{described}");
    };
    match event.kind {
        RPGGO_EVENT_STARTED => is_within("http_status", 200, 299),
        RPGGO_EVENT_MESSAGE => {
            is_within(
                "role",
                RPGGO_ROLE_CHARACTER.into(),
                RPGGO_ROLE_NARRATOR.into(),
            );
        }
        RPGGO_EVENT_RETRYING => {
            is_within("attempt", 1, i64::MAX);
            is_within("delay_ms", 0, i64::MAX);
        }
        RPGGO_EVENT_FINISHED => is_within("retry_after_ms", 0, i64::MAX),
        RPGGO_EVENT_LOG => {
            is_within("level", RPGGO_LOG_ERROR.into(), RPGGO_LOG_DEBUG.into());
        }
        _ => {}
    }
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

fn state(it: &rpggo_event_state) -> Value {
    let mut described = json!({
        "kind": "STATE",
        "state": text(it.state),
        "score": it.score,
        "outcome": text(it.outcome),
        "machine_completed": it.machine_completed,
        "unlocked_machines": texts(it.unlocked_machines),
    });
    let more = [("decision", it.decision), ("scoring_mode", it.scoring_mode)];
    add(&mut described, &more);
    described
}

fn session(it: &rpggo_event_session) -> Value {
    let mut described = json!({
        "kind": "SESSION",
        "session_id": text(it.session_id),
        "game_id": text(it.game_id),
        "name": text(it.name),
        "intro": text(it.intro),
        "background": text(it.background),
        "image": text(it.image),
        "chapters": list(it.chapters.items, it.chapters.len, chapter),
    });
    let more = [
        ("machine_id", it.machine_id),
        ("player_name", it.player_name),
        ("player_gender", it.player_gender),
    ];
    add(&mut described, &more);
    described
}

fn chapter(it: rpggo_chapter) -> Value {
    let mut described = json!({
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
    });
    let more = [
        ("image", it.image),
        ("background_audio", it.background_audio),
        ("ending_audio", it.ending_audio),
    ];
    add(&mut described, &more);
    described
}
