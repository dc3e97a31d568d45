//! The promises of the ABI by their numbers, where they can be seen from outside. Promise 4 and the
//! memory of 8 and 9 are in `tests/memory.rs`, the panic of 1 and the second poller of 6 in
//! `src/abi/tests.rs`, and 7, 8 and 10 also in the C programs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rpggo::abi::client::*;
use rpggo::abi::event::*;
use rpggo::abi::poll::*;
use rpggo::abi::status::*;
use rpggo_standin::{Reply, ReplyEnd};

use rpggo_testkit::*;

const FAULTS: [&str; 24] = [
    "cut=0",
    "cut=700",
    "reset=0",
    "reset=700",
    "reset-before",
    "stall=0",
    "stall=700",
    "stall-before",
    "trickle",
    "status=400",
    "status=500",
    "redirect",
    "garbage",
    "garbage-body",
    "not-json",
    "oversize=2000000",
    "long-line=2000000",
    "deep=100000",
    "endless-headers",
    "no-fin",
    "hold",
    "invalid-utf8",
    "error=10000303",
    "error-after=10000000",
];

#[test]
fn promise_1_one_finished_is_the_last_event_of_every_request() {
    let standin = standin();
    Game::started(&standin.base_url());
    for fault in FAULTS {
        let game = Game::with(&standin.fault(fault), |it| {
            it.max_retries = -1;
            it.first_byte_timeout_ms = 300;
            it.idle_timeout_ms = 300;
        });
        // `finish` checks that nothing comes behind it.
        let events = game.finish(game.chat("mira", "Hello"));
        let count = events.iter().filter(|it| it["kind"] == "FINISHED").count();
        assert_eq!(count, 1, "{fault}: {events:?}");
    }
}

#[test]
fn promise_1_a_cancelled_request_finishes_too() {
    let standin = standin();
    for base_url in [standin.fault("stall=0"), standin.fault("stall-before")] {
        let game = Game::new(&base_url);
        let request = game.chat("mira", "Hello");
        standin.wait_for_requests(1, PATIENCE);
        assert_eq!(game.cancel(request), RPGGO_OK);
        let began = Instant::now();
        let events = game.finish(request);
        assert!(began.elapsed() < Duration::from_secs(5));
        assert_eq!(events.last().unwrap()["status"], "RPGGO_CANCELLED");
        assert!(
            standin.wait_for_open_connections(0, PATIENCE),
            "the socket is closed"
        );
        standin.take_requests();
    }
}

#[test]
fn promise_2_message_and_finished_are_enough() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    let request = game.chat("mira", "Who is on the ferry?");
    let mut said = Vec::new();
    loop {
        let event = game.next();
        match event["kind"].as_str().unwrap() {
            "MESSAGE" => said.push(event["character_id"].as_str().unwrap().to_owned()),
            "FINISHED" => {
                assert_eq!(event["request"], request);
                break;
            }
            _ => {}
        }
    }
    assert_eq!(said, ["mira", "bram", "akiko"]);
}

#[test]
fn promise_3_an_event_stays_readable_until_the_next_poll() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    game.chat("mira", "Hello");
    let look_twice = |event: &rpggo_event| {
        if event.kind != RPGGO_EVENT_MESSAGE {
            return false;
        }
        let before = describe(event);
        // Meanwhile much happens on the library's thread.
        for _ in 0..200 {
            game.chat("mira", "Hello");
        }
        standin.wait_for_requests(202, PATIENCE);
        assert_eq!(describe(event), before);
        true
    };
    while !game.next_as(look_twice) {}
}

#[test]
fn promise_5_nothing_in_the_header_can_call_back() {
    let header = include_str!("../../include/rpggo.h");
    let (_, code) = header.split_once("#pragma once").expect("the code follows");
    assert!(!code.contains("(*"), "a function pointer");
}

#[test]
fn promise_6_every_thread_may_call_every_function() {
    let standin = standin();
    let frame = r#"{"ret":200,"data":{"result":{"character_type":"common_npc","text":"Hi"}}}"#;
    let game = Game::new(&standin.script(Reply::sse(format!("data: {frame}\n\n"))));
    let (threads, chats) = (8, 25);
    let game = &game;
    let started: Vec<u64> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(move || {
                    let chats = (0..chats).map(|_| game.chat("bram", "Hello"));
                    chats.collect::<Vec<_>>()
                })
            })
            .collect();
        all.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    let mut left: std::collections::HashSet<u64> = started.iter().copied().collect();
    assert_eq!(left.len(), threads * chats, "no id is used twice");
    while !left.is_empty() {
        let event = game.next();
        let request = event["request"].as_u64().unwrap();
        assert!(left.contains(&request), "nothing behind FINISHED: {event}");
        if event["kind"] == "FINISHED" {
            assert_eq!(event["status"], "RPGGO_OK", "{event}");
            left.remove(&request);
        }
    }
}

