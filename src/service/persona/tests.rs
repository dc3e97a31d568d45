use super::*;
use crate::event::{EventKind, Role, State};
use crate::options::Service;
use crate::service::testing::*;
use crate::status::Status;

const SERVICE: Service = Service::Persona;

fn answered(text: &str) -> Vec<EventKind<'static>> {
    let request = chat_request("p", "s");
    let mut decoder = chat(SERVICE, None, &request).unwrap().decoder;
    let mut out = Emitted::default();
    decoder.body(text, &mut out).unwrap();
    decoder.end(true, &mut out);
    out.kinds()
}

fn state(text: &str) -> State<'static> {
    let state = answered(text).into_iter().find_map(|kind| match kind {
        EventKind::State(state) => Some(state),
        _ => None,
    });
    state.expect("every answer has a state")
}

#[test]
fn ids_are_escaped_in_paths_and_queries() {
    let mut request = chat_request("a/b é?", "s");
    request.machine_id = "m&n 1".into();
    let call = chat(SERVICE, None, &request).unwrap();
    assert_eq!(call.path, "/api/v1/chat/a%2Fb%20%C3%A9%3F/message");
    assert_eq!(call.query, "machine_id=m%26n%201");
    assert_eq!(
        body(&call),
        json!({ "message": "Hello", "user_session_id": "s" })
    );
    for wrong in [".", ".."] {
        let request = chat_request(wrong, "s");
        let refused = chat(SERVICE, None, &request).err().unwrap();
        assert!(refused.message().contains("character_id"));
    }
}

#[test]
fn the_other_calls_are_sent_as_documented() {
    let mut request = session_request("p", "s 1");
    request.machine_id = "m".into();
    request.player_name = "Alex".into();
    request.player_gender = "non-binary".into();
    let start = session(SERVICE, None, SessionCall::Start, &request).unwrap();
    assert_eq!(
        (start.method.as_str(), &*start.query),
        ("POST", "machine_id=m")
    );
    assert_eq!(start.path, "/api/v1/chat/p/init-session");
    let sent = json!({
        "user_session_id": "s 1", "player_name": "Alex", "player_gender": "non-binary",
    });
    assert_eq!(body(&start), sent);
    let both = "user_session_id=s%201&machine_id=m";
    for (call, method, path) in [
        (SessionCall::History, "GET", "history"),
        (SessionCall::Resume, "GET", "history"),
        (SessionCall::Reset, "POST", "reset"),
    ] {
        let call = session(SERVICE, None, call, &request).unwrap();
        assert_eq!((call.method.as_str(), &*call.query), (method, both));
        assert_eq!(call.path, format!("/api/v1/chat/p/{path}"));
    }
}

#[test]
fn a_gender_that_is_not_documented_is_refused_with_the_three_that_are() {
    let mut request = session_request("p", "s");
    request.player_gender = "robot".into();
    let refused = session(SERVICE, None, SessionCall::Start, &request);
    let refused = refused.err().unwrap();
    assert_eq!(refused.status(), Status::InvalidArgument);
    for part in ["player_gender", "robot", "female, male, non-binary"] {
        assert!(refused.message().contains(part), "{refused}");
    }
}

#[test]
fn the_key_selects_the_form() {
    let request = chat_request("p", "s");
    for (key, header, path) in [
        (None, None, "/api/v1/chat/p/message"),
        (
            Some("k"),
            Some(("authorization", "Bearer k".to_owned())),
            "/api/v1/chat/p/message",
        ),
        (
            Some("pk_live_1"),
            Some(("x-api-key", "pk_live_1".to_owned())),
            "/api/v1/sdk/chat/p/message/stream",
        ),
    ] {
        let protocol = SERVICE.open(&setup(key));
        assert_eq!(protocol.key_header(), header);
        assert_eq!(chat(SERVICE, key, &request).unwrap().path, path);
    }
}

#[test]
fn the_documented_answer_has_all_that_it_says() {
    let text = fixture("persona_message.json");
    let kinds = answered(&text);
    let EventKind::Message(message) = &kinds[0] else {
        panic!("{kinds:?}");
    };
    assert!(
        message
            .text
            .starts_with("Rare? Everything here is rare, friend.")
    );
    let expected = State {
        state: "negotiation".into(),
        score: 1.0,
        outcome: "".into(),
        decision: "pass".into(),
        follow_up: true,
        redirect_count: -1,
        scoring_mode: "scoring".into(),
        machine_completed: false,
        unlocked_machines: Vec::new(),
    };
    assert_eq!(kinds[1], EventKind::State(expected));
    assert_eq!(kinds.len(), 2);
}

