//! A game in C that calls whatever it likes, in any order, with any arguments, and keeps only the
//! header's promises; the library has to keep its own.

mod call;
mod memory;
mod setup;

use std::collections::HashSet;
use std::ffi::{CStr, c_char};
use std::time::{Duration, Instant};

use arbitrary::{Arbitrary, Unstructured};
use rpggo::abi::chat::rpggo_chat_start;
use rpggo::abi::client::{rpggo_client, rpggo_client_free, rpggo_request_cancel};
use rpggo::abi::error::{rpggo_last_error, rpggo_last_status};
use rpggo::abi::event::{RPGGO_EVENT_FINISHED, rpggo_event};
use rpggo::abi::poll::{rpggo_event_field, rpggo_poll_event};
use rpggo::abi::request::{rpggo_chat_request, rpggo_session_request};
use rpggo::abi::session::*;
use rpggo::abi::stats::{rpggo_client_stats, rpggo_stats};
use rpggo::abi::status::*;

use crate::event::{read, text};

use call::{Call, Handle, Id, Place};
use memory::{Passed, Size, Strings, UNTOUCHED, Words};

/// Only a request that hangs takes so long.
const PATIENCE: Duration = Duration::from_secs(20);
const MOST_CLIENTS: usize = 4;
const MOST_CALLS: usize = 48;

/// Plays the game that the bytes tell.
///
/// # Panics
/// Where a promise of the header does not hold.
pub fn run(bytes: &[u8]) {
    let mut game = Game::default();
    let mut bytes = Unstructured::new(bytes);
    for _ in 0..MOST_CALLS {
        let Ok(call) = Call::arbitrary(&mut bytes) else {
            break;
        };
        game.call(&call);
        game.check_error();
        if bytes.is_empty() {
            break;
        }
    }
    game.end();
}

#[derive(Default)]
struct Game {
    clients: Vec<Made>,
    freed: Vec<*mut rpggo_client>,
    last_id: u64,
}

/// A client, and what is known of it.
struct Made {
    handle: *mut rpggo_client,
    open: HashSet<u64>,
    over: HashSet<u64>,
    /// Requests whose id was not asked for.
    unnamed: usize,
    event: *const rpggo_event,
    /// All that the event said, when it was new.
    whole: String,
    last: *const rpggo_event,
}

impl Made {
    /// The event and all it points to stay as they are until the next poll.
    fn check_event(&self) {
        if !self.event.is_null() {
            // SAFETY: it was not polled again.
            assert_eq!(whole(unsafe { &*self.event }), self.whole);
        }
    }

    /// Polls once; true when there was an event.
    fn poll(&mut self) -> bool {
        self.check_event();
        self.last = self.event;
        self.event = rpggo_poll_event(self.handle);
        if self.event.is_null() {
            self.whole.clear();
            return false;
        }
        // SAFETY: it is readable until the next poll.
        let event = unsafe { &*self.event };
        self.whole = whole(event);
        let is_fault = self.whole.contains("internal error in rpggo");
        assert!(!is_fault, "{}", self.whole);
        let id = event.request;
        assert!(!self.over.contains(&id), "an event after FINISHED");
        if !self.open.contains(&id) {
            assert!(
                self.unnamed > 0,
                "an event of a request that nobody started"
            );
            self.unnamed -= 1;
            self.open.insert(id);
        }
        if event.kind == RPGGO_EVENT_FINISHED {
            self.open.remove(&id);
            self.over.insert(id);
        }
        true
    }
}

impl Game {
    /// The handle, and the client that it belongs to.
    fn find(&self, handle: Handle) -> (*mut rpggo_client, Option<usize>) {
        let handle = match handle {
            Handle::Made(number) => match self.clients.len() {
                0 => std::ptr::null_mut(),
                len => self.clients[usize::from(number) % len].handle,
            },
            Handle::Freed(number) => match self.freed.len() {
                0 => std::ptr::null_mut(),
                len => self.freed[usize::from(number) % len],
            },
            Handle::Null => std::ptr::null_mut(),
            Handle::Any(any) => std::ptr::without_provenance_mut(any),
        };
        (
            handle,
            self.clients.iter().position(|it| it.handle == handle),
        )
    }

