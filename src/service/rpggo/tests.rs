//! What is sent, and what frames of every shape become.

use serde_json::{Value, json};

use std::ops::ControlFlow;

use super::code::{error_body, failure};
use super::*;
use crate::event::{Event, EventKind, Finished, FromEvent, Role};
use crate::service::testing::{Emitted, body};
use crate::wire::sse::Frame;

fn chat_request() -> ChatRequest {
    ChatRequest {
        game_id: "g".into(),
        session_id: "s".into(),
        character_id: "c".into(),
        message: "Hello".into(),
        message_id: Some("m".into()),
        ..ChatRequest::default()
    }
}

/// All events of a chat whose frames are these.
fn chat(frames: &[Value]) -> Vec<EventKind<'static>> {
    let mut decoder = chat_call(&chat_request()).unwrap().decoder;
    let mut out = Emitted::default();
    for frame in frames {
        let frame = Frame {
            name: "data".into(),
            data: frame.to_string().into(),
        };
        assert_eq!(
            decoder.frame(&frame, &mut out),
            Ok(ControlFlow::Continue(()))
        );
    }
    decoder.end(true, &mut out);
    out.kinds()
}

fn frame(result: Value, game_status: Value) -> Value {
    json!({ "ret": 200, "data": { "result": result, "game_status": game_status } })
}

fn npc(text: &str, game_status: Value) -> Value {
    frame(
        json!({ "character_id": "c", "character_type": "common_npc", "text": text }),
        game_status,
    )
}

fn goal_check(game_status: Value) -> Value {
    frame(json!({ "character_type": "goal_check_dm" }), game_status)
}

fn turns(frames: &[Value]) -> Vec<EventKind<'static>> {
    let is_turn =
        |kind: &EventKind<'_>| matches!(kind, EventKind::Chapter { .. } | EventKind::Ending { .. });
    chat(frames).into_iter().filter(is_turn).collect()
}

#[test]
fn a_chat_is_sent_as_documented() {
    let mut request = chat_request();
    let call = chat_call(&request).unwrap();
    assert_eq!(call.path, "/v2/open/game/chatsse");
    let plain = json!({
        "game_id": "g", "session_id": "s", "character_id": "c", "message_id": "m",
        "message": "Hello",
    });
    assert_eq!(body(&call), plain);

    request.user_id = "u".into();
    request.images = true;
    request.extra_json = Some(
        r#"{"advance_config":{"enable_voice_streaming":true},"llm_config":{"temperature":0.5}}"#
            .into(),
    );
    let sent = body(&chat_call(&request).unwrap());
    assert_eq!(sent["user_id"], "u");
    let both = json!({ "enable_image_streaming": true, "enable_voice_streaming": true });
    assert_eq!(sent["advance_config"], both);
    assert_eq!(sent["llm_config"]["temperature"], 0.5);
}

#[test]
fn the_key_is_sent_as_a_bearer_token_whichever_way_it_is_given() {
    for key in ["secret", "Bearer secret"] {
        let setup = ServiceConfig {
            api_key: Some(key),
            max_history_characters: 0,
        };
        let header = ("authorization", "Bearer secret".to_owned());
        assert_eq!(open(&setup).key_header(), Some(header));
    }
}

#[test]
fn session_calls_are_sent_as_documented() {
    let request = SessionRequest {
        session_id: "s".into(),
        game_id: "g".into(),
        chapter_id: "c".into(),
        ..SessionRequest::default()
    };
    let all = json!({ "game_id": "g", "session_id": "s", "chapter_id": "c" });
    let session = json!({ "game_id": "g", "session_id": "s" });
    for (call, path, sent) in [
        (SessionCall::Start, "startgame", &all),
        (SessionCall::Resume, "resumesession", &session),
        (SessionCall::ChapterChange, "changechapter", &all),
        (
            SessionCall::GameFetch,
            "gamemetadata",
            &json!({ "game_id": "g" }),
        ),
    ] {
        let call = session_call(call, &request).unwrap();
        assert_eq!(call.path, format!("/v2/open/game/{path}"));
        assert_eq!(body(&call), *sent);
    }
}

#[test]
fn every_utterance_is_a_message_of_its_speaker() {
    let kinds = chat(&[
        npc("one", json!({})),
        frame(
            json!({ "character_type": "async_npc", "text": "later" }),
            json!({}),
        ),
        frame(
            json!({ "character_type": "async_npc", "text": "" }),
            json!({}),
        ),
        frame(
            json!({ "character_type": "new_type", "text": "new" }),
            json!({}),
        ),
        frame(
            json!({ "character_type": "weather_dm", "text": "It rains." }),
            json!({}),
        ),
    ]);
    let said: Vec<(&str, Role)> = kinds
        .iter()
        .map(|kind| match kind {
            EventKind::Message(message) => (&*message.text, message.role),
            other => panic!("{other:?}"),
        })
        .collect();
    let role = Role::Character;
    let expected = [
        ("one", role),
        ("later", role),
        ("new", role),
        ("It rains.", Role::Narrator),
    ];
    assert_eq!(said, expected);
}

