//! The other services over real sockets: what a game sees that changes nothing but its options.

use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::session::*;
use rpggo::abi::status::*;
use rpggo_standin::{Reply, ReplyEnd};
use serde_json::Value;

use rpggo_testkit::*;

fn game(service: rpggo_service, base_url: &str) -> Game {
    game_with(service, base_url, |_| {})
}

fn game_with(
    service: rpggo_service,
    base_url: &str,
    set: impl FnOnce(&mut rpggo_client_options),
) -> Game {
    Game::with(base_url, |options| {
        options.service = service;
        options.max_retries = -1;
        set(options);
    })
}

#[test]
fn persona_documented_answers() {
    let standin = standin();
    let opening = Reply::json(200, fixture("persona_init_session.json"));
    let game_ = game(RPGGO_SERVICE_PERSONA, &standin.script(opening));
    let start = game_.session_with(rpggo_session_start, |it| {
        it.character_id = c"hollow market".as_ptr();
    });
    let events = game_.finish(start.unwrap());
    assert_eq!(
        kinds(&events),
        ["STARTED", "SESSION", "MESSAGE", "FINISHED"]
    );
    assert_eq!(events[1]["session_id"], "session-1");
    let text = events[2]["text"].as_str().unwrap();
    assert!(text.starts_with("Well, well... another traveler."));
    let seen = standin.requests().pop().unwrap();
    assert_eq!(seen.path, "/api/v1/chat/hollow%20market/init-session");
    assert_eq!(
        seen.header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );

    let answer = Reply::json(200, fixture("persona_message.json"));
    let game_ = game(RPGGO_SERVICE_PERSONA, &standin.script(answer));
    let events = game_.finish(game_.chat("hollow market", "Anything rare?"));
    assert_eq!(kinds(&events), ["STARTED", "MESSAGE", "STATE", "FINISHED"]);
    assert_eq!(events[2]["state"], "negotiation");
    assert_eq!(events[2]["score"], 1.0);
}

