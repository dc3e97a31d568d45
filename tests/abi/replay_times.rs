//! Recordings played: their times, and the same order every time.

use std::time::Instant;

use rpggo::abi::options::*;
use rpggo::abi::request::rpggo_request_id;
use rpggo::abi::session::rpggo_session_history;
use rpggo::abi::status::*;
use serde_json::{Value, json};

use crate::replay::{assert_same, replayed, standin};
use rpggo_testkit::*;

/// Several chats at once, words that come one by one, one chat cancelled at its third word, one
/// asked in the middle of the others.
fn busy_talk(game: &Game) -> String {
    let mut seen = String::new();
    let mut begun: Vec<rpggo_request_id> = Vec::new();
    let begin = |character: &str| game.chat_in("1", character, "What happened to the lighthouse?");
    begun.extend(["1", "2", "3"].map(begin));
    let (mut words, mut over) = (0, 0);
    while over < begun.len() {
        let mut event = game.next_whole();
        // Other tests use numbers, too.
        let id = event[2]["request"].as_u64().unwrap();
        event[2]["request"] = begun.iter().position(|it| *it == id).into();
        seen.push_str(&format!("{event}\n"));
        match event[2]["kind"].as_str() {
            Some("TEXT") => {
                words += 1;
                if words == 3 {
                    game.cancel(id);
                }
                if words == 7 {
                    begun.push(begin("4"));
                }
            }
            Some("FINISHED") => {
                over += 1;
                if begun.len() < 6 {
                    begun.push(begin("1"));
                }
            }
            _ => {}
        }
    }
    seen
}

#[test]
fn twice_the_same_byte_for_byte() {
    let standin = standin(2);
    let file = Scratch::new();
    let set = |options: &mut rpggo_client_options| {
        options.service = RPGGO_SERVICE_AURORA;
        options.log_level = rpggo::abi::event::RPGGO_LOG_DEBUG;
    };
    let game = Game::with(&standin.base_url(), |options| {
        set(options);
        options.record_path = file.text.as_ptr();
    });
    busy_talk(&game);
    drop(game);
    drop(standin);
    let first = busy_talk(&replayed(&file, set));
    assert!(first.contains("RPGGO_CANCELLED") && first.contains("\"LOG\""));
    // On a machine that is busy with other things.
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let again: Vec<String> = (0..10).map(|_| busy_talk(&replayed(&file, set))).collect();
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        let lines = |text: &str| text.lines().map(Value::from).collect::<Vec<_>>();
        for again in again {
            assert_same(&lines(&again), &lines(&first));
        }
    });
}

#[test]
fn times_are_those_of_the_recording_at_any_speed() {
    let standin = standin(15);
    let file = Scratch::new();
    let game = Game::with(&standin.base_url(), |options| {
        options.service = RPGGO_SERVICE_AURORA;
        options.record_path = file.text.as_ptr();
    });
    let chat = |game: &Game| {
        let began = Instant::now();
        let id = game.chat_in("1", "1", "What happened to the lighthouse?");
        let mut times = Vec::new();
        loop {
            let event = game.next_whole();
            times.push(event[0].as_f64().unwrap());
            if event[2]["kind"] == "FINISHED" {
                assert_eq!(event[2]["request"], id);
                return (times, began.elapsed().as_secs_f64() * 1000.0);
            }
        }
    };
    let (live, live_took) = chat(&game);
    drop(game);
    let last = live[live.len() - 1];
    assert!(last > 100.0 && last <= live_took, "{live:?}");
    let play = |speed: f64| {
        let set = |options: &mut rpggo_client_options| {
            options.service = RPGGO_SERVICE_AURORA;
            options.replay_speed = speed;
        };
        chat(&replayed(&file, set))
    };
    let (recorded, took) = play(0.0);
    for (live, recorded) in live.iter().zip(&recorded) {
        // The library's own work lies between the bytes and the event.
        assert!((live - recorded).abs() < 50.0, "{live} {recorded}");
    }
    let last = recorded[recorded.len() - 1];
    assert!(took >= last, "{took} {last}");
    for speed in [0.5, 4.0, RPGGO_REPLAY_AS_POLLED] {
        let (times, took) = play(speed);
        assert_eq!(times, recorded, "{speed}");
        assert!(took >= last / speed, "{speed}: {took} {last}");
    }
}

