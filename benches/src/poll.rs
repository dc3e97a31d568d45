//! What the game's thread pays: a poll that finds nothing, and one that finds an event.

use std::cell::UnsafeCell;
use std::ffi::CString;
use std::hint::black_box;
use std::time::Instant;

use crate::allocations;
use crate::frames::Stream;
use crate::game;
use crate::incoming::Incoming;
use crate::measure::{Contestant, side_by_side};
use crate::shipped;
use crate::table::{Table, number};

const ROUNDS: usize = 60;
/// Polls of an empty queue for one figure.
const POLLS: usize = 100_000;
/// Events that are queued when the game reads them, and how often that is done for one figure.
const QUEUED: usize = 50;
const FRAMES: usize = 40;
/// Chunks in which about that many events come.
const CHUNKS: usize = 30;
/// As long as many utterances are.
const TEXT: &str =
    "The harbour master nods slowly, and points at the ship that nobody has boarded.";

unsafe extern "C" {
    fn SDL_Init(flags: u32) -> i32;
    fn SDL_Quit();
    fn SDL_PollEvent(event: *mut SdlEvent) -> i32;
    fn SDL_PushEvent(event: *mut SdlEvent) -> i32;

    fn peer_queue_new() -> *mut libc::c_void;
    fn peer_queue_free(queue: *mut libc::c_void);
    fn peer_queue_push(queue: *mut libc::c_void, text: *const libc::c_char);
    fn peer_queue_poll(queue: *mut libc::c_void) -> i32;
    fn peer_queue_read_all(queue: *mut libc::c_void) -> usize;
}

const SDL_INIT_EVENTS: u32 = 0x4000;
const SDL_USEREVENT: u32 = 0x8000;

/// As large as SDL's union, and as aligned.
#[repr(C, align(8))]
struct SdlEvent {
    kind: u32,
    rest: [u32; 31],
}

impl SdlEvent {
    fn new() -> SdlEvent {
        SdlEvent {
            kind: SDL_USEREVENT,
            rest: [0; 31],
        }
    }
}

pub fn poll() -> Vec<Table> {
    // SAFETY: once, on this thread; no window is asked for.
    assert_eq!(unsafe { SDL_Init(SDL_INIT_EVENTS) }, 0);
    let tables = vec![empty(), with_event()];
    // SAFETY: it was initialized.
    unsafe { SDL_Quit() };
    tables
}

/// Nanoseconds of one such call.
fn each(count: usize, call: impl Fn()) -> f64 {
    let began = Instant::now();
    for _ in 0..count {
        call();
    }
    began.elapsed().as_nanos() as f64 / count as f64
}

/// Nanoseconds of a poll of the library that finds nothing.
pub fn empty_figure() -> f64 {
    let nothing = Incoming::new(Vec::new(), 0);
    let (poll, client) = (game::poll_function(), nothing.client());
    each(POLLS, || assert!(poll(client).is_null()))
}

/// Nanoseconds of a poll that finds an event.
pub fn event_figure() -> f64 {
    let stream = Stream::of_chats(4000);
    // The first warms up.
    ours(&stream);
    let played = ours(&stream);
    played.nanoseconds / played.events as f64
}

fn empty() -> Table {
    let queue = Queue::new();
    let mutex = UnsafeCell::new(libc::PTHREAD_MUTEX_INITIALIZER);
    let mut contestants = [
        contestant("rpggo_poll_event", || shipped::figure("poll-empty", 0)),
        contestant("pthread mutex, locked and unlocked", || {
            // SAFETY: the mutex is initialized and stays where it is.
            each(POLLS, || unsafe {
                libc::pthread_mutex_lock(black_box(mutex.get()));
                libc::pthread_mutex_unlock(black_box(mutex.get()));
            })
        }),
        contestant("std::mutex + std::deque", || {
            // SAFETY: the queue lives.
            each(POLLS, || assert_eq!(unsafe { peer_queue_poll(queue.0) }, 0))
        }),
        contestant("SDL_PollEvent", || {
            let mut event = SdlEvent::new();
            let event = &raw mut event;
            // SAFETY: the event is writable.
            each(POLLS / 10, || {
                assert_eq!(unsafe { SDL_PollEvent(event) }, 0)
            })
        }),
    ];
    let samples = side_by_side(ROUNDS, &mut contestants);
    let names = contestants.iter().map(|it| it.name);
    let rows: Vec<_> = names.zip(&samples).collect();
    Table::contest("poll-empty", "A poll that finds nothing", "ns", &rows)
}

