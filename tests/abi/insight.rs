//! What a client tells of itself: lines of the log, and numbers.

use std::ffi::CString;

use rpggo::abi::event::*;
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::stats::*;
use rpggo::abi::status::*;
use rpggo_standin::Reply;
use serde_json::Value;

use rpggo_testkit::*;

fn logged(base_url: &str, level: rpggo_log_level) -> Game {
    Game::with(base_url, |options| options.log_level = level)
}

/// The lines of the log with their levels, and the kinds of the other events between them.
fn story(events: &[Value]) -> Vec<String> {
    let line = |event: &Value| match event["kind"].as_str().unwrap() {
        "LOG" => format!("{} {}", event["level"], event["text"].as_str().unwrap()),
        kind => kind.to_owned(),
    };
    events.iter().map(line).collect()
}

/// True where `line` is `pattern`, in which `#` stands for a number.
fn fits(line: &str, pattern: &str) -> bool {
    let mut rest = line;
    let mut parts = pattern.split('#');
    let first = parts.next().unwrap();
    let Some(after) = rest.strip_prefix(first) else {
        return false;
    };
    rest = after;
    for part in parts {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() == rest.len() {
            return false;
        }
        let Some(after) = digits.strip_prefix(part) else {
            return false;
        };
        rest = after;
    }
    rest.is_empty()
}

fn assert_story(events: &[Value], expected: &[&str]) {
    let told = story(events);
    let all_fit = told.iter().zip(expected).all(|(line, it)| fits(line, it));
    assert!(
        all_fit && told.len() == expected.len(),
        "{}",
        told.join("\n")
    );
}

#[test]
fn the_log_tells_a_chat_from_its_start_to_its_end() {
    let standin = standin();
    let game = logged(&standin.base_url(), RPGGO_LOG_INFO);
    game.start_session();
    let events = game.finish(game.chat("mira", "Hello"));
    assert_story(
        &events,
        &[
            "3 sends: POST /v2/open/game/chatsse, # bytes",
            "3 HTTP 200 after # ms, on an open connection",
            "STARTED",
            "3 the first event, MESSAGE, after # ms",
            "MESSAGE",
            "GOALS",
            "3 finished (chat with mira in session-1): 3 events from # bytes in # ms",
            "FINISHED",
        ],
    );
    let events = game.finish(game.session(rpggo::abi::session::rpggo_session_resume, ""));
    assert!(story(&events)[1].ends_with("on an open connection"));
}

#[test]
fn the_log_tells_retries_and_failures_at_their_level() {
    let standin = standin();
    let game = Game::with(&standin.fault("status=503,times=1"), |options| {
        options.log_level = RPGGO_LOG_WARN;
    });
    let id = game.chat("mira", "Hello");
    let events = game.finish(id);
    // The session was never started.
    assert_story(
        &events,
        &[
            "2 attempt # failed: the service responded HTTP #: Internal error. Please ask again; the \
             next one in # ms",
            "RETRYING",
            "STARTED",
            &format!(
                "1 failed with RPGGO_SESSION_MISSING (chat with mira in session-1): {}; # events \
                 from # bytes in # ms",
                events.last().unwrap()["detail"]
                    .as_str()
                    .unwrap()
                    .replace("10000302", "#")
            ),
            "FINISHED",
        ],
    );

    let game = logged(&standin.base_url(), RPGGO_LOG_ERROR);
    game.start_session();
    let events = game.finish(game.chat("mira", "Hello"));
    assert!(story(&events).iter().all(|line| !line.contains(' ')));
    let game = logged("http://127.0.0.1:1", RPGGO_LOG_ERROR);
    let events = game.finish(game.chat("mira", "Hello"));
    let told = story(&events);
    assert_eq!(told[..2], ["RETRYING", "RETRYING"]);
    assert!(
        told[2].starts_with("1 failed with RPGGO_NETWORK"),
        "{told:?}"
    );

    let game = logged(&standin.base_url(), RPGGO_LOG_DEBUG);
    let told = story(&game.finish(game.chat("mira", "Hello")));
    let is_debug = |line: &&String| line.starts_with("4 ");
    let bytes = told.iter().find(is_debug).unwrap();
    assert!(fits(bytes, "4 # bytes after # ms"), "{told:?}");
}

#[test]
fn without_a_level_there_is_no_log() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    for _ in 0..5 {
        let events = game.finish(game.chat("mira", "Hello"));
        assert!(events.iter().all(|event| event["kind"] != "LOG"));
    }
}

#[test]
fn no_secret_is_in_the_log() {
    let standin = standin();
    let secret = "sk/0123+4567?89:abc=def";
    let key = CString::new(secret).unwrap();
    for reply in [
        Reply::json(401, format!("{{\"error\":\"bad key {secret}\"}}")),
        Reply::json(
            500,
            format!("{{\"error\":\"{}\"}}", secret.replace('/', "\\/")),
        ),
        Reply::text(200, secret),
    ] {
        let game = Game::with(&standin.script(reply), |options| {
            options.log_level = RPGGO_LOG_DEBUG;
            options.api_key = key.as_ptr();
        });
        let events = game.finish(game.chat(secret, secret));
        let told = story(&events).join("\n");
        assert!(told.contains("[api_key]"), "{told}");
        for part in [secret, "0123+4567", "0123%2B4567"] {
            assert!(!told.contains(part), "{told}");
        }
    }
}

