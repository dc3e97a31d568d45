//! Recordings played: the same events, without a network, the same every time.

use std::ffi::CString;
use std::time::{Duration, Instant};

use rpggo::abi::options::*;
use rpggo::abi::session::*;
use rpggo::abi::status::*;
use rpggo_standin::{Reply, ReplyEnd, Standin};
use serde_json::Value;

use rpggo_testkit::*;

const STORY: &[u8] = include_bytes!("../../examples/recordings/last-lantern.jsonl");

pub fn standin(pace_ms: u64) -> Standin {
    standin_with(|it| it.pace = Duration::from_millis(pace_ms))
}

/// A client that has neither a key nor an address.
pub fn replayed(file: &Scratch, set: impl FnOnce(&mut rpggo_client_options)) -> Game {
    try_replayed(file, set).unwrap_or_else(|error| panic!("{error}"))
}

pub fn try_replayed(
    file: &Scratch,
    set: impl FnOnce(&mut rpggo_client_options),
) -> Result<Game, String> {
    Game::try_with("", |options| {
        options.base_url = std::ptr::null();
        options.api_key = std::ptr::null();
        options.replay_path = file.text.as_ptr();
        options.replay_speed = RPGGO_REPLAY_AS_POLLED;
        set(options);
    })
}

/// What a game saw, without the numbers of its requests.
pub fn without_numbers(mut events: Vec<Value>) -> Vec<Value> {
    for event in &mut events {
        event.as_object_mut().unwrap().remove("request");
    }
    events
}

/// Shows the first difference only.
pub fn assert_same(one: &[Value], other: &[Value]) {
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
}

/// A talk with everything in it: sessions, chats, an error, a retry.
fn talk(game: &Game, service: rpggo_service) -> Vec<Value> {
    let session = match service {
        RPGGO_SERVICE_AURORA => c"7",
        _ => c"session-1",
    };
    let character = match service {
        RPGGO_SERVICE_AURORA => "1",
        _ => "mira",
    };
    let mut events = Vec::new();
    if service != RPGGO_SERVICE_AURORA {
        let start = game.session_with(rpggo_session_start, |request| {
            request.character_id = c"mira".as_ptr();
        });
        events.extend(game.finish(start.unwrap()));
    }
    for message in ["Hello", "What happened to the lighthouse?", "Good bye"] {
        let id = game.chat_in(session.to_str().unwrap(), character, message);
        events.extend(game.finish(id));
    }
    without_numbers(events)
}

#[test]
fn every_service_gives_what_it_gave() {
    for (service, path) in [
        (RPGGO_SERVICE_RPGGO, ""),
        (RPGGO_SERVICE_PERSONA, ""),
        (RPGGO_SERVICE_AURORA, ""),
        (RPGGO_SERVICE_OPENAI, "/v1"),
    ] {
        let standin = standin(0);
        let file = Scratch::new();
        let base_url = format!("{}{path}", standin.fault("status=503,times=2"));
        let game = Game::with(&base_url, |options| {
            options.service = service;
            options.record_path = file.text.as_ptr();
        });
        let live = talk(&game, service);
        drop(game);
        assert!(live.iter().any(|event| event["kind"] == "RETRYING"));
        drop(standin);
        let again = talk(&replayed(&file, |it| it.service = service), service);
        assert_same(&again, &live);
        let text = CString::new(file.read()).unwrap();
        let from_text = Game::try_with("", |options| {
            options.service = service;
            options.base_url = std::ptr::null();
            options.replay_text = text.as_ptr();
            options.replay_speed = 1000.0;
        });
        assert_same(&talk(&from_text.unwrap(), service), &live);
    }
}

#[test]
fn failures_are_played_as_they_came() {
    let standin = standin(0);
    for fault in [
        "cut=120",
        "reset=60",
        "stall=30",
        "status=429",
        "status=401",
        "refuse",
    ] {
        let file = Scratch::new();
        let base_url = match fault {
            "refuse" => "http://127.0.0.1:1".to_owned(),
            _ => standin.fault(fault),
        };
        let game = Game::with(&base_url, |options| {
            options.record_path = file.text.as_ptr();
            options.max_retries = -1;
            options.idle_timeout_ms = 100;
        });
        let live = without_numbers(game.finish(game.chat("mira", "Hello")));
        drop(game);
        assert_ne!(live.last().unwrap()["status"], "RPGGO_OK", "{fault}");
        let game = replayed(&file, |_| {});
        let again = without_numbers(game.finish(game.chat("mira", "Hello")));
        assert_same(&again, &live);
        let stats = game.stats();
        assert_eq!((stats.connections_opened, stats.connections_reused), (0, 0));
    }
}

