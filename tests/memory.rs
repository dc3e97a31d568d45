//! What the library costs the game: memory of the whole process, and work on the game's thread.
//! In a program of its own, where nothing else allocates.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

use rpggo::abi::event::*;
use rpggo::abi::options::RPGGO_REPLAY_AS_POLLED;
use rpggo::abi::poll::rpggo_poll_event;
use rpggo_standin::{Reply, Standin};

use rpggo_testkit::*;

/// Counts what is allocated: in all, and calls on this thread.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

fn count(added: usize, removed: usize) {
    CALLS.set(CALLS.get() + 1);
    let live = LIVE.fetch_add(added, Ordering::Relaxed) + added;
    LIVE.fetch_sub(removed, Ordering::Relaxed);
    PEAK.fetch_max(live - removed.min(live), Ordering::Relaxed);
}

// SAFETY: all work is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.realloc(block, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A stand-in that answers with so many utterances, and says nothing more.
fn talkative(lines: usize) -> (Standin, String) {
    let standin = standin();
    let frame =
        r#"{"ret":200,"data":{"result":{"character_type":"common_npc","text":"Good evening!"}}}"#;
    let stream = format!("data: {frame}\n\n").repeat(lines);
    let base_url = standin.script(Reply::sse(stream));
    (standin, base_url)
}

/// Polls to the end of the chat, and gives the number of messages.
fn poll_to_the_end(game: &Game) -> usize {
    let (mut messages, mut empty, mut over) = (0, 0, false);
    let before = CALLS.get();
    while !over {
        match game.poll_with(|event| event.kind) {
            Some(RPGGO_EVENT_MESSAGE) => messages += 1,
            Some(RPGGO_EVENT_FINISHED) => over = true,
            Some(_) => {}
            None => {
                empty += 1;
                std::thread::yield_now();
            }
        }
    }
    for _ in 0..1000 {
        assert!(game.poll_with(|_| {}).is_none());
        game.stats();
    }
    assert_eq!(
        CALLS.get(),
        before,
        "{messages} messages, {empty} empty polls"
    );
    messages
}

#[test]
fn promise_4_a_poll_neither_allocates_nor_frees_on_the_games_thread() {
    const LINES: usize = 3000;
    let _alone = alone();
    let (_standin, base_url) = talkative(LINES);
    let file = Scratch::new();
    let game = Game::with(&base_url, |it| {
        it.record_path = file.text.as_ptr();
        it.log_level = RPGGO_LOG_DEBUG;
    });
    game.chat("mira", "Hello");
    assert_eq!(poll_to_the_end(&game), LINES);
    drop(game);
    for speed in [0.0, RPGGO_REPLAY_AS_POLLED] {
        let game = Game::with("http://127.0.0.1:1", |it| {
            it.replay_path = file.text.as_ptr();
            it.replay_speed = speed;
        });
        game.chat("mira", "Hello");
        assert_eq!(poll_to_the_end(&game), LINES);
    }
}

/// In the kernel's strict mode a thread that makes any other call than read, write and exit is
/// killed at once.
#[cfg(target_os = "linux")]
#[test]
fn promise_4_a_poll_makes_no_system_call() {
    const LINES: usize = 500;
    let _alone = alone();
    let (_standin, base_url) = talkative(LINES);
    let game = Game::new(&base_url);
    game.chat("mira", "Hello");
    static READ: AtomicUsize = AtomicUsize::new(0);
    let client = game.client.addr();
    let poller = std::thread::spawn(move || {
        let client = std::ptr::without_provenance_mut(client);
        // SAFETY: only this thread is bound by it.
        let bound = unsafe { libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_STRICT) };
        assert_eq!(bound, 0, "the kernel has a strict mode");
        loop {
            let event = rpggo_poll_event(client);
            if event.is_null() {
                std::hint::spin_loop();
                continue;
            }
            READ.fetch_add(1, Ordering::Relaxed);
            // SAFETY: readable until the next poll.
            if unsafe { (*event).kind } == RPGGO_EVENT_FINISHED {
                for _ in 0..1000 {
                    assert!(rpggo_poll_event(client).is_null());
                }
                READ.fetch_add(1, Ordering::Relaxed);
                // SAFETY: the only way out of a thread that may call nothing else.
                unsafe { libc::syscall(libc::SYS_exit, 0) };
            }
        }
    });
    let until = std::time::Instant::now() + PATIENCE;
    // STARTED, the lines, FINISHED, and one more for the empty polls.
    while READ.load(Ordering::Relaxed) < LINES + 3 {
        assert!(
            std::time::Instant::now() < until,
            "the thread was killed for a system call"
        );
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    // It left without the standard library's knowledge: it cannot be joined.
    std::mem::forget(poller);
}