#[test]
fn code_and_text_come_together_whichever_frame_is_first() {
    let code = |action: i64| goal_check(json!({ "action": action, "chapter_id": "next" }));
    let text = npc("x", json!({ "action": 0, "action_message": "Told." }));
    let chapter = EventKind::Chapter {
        chapter_id: "next".into(),
        text: "Told.".into(),
    };
    let won = EventKind::Ending {
        won: true,
        text: "Told.".into(),
    };
    for (action, turn) in [(2, &chapter), (3, &won)] {
        let together = goal_check(
            json!({ "action": action, "action_message": "Told.", "chapter_id": "next" }),
        );
        for frames in [
            vec![code(action), text.clone()],
            vec![text.clone(), code(action)],
            vec![together.clone()],
            vec![together, code(action), text.clone()],
        ] {
            assert_eq!(turns(&frames), std::slice::from_ref(turn), "{frames:?}");
        }
    }
}

#[test]
fn a_lost_game_is_told_by_the_closing_statement() {
    let tip = json!({ "chapter_tip": { "closing_statement": "Lost." } });
    let lost = [EventKind::Ending {
        won: false,
        text: "Lost.".into(),
    }];
    let together = goal_check(json!({ "action": 4, "goal": tip }));
    assert_eq!(turns(&[together]), lost);
    let apart = [
        goal_check(json!({ "action": "4" })),
        npc("x", json!({ "goal": tip })),
    ];
    assert_eq!(turns(&apart), lost);
}

#[test]
fn a_turn_without_text_is_told_at_the_end() {
    let kinds = chat(&[goal_check(json!({ "action": 3 })), npc("bye", json!({}))]);
    let last = kinds.last().unwrap();
    let silent = EventKind::Ending {
        won: true,
        text: "".into(),
    };
    assert_eq!(*last, silent);
    assert_eq!(kinds.len(), 3, "{kinds:?}");
}

#[test]
fn an_ending_outweighs_a_chapter_that_was_not_told() {
    let frames = [
        goal_check(json!({ "action": 2, "chapter_id": "next" })),
        goal_check(json!({ "action": 4 })),
        goal_check(json!({ "action": 2, "chapter_id": "next" })),
    ];
    let silent = EventKind::Ending {
        won: false,
        text: "".into(),
    };
    assert_eq!(turns(&frames), [silent]);
}

#[test]
fn values_to_display_are_merged_over_the_earlier_ones() {
    let shown: Vec<_> = chat(&[
        npc(
            "1",
            json!({ "displayed_status": { "gold": 3, "mood": "calm" } }),
        ),
        npc("2", json!({ "displayed_status": { "mood": "calm" } })),
        npc(
            "3",
            json!({ "displayed_status": { "gold": 4, "bag": ["rope"] } }),
        ),
    ])
    .into_iter()
    .filter_map(|kind| match kind {
        EventKind::Status(values) => Some(
            values
                .iter()
                .map(|it| format!("{}={}", it.key, it.value))
                .collect::<Vec<_>>()
                .join(" "),
        ),
        _ => None,
    })
    .collect();
    assert_eq!(
        shown,
        ["gold=3 mood=calm", "gold=4 mood=calm bag=[\"rope\"]"]
    );
}

#[test]
fn goals_are_told_with_their_check_and_where_they_change() {
    let list = json!([{ "goal_id": "a", "goal": "Find it", "achieved": true }]);
    let kinds = chat(&[
        npc("x", json!({ "goal": { "goals_status": list } })),
        goal_check(json!({})),
        npc("y", json!({ "action": 1, "goal_id": "b" })),
        npc("z", json!({})),
    ]);
    let goals: Vec<_> = kinds
        .iter()
        .filter_map(|kind| match kind {
            EventKind::Goals(goals) => Some((goals.items.len(), &*goals.current_goal_id)),
            _ => None,
        })
        .collect();
    assert_eq!(goals, [(1, ""), (0, ""), (0, "b")]);
}

#[test]
fn a_frame_that_no_kind_fits_is_not_lost() {
    for strange in [
        json!({}),
        json!({ "ret": "200", "data": null }),
        json!({ "code": 0, "data": { "result": { "character_type": "mystery" } } }),
        frame(json!("text"), json!([1])),
    ] {
        assert_eq!(chat(&[strange]), [EventKind::Status(Vec::new())]);
    }
}