    fn call(&mut self, call: &Call) {
        match call {
            Call::New(setup) if self.clients.len() < MOST_CLIENTS => {
                let handle = setup.make();
                if !handle.is_null() {
                    assert!(!self.freed.contains(&handle), "a handle is used again");
                    self.clients.push(Made {
                        handle,
                        open: HashSet::new(),
                        over: HashSet::new(),
                        unnamed: 0,
                        event: std::ptr::null(),
                        whole: String::new(),
                        last: std::ptr::null(),
                    });
                }
            }
            Call::New(_) => {}
            Call::Free(handle) => {
                let (handle, made) = self.find(*handle);
                let began = Instant::now();
                rpggo_client_free(handle);
                assert!(began.elapsed() < PATIENCE);
                if let Some(made) = made {
                    self.clients.remove(made);
                    self.freed.push(handle);
                }
            }
            Call::Chat(handle, size, words, flags, named) => {
                let mut strings = Strings::default();
                let [a, b, c, d, e, f, g, h] = words.each_ref().map(|it| strings.pass(it));
                let request = rpggo_chat_request {
                    struct_size: 0,
                    character_id: a,
                    session_id: b,
                    message: c,
                    message_id: d,
                    game_id: e,
                    machine_id: f,
                    user_id: g,
                    extra_json: h,
                    flags: u32::from(flags & 3),
                };
                let passed = Passed::new(&request, *size);
                self.start(*handle, *named, |client, id| {
                    // SAFETY: the struct has its size, and its strings end in a NUL.
                    unsafe { rpggo_chat_start(client, passed.pointer(), id) }
                });
            }
            Call::Session(which, handle, size, words, named) => {
                let mut strings = Strings::default();
                let [a, b, c, d, e, f, g, h] = words.each_ref().map(|it| strings.pass(it));
                let request = rpggo_session_request {
                    struct_size: 0,
                    session_id: a,
                    game_id: b,
                    chapter_id: c,
                    character_id: d,
                    machine_id: e,
                    player_name: f,
                    player_gender: g,
                    system_prompt: h,
                };
                let passed = Passed::new(&request, *size);
                let start = [
                    rpggo_session_start,
                    rpggo_session_resume,
                    rpggo_session_history,
                    rpggo_session_reset,
                    rpggo_chapter_change,
                    rpggo_game_fetch,
                ][usize::from(*which) % 6];
                self.start(*handle, *named, |client, id| {
                    // SAFETY: as above.
                    unsafe { start(client, passed.pointer(), id) }
                });
            }
            Call::Poll(handle, times) => self.poll(*handle, *times),
            Call::Cancel(handle, id) => {
                let (handle, made) = self.find(*handle);
                let id = match *id {
                    Id::Of(back) => self.last_id.saturating_sub(back.into()),
                    Id::Any(id) => id,
                };
                let status = rpggo_request_cancel(handle, id);
                let expected = made.map_or(RPGGO_INVALID_HANDLE, |_| RPGGO_OK);
                assert_eq!(status, expected);
            }
            Call::Stats(handle, size) => self.stats(*handle, *size),
            Call::Field(number, place, pointer) => self.field(*number, *place, pointer),
            Call::Ask(number) => {
                let name = rpggo_status_name(*number);
                assert!(!c_text(name).is_empty());
                assert!(!c_text(rpggo_version()).is_empty());
                assert!(rpggo_abi_version() > 0);
            }
        }
    }

    fn start(
        &mut self,
        handle: Handle,
        is_named: bool,
        start: impl FnOnce(*mut rpggo_client, *mut u64) -> i32,
    ) {
        let (handle, made) = self.find(handle);
        let mut id = u64::MAX;
        let place = if is_named {
            &raw mut id
        } else {
            std::ptr::null_mut()
        };
        let status = start(handle, place);
        let Some(made) = made else {
            assert_eq!(status, RPGGO_INVALID_HANDLE);
            assert!(!is_named || id == 0);
            return;
        };
        let made = &mut self.clients[made];
        match status {
            RPGGO_OK if is_named => {
                assert!(id > self.last_id && id != u64::MAX, "an id is used again");
                self.last_id = id;
                made.open.insert(id);
            }
            RPGGO_OK => made.unnamed += 1,
            RPGGO_INVALID_ARGUMENT | RPGGO_BUSY | RPGGO_UNSUPPORTED => {
                assert!(!is_named || id == 0);
            }
            status => panic!("a request was refused with {status}"),
        }
    }