fn with_event() -> Table {
    let (queue, text) = (Queue::new(), CString::new(TEXT).expect("it has no NUL"));
    let mut contestants = [
        contestant("rpggo_poll_event", || shipped::figure("poll-event", 0)),
        contestant("std::mutex + std::deque", || {
            frames(|| {
                for _ in 0..QUEUED {
                    // SAFETY: the queue lives, and copies the text.
                    unsafe { peer_queue_push(queue.0, text.as_ptr()) };
                }
                let began = Instant::now();
                // SAFETY: the queue lives.
                black_box(unsafe { peer_queue_read_all(queue.0) });
                began.elapsed().as_nanos() as f64
            })
        }),
        contestant("SDL_PollEvent", || {
            frames(|| {
                let mut event = SdlEvent::new();
                let event = &raw mut event;
                for _ in 0..QUEUED {
                    // SAFETY: it is copied.
                    assert_eq!(unsafe { SDL_PushEvent(event) }, 1);
                }
                let began = Instant::now();
                // SAFETY: the event is writable.
                while unsafe { SDL_PollEvent(event) } == 1 {}
                began.elapsed().as_nanos() as f64
            })
        }),
    ];
    let samples = side_by_side(ROUNDS, &mut contestants);
    let names: Vec<_> = contestants.iter().map(|it| it.name).collect();
    let rows: Vec<_> = names.into_iter().zip(&samples).collect();
    let title = "A poll that finds an event, with what reads and releases it";
    let mut table = Table::contest("poll-event", title, "ns", &rows);
    let played = ours(&Stream::of_chats(4000));
    table.row(&[
        "allocations of rpggo_poll_event".into(),
        number(played.allocations as f64),
        format!("{} events", played.events),
        String::new(),
    ]);
    table
}

fn contestant<'a>(name: &'a str, measure: impl FnMut() -> f64 + 'a) -> Contestant<'a> {
    Contestant {
        name,
        measure: Box::new(measure),
    }
}

/// Nanoseconds an event, of frames in which so many are read.
fn frames(frame: impl Fn() -> f64) -> f64 {
    let all: f64 = (0..FRAMES).map(|_| frame()).sum();
    all / (FRAMES * QUEUED) as f64
}

struct Played {
    events: u64,
    nanoseconds: f64,
    allocations: u64,
}

/// Reads an answer; only the polls are measured.
fn ours(stream: &Stream) -> Played {
    let poll = game::poll_function();
    let mut incoming = Incoming::new(stream.chunks(), CHUNKS);
    assert!(incoming.read());
    let mut played = Played {
        events: 0,
        nanoseconds: 0.0,
        allocations: 0,
    };
    for _ in 0..FRAMES {
        assert!(incoming.read(), "the answer is long enough");
        let client = incoming.client();
        let before = allocations::count();
        let began = Instant::now();
        let read = game::read_all(poll, client);
        played.nanoseconds += began.elapsed().as_nanos() as f64;
        played.allocations += allocations::count() - before;
        played.events += read.events;
    }
    played
}

struct Queue(*mut libc::c_void);

impl Queue {
    fn new() -> Queue {
        // SAFETY: it has no conditions.
        Queue(unsafe { peer_queue_new() })
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        // SAFETY: it lives until now.
        unsafe { peer_queue_free(self.0) };
    }
}