#[test]
fn persona_history_is_asked_for_and_reset_takes_any_answer() {
    let standin = standin();
    let history = r#"{"messages":[{"role":"user","content":"Hi"}]}"#;
    let game_ = game(
        RPGGO_SERVICE_PERSONA,
        &standin.script(Reply::json(200, history)),
    );
    let id = game_.session_with(rpggo_session_history, |it| it.character_id = c"p".as_ptr());
    let events = game_.finish(id.unwrap());
    assert_eq!(kinds(&events), ["STARTED", "MESSAGE", "FINISHED"]);
    assert_eq!(
        (&events[1]["history"], &events[1]["role"]),
        (&true.into(), &1.into())
    );
    let seen = standin.requests().pop().unwrap();
    assert_eq!(seen.method, "GET");
    assert!(seen.body.is_empty());
    for reply in [
        Reply::json(200, ""),
        Reply::text(204, ""),
        Reply::text(200, "done"),
        Reply::json(200, r#"{"session_id":"s","message":"reset"}"#),
    ] {
        let game_ = game(RPGGO_SERVICE_PERSONA, &standin.script(reply));
        let id = game_.session_with(rpggo_session_reset, |it| it.character_id = c"p".as_ptr());
        let events = game_.finish(id.unwrap());
        assert_eq!(kinds(&events), ["STARTED", "FINISHED"]);
        assert_eq!(events[1]["status"], "RPGGO_OK", "{events:?}");
    }
}

#[test]
fn persona_needs_no_key_and_takes_further_headers() {
    let standin = standin();
    let answer = Reply::json(200, fixture("persona_message.json"));
    let game_ = game_with(
        RPGGO_SERVICE_PERSONA,
        &standin.script(answer.clone()),
        |it| {
            it.api_key = std::ptr::null();
        },
    );
    assert_eq!(game_.outcome()["status"], "RPGGO_OK");
    let seen = standin.requests().pop().unwrap();
    for name in ["authorization", "x-api-key"] {
        assert_eq!(seen.header(name), None);
    }
    let headers = c"X-LLM-API-Key: other\n\nX-Game: lantern";
    let game_ = game_with(RPGGO_SERVICE_PERSONA, &standin.script(answer), |it| {
        it.api_key = c"pk_live_1".as_ptr();
        it.extra_headers = headers.as_ptr();
    });
    game_.outcome();
    let seen = standin.requests().pop().unwrap();
    assert_eq!(seen.header("x-api-key"), Some("pk_live_1"));
    assert_eq!(seen.header("x-llm-api-key"), Some("other"));
    assert_eq!(seen.header("x-game"), Some("lantern"));
    assert_eq!(seen.header("authorization"), None);
    for wrong in [c"no colon", c"Bad Name: x", c": x"] {
        let error = Game::try_with("https://localhost", |it| it.extra_headers = wrong.as_ptr());
        assert!(error.err().unwrap().contains("extra_headers"));
    }
}

#[test]
fn aurora_documented_errors() {
    let standin = standin();
    for (code, name, status, words) in [
        (
            400,
            "aurora_400.json",
            "RPGGO_BAD_REQUEST",
            "API parameters are malformed",
        ),
        (
            401,
            "aurora_401.json",
            "RPGGO_UNAUTHORIZED",
            "Invalid username, password",
        ),
        (
            429,
            "aurora_429_quota.json",
            "RPGGO_RATE_LIMITED",
            "exceeded your Message/TTS quota",
        ),
        (429, "aurora_429_limit.json", "RPGGO_RATE_LIMITED", "string"),
    ] {
        let reply = Reply::json(code, fixture(name));
        let game_ = game(RPGGO_SERVICE_AURORA, &standin.script(reply));
        let events = game_.finish(game_.chat_in("42", "7", "Hello"));
        let last = events.last().unwrap();
        assert_eq!(last["status"], status, "{last}");
        assert!(last["detail"].as_str().unwrap().contains(words), "{last}");
        let seen = standin.requests().pop().unwrap();
        assert_eq!(seen.header("x-access-token"), Some(KEY));
        assert_eq!(seen.header("authorization"), None);
    }
}

#[test]
fn a_stream_of_tokens_that_is_cut_says_so() {
    let standin = standin();
    let openai = |text: &str| {
        format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{text}\"}}}}]}}\n\n")
    };
    let aurora = |text: &str| format!("data: {{\"content\":\"{text}\"}}\n\n");
    for (service, frames) in [
        (
            RPGGO_SERVICE_AURORA,
            [aurora("Hi "), aurora("there")].concat(),
        ),
        (
            RPGGO_SERVICE_OPENAI,
            [openai("Hi "), openai("there")].concat(),
        ),
    ] {
        for end in [ReplyEnd::Close, ReplyEnd::Reset] {
            let game_ = game(
                service,
                &standin.script(Reply::sse(frames.clone()).end(end)),
            );
            let events = game_.finish(game_.chat_in("42", "7", "Hello"));
            let last = events.last().unwrap();
            assert_eq!(last["status"], "RPGGO_NETWORK", "{last}");
            let message = events.iter().find(|it| it["kind"] == "MESSAGE");
            if end == ReplyEnd::Close {
                let texts = ["STARTED", "TEXT", "TEXT", "MESSAGE", "FINISHED"];
                assert_eq!(kinds(&events), texts);
            }
            // A reset may overtake what was sent before it.
            if let Some(message) = message {
                assert_eq!(message["partial"], true);
            }
        }
        let whole = frames + "data: [DONE]\n\n";
        let game_ = game(service, &standin.script(Reply::sse(whole)));
        let events = game_.finish(game_.chat_in("42", "7", "Hello"));
        let texts = ["STARTED", "TEXT", "TEXT", "MESSAGE", "FINISHED"];
        assert_eq!(kinds(&events), texts);
        assert_eq!(events[3]["text"], "Hi there");
        assert_eq!(events[3].get("partial"), None, "it is whole");
        assert_eq!(events[4]["status"], "RPGGO_OK");
    }
}

