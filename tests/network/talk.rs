//! A talk as a game has it, frame by frame, and what it measured.

use std::time::{Duration, Instant};

use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::options::{RPGGO_CLIENT_ALLOW_HTTP, RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY};
use rpggo::abi::status::RPGGO_SERVICE_OPENAI;
use serde_json::Value;

use crate::world::MEASURED;
use rpggo_testkit::{Game, PATIENCE};

/// A game of the service that streams word by word.
pub fn game(base_url: &str, set: impl FnOnce(&mut rpggo_client_options)) -> Game {
    Game::with(&format!("{base_url}/v1"), |it| {
        it.service = RPGGO_SERVICE_OPENAI;
        it.flags = RPGGO_CLIENT_ALLOW_HTTP | RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY;
        set(it);
    })
}

/// What a game saw of one request.
#[derive(Default)]
pub struct Talk {
    pub words: Vec<String>,
    pub message: Option<String>,
    pub finished: Value,
    pub retries: usize,
    pub first_word: Option<Duration>,
    pub total: Duration,
    pub longest_poll: Duration,
    /// How often the game's thread slept in a poll: waited for something, that is.
    pub slept_in_polls: i64,
    pub polls: u64,
}

impl Talk {
    /// Says something, and draws frames until its end; `frame` may change the world meanwhile.
    pub fn hold(game: &Game, message: &str, mut frame: impl FnMut(&Talk)) -> Talk {
        let began = Instant::now();
        let request = game.chat("mira", message);
        let mut talk = Talk::default();
        loop {
            let slept = times_slept();
            let polling = Instant::now();
            let event = game.poll();
            talk.longest_poll = talk.longest_poll.max(polling.elapsed());
            talk.slept_in_polls += times_slept() - slept;
            talk.polls += 1;
            talk.total = began.elapsed();
            assert!(talk.total < PATIENCE, "it does not end");
            let Some(event) = event else {
                frame(&talk);
                std::thread::sleep(Duration::from_millis(1));
                continue;
            };
            assert_eq!(event["request"], request, "{event}");
            match event["kind"].as_str().unwrap() {
                "TEXT" => {
                    talk.first_word.get_or_insert(talk.total);
                    talk.words.push(event["delta"].as_str().unwrap().to_owned());
                }
                "MESSAGE" => talk.message = event["text"].as_str().map(str::to_owned),
                "RETRYING" => {
                    assert!(talk.words.is_empty(), "nothing is said twice");
                    talk.retries += 1;
                }
                "FINISHED" => {
                    talk.finished = event;
                    assert!(game.poll().is_none(), "nothing comes behind FINISHED");
                    return talk;
                }
                _ => {}
            }
        }
    }

    pub fn status(&self) -> &str {
        self.finished["status"].as_str().unwrap()
    }

    pub fn detail(&self) -> &str {
        self.finished["detail"].as_str().unwrap()
    }

    /// The promise that holds on every network: all that was said, or its beginning and a reason;
    /// and no poll waited.
    pub fn assert_kept(&self, expected: &Talk) {
        self.assert_no_wait();
        let whole = expected.words.concat();
        let said = self.words.concat();
        assert!(whole.starts_with(&said), "{said:?} of {whole:?}");
        if self.status() == "RPGGO_OK" {
            assert_eq!(said, whole);
            assert_eq!(self.message, expected.message);
        } else {
            assert!(
                matches!(self.status(), "RPGGO_NETWORK" | "RPGGO_TIMEOUT"),
                "{}",
                self.finished
            );
            assert!(!self.detail().is_empty());
        }
    }

    pub fn assert_whole(&self, expected: &Talk) {
        assert_eq!(self.status(), "RPGGO_OK", "{}", self.finished);
        self.assert_kept(expected);
    }

    pub fn assert_no_wait(&self) {
        assert_eq!(self.slept_in_polls, 0, "of {} polls", self.polls);
    }

    /// For the table of `reliability/network`.
    pub fn measured(&self, network: &str, lost: u64) {
        let first = self
            .first_word
            .map_or("-".to_owned(), |it| it.as_millis().to_string());
        println!(
            "{MEASURED}{network}\t{first}\t{}\t{}\t{lost}\t{}\t{}",
            self.total.as_millis(),
            self.words.len(),
            self.retries,
            self.status(),
        );
    }
}

/// How often the system took the calling thread away because it waited.
fn times_slept() -> i64 {
    // SAFETY: all zeroes are valid, and the struct is filled in.
    unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_THREAD, &raw mut usage);
        usage.ru_nvcsw
    }
}
