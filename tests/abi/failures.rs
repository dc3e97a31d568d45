//! Timeouts, retries, and answers in forms that nobody promised.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use rpggo::abi::event::{RPGGO_EVENT_FINISHED, rpggo_event};
use rpggo::abi::options::{RPGGO_NO_TIMEOUT, rpggo_client_options};
use rpggo_standin::Reply;
use serde_json::Value;

use rpggo_testkit::*;

fn outcome(base_url: &str, set: impl FnOnce(&mut rpggo_client_options)) -> Value {
    Game::with(base_url, set).outcome()
}

fn detail(outcome: &Value) -> &str {
    outcome["detail"].as_str().unwrap()
}

#[test]
fn each_timeout_says_which_one_it_was() {
    let standin = standin();
    // A listener that never speaks: TCP connects, TLS does not.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let mute = format!("https://127.0.0.1:{}", mute.local_addr().unwrap().port());
    type Set = fn(&mut rpggo_client_options);
    let cases: [(String, &str, Set); 5] = [
        (mute, "connect_timeout_ms", |it| it.connect_timeout_ms = 150),
        (
            standin.fault("stall-before"),
            "first_byte_timeout_ms",
            |it| {
                it.first_byte_timeout_ms = 150;
            },
        ),
        (standin.fault("stall=20"), "idle_timeout_ms", |it| {
            it.idle_timeout_ms = 150
        }),
        (standin.fault("stall=20"), "total_timeout_ms", |it| {
            it.total_timeout_ms = 150
        }),
        (standin.fault("stall-before"), "total_timeout_ms", |it| {
            it.total_timeout_ms = 150;
            it.first_byte_timeout_ms = RPGGO_NO_TIMEOUT;
        }),
    ];
    for (base_url, option, set) in cases {
        let began = Instant::now();
        let outcome = outcome(&base_url, |it| {
            it.max_retries = -1;
            set(it);
        });
        assert_eq!(outcome["status"], "RPGGO_TIMEOUT", "{option}: {outcome}");
        assert!(detail(&outcome).contains(option), "{outcome}");
        assert!(detail(&outcome).contains("150 ms"), "{outcome}");
        assert!(began.elapsed() >= Duration::from_millis(150), "{option}");
    }
}

#[test]
fn slow_headers_are_no_failure_within_the_time() {
    let standin = standin();
    let game = Game::new(&standin.fault("slow-headers=300"));
    game.start_session();
    assert_eq!(game.outcome()["status"], "RPGGO_OK");
}

