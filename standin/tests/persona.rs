//! The persona service: sessions in both forms of its API.

mod common;

use common::persona::{
    PLAIN, SDK, WEB, error_message, history, init_session, post, say, stream, text,
};
use common::{line_text, request, start};
use rpggo_standin::{Config, Standin, Story};
use serde_json::{Value, json};

#[test]
fn responses_have_the_fields_of_the_reference_in_its_order() {
    let standin = start();
    let base = standin.base_url();
    assert_eq!(
        init_session(&base, WEB, "mira").text(),
        format!(
            r#"{{"message":"{}","session_id":"s","player_name":"Alex","player_gender":"non-binary","machine_id":"harbour"}}"#,
            line_text(&standin, "mira", "hello")
        )
    );
    assert_eq!(
        say(&base, WEB, "mira", "cat").text(),
        format!(
            r#"{{"message":"{}","current_state":"harbour","score":0.5,"outcome":null,"decision":null,"follow_up":false,"redirect_count":0,"session_id":"s","scoring_mode":"scoring","machine_completed":false,"unlocked_machines":[]}}"#,
            line_text(&standin, "mira", "cat")
        )
    );
    assert_eq!(
        say(&base, WEB, "mira", "cat").json()["redirect_count"],
        Value::Null
    );
    let third = say(&base, WEB, "mira", "who is on the ferry?").json();
    assert!(third.get("redirect_count").is_none());
    assert_eq!(third["message"], line_text(&standin, "mira", "ferry"));
}

#[test]
fn the_walkthrough_reaches_the_won_ending_in_both_forms() {
    for form in [WEB, SDK] {
        let standin = start();
        let base = standin.base_url();
        let mut last = Value::Null;
        for prompt in &standin.story().walkthrough {
            // A new character joins the existing session.
            assert_eq!(join_once(&standin, form, &prompt.to), 200);
            last = say(&base, form, &prompt.to, &prompt.say).json();
            if last["decision"] == "pass" {
                assert!(last["score"].as_f64().expect("a number") > 1.0);
            }
        }
        assert_eq!(last["outcome"], "won");
        assert_eq!(last["machine_completed"], true);
        assert_eq!(last["current_state"], "lighthouse");
        let unlocked = match form {
            WEB => json!(["lighthouse"]),
            _ => json!([{
                "machine_id": "lighthouse", "machine_key": "lighthouse",
                "name": standin.story().chapters[1].name, "is_auto_advance": true,
            }]),
        };
        assert_eq!(last["unlocked_machines"], unlocked);
        let ended = say(&base, form, "mira", "hello?");
        assert_eq!(error_message(&ended, form, 400), "The session has ended");
        assert_eq!(
            init_session(&base, form, "mira").json()["machine_id"],
            "harbour"
        );
        assert_eq!(say(&base, form, "mira", "cat").json()["score"], 0.5);
    }
}

/// Calls `init-session` for a persona that is not in the session yet.
fn join_once(standin: &Standin, form: &str, persona: &str) -> u16 {
    let path = format!("{form}/{persona}/init-session");
    let requests = standin.requests();
    match requests.iter().any(|request| request.path == path) {
        true => 200,
        false => init_session(&standin.base_url(), form, persona).status,
    }
}

#[test]
fn init_session_restarts_and_a_machine_can_be_chosen() {
    let standin = start();
    let base = standin.base_url();
    init_session(&base, WEB, "bram");
    let oil = say(&base, WEB, "bram", "oil, please").json();
    assert_eq!(
        (&oil["decision"], &oil["score"]),
        (&json!("pass"), &json!(1.5))
    );
    init_session(&base, WEB, "bram");
    assert_eq!(say(&base, WEB, "bram", "oil, please").json(), oil);
    assert_eq!(
        init_session(&base, WEB, "pip").json()["machine_id"],
        "lighthouse"
    );
    let there = init_session(&base, WEB, "mira").json();
    assert_eq!(there["machine_id"], "lighthouse", "the story continues");
    let body = json!({"user_session_id": "s", "player_name": "A", "player_gender": "male"});
    let chosen = |persona: &str, machine: &str| {
        let call = format!("{persona}/init-session?machine_id={machine}");
        post(&base, WEB, &call, &body)
    };
    assert_eq!(
        chosen("mira", "lighthouse").json()["machine_id"],
        "lighthouse"
    );
    assert_eq!(
        error_message(&chosen("mira", "attic"), WEB, 404),
        "Machine not found"
    );
    assert!(error_message(&chosen("bram", "lighthouse"), WEB, 404).contains("mira"));
}