#[test]
fn costs_are_found_where_they_may_stand() {
    let paid = json!({ "Voice": { "amount": "1.5", "fund_direction": "OUT" } });
    let beside = json!({ "ret": 200, "data": { "transaction_details": paid } });
    let inside = frame(json!({}), json!({ "transaction_details": paid }));
    for frame in [beside, inside] {
        let kinds = chat(&[frame]);
        let [EventKind::Cost(cost)] = &kinds[..] else {
            panic!("{kinds:?}");
        };
        assert_eq!((&*cost.cost_type, &*cost.name), ("Voice", "Voice"));
        assert_eq!((cost.amount, &*cost.direction), (1.5, "OUT"));
    }
}

#[test]
fn codes_are_found_under_both_names() {
    for answer in [
        json!({ "ret": 10000303, "message": "over", "data": null }),
        json!({ "code": 10000303, "msg": "over" }),
        json!({ "ret": 200, "code": "10000303", "msg": "over" }),
    ] {
        let mut decoder = chat_call(&chat_request()).unwrap().decoder;
        let mut out = Emitted::default();
        let failure = decoder.body(&answer.to_string(), &mut out).unwrap_err();
        assert_eq!(failure.status, Status::SessionEnded);
        assert_eq!(failure.service_code, 10_000_303);
        assert!(failure.message.contains("over"), "{}", failure.message);
        assert!(failure.message.contains("rpggo_session_start"));
        assert!(out.0.is_empty());
    }
}

#[test]
fn every_code_has_its_status() {
    for (code, status) in [
        (10_000_000, Status::ServiceError),
        (10_000_001, Status::BadRequest),
        (10_000_003, Status::Unauthorized),
        (10_000_004, Status::Unauthorized),
        (10_000_005, Status::Unauthorized),
        (10_000_301, Status::RateLimited),
        (10_000_302, Status::SessionMissing),
        (10_000_303, Status::SessionEnded),
        (10_000_307, Status::ServiceError),
        (10_009_999, Status::ServiceError),
        (-1, Status::ServiceError),
    ] {
        assert_eq!(failure(code, "").status, status, "{code}");
    }
}

#[test]
fn frames_of_unknown_names_are_kept_and_never_fatal() {
    let mut decoder = chat_call(&chat_request()).unwrap().decoder;
    let mut out = Emitted::default();
    let mut read = |name: &'static str, data: String| {
        let name = name.into();
        let data = data.into();
        decoder.frame(&Frame { name, data }, &mut out)
    };
    assert_eq!(
        read("ping", "not json".into()),
        Ok(ControlFlow::Continue(()))
    );
    assert_eq!(
        read("news", npc("hi", json!({})).to_string()),
        Ok(ControlFlow::Continue(()))
    );
    assert_eq!(read("fin", "anything".into()), Ok(ControlFlow::Break(())));
    assert_eq!(out.0.len(), 1);
}

#[test]
fn the_body_of_an_http_error_is_read_in_any_form() {
    let envelope = error_body(r#"{"code":10000004,"msg":"bad token"}"#);
    assert_eq!(envelope.status, Some(Status::Unauthorized));
    assert_eq!(
        (envelope.service_code, &*envelope.message),
        (10_000_004, "bad token")
    );
    let foreign = error_body(r#"{"detail":"Not Found"}"#);
    assert_eq!((foreign.status, &*foreign.message), (None, "Not Found"));
    assert_eq!(error_body("Bad Gateway").message, "Bad Gateway");
    assert_eq!(error_body("").message, "");
}

#[test]
fn a_session_without_data_still_names_itself() {
    let request = SessionRequest {
        session_id: "s".into(),
        game_id: "g".into(),
        ..SessionRequest::default()
    };
    let mut decoder = session_call(SessionCall::Resume, &request).unwrap().decoder;
    let mut out = Emitted::default();
    decoder
        .body(r#"{"code":200,"msg":"ok","data":null}"#, &mut out)
        .unwrap();
    let EventKind::Session(session) = &out.0[0].kind else {
        panic!("{out:?}", out = out.0);
    };
    assert_eq!((&*session.session_id, &*session.game_id), ("s", "g"));
    assert!(session.chapters.is_empty());
}

/// The size that the queue counts is not far from what an event holds.
#[test]
fn the_size_of_an_event_counts_its_texts() {
    let finished = Event::bare(EventKind::Finished(Finished {
        status: Status::Ok,
        http_status: 200,
        service_code: 0,
        detail: "x".repeat(1000).into(),
        retry_after_ms: 0,
    }));
    assert!(finished.size() >= 1000);
}