    fn poll(&mut self, handle: Handle, times: u8) {
        let (handle, made) = self.find(handle);
        let Some(made) = made else {
            assert!(rpggo_poll_event(handle).is_null());
            assert_eq!(rpggo_last_status(), RPGGO_INVALID_HANDLE);
            return;
        };
        for _ in 0..times {
            if !self.clients[made].poll() {
                std::thread::yield_now();
            }
        }
    }

    fn stats(&mut self, handle: Handle, size: Size) {
        let (handle, made) = self.find(handle);
        // SAFETY: all zeroes are numbers.
        let passed = Passed::new(&unsafe { std::mem::zeroed::<rpggo_stats>() }, size);
        let before = passed.bytes().to_vec();
        // SAFETY: as many bytes are writable as the first field says.
        let status = unsafe { rpggo_client_stats(handle, passed.pointer()) };
        if status != RPGGO_OK {
            assert!(made.is_none() || status == RPGGO_INVALID_ARGUMENT);
            assert_eq!(passed.bytes(), before, "written to in spite of an error");
            return;
        }
        let known = size_of::<rpggo_stats>();
        let rest = passed.bytes().get(known..).unwrap_or_default();
        assert!(
            rest.iter().all(|byte| *byte == UNTOUCHED),
            "too much was written"
        );
        // SAFETY: the call succeeded, so that it is there from its first to its last field.
        let stats = unsafe { passed.pointer::<rpggo_stats>().read() };
        assert!(stats.requests_finished <= stats.requests_started);
        assert!(stats.requests_failed + stats.requests_cancelled <= stats.requests_finished);
        assert!(stats.queued_events <= stats.events);
    }

    fn field(&mut self, number: u8, place: Place, pointer: &Words) {
        let made = match self.clients.len() {
            0 => None,
            len => Some(&self.clients[usize::from(number) % len]),
        };
        let event = match (place, made) {
            (Place::Current, Some(made)) => made.event,
            (Place::Last, Some(made)) => made.last,
            (Place::Any(any), _) => std::ptr::without_provenance(any),
            _ => std::ptr::null(),
        };
        let mut strings = Strings::default();
        let pointer = strings.pass(pointer);
        // SAFETY: it ends in a NUL; the event may be anything.
        let field = unsafe { rpggo_event_field(event, pointer) };
        // It is of an event that is there, or empty.
        let text = text(field);
        if event.is_null() {
            assert!(text.is_empty());
        }
    }

    /// The last error is a sentence, and never that of a panic.
    fn check_error(&self) {
        let error = c_text(rpggo_last_error());
        assert!(error.len() < 1024);
        assert!(!error.contains("internal error in rpggo"), "{error}");
        assert_eq!(error.is_empty(), rpggo_last_status() == RPGGO_OK);
    }

    /// Every request finishes, once, and every client can be freed.
    fn end(mut self) {
        for made in &mut self.clients {
            for id in &made.open {
                assert_eq!(rpggo_request_cancel(made.handle, *id), RPGGO_OK);
            }
            let until = Instant::now() + PATIENCE;
            // Those without a name cannot be cancelled, and may wait for a server.
            while !made.open.is_empty() && made.unnamed == 0 {
                if !made.poll() {
                    std::thread::sleep(Duration::from_micros(50));
                }
                assert!(Instant::now() < until, "a request does not finish");
            }
            made.check_event();
            rpggo_client_free(made.handle);
            assert!(rpggo_poll_event(made.handle).is_null());
            assert_eq!(rpggo_last_status(), RPGGO_INVALID_HANDLE);
        }
    }
}

/// A constant text of the library.
fn c_text<'a>(text: *const c_char) -> &'a str {
    assert!(!text.is_null());
    // SAFETY: the promise that is checked here.
    unsafe { CStr::from_ptr(text) }
        .to_str()
        .expect("it is UTF-8")
}

/// All that an event says.
fn whole(event: &rpggo_event) -> String {
    read(event).to_string() + &text(event.raw)
}
