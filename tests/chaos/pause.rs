//! A game that stops polling while servers pour.

use std::time::{Duration, Instant};

use rpggo::abi::status::*;
use rpggo_standin::Standin;
use rpggo_testkit::{Functions, Game};

use crate::process::Process;

const CHATS: usize = 8;
/// Each chat pours many times what may wait in the client.
const LINES: usize = 60_000;
const LIMIT: usize = 1 << 20;
/// The sockets of both ends, and what the stand-in makes ready: it is in this process, too.
const SOCKETS: usize = CHATS * (1 << 20);

/// For so long: a minute where it is asked for.
fn length() -> Duration {
    let wish = std::env::var("RPGGO_CHAOS_PAUSE").ok();
    Duration::from_secs(wish.map_or(2, |wish| wish.parse().expect("seconds")))
}

pub fn the_game_stops_polling(library: &'static Functions, standin: &Standin) {
    let before = Process::now();
    let game = Game::of(library, &standin.fault(&format!("flood={LINES}")), |it| {
        it.service = RPGGO_SERVICE_AURORA;
        it.max_queued_bytes = LIMIT;
    });
    let chats: Vec<u64> = (0..CHATS)
        .map(|number| game.chat_in(&number.to_string(), "1", "Hello"))
        .collect();
    let until = Instant::now() + length();
    let (mut most, mut most_queued) = (0, 0);
    while Instant::now() < until {
        most_queued = most_queued.max(game.stats().queued_bytes);
        most = most.max(Process::now().allocated.saturating_sub(before.allocated));
        std::thread::sleep(Duration::from_millis(50));
    }
    eprintln!(
        "not polled for {:?}, {CHATS} servers poured: {most_queued} bytes queued of {LIMIT}, {most} \
         bytes allocated by client and stand-in",
        length()
    );
    assert!(most_queued > LIMIT as u64 / 2, "they did not pour");
    assert!(most_queued <= LIMIT as u64, "{most_queued} bytes");
    assert!(most < LIMIT + SOCKETS, "{most} bytes");
    read_all(&game, &chats);
}

/// Nothing was lost, and all is in order.
fn read_all(game: &Game, chats: &[u64]) {
    let (mut said, mut finished) = (vec![0; chats.len()], 0);
    while finished < chats.len() {
        let event = game.next();
        let is_its = |id: &u64| event["request"] == *id;
        let at = chats.iter().position(is_its).expect("it was started");
        match event["kind"].as_str().unwrap() {
            "TEXT" => {
                let delta = event["delta"].as_str().unwrap();
                assert_eq!(delta.trim_end(), format!("flood {}", said[at]));
                said[at] += 1;
            }
            "FINISHED" => {
                assert_eq!(event["status"], "RPGGO_OK", "{event}");
                finished += 1;
            }
            _ => {}
        }
    }
    assert_eq!(said, vec![LINES; chats.len()]);
}