#[test]
fn a_retry_is_told_and_sends_the_same_message_id() {
    let standin = standin();
    Game::started(&standin.base_url());
    let before = standin.requests().len();
    let game = Game::new(&standin.fault("status=503,times=2"));
    let events = game.finish(game.chat("mira", "Hello"));
    let retries: Vec<_> = events
        .iter()
        .filter(|it| it["kind"] == "RETRYING")
        .collect();
    assert_eq!(retries.len(), 2, "{events:?}");
    for (attempt, retry) in retries.iter().enumerate() {
        assert_eq!(retry["attempt"], attempt + 1);
        assert_eq!(retry["status"], "RPGGO_SERVICE_ERROR");
        let delay = retry["delay_ms"].as_i64().unwrap();
        assert!((125..=500).contains(&delay), "{delay}");
    }
    assert_eq!(events.last().unwrap()["status"], "RPGGO_OK");
    let ids: Vec<String> = standin.requests()[before..]
        .iter()
        .map(|it| {
            let body: Value = serde_json::from_slice(&it.body).unwrap();
            body["message_id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[test]
fn retries_end_and_keep_the_last_reason() {
    let standin = standin();
    let outcome = outcome(&standin.fault("status=503,body=text"), |_| {});
    assert_eq!(outcome["status"], "RPGGO_SERVICE_ERROR");
    assert_eq!(outcome["http_status"], 503);
    assert_eq!(standin.requests().len(), 3);
}

#[test]
fn only_408_425_429_and_5xx_are_asked_again() {
    let standin = standin();
    for (code, status, tries) in [
        (400, "RPGGO_BAD_REQUEST", 1),
        (401, "RPGGO_UNAUTHORIZED", 1),
        (403, "RPGGO_UNAUTHORIZED", 1),
        (404, "RPGGO_BAD_REQUEST", 1),
        (408, "RPGGO_TIMEOUT", 2),
        (422, "RPGGO_BAD_REQUEST", 1),
        (425, "RPGGO_BAD_REQUEST", 2),
        (429, "RPGGO_RATE_LIMITED", 2),
        (500, "RPGGO_SERVICE_ERROR", 2),
        (504, "RPGGO_SERVICE_ERROR", 2),
    ] {
        for body in ["{\"code\":0,\"msg\":\"no luck\"}", "no luck", ""] {
            standin.take_requests();
            let base_url = standin.script(Reply::text(code, body));
            let outcome = outcome(&base_url, |it| it.max_retries = 1);
            assert_eq!(outcome["status"], status, "{code}: {outcome}");
            assert_eq!(outcome["http_status"], code);
            assert_eq!(detail(&outcome).contains("no luck"), !body.is_empty());
            assert!(detail(&outcome).contains(&code.to_string()), "{outcome}");
            assert_eq!(standin.requests().len(), tries, "{code}");
        }
    }
}

#[test]
fn retry_after_is_waited_for_and_told() {
    let standin = standin();
    Game::started(&standin.base_url());
    let game = Game::new(&standin.fault("status=429,retry-after=1,times=1"));
    let began = Instant::now();
    let events = game.finish(game.chat("mira", "Hello"));
    assert_eq!(events[0]["kind"], "RETRYING");
    // And a little more, so that not all clients return at once.
    let delay = events[0]["delay_ms"].as_i64().unwrap();
    assert!((1000..=1100).contains(&delay), "{delay}");
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert_eq!(events.last().unwrap()["status"], "RPGGO_OK");

    // Longer than a player would wait: the game decides.
    let outcome = outcome(&standin.fault("status=429,retry-after=3600"), |_| {});
    assert_eq!(outcome["status"], "RPGGO_RATE_LIMITED");
    assert_eq!(outcome["retry_after_ms"], 3_600_000);
}

#[test]
fn nothing_is_asked_again_once_something_was_delivered() {
    let standin = standin();
    Game::started(&standin.base_url());
    let before = standin.requests().len();
    let game = Game::new(&standin.fault("reset=400"));
    let outcome = game.outcome();
    assert_eq!(outcome["status"], "RPGGO_NETWORK", "{outcome}");
    assert_eq!(standin.requests().len(), before + 1);
}

#[test]
fn refused_connections_are_asked_again_and_told() {
    let game = Game::new(&closed_url());
    let events = game.finish(game.chat("mira", "Hello"));
    let kinds = kinds(&events);
    assert_eq!(kinds, ["RETRYING", "RETRYING", "FINISHED"]);
    let last = events.last().unwrap();
    assert_eq!(last["status"], "RPGGO_NETWORK");
    assert!(
        detail(last).contains("check base_url and the network"),
        "{last}"
    );
}

#[test]
fn a_name_that_does_not_exist_is_a_network_error() {
    let outcome = outcome("https://no-such-host.invalid", |it| it.max_retries = -1);
    assert_eq!(outcome["status"], "RPGGO_NETWORK", "{outcome}");
    assert!(
        detail(&outcome).contains("no-such-host.invalid"),
        "{outcome}"
    );
}

#[test]
fn answers_of_every_content_type_are_read_or_told() {
    let standin = standin();
    let frame = r#"{"ret":200,"data":{"result":{"character_type":"common_npc","text":"Hi"}}}"#;
    let listing = format!("fin\ndata\n{frame}\n");
    let sse = format!("data: {frame}\n\n");
    let typed = |content_type: &str, body: &str| Reply {
        headers: vec![("content-type".into(), content_type.into())],
        ..Reply::text(200, body)
    };
    let untyped = |body: &str| Reply {
        headers: Vec::new(),
        ..Reply::text(200, body)
    };
    for reply in [
        typed("text/event-stream", &sse),
        typed("Text/Event-Stream; charset=utf-8", &sse),
        typed("text/event-stream", &format!("{frame}\n")),
        typed("application/json", frame),
        typed("application/json", &sse),
        typed("application/problem+json", frame),
        typed("text/plain", frame),
        typed("text/plain", &format!("\n  {frame}")),
        typed("text/plain", &listing),
        typed("text/plain", &sse),
        typed("application/octet-stream", &sse),
        untyped(&sse),
        untyped(frame),
    ] {
        let shown = format!("{reply:?}");
        let game = Game::new(&standin.script(reply));
        let events = game.finish(game.chat("mira", "Hello"));
        assert_eq!(events[1]["text"], "Hi", "{shown}: {events:?}");
        assert_eq!(events.last().unwrap()["status"], "RPGGO_OK", "{shown}");
    }
    let error = r#"{"code":10000303,"msg":"The game session has ended"}"#;
    for reply in [
        typed("application/json", error),
        typed("text/plain", error),
        typed("text/event-stream", &format!("{error}\n")),
    ] {
        let outcome = outcome(&standin.script(reply), |_| {});
        assert_eq!(outcome["status"], "RPGGO_SESSION_ENDED", "{outcome}");
        assert_eq!(outcome["service_code"], 10_000_303);
    }
    for (reply, says) in [
        (
            typed("text/html", "<p>Sign in to the Wi-Fi"),
            "Sign in to the Wi-Fi",
        ),
        (typed("image/png", "PNG"), "image/png"),
        (typed("application/json", "not json"), "not json"),
        (typed("application/json", "[1]"), "[1]"),
        (
            typed("text/plain", "Down for maintenance"),
            "Down for maintenance",
        ),
        (
            typed("text/event-stream", "Down for maintenance\n"),
            "Down for maintenance",
        ),
        (typed("application/json", "{\"ret\":200"), "EOF"),
        (typed("application/json", ""), "empty"),
        (typed("text/event-stream", ""), "empty"),
        (typed("text/event-stream", ": nothing\n\n"), "nothing"),
        (typed("text/event-stream", "data: nonsense\n\n"), "nonsense"),
        (untyped(""), "empty"),
    ] {
        let shown = format!("{reply:?}");
        let outcome = outcome(&standin.script(reply), |_| {});
        assert_eq!(outcome["status"], "RPGGO_PROTOCOL", "{shown}: {outcome}");
        assert!(detail(&outcome).contains(says), "{shown}: {outcome}");
    }
}

#[test]
fn a_truncated_json_body_is_a_network_error() {
    let standin = standin();
    let reply = Reply::json(200, "{\"ret\":200,\"da").end(rpggo_standin::ReplyEnd::Close);
    let outcome = outcome(&standin.script(reply), |_| {});
    assert_eq!(outcome["status"], "RPGGO_NETWORK", "{outcome}");
}

#[test]
fn redirects_are_told_and_not_followed() {
    let standin = standin();
    let outcome = outcome(&standin.fault("redirect"), |_| {});
    assert_eq!(outcome["status"], "RPGGO_PROTOCOL");
    assert!(detail(&outcome).contains("redirect"), "{outcome}");
    assert_eq!(standin.requests().len(), 1);
    // Its body is not waited for.
    let reply = Reply::text(302, "").header("location", "/elsewhere");
    let base_url = standin.script(reply.end(rpggo_standin::ReplyEnd::Stall));
    let outcome = self::outcome(&base_url, |it| it.idle_timeout_ms = 600_000);
    assert!(detail(&outcome).contains("redirect"), "{outcome}");
}

#[test]
fn limits_end_one_chat_and_keep_what_came_before() {
    let standin = standin();
    let frame = r#"{"ret":200,"data":{"result":{"character_type":"common_npc","text":"Hi"}}}"#;
    let long = "x".repeat(5000);
    for (more, says) in [
        (format!("data: {long}\n\n"), "max_event_bytes"),
        (long, "max_event_bytes"),
        (format!("data: {}\n\n", "[".repeat(1000)), "nested too deep"),
    ] {
        let base_url = standin.script(Reply::sse(format!("data: {frame}\n\n{more}")));
        let game = Game::with(&base_url, |it| it.max_event_bytes = 4096);
        let events = game.finish(game.chat("mira", "Hello"));
        assert_eq!(events[1]["text"], "Hi");
        let last = events.last().unwrap();
        assert_eq!(last["status"], "RPGGO_PROTOCOL", "{last}");
        assert!(detail(last).contains(says), "{last}");
    }
}

#[test]
fn the_key_is_in_no_event_even_if_the_server_repeats_it() {
    let standin = standin();
    let frame = format!(
        r#"{{"ret":200,"data":{{"result":{{"character_type":"common_npc","text":"k {KEY}"}}}}}}"#
    );
    let game = Game::new(&standin.script(Reply::sse(format!("data: {frame}\n\n"))));
    let events = game.finish(game.chat("mira", "Hello"));
    assert_eq!(events[1]["text"], "k [api_key]");

    let refused = outcome(
        &standin.script(Reply::text(401, format!("bad token {KEY}"))),
        |_| {},
    );
    assert!(
        detail(&refused).contains("bad token [api_key]"),
        "{refused}"
    );
    let sent = standin.requests();
    let authorization = sent[0].header("authorization").unwrap();
    assert_eq!(authorization, format!("Bearer {KEY}"));
}

#[test]
fn the_json_of_an_error_can_be_read() {
    let standin = standin();
    let error = r#"{"ret":10000303,"message":"over","data":{"hint":"a\"b"}}"#;
    for reply in [
        Reply::sse(format!("event: err\ndata: {error}\n\n")),
        Reply::json(200, error),
        Reply::json(400, error),
    ] {
        let game = Game::new(&standin.script(reply));
        game.chat("mira", "Hello");
        let ask = |event: &rpggo_event| {
            if event.kind != RPGGO_EVENT_FINISHED {
                return false;
            }
            assert_eq!(game.field(event, c"/ret"), "10000303");
            assert_eq!(game.field(event, c"/data/hint"), "a\"b");
            assert_eq!(game.field(event, c"/data/hint"), "a\"b", "asked for again");
            assert_eq!(game.field(event, c"/data/none"), "");
            true
        };
        while !game.next_as(ask) {}
    }
}

/// The events of a stream, without STARTED.
fn events_of(stream: &str) -> Vec<Value> {
    let standin = standin();
    let game = Game::new(&standin.script(Reply::sse(stream)));
    game.finish(game.chat("mira", "Hello")).split_off(1)
}

#[test]
fn json_that_a_strict_reader_refuses_does_not_end_a_chat() {
    let message = |text: &str| {
        let result = format!(r#"{{"character_type":"common_npc","text":"first","text":"{text}"}}"#);
        format!(r#"data: {{"ret":200,"ret":0,"data":{{"result":{result}}}}}"#) + "\n\n"
    };
    let events = events_of(&[message("twice"), message("cut \\ud83d")].concat());
    let texts: Vec<_> = events.iter().map(|it| &it["text"]).collect();
    assert_eq!(texts[..2], ["twice", "cut \u{fffd}"]);
    assert_eq!(events[2]["status"], "RPGGO_OK");
}

#[test]
fn heartbeats_and_nothings_in_lists_are_left_out() {
    let frame = r#"{"ret":200,"data":{"result":{"character_type":"goal_check_dm","insiders":[null]},
        "game_status":{"goal":{"goals_status":[null,7,{"goal_id":"a"}]}},
        "transaction_details":{"nothing":null}}}"#;
    let stream = format!("data:\n\nevent: ping\n\nevent: data\n\n: x\n\ndata: {frame}\n\n");
    let events = events_of(&stream.replace("\n        ", ""));
    assert_eq!(events[0]["kind"], "GOALS");
    assert_eq!(events[0]["goals"].as_array().unwrap().len(), 1);
    let kinds = kinds(&events);
    assert_eq!(kinds, ["GOALS", "FINISHED"]);
}

#[test]
fn a_frame_of_endless_lists_ends_its_chat_only() {
    let costs: String = (0..50_000)
        .map(|name| format!("\"{name}\":{{}},"))
        .collect();
    let shown: String = (0..50_000).map(|key| format!("\"{key}\":1,")).collect();
    let goals = "{},".repeat(100_000);
    for data in [
        format!(r#""transaction_details":{{{costs}"d":{{}}}}"#),
        format!(r#""game_status":{{"displayed_status":{{{shown}"x":1}}}}"#),
        format!(r#""game_status":{{"goal":{{"goals_status":[{goals}{{}}]}}}}"#),
    ] {
        let began = Instant::now();
        let events = events_of(&format!("data: {{\"ret\":200,\"data\":{{{data}}}}}\n\n"));
        assert_eq!(events.len(), 1, "{:?}", &events[..2]);
        assert_eq!(events[0]["status"], "RPGGO_PROTOCOL");
        assert!(
            detail(&events[0]).contains("more than 1024"),
            "{}",
            events[0]
        );
        assert!(began.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn what_the_service_has_decided_is_not_asked_again() {
    let standin = standin();
    let ended = r#"{"code":10000303,"msg":"over"}"#;
    let outcome = outcome(&standin.script(Reply::json(500, ended)), |_| {});
    assert_eq!(outcome["status"], "RPGGO_SESSION_ENDED");
    assert_eq!(standin.requests().len(), 1);
}