#[test]
fn requests_find_their_own_answers() {
    let standin = standin(0);
    let file = Scratch::new();
    let game = Game::with(&standin.base_url(), |options| {
        options.record_path = file.text.as_ptr();
    });
    game.start_session();
    let ask = |game: &Game, session: &str, character: &str| {
        let mut events = game.finish(game.chat_in(session, character, "Hello"));
        events.retain(|event| event["kind"] == "MESSAGE");
        without_numbers(events)
    };
    let mira = ask(&game, "session-1", "mira");
    let bram = ask(&game, "session-1", "bram");
    let mira_again = ask(&game, "session-1", "mira");
    assert!(mira != bram && mira != mira_again && !mira.is_empty());
    drop(game);

    // By character and session, whatever the order.
    let game = replayed(&file, |_| {});
    assert_eq!(ask(&game, "session-1", "bram"), bram);
    assert_eq!(ask(&game, "session-1", "mira"), mira);
    assert_eq!(ask(&game, "session-1", "mira"), mira_again);
    // By character, in a session of another name.
    let game = replayed(&file, |_| {});
    assert_eq!(ask(&game, "new", "bram"), bram);
    assert_eq!(ask(&game, "new", "mira"), mira);
    // By order, for somebody whom the recording does not know.
    let game = replayed(&file, |_| {});
    assert_eq!(ask(&game, "new", "somebody"), mira);
    assert_eq!(ask(&game, "new", "somebody"), bram);
    assert_eq!(ask(&game, "new", "somebody"), mira_again);
    // And then there is no more.
    let id = game.chat_in("new", "somebody", "Hello");
    let [finished] = &game.finish(id)[..] else {
        panic!("nothing but the end");
    };
    assert_eq!(finished["status"], "RPGGO_UNSUPPORTED");
    assert_eq!(
        finished["detail"],
        "the recording has no response to chat with somebody in new; it has left: session start in \
         session-1"
    );
    game.start_session();
    let finished = game.finish(game.chat("mira", "Hello")).pop().unwrap();
    let detail = finished["detail"].as_str().unwrap();
    assert!(detail.ends_with("all of it was replayed: make a new client to start over"));
}

#[test]
fn what_was_not_recorded_to_its_end_says_why() {
    let standin = standin(0);
    // Cancelled, and freed, in the middle of an answer.
    for (is_cancelled, status, why) in [
        (
            true,
            "RPGGO_CANCELLED",
            "the game cancelled this request when it was recorded",
        ),
        (
            false,
            "RPGGO_NETWORK",
            "the client was freed in the middle of it",
        ),
    ] {
        let file = Scratch::new();
        let game = Game::with(&standin.fault("stall=40"), |options| {
            options.record_path = file.text.as_ptr();
        });
        let id = game.chat("mira", "Hello");
        assert_eq!(game.next()["kind"], "STARTED");
        if is_cancelled {
            game.cancel(id);
            game.finish(id);
        }
        drop(game);
        let game = replayed(&file, |_| {});
        let finished = game.outcome();
        assert_eq!(finished["status"], status);
        assert!(
            finished["detail"].as_str().unwrap().contains(why),
            "{finished}"
        );
        // The program died, and the last lines were never written.
        let text = file.read();
        let lines: Vec<&str> = text.lines().take(3).collect();
        let cut = Scratch::with(lines.join("\n") + "\n");
        let finished = replayed(&cut, |_| {}).outcome();
        let detail = finished["detail"].as_str().unwrap();
        assert!(
            detail.contains("the program ended in the middle of it"),
            "{detail}"
        );
    }
}

/// Half an utterance that was cancelled is told by a replay no more than it was.
#[test]
fn what_was_cancelled_ends_as_it_did() {
    let standin = standin(0);
    let words = "data: {\"content\":\"Half \"}\n\n";
    let reply = Reply::sse(words).end(ReplyEnd::Stall);
    let file = Scratch::new();
    let aurora = |options: &mut rpggo_client_options| options.service = RPGGO_SERVICE_AURORA;
    let game = Game::with(&standin.script(reply), |options| {
        aurora(options);
        options.record_path = file.text.as_ptr();
    });
    let talk = |game: &Game, cancels: bool| {
        let id = game.chat_in("1", "1", "Hello");
        let mut events = Vec::new();
        loop {
            let event = game.next();
            if cancels && event["kind"] == "TEXT" {
                game.cancel(id);
            }
            let is_last = event["kind"] == "FINISHED";
            events.push(event);
            if is_last {
                return without_numbers(events);
            }
        }
    };
    let live = talk(&game, true);
    drop(game);
    let mut again = talk(&replayed(&file, aurora), false);
    let last = again.last_mut().unwrap();
    assert!(
        last["detail"]
            .as_str()
            .unwrap()
            .contains("when it was recorded")
    );
    last["detail"] = live.last().unwrap()["detail"].clone();
    let mut live = live;
    for event in live.iter_mut().chain(&mut again) {
        event.as_object_mut().unwrap().remove("message_id");
    }
    assert_same(&again, &live);
}