#[test]
fn lines_stay_with_their_request_when_many_run() {
    let standin = standin();
    let game = logged(&standin.base_url(), RPGGO_LOG_DEBUG);
    game.start_session();
    let chats: Vec<u64> = (0..20).map(|_| game.chat("mira", "Hello")).collect();
    let mut of: Vec<Vec<Value>> = vec![Vec::new(); chats.len()];
    let mut over = 0;
    while over < chats.len() {
        let event = game.next();
        let chat = chats.iter().position(|id| event["request"] == *id).unwrap();
        assert_ne!(
            of[chat].last().map(|it| &it["kind"]),
            Some(&"FINISHED".into())
        );
        over += usize::from(event["kind"] == "FINISHED");
        of[chat].push(event);
    }
    for events in of {
        let told = story(&events);
        assert!(told[0].starts_with("3 sends: POST"), "{told:?}");
        assert!(
            told[told.len() - 2].starts_with("3 finished (chat with mira"),
            "{told:?}"
        );
    }
}

#[test]
fn the_numbers_add_up() {
    let standin = standin();
    let game = Game::with(&standin.fault("status=503,times=1"), |options| {
        options.max_requests = 100;
    });
    let fresh = game.stats();
    assert_eq!(fresh.struct_size, size_of::<rpggo_stats>());
    assert_eq!((fresh.requests_started, fresh.events), (0, 0));
    assert_eq!(fresh.first_event_worst_ms, 0.0);

    // One is tried again, then one for each of these.
    game.start_session();
    let mut polled = 4;
    for _ in 0..5 {
        polled += game.finish(game.chat("mira", "Hello")).len() as u64;
    }
    // A session that was never started.
    polled += game.finish(game.chat_in("nowhere", "mira", "Hello")).len() as u64;
    let stats = game.stats();
    assert_eq!(stats.requests_started, 7);
    assert_eq!(stats.requests_finished, 7);
    assert_eq!(stats.requests_failed, 1);
    assert_eq!(stats.requests_cancelled, 0);
    assert_eq!(stats.retries, 1);
    assert_eq!(stats.events, polled);
    assert_eq!((stats.queued_events, stats.queued_bytes), (0, 0));
    assert_eq!(stats.connections_opened, standin.connections());
    assert_eq!(stats.connections_opened, 1);
    assert_eq!(stats.connections_reused, 7);
    assert!(stats.bytes_received > 1000);
    assert!(stats.first_event_last_ms > 0.0);
    assert!(stats.first_event_worst_ms >= stats.first_event_average_ms);
    // The first one waited for its second try.
    assert!(stats.first_event_worst_ms >= 125.0);
    assert!(stats.first_event_average_ms < stats.first_event_worst_ms);

    // What waits to be polled.
    let id = game.chat("mira", "Hello");
    while game.stats().requests_finished < 8 || game.stats().queued_events < 4 {
        std::thread::yield_now();
    }
    let stats = game.stats();
    assert_eq!(stats.queued_events, 4);
    assert!(stats.queued_bytes > 500 && stats.queued_bytes < 100_000);
    game.finish(id);
    assert_eq!(game.stats().queued_events, 0);

    let stalled = Game::new(&standin.fault("stall=0"));
    let id = stalled.chat("mira", "Hello");
    stalled.cancel(id);
    stalled.finish(id);
    let stats = stalled.stats();
    assert_eq!((stats.requests_cancelled, stats.requests_failed), (1, 0));
    assert_eq!(stats.requests_finished, 1);
}

#[test]
fn connections_are_counted_with_tls_and_http_2_too() {
    let standin = standin_with(|it| it.tls = true);
    let authority = Scratch::with(standin.ca_pem().unwrap());
    let game = Game::with(&standin.base_url(), |options: &mut rpggo_client_options| {
        options.ca_file = authority.text.as_ptr();
    });
    game.start_session();
    for _ in 0..4 {
        game.outcome();
    }
    let stats = game.stats();
    assert_eq!((stats.connections_opened, stats.connections_reused), (1, 4));
}

#[test]
fn numbers_are_asked_for_in_the_wrong_way() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    let mut stats: rpggo_stats = sized();
    // SAFETY: NULL is allowed.
    let status = unsafe { rpggo_client_stats(game.client, std::ptr::null_mut()) };
    assert_eq!(status, RPGGO_INVALID_ARGUMENT);
    assert!(
        last_error().contains("out_stats is NULL"),
        "{}",
        last_error()
    );
    // SAFETY: a handle that is none is told.
    let status = unsafe { rpggo_client_stats(std::ptr::null_mut(), &mut stats) };
    assert_eq!(status, RPGGO_INVALID_HANDLE);
    for (size, expected) in [
        (0, RPGGO_INVALID_ARGUMENT),
        (8, RPGGO_INVALID_ARGUMENT),
        (size_of::<rpggo_stats>() - 1, RPGGO_INVALID_ARGUMENT),
        (size_of::<rpggo_stats>(), RPGGO_OK),
    ] {
        stats.struct_size = size;
        // SAFETY: the struct is at least as large.
        let status = unsafe { rpggo_client_stats(game.client, &mut stats) };
        assert_eq!(status, expected, "{size}");
    }
    // A caller that knows more than this library: its further fields stay as they are.
    let mut wider = [sized::<rpggo_stats>(), sized::<rpggo_stats>()];
    wider[0].struct_size = 2 * size_of::<rpggo_stats>();
    wider[1].requests_started = 77;
    // SAFETY: as many bytes are writable.
    let status = unsafe { rpggo_client_stats(game.client, wider.as_mut_ptr()) };
    assert_eq!((status, wider[0].requests_started), (RPGGO_OK, 1));
    assert_eq!(wider[0].struct_size, 2 * size_of::<rpggo_stats>());
    assert_eq!(wider[1].requests_started, 77);
    assert_eq!(game.poll(), None);
}