/// A recording of so many words of each character, one after the other.
fn words(characters: &[(&str, usize)]) -> Scratch {
    let mut lines = vec![json!({
        "type": "recording", "version": 1, "library": "test", "service": "openai", "base_url": "",
        "started_unix_ms": 0,
    })];
    let mut at_us = 0;
    for (request, (character, words)) in (1..).zip(characters) {
        at_us += 2_000_000;
        let mut line = |line: Value| {
            at_us += 1000;
            let mut whole = json!({ "request": request, "at_us": at_us });
            whole
                .as_object_mut()
                .unwrap()
                .extend(line.as_object().unwrap().clone());
            lines.push(whole);
        };
        line(json!({
            "type": "request", "operation": "chat", "asked": { "character_id": character },
            "sent": { "method": "POST", "path": "/", "body": null },
        }));
        let headers = json!({ "content-type": "text/event-stream" });
        line(json!({ "type": "answer", "http_status": 200, "headers": headers }));
        for word in 0..*words {
            let delta = json!({ "choices": [{ "delta": { "content": format!("{word} ") } }] });
            line(json!({ "type": "chunk", "text": format!("data: {delta}\n\n") }));
        }
        line(json!({ "type": "chunk", "text": "data: [DONE]\n\n" }));
        line(json!({ "type": "end", "how": "stopped" }));
        line(json!({ "type": "finished", "status": "RPGGO_OK" }));
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    Scratch::with(lines.concat())
}

/// How slow a game may be, in milliseconds, between what it sees and what it does.
const SLOWNESS: [u64; 6] = [0, 0, 0, 5, 5, 20];

fn rest(milliseconds: u64) {
    std::thread::sleep(std::time::Duration::from_millis(milliseconds));
}

fn openai(file: &Scratch, max_queued_bytes: usize) -> Game {
    replayed(file, |options| {
        options.service = RPGGO_SERVICE_OPENAI;
        options.max_queued_bytes = max_queued_bytes;
    })
}

/// Plays it in the same way with games of every speed: all see the same.
fn assert_the_same_for_all(play: impl Fn(u64) -> Vec<String>) {
    let first = play(SLOWNESS[0]);
    for slowness in SLOWNESS {
        assert_eq!(play(slowness), first, "{slowness}");
    }
}

fn line(event: &Value, begun: &[rpggo_request_id]) -> String {
    let who = begun.iter().position(|id| event["request"] == *id).unwrap();
    format!(
        "{who} {} {} {}",
        event["kind"], event["delta"], event["text"]
    )
}

#[test]
fn what_a_game_does_at_an_event_is_done_at_the_same_moment() {
    let file = words(&[("a", 8), ("c", 5), ("d", 40), ("x", 10)]);
    for max_queued_bytes in [4 << 20, 7000, 10_000, 11_000, 12_000] {
        assert_the_same_for_all(|slowness| {
            let game = openai(&file, max_queued_bytes);
            let mut begun = vec![game.chat("a", "Hello")];
            let (mut seen, mut words, mut over) = (Vec::new(), 0, 0);
            while over < begun.len() {
                let event = game.next();
                seen.push(line(&event, &begun));
                let who = begun.iter().position(|id| event["request"] == *id);
                words += u32::from(event["kind"] == "TEXT");
                if event["kind"] == "TEXT" && words == 1 {
                    rest(slowness);
                    begun.push(game.chat("c", "Hello"));
                    game.cancel(begun[1]);
                    begun.push(game.chat("d", "Hello"));
                }
                if event["kind"] == "FINISHED" {
                    over += 1;
                    if who == Some(1) {
                        begun.push(game.chat("x", "Hello"));
                    }
                }
            }
            seen
        });
    }
}

#[test]
fn what_a_game_does_behind_its_polls_is_done_at_the_same_moment() {
    let file = words(&[("a", 60), ("b", 20)]);
    for cancels in [true, false] {
        assert_the_same_for_all(|slowness| {
            let game = openai(&file, 4 << 20);
            let mut begun = vec![game.chat("a", "Hello")];
            let (mut seen, mut over, mut has_acted) = (Vec::new(), 0, false);
            while over < begun.len() {
                // A frame: all that is there, and then what the game makes of it.
                while let Some(event) = game.poll() {
                    over += usize::from(event["kind"] == "FINISHED");
                    seen.push(line(&event, &begun));
                }
                if !seen.is_empty() && !has_acted {
                    has_acted = true;
                    rest(slowness);
                    if cancels {
                        game.cancel(begun[0]);
                    } else {
                        begun.push(game.chat("b", "Hello"));
                    }
                }
            }
            seen
        });
    }
}

#[test]
fn a_history_is_what_the_game_has_seen() {
    let file = words(&[("a", 40), ("a", 3)]);
    assert_the_same_for_all(|slowness| {
        let game = openai(&file, 4 << 20);
        let mut begun = vec![game.chat("a", "Hello")];
        let (mut seen, mut over) = (Vec::new(), 0);
        while over < begun.len() {
            let event = game.next();
            seen.push(line(&event, &begun));
            over += usize::from(event["kind"] == "FINISHED");
            if event["kind"] == "TEXT" && begun.len() == 1 {
                rest(slowness);
                begun.push(game.session(rpggo_session_history, ""));
            }
        }
        seen
    });
}