#[test]
fn a_replay_is_cancelled_and_freed_like_a_chat() {
    let file = Scratch::with(STORY);
    for speed in [0.0, RPGGO_REPLAY_AS_POLLED] {
        let game = replayed(&file, |options| options.replay_speed = speed);
        let id = game.chat("mira", "Hello");
        game.cancel(id);
        let finished = game.finish(id).pop().unwrap();
        assert_eq!(finished["status"], "RPGGO_CANCELLED");
        game.chat("mira", "Hello");
        let began = Instant::now();
        drop(game);
        assert!(began.elapsed() < Duration::from_millis(100));
    }
}

/// The bundled story: each chat gets events, and the last one the won ending.
#[test]
fn the_bundled_story_is_told_without_key_or_network() {
    let file = Scratch::with(STORY);
    let recording = rpggo::Recording::load(&file.path).unwrap();
    let game = replayed(&file, |_| {});
    let mut kinds: Vec<String> = Vec::new();
    for request in recording.requests() {
        let id = match (request.chat(), request.session()) {
            (Some(chat), _) => game.chat_in("any", &chat.character_id, "anything"),
            (_, Some((rpggo::request::SessionCall::Start, _))) => {
                game.session(rpggo_session_start, "")
            }
            (_, Some((rpggo::request::SessionCall::ChapterChange, request))) => {
                game.session(rpggo_chapter_change, &request.chapter_id)
            }
            other => panic!("{other:?}"),
        };
        let events = game.finish(id);
        assert_eq!(events.last().unwrap()["status"], "RPGGO_OK");
        let of = events
            .iter()
            .map(|it| it["kind"].as_str().unwrap().to_owned());
        kinds.extend(of);
    }
    for kind in [
        "SESSION", "MESSAGE", "IMAGE", "GOALS", "CHAPTER", "STATUS", "COST", "ENDING",
    ] {
        assert!(kinds.iter().any(|it| it == kind), "{kind}");
    }
    assert_eq!(game.poll(), None);
}

#[test]
fn wrong_options_are_refused_in_a_sentence() {
    let file = Scratch::with(STORY);
    let other = Scratch::new();
    let damaged = Scratch::with(&STORY[..STORY.len() - 5]);
    let refused = |set: &dyn Fn(&mut rpggo_client_options)| {
        try_replayed(&file, set).err().expect("it is wrong")
    };
    for (said, expected) in [
        (
            refused(&|it| it.record_path = other.text.as_ptr()),
            "record_path and replay_path are both set",
        ),
        (
            refused(&|it| it.service = RPGGO_SERVICE_OPENAI),
            "the recording is of RPGGO, but service is OpenAI: set service",
        ),
        (refused(&|it| it.replay_speed = -2.0), "replay_speed is -2"),
        (
            refused(&|it| it.replay_speed = f64::NAN),
            "replay_speed is NaN",
        ),
        (
            refused(&|it| it.replay_speed = 1e9),
            "replay_speed is 1000000000",
        ),
        (
            refused(&|it| it.replay_text = c"{}\n".as_ptr()),
            "replay_path and replay_text are both set",
        ),
        (
            refused(&|it| {
                it.replay_path = std::ptr::null();
                it.replay_text = c"{}\n".as_ptr();
            }),
            "replay_text: line 1: this is not a recording of rpggo",
        ),
        (
            refused(&|it| it.replay_path = damaged.text.as_ptr()),
            "line 74: the line is cut off",
        ),
        (
            refused(&|it| it.replay_path = c"/nonexistent".as_ptr()),
            "cannot be read",
        ),
        (refused(&|it| it.log_level = 9), "log_level 9 is none of"),
    ] {
        assert!(said.contains(expected), "{said}\n{expected}");
    }
    assert!(!other.path.exists());
}