/// Aurora's answers end with their stream; a model says when it is done, and is cut where it has not.
#[test]
fn a_stream_that_ends_is_whole_where_nothing_more_is_to_come() {
    let standin = standin();
    let aurora = "data: {\"content\":\"Hi\"}\n\n";
    let piece = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    let done = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    let mark = "data: [DONE]\n";
    for (service, stream, is_whole) in [
        (RPGGO_SERVICE_AURORA, aurora.to_owned(), true),
        (RPGGO_SERVICE_OPENAI, piece.to_owned(), false),
        (RPGGO_SERVICE_OPENAI, [piece, done].concat(), true),
        (RPGGO_SERVICE_OPENAI, [piece, done, mark].concat(), true),
    ] {
        let game_ = game(service, &standin.script(Reply::sse(stream.clone())));
        let events = game_.finish(game_.chat_in("42", "7", "Hello"));
        let status = if is_whole {
            "RPGGO_OK"
        } else {
            "RPGGO_NETWORK"
        };
        assert_eq!(events.last().unwrap()["status"], status, "{stream}");
        let message = events.iter().find(|it| it["kind"] == "MESSAGE").unwrap();
        assert_eq!(message.get("partial").is_none(), is_whole, "{stream}");
    }
}

#[test]
fn what_may_not_be_said_twice_is_sent_again_only_if_it_was_not_taken() {
    let standin = standin();
    for (service, code, tries) in [
        (RPGGO_SERVICE_RPGGO, 500, 2),
        (RPGGO_SERVICE_PERSONA, 500, 1),
        (RPGGO_SERVICE_AURORA, 502, 1),
        (RPGGO_SERVICE_AURORA, 503, 2),
        (RPGGO_SERVICE_AURORA, 429, 2),
        (RPGGO_SERVICE_OPENAI, 500, 2),
    ] {
        standin.take_requests();
        let base_url = standin.script(Reply::text(code, ""));
        let game_ = game_with(service, &base_url, |it| it.max_retries = 1);
        game_.finish(game_.chat_in("42", "7", "Hello"));
        assert_eq!(standin.requests().len(), tries, "{service} {code}");
    }
    standin.take_requests();
    for (service, tries) in [(RPGGO_SERVICE_RPGGO, 2), (RPGGO_SERVICE_AURORA, 1)] {
        let base_url = standin.fault("reset-before");
        let game_ = game_with(service, &base_url, |it| it.max_retries = 1);
        game_.finish(game_.chat_in("42", "7", "Hello"));
        assert_eq!(standin.take_requests().len(), tries, "{service}");
    }
}

#[test]
fn openai_needs_a_base_url_and_no_key() {
    let refused = Game::try_with("", |it| it.service = RPGGO_SERVICE_OPENAI);
    assert!(
        refused
            .err()
            .unwrap()
            .contains("base_url is missing: OpenAI")
    );
    let standin = standin();
    let reply =
        Reply::sse("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n");
    let base_url = format!("{}/v1/", standin.script(reply));
    let game_ = game_with(RPGGO_SERVICE_OPENAI, &base_url, |it| {
        it.api_key = std::ptr::null()
    });
    let started = game_.session_with(rpggo_session_start, |it| {
        it.system_prompt = c"You are Mira.".as_ptr();
    });
    let events = game_.finish(started.unwrap());
    assert_eq!(kinds(&events), ["SESSION", "FINISHED"], "nothing is sent");
    assert_eq!(game_.outcome()["status"], "RPGGO_OK");
    let seen = standin.requests();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].path, "/v1/chat/completions");
    assert_eq!(seen[0].header("authorization"), None);
    let body: Value = serde_json::from_slice(&seen[0].body).unwrap();
    assert_eq!(body["messages"][0]["content"], "You are Mira.");
}

#[test]
fn calls_that_a_service_has_not_name_those_that_have_them() {
    let all: [(SessionCall, &str); 6] = [
        (rpggo_session_start, "RPGGO, persona, OpenAI"),
        (rpggo_session_resume, "RPGGO, persona, OpenAI"),
        (rpggo_session_history, "persona, OpenAI"),
        (rpggo_session_reset, "persona, OpenAI"),
        (rpggo_chapter_change, "RPGGO"),
        (rpggo_game_fetch, "RPGGO"),
    ];
    for (service, name, missing) in [
        (RPGGO_SERVICE_RPGGO, "RPGGO", &all[2..4]),
        (RPGGO_SERVICE_PERSONA, "persona", &all[4..]),
        (RPGGO_SERVICE_AURORA, "Aurora", &all[..]),
        (RPGGO_SERVICE_OPENAI, "OpenAI", &all[4..]),
    ] {
        let game_ = game(service, "http://127.0.0.1:1");
        for &(call, others) in missing {
            assert_eq!(game_.session_with(call, |_| {}), Err(RPGGO_UNSUPPORTED));
            let error = last_error();
            let says = format!("{name} does not support rpggo_");
            assert!(error.contains(&says), "{error}");
            let says = format!("(supported by {others})");
            assert!(error.contains(&says), "{error}");
        }
    }
}