#[test]
fn promise_6_polling_from_many_threads_loses_and_doubles_nothing() {
    const LINES: u64 = 3000;
    let standin = standin();
    Game::started(&standin.base_url());
    let game = Game::new(&standin.fault(&format!("flood={LINES}")));
    game.chat("mira", "Hello");
    // Without pictures, goals and costs: STARTED, the lines, and FINISHED.
    let expected = LINES + 2;
    let read = AtomicU64::new(0);
    let until = Instant::now() + PATIENCE;
    let (game, read) = (&game, &read);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || {
                while read.load(Ordering::Relaxed) < expected && Instant::now() < until {
                    // Another thread may poll next and end the event's life: it is only counted.
                    if rpggo_poll_event(game.client).is_null() {
                        std::thread::yield_now();
                    } else {
                        read.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(read.load(Ordering::Relaxed), expected);
    assert_eq!(game.poll(), None);
}

#[test]
fn promise_7_wrong_handles_are_told() {
    let freed = {
        let standin = standin();
        let game = Game::new(&standin.base_url());
        game.client
    };
    let somewhere = 0_u64;
    let wrong = [
        std::ptr::null_mut(),
        freed,
        std::ptr::from_ref(&somewhere).cast_mut().cast(),
        std::ptr::without_provenance_mut(1),
        std::ptr::without_provenance_mut(usize::MAX),
    ];
    for client in wrong {
        assert_eq!(rpggo_request_cancel(client, 1), RPGGO_INVALID_HANDLE);
        assert!(rpggo_poll_event(client).is_null());
        assert_eq!(rpggo::abi::error::rpggo_last_status(), RPGGO_INVALID_HANDLE);
        assert!(last_error().starts_with("RPGGO_INVALID_HANDLE: client "));
        rpggo_client_free(client);
    }
}

#[test]
fn promise_7_an_old_handle_does_not_disturb_a_new_client() {
    let old = Game::new("http://127.0.0.1:1").client;
    let over = AtomicU64::new(0);
    std::thread::scope(|scope| {
        let old = old.addr();
        let over = &over;
        scope.spawn(move || {
            while over.load(Ordering::Relaxed) == 0 {
                rpggo_client_free(std::ptr::without_provenance_mut(old));
            }
        });
        // Slots are used again after a while: whichever of these has the old one is not disturbed.
        for _ in 0..50 {
            let games: Vec<_> = (0..8).map(|_| Game::new("http://127.0.0.1:1")).collect();
            for _ in 0..200 {
                for game in &games {
                    assert_eq!(game.cancel(0), RPGGO_OK);
                }
            }
        }
        over.store(1, Ordering::Relaxed);
    });
}

#[test]
fn a_cancelled_request_closes_its_connection_also_where_the_queue_is_full() {
    let standin = standin();
    let frame = r#"{"ret":200,"data":{"result":{"character_type":"common_npc","text":"Hi"}}}"#;
    let reply = Reply::sse(format!("data: {frame}\n\n").repeat(20)).end(ReplyEnd::Stall);
    let game = Game::with(&standin.script(reply), |it| it.max_queued_bytes = 1);
    let chat = game.chat("mira", "Hello");
    let until = Instant::now() + PATIENCE;
    // The first event fills the queue; what came after it waits.
    while game.stats().bytes_received == 0 || game.stats().queued_events == 0 {
        assert!(Instant::now() < until, "nothing came");
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(standin.open_connections(), 1);
    assert_eq!(game.cancel(chat), RPGGO_OK);
    // The game polls nothing.
    assert!(standin.wait_for_open_connections(0, PATIENCE));
}

#[test]
fn promise_9_requests_that_wait_for_the_game_count_as_under_way() {
    let standin = standin();
    let base_url = standin.script(Reply::text(400, ""));
    let game = Game::with(&base_url, |it| {
        it.max_requests = 4;
        it.max_queued_bytes = 1;
    });
    let mut started = 0;
    let until = Instant::now() + PATIENCE;
    // One may have finished into the queue, which holds one event; the rest is under way.
    while Instant::now() < until {
        match game.try_chat("mira", "Hello") {
            Ok(_) => started += 1,
            Err(status) => {
                assert_eq!(status, RPGGO_BUSY);
                if standin.requests().len() == started {
                    break;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
    assert!((4..=5).contains(&started), "{started}");
    let mut finished = 0;
    while finished < started {
        finished += usize::from(game.next()["kind"] == "FINISHED");
    }
}

#[test]
fn promise_7_a_request_that_is_over_is_no_error_to_cancel() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    let request = game.chat("mira", "Hello");
    game.finish(request);
    for request in [request, 0, u64::MAX] {
        assert_eq!(game.cancel(request), RPGGO_OK);
    }
    assert_eq!(game.poll(), None);
}

#[test]
fn promise_7_a_game_that_cancels_without_end_keeps_nobody_from_work() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    let stuck = Game::new(&standin.fault("stall-before"));
    let waits = stuck.chat("mira", "Hello");
    let over = AtomicU64::new(0);
    let (game, stuck) = (&game, &stuck);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let until = Instant::now() + PATIENCE;
                while over.load(Ordering::Relaxed) == 0 && Instant::now() < until {
                    for game in [game, stuck] {
                        assert_eq!(game.cancel(1), RPGGO_OK);
                    }
                    assert_eq!(stuck.cancel(waits), RPGGO_OK);
                }
            });
        }
        let finished = stuck.finish(waits);
        assert_eq!(finished.last().unwrap()["status"], "RPGGO_CANCELLED");
        for _ in 0..20 {
            assert_eq!(game.outcome()["status"], "RPGGO_OK");
        }
        over.store(1, Ordering::Relaxed);
    });
}

#[test]
fn promise_8_free_returns_within_100_ms_whatever_the_network_does() {
    let standin = standin();
    Game::started(&standin.base_url());
    let mute = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mute = format!("https://127.0.0.1:{}", mute.local_addr().unwrap().port());
    let stalled = Reply::sse(": begun\n\n").end(ReplyEnd::Stall);
    let free = |base_url: &str| {
        let game = Game::new(base_url);
        for _ in 0..20 {
            game.chat("mira", "Hello");
        }
        std::thread::sleep(Duration::from_millis(30));
        let began = Instant::now();
        drop(game);
        began.elapsed()
    };
    for base_url in [
        mute,
        standin.script(stalled),
        standin.fault("stall-before"),
        standin.fault("endless-headers"),
        standin.fault("flood=100000"),
        standin.fault("trickle"),
        standin.fault("status=503"),
        "https://no-such-host.invalid".to_owned(),
    ] {
        // A machine that is busy with other things may be late once, but not every time.
        let best = (0..3).map(|_| free(&base_url)).min().unwrap();
        assert!(best < Duration::from_millis(100), "{base_url}: {best:?}");
    }
    assert!(standin.wait_for_open_connections(0, PATIENCE));
}

#[test]
fn promise_9_when_the_game_stops_polling_the_sockets_wait_and_nothing_is_lost() {
    const LINES: usize = 20_000;
    let standin = standin();
    Game::started(&standin.base_url());
    let game = Game::with(&standin.fault(&format!("flood={LINES}")), |it| {
        it.max_queued_bytes = 64 << 10;
    });
    let request = game.chat("mira", "Hello");
    // The game is busy with something else.
    std::thread::sleep(Duration::from_millis(500));
    let events = game.finish(request);
    let said: Vec<_> = events
        .iter()
        .filter(|it| it["kind"] == "MESSAGE")
        .map(|it| it["text"].as_str().unwrap())
        .collect();
    assert_eq!(said.len(), LINES);
    for (number, text) in said.iter().enumerate() {
        assert_eq!(*text, format!("flood {number}"));
    }
    assert_eq!(events.last().unwrap()["status"], "RPGGO_OK");
}

#[cfg(target_os = "linux")]
#[test]
fn promise_10_no_signal_handler_and_no_change_of_the_environment() {
    let caught = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("SigCgt"))
            .unwrap();
        line.to_owned()
    };
    let environment = || std::env::vars_os().collect::<Vec<_>>();
    let before = (caught(), environment());
    let standin = standin();
    let game = Game::started(&standin.base_url());
    game.outcome();
    drop(game);
    assert_eq!((caught(), environment()), before);
}