#[test]
fn scores_redirects_and_machines_are_read_in_every_form() {
    let plain = state(r#"{"score":2.75,"redirect_count":3,"unlocked_machines":["a","b"]}"#);
    assert_eq!((plain.score, plain.redirect_count), (2.75, 3));
    assert_eq!(plain.unlocked_machines, ["a", "b"]);
    let objects = r#"{"score":"1.5","redirect_count":null,"unlocked_machines":
        [{"machine_id":"a","name":"A"},{"machine_id":7}]}"#;
    let objects = state(objects);
    assert_eq!((objects.score, objects.redirect_count), (1.5, -1));
    assert_eq!(objects.unlocked_machines, ["a", "7"]);
}

#[test]
fn an_ending_is_told_only_where_the_outcome_says_which() {
    let endings = |outcome: &str| -> Vec<bool> {
        let text = json!({ "message": "x", "outcome": outcome, "machine_completed": true });
        answered(&text.to_string())
            .into_iter()
            .filter_map(|kind| match kind {
                EventKind::Ending { won, .. } => Some(won),
                _ => None,
            })
            .collect()
    };
    for won in ["won", "WIN", "victory"] {
        assert_eq!(endings(won), [true]);
    }
    for lost in ["lost", "Lose", "loss", "defeat"] {
        assert_eq!(endings(lost), [false]);
    }
    for neither in ["", "friend_zone", "completed", "winner_takes_all"] {
        assert!(endings(neither).is_empty(), "{neither}");
    }
}

#[test]
fn the_sdk_streams_pieces_and_then_the_whole() {
    let request = chat_request("p", "s");
    let mut decoder = chat(SERVICE, Some("pk_1"), &request).unwrap().decoder;
    let mut out = Emitted::default();
    let done = r#"{"message":"Hi there","current_state":"x","score":1}"#;
    let frames = [
        ("metadata", "{\"session_id\":\"s\"}"),
        ("text_delta", "{\"text\":\"Hi \"}"),
        ("later", "anything"),
        ("text_delta", "{\"text\":\"there\"}"),
        ("done", done),
    ];
    stream(&mut *decoder, &frames, &mut out).unwrap();
    let kinds = out.kinds();
    let said: Vec<&str> = kinds
        .iter()
        .filter_map(|kind| match kind {
            EventKind::Text { delta } => Some(&**delta),
            EventKind::Message(message) => Some(&*message.text),
            _ => None,
        })
        .collect();
    assert_eq!(said, ["Hi ", "there", "Hi there"]);
    assert!(matches!(kinds[3], EventKind::State(_)));
}

#[test]
fn a_stream_that_fails_keeps_what_came_and_says_so() {
    let request = chat_request("p", "s");
    let mut decoder = chat(SERVICE, Some("pk_1"), &request).unwrap().decoder;
    let mut out = Emitted::default();
    let frames = [
        ("text_delta", "{\"text\":\"Hi\"}"),
        ("error", "{\"error\":{\"message\":\"model is down\"}}"),
    ];
    let failure = stream(&mut *decoder, &frames, &mut out).unwrap_err();
    assert_eq!(failure.status, Status::ServiceError);
    assert!(failure.message.contains("model is down"));
    let Some(EventKind::Message(message)) = out.kinds().pop() else {
        panic!("what came is told");
    };
    assert!(message.partial && message.text == "Hi");
}

#[test]
fn the_documented_opening_is_a_session_and_its_first_line() {
    let request = session_request("p", "mine");
    let call = session(SERVICE, None, SessionCall::Start, &request).unwrap();
    let mut decoder = call.decoder;
    let mut out = Emitted::default();
    decoder
        .body(&fixture("persona_init_session.json"), &mut out)
        .unwrap();
    assert!(out.0.iter().all(|event| event.character_id == "p"));
    let kinds = out.kinds();
    let [EventKind::Session(session), EventKind::Message(opening)] = &kinds[..] else {
        panic!("{kinds:?}");
    };
    assert_eq!(session.session_id, "mine", "the id that all calls take");
    assert_eq!(session.machine_id, "machine_main");
    assert_eq!(
        (&*session.player_name, &*session.player_gender),
        ("Alex", "non-binary")
    );
    assert!(opening.text.starts_with("Well, well... another traveler."));
}