#[test]
fn the_sdk_form_streams() {
    let standin = start();
    let base = standin.base_url();
    init_session(&base, SDK, "mira");
    let response = stream(&base, "who is on the ferry?");
    assert_eq!(response.header("content-type"), Some("text/event-stream"));
    let frames = response.frames();
    assert_eq!(
        frames[0],
        ("metadata".to_owned(), r#"{"session_id":"s"}"#.to_owned())
    );
    assert_eq!(
        frames[1],
        ("text_delta".to_owned(), r#"{"text":"The "}"#.to_owned())
    );
    let (event, done) = frames.last().expect("frames");
    let done: Value = serde_json::from_str(done).expect("JSON");
    assert_eq!((event.as_str(), &done["score"]), ("done", &json!(0.5)));
    assert_eq!(text(&response), done["message"].as_str().expect("a text"));
    let body = json!({"user_session_id": "s", "message": "cat"});
    assert_eq!(post(&base, WEB, "mira/message/stream", &body).status, 404);
}

#[test]
fn the_history_has_all_messages() {
    let standin = start();
    let base = standin.base_url();
    init_session(&base, WEB, "mira");
    init_session(&base, WEB, "bram");
    say(&base, WEB, "bram", "oil, please");
    let complete = history(&base, "bram").json();
    assert_eq!(
        (&complete["session_id"], &complete["persona_id"]),
        (&json!("s"), &json!("bram"))
    );
    assert_eq!(
        (&complete["score"], &complete["outcome"]),
        (&json!(1.5), &Value::Null)
    );
    assert_eq!(
        (
            &complete["player_name"],
            &complete["player_gender"],
            &complete["current_state"]
        ),
        (&json!("Alex"), &json!("non-binary"), &json!("harbour"))
    );
    let messages = complete["messages"].as_array().expect("a list");
    let roles: Vec<&Value> = messages.iter().map(|message| &message["role"]).collect();
    assert_eq!(roles, ["assistant", "user", "assistant"]);
    assert_eq!(messages[1]["content"], "oil, please");
    assert_eq!(
        (&messages[1]["score_at_time"], &messages[2]["score_at_time"]),
        (&json!(0), &json!(1.5))
    );
    assert_eq!(messages[2]["decision"], "pass");

    let with = |spec: &str| history(&standin.fault(spec), "bram").json();
    assert_eq!(with("shape=list"), complete["messages"]);
    for shape in ["messages", "history", "data"] {
        assert_eq!(with(&format!("shape={shape}"))[shape], complete["messages"]);
    }
    for (speaker, text) in [
        ("role", "text"),
        ("sender", "message"),
        ("speaker", "content"),
    ] {
        let list = with(&format!("shape=list,speaker={speaker},text={text}"));
        assert_eq!(
            (&list[1][speaker], &list[1][text]),
            (&json!("user"), &json!("oil, please"))
        );
    }
}

#[test]
fn a_reset_restarts_the_session() {
    let standin = start();
    let base = standin.base_url();
    init_session(&base, WEB, "mira");
    say(&base, WEB, "mira", "cat");
    let path = format!("{WEB}/mira/reset?user_session_id=s");
    let greeting = line_text(&standin, "mira", "hello");
    assert_eq!(
        request(&base, "POST", &path, PLAIN, "").json(),
        json!({"session_id": "s", "message": greeting})
    );
    let after = history(&base, "mira").json();
    assert_eq!(after["messages"].as_array().expect("a list").len(), 1);
    assert_eq!(
        (&after["score"], &after["player_name"]),
        (&json!(0), &json!("Alex"))
    );
}

#[test]
fn ids_are_decoded_and_queries_logged() {
    let mut story = Story::bundled();
    let text = "Mira / 明子?";
    story.characters[1].character_id = text.to_owned();
    let chapters = story.chapters.iter_mut();
    for chapter in chapters {
        let lines = chapter.lines.iter_mut();
        let names = lines.flat_map(|line| {
            let speakers = line.says.iter_mut().map(|speech| &mut speech.who);
            speakers.chain([&mut line.to]).flatten()
        });
        let names = names.chain(&mut chapter.characters);
        names
            .filter(|name| *name == "mira")
            .for_each(|name| *name = text.to_owned());
    }
    story.walkthrough.clear();
    let standin = Standin::start(Config {
        story,
        ..Config::default()
    })
    .expect("it starts");
    let base = standin.base_url();
    let persona = "Mira%20%2F%20%E6%98%8E%E5%AD%90%3F";
    let body = json!({"user_session_id": "a&b c", "player_name": "A", "player_gender": "female"});
    assert_eq!(
        post(&base, WEB, &format!("{persona}/init-session"), &body).status,
        200
    );
    let path = format!("{WEB}/{persona}/history?machine_id=harbour&user_session_id=a%26b+c");
    let response = request(&base, "GET", &path, PLAIN, "");
    assert_eq!(response.json()["persona_id"], text);
    assert_eq!(standin.requests()[1].path, path);
}
