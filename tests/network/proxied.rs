//! A real nginx between the game and the service, as most services have one.

use std::time::{Duration, Instant};

use rpggo::abi::status::RPGGO_SERVICE_OPENAI;
use serde_json::Value;

use rpggo_testkit::*;

fn game(base_url: &str) -> Game {
    Game::with(&format!("{base_url}/v1"), |it| {
        it.service = RPGGO_SERVICE_OPENAI;
        it.max_retries = -1;
    })
}

/// The next event of that kind.
fn next(game: &Game, kind: &str) -> Value {
    loop {
        let event = game.next();
        match event["kind"].as_str().unwrap() {
            found if found == kind => return event,
            "STARTED" | "TEXT" | "MESSAGE" => {}
            other => panic!("{other}: {event}"),
        }
    }
}

#[test]
fn without_buffering_each_word_comes_by_itself() {
    if !has_nginx() {
        return;
    }
    let teller = Teller::start();
    let nginx = Nginx::in_front_of(&teller.base_url(), "proxy_buffering off;");
    let game = game(&nginx.base_url());
    game.chat("mira", "Hello");
    for word in ["one", "by", "one"] {
        // The next one is not said before this one is there.
        teller.say(word);
        assert_eq!(next(&game, "TEXT")["delta"], format!("{word} "));
    }
    teller.end();
    assert_eq!(next(&game, "FINISHED")["status"], "RPGGO_OK");
}

#[test]
fn with_buffering_everything_comes_late_and_in_order() {
    if !has_nginx() {
        return;
    }
    let teller = Teller::start();
    let nginx = Nginx::in_front_of(&teller.base_url(), "proxy_buffering on;");
    let game = game(&nginx.base_url());
    let request = game.chat("mira", "Hello");
    let words = ["all", "at", "the", "end"];
    for word in words {
        teller.say(word);
    }
    // Nothing comes while it goes on.
    let until = Instant::now() + Duration::from_millis(200);
    while Instant::now() < until {
        assert_eq!(game.poll(), None);
    }
    teller.end();
    let events = game.finish(request);
    let said = events.iter().filter(|it| it["kind"] == "TEXT");
    let said: Vec<_> = said
        .map(|it| it["delta"].as_str().unwrap().trim())
        .collect();
    assert_eq!(said, words);
    assert_eq!(events.last().unwrap()["status"], "RPGGO_OK");
}

#[test]
fn a_proxy_that_holds_everything_back_is_a_timeout_that_says_which() {
    if !has_nginx() {
        return;
    }
    let teller = Teller::start();
    let nginx = Nginx::in_front_of(&teller.base_url(), "proxy_buffering on;");
    let game = Game::with(&format!("{}/v1", nginx.base_url()), |it| {
        it.service = RPGGO_SERVICE_OPENAI;
        it.first_byte_timeout_ms = 300;
        it.idle_timeout_ms = 300;
    });
    let request = game.chat("mira", "Hello");
    teller.say("nobody hears it");
    let began = Instant::now();
    let events = game.finish(request);
    let last = events.last().unwrap();
    assert_eq!(last["status"], "RPGGO_TIMEOUT", "{events:?}");
    assert_eq!(events.len(), 1, "{events:?}");
    let detail = last["detail"].as_str().unwrap();
    assert!(detail.contains("first_byte_timeout_ms"), "{detail}");
    assert!(began.elapsed() < Duration::from_secs(5));
    teller.end();
}

#[test]
fn a_proxy_that_dies_in_an_answer_ends_it_once_and_the_next_chat_works() {
    if !has_nginx() {
        return;
    }
    for buffering in ["proxy_buffering off;", "proxy_buffering on;"] {
        let standin = standin_with(|it| it.pace = Duration::from_millis(20));
        let mut nginx = Nginx::in_front_of(&standin.base_url(), buffering);
        let game = game(&nginx.base_url());
        let request = game.chat("mira", "Who is on the ferry?");
        if buffering.contains("off") {
            next(&game, "TEXT");
        } else {
            standin.wait_for_requests(1, PATIENCE);
        }
        nginx.kill();
        let began = Instant::now();
        let last = game.finish(request).pop().unwrap();
        assert_eq!(last["status"], "RPGGO_NETWORK", "{last}");
        assert!(!last["detail"].as_str().unwrap().is_empty());
        assert!(began.elapsed() < Duration::from_secs(5));

        // Nobody there: told at once.
        let last = game.outcome();
        assert_eq!(last["status"], "RPGGO_NETWORK", "{last}");
        nginx.again();
        let last = game.outcome();
        assert_eq!(last["status"], "RPGGO_OK", "{last}");
    }
}

#[test]
fn a_service_that_dies_behind_a_proxy_is_told() {
    if !has_nginx() {
        return;
    }
    let standin = standin_with(|it| it.pace = Duration::from_millis(20));
    let nginx = Nginx::in_front_of(&standin.base_url(), "proxy_buffering off;");
    let game = game(&nginx.base_url());
    let request = game.chat("mira", "Who is on the ferry?");
    next(&game, "TEXT");
    drop(standin);
    let last = game.finish(request).pop().unwrap();
    assert_eq!(last["status"], "RPGGO_NETWORK", "{last}");
    let last = game.outcome();
    assert_eq!(last["status"], "RPGGO_SERVICE_ERROR", "{last}");
    assert_eq!(last["http_status"], 502);
}
