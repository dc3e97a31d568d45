//! Recordings played: their times, and the same order every time.

use std::time::Instant;

use rpggo::abi::client::rpggo_request_cancel;
use rpggo::abi::options::*;
use rpggo::abi::request::rpggo_request_id;
use rpggo::abi::status::*;
use serde_json::Value;

use crate::replay::{assert_same, replayed, standin};
use crate::support::*;

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
                    rpggo_request_cancel(game.client, id);
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