#[test]
fn promise_8_clients_come_and_go_and_leave_nothing() {
    let _alone = alone();
    let (standin, base_url) = talkative(50);
    let recording = Scratch::new();
    let game = Game::with(&base_url, |it| it.record_path = recording.text.as_ptr());
    game.finish(game.chat("mira", "Hello"));
    drop(game);
    let round = |finish: bool| {
        let live = Game::new(&base_url);
        let recorded = Scratch::new();
        let recorder = Game::with(&base_url, |it| {
            it.record_path = recorded.text.as_ptr();
            it.log_level = RPGGO_LOG_DEBUG;
        });
        let replayed = Game::with(&base_url, |it| {
            it.replay_path = recording.text.as_ptr();
            it.replay_speed = RPGGO_REPLAY_AS_POLLED;
        });
        for game in [live, recorder, replayed] {
            let request = game.chat("mira", "Hello");
            if finish {
                while game.next()["kind"] != "FINISHED" {}
            } else {
                // What waits for its turn is gone with the client, too.
                game.chat("mira", "Hello");
                game.cancel(request);
            }
        }
        assert!(standin.wait_for_open_connections(0, PATIENCE));
        standin.take_requests();
    };
    // The first ones make what lives as long as the process.
    for turn in 0..20 {
        round(turn % 2 == 0);
    }
    let before = LIVE.load(Ordering::Relaxed);
    for turn in 0..200 {
        round(turn % 2 == 0);
    }
    let grown = LIVE.load(Ordering::Relaxed).saturating_sub(before);
    // Less than a byte and a half for each: nothing of a client.
    assert!(grown < 300, "{grown} bytes after 200 clients");
}

#[test]
fn promise_9_memory_stays_under_the_limit_when_the_game_stops_polling() {
    const LIMIT: usize = 256 << 10;
    let _alone = alone();
    let standin = standin();
    Game::started(&standin.base_url());
    // Each of these answers would be many times the limit.
    let game = Game::with(&standin.fault("flood=50000"), |it| {
        it.max_queued_bytes = LIMIT
    });
    let chats: Vec<_> = (0..4).map(|_| game.chat("mira", "Hello")).collect();
    // The first events are there, so all is set up: from now on it is the answers that cost.
    game.next();
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    std::thread::sleep(std::time::Duration::from_secs(1));
    let grown = PEAK.load(Ordering::Relaxed) - before.min(PEAK.load(Ordering::Relaxed));
    // What the sockets of both sides hold comes on top: the stand-in is in this process, too.
    let sockets = chats.len() * (1 << 20);
    assert!(grown < LIMIT + sockets, "{grown} bytes");
    let (mut messages, mut finished) = (0, 0);
    while finished < chats.len() {
        let event = game.next();
        match event["kind"].as_str().unwrap() {
            "MESSAGE" => messages += 1,
            "FINISHED" => {
                assert_eq!(event["status"], "RPGGO_OK", "{event}");
                finished += 1;
            }
            _ => {}
        }
    }
    assert_eq!(messages, chats.len() * 50_000);
}

/// A body in pieces of one byte, of which the log has a line each.
#[test]
fn promise_9_memory_stays_under_the_limit_with_a_log_of_every_byte() {
    const LIMIT: usize = 256 << 10;
    const PIECES: usize = 60_000;
    let _alone = alone();
    let standin = standin();
    let mut reply = Reply::json(200, "{");
    reply.chunks.resize(PIECES, b" ".to_vec());
    let base_url = standin.script(reply.chunk("}"));
    let game = Game::with(&base_url, |it| {
        it.max_queued_bytes = LIMIT;
        it.log_level = RPGGO_LOG_DEBUG;
    });
    game.chat("mira", "Hello");
    game.next();
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    std::thread::sleep(std::time::Duration::from_secs(1));
    let grown = PEAK.load(Ordering::Relaxed).saturating_sub(before);
    // What the stand-in still has to send takes about 200 bytes for each piece; the lines of the
    // log would take 1000.
    assert!(grown < LIMIT + PIECES * 400, "{grown} bytes");
    while game.next()["kind"] != "FINISHED" {}
    assert_eq!(game.stats().bytes_received, PIECES as u64 + 1);
}