#[test]
fn an_empty_body_is_called_so() {
    let standin = standin();
    for service in [RPGGO_SERVICE_PERSONA, RPGGO_SERVICE_OPENAI] {
        let game_ = game(service, &standin.script(Reply::json(200, " ")));
        let outcome = game_.outcome();
        assert_eq!(outcome["status"], "RPGGO_PROTOCOL");
        assert!(
            outcome["detail"].as_str().unwrap().contains("empty"),
            "{outcome}"
        );
    }
}

#[test]
fn a_message_without_an_id_gets_one_of_its_own() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    standin.take_requests();
    for _ in 0..2 {
        game.outcome();
    }
    let ids: Vec<String> = standin
        .requests()
        .iter()
        .map(|seen| serde_json::from_slice::<Value>(&seen.body).unwrap())
        .map(|body| body["message_id"].as_str().unwrap().to_owned())
        .collect();
    assert!(ids.iter().all(|id| id.len() == 32), "{ids:?}");
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn settings_that_people_get_wrong_are_understood_or_say_what_to_write() {
    let standin = standin();
    let base = format!("{}/v1", standin.base_url());
    let service = |it: &mut rpggo_client_options| it.service = RPGGO_SERVICE_OPENAI;
    for (base_url, query, path) in [
        (format!("{base}/"), c"", "/v1/chat/completions"),
        (
            format!("{base}/chat/completions"),
            c"",
            "/v1/chat/completions",
        ),
        (
            format!("{base}/chat/completions/"),
            c"?api-version=2024-10-21",
            "/v1/chat/completions?api-version=2024-10-21",
        ),
    ] {
        let game = Game::with(&base_url, |it| {
            service(it);
            it.query = query.as_ptr();
        });
        game.outcome();
        let seen = standin.take_requests();
        assert_eq!(seen.last().unwrap().path, path, "{base_url}");
    }
    let base = base.trim_start_matches("http://");
    for (base_url, says) in [
        (base.to_owned(), format!("write http://{base}")),
        (
            "localhost:1234/v1".to_owned(),
            "write http://localhost:1234/v1".to_owned(),
        ),
        (
            "api.example.com/v1".to_owned(),
            "write https://api.example.com/v1".to_owned(),
        ),
        (
            "https://a.example.com/v1?a=b".to_owned(),
            "set query to what follows".to_owned(),
        ),
    ] {
        let error = Game::try_with(&base_url, service).err().unwrap();
        assert!(error.contains(&says), "{error}");
    }
    for secret in ["user:secret-1@a.example.com", "a.example.com?key=secret-1"] {
        let error = Game::try_with(secret, service).err().unwrap();
        assert!(
            error.contains("base_url") && !error.contains("secret-1"),
            "{error}"
        );
    }
    type Set = fn(&mut rpggo_client_options);
    let wrong: [(Set, &str); 4] = [
        (
            |it| it.api_key = c"\"sk-quoted\"".as_ptr(),
            "api_key is in quotes",
        ),
        (
            |it| it.api_key = c"'sk-quoted'".as_ptr(),
            "api_key is in quotes",
        ),
        (
            |it| it.extra_headers = c"Content-Length: 5".as_ptr(),
            "has content-length, which",
        ),
        (|it| it.query = c"a b".as_ptr(), "query is wrong"),
    ];
    for (set, says) in wrong {
        let error = Game::try_with("http://127.0.0.1:9/v1", |it| {
            service(it);
            set(it);
        });
        let error = error.err().unwrap();
        assert!(
            error.contains(says) && !error.contains("sk-quoted"),
            "{error}"
        );
    }
    let game = Game::with(&standin.base_url(), |it| {
        service(it);
        it.api_key = c"bEARER  sk-0123456789abcdef".as_ptr();
    });
    game.outcome();
    let seen = standin.take_requests();
    let sent = seen.last().unwrap().header("authorization");
    assert_eq!(sent, Some("Bearer sk-0123456789abcdef"));
}