#[test]
fn a_history_is_read_in_every_form_that_is_likely() {
    let lines = |text: &str, speaker: &str| {
        json!([
            { "id": "1", speaker: "assistant", text: "Hello" },
            { "id": "2", speaker: "user", text: "Hi" },
            { "id": "3", speaker: "system", text: "It rains" },
        ])
    };
    let roles = [Role::Character, Role::Player, Role::Narrator];
    for text in ["message", "content", "text"] {
        for speaker in ["role", "sender", "speaker"] {
            let list = lines(text, speaker);
            for answer in [
                list.clone(),
                json!({ "messages": list }),
                json!({ "history": list }),
                json!({ "data": list }),
                json!({ "data": { "messages": list } }),
            ] {
                let request = session_request("p", "s");
                let call = session(SERVICE, None, SessionCall::History, &request);
                let mut out = Emitted::default();
                let mut decoder = call.unwrap().decoder;
                decoder.body(&answer.to_string(), &mut out).unwrap();
                let told: Vec<_> = out
                    .kinds()
                    .into_iter()
                    .map(|kind| match kind {
                        EventKind::Message(it) if it.history => (it.text, it.role),
                        other => panic!("{other:?}"),
                    })
                    .collect();
                let texts: Vec<_> = told.iter().map(|(text, _)| &**text).collect();
                assert_eq!(texts, ["Hello", "Hi", "It rains"]);
                assert!(told.iter().map(|(_, role)| *role).eq(roles));
            }
        }
    }
}

#[test]
fn an_observed_history_tells_the_state_too() {
    let request = session_request("p", "s");
    let call = session(SERVICE, None, SessionCall::Resume, &request);
    let mut out = Emitted::default();
    let text = r#"{"session_id":"s","messages":[],"current_state":"end","score":0.5}"#;
    call.unwrap().decoder.body(text, &mut out).unwrap();
    let kinds = out.kinds();
    let [EventKind::State(state)] = &kinds[..] else {
        panic!("{kinds:?}");
    };
    assert_eq!((&*state.state, state.score), ("end", 0.5));
}

#[test]
fn errors_are_told_in_their_own_words() {
    let request = chat_request("p", "s");
    let decoder = chat(SERVICE, None, &request).unwrap().decoder;
    for (text, words) in [
        (r#"{"detail":"Persona not found"}"#, "Persona not found"),
        (r#"{"error":{"message":"bad key"}}"#, "bad key"),
        (r#"{"error":"no"}"#, "no"),
        (r#"{"message":"wait"}"#, "wait"),
        (
            r#"{"detail":[{"loc":["body","message"],"msg":"field required"}]}"#,
            "body.message: field required",
        ),
        ("Bad Gateway", "Bad Gateway"),
        ("", ""),
    ] {
        assert_eq!(decoder.error_body(text).message, words);
    }
}

#[test]
fn an_error_in_place_of_an_answer_is_a_failure() {
    let request = chat_request("p", "s");
    let mut decoder = chat(SERVICE, None, &request).unwrap().decoder;
    let mut out = Emitted::default();
    let text = r#"{"error":{"message":"asleep","code":"429"}}"#;
    let failure = decoder.body(text, &mut out).unwrap_err();
    assert_eq!(
        (failure.status, failure.service_code),
        (Status::RateLimited, 429)
    );
    assert!(out.0.is_empty());
}

#[test]
fn a_stream_without_names_is_read_by_its_members() {
    let request = chat_request("p", "s");
    let mut decoder = chat(SERVICE, Some("pk_1"), &request).unwrap().decoder;
    let mut out = Emitted::default();
    let frames = [
        ("", "{\"text\":\"Hi\"}"),
        ("", "{\"message\":\"Hi\",\"score\":\"NaN\"}"),
    ];
    stream(&mut *decoder, &frames, &mut out).unwrap();
    let kinds = out.kinds();
    assert_eq!(
        kinds.len(),
        3,
        "a piece, the whole, and the state: {kinds:?}"
    );
    let EventKind::State(state) = &kinds[2] else {
        panic!("{kinds:?}");
    };
    assert_eq!(state.score, 0.0);
}
