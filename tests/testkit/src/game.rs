//! A game in a few lines, which uses nothing but the functions of the C ABI.

use std::ffi::{CStr, CString};
use std::time::{Duration, Instant};

use rpggo::abi::client::rpggo_client;
use rpggo::abi::event::rpggo_event;
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::request::*;
use rpggo::abi::session::rpggo_session_start;
use rpggo::abi::stats::rpggo_stats;
use rpggo::abi::status::*;
use serde_json::{Value, json};

use crate::event::{describe, text};
use crate::functions::{Functions, sized};

/// Longer than anything here takes, on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(60);
pub const KEY: &str = "test-key-0123456789abcdef";

/// What begins a session, or does something with one.
pub type SessionCall = unsafe extern "C" fn(
    *mut rpggo_client,
    *const rpggo_session_request,
    *mut rpggo_request_id,
) -> rpggo_status;

/// A client that is freed at the end of its test.
pub struct Game {
    pub client: *mut rpggo_client,
    functions: &'static Functions,
}

// SAFETY: every function of the ABI may be called from any thread.
unsafe impl Send for Game {}
// SAFETY: as above.
unsafe impl Sync for Game {}

impl Drop for Game {
    fn drop(&mut self) {
        self.free();
    }
}

/// Why this thread's last call failed.
pub fn last_error() -> String {
    Functions::linked().last_error()
}

impl Game {
    pub fn new(base_url: &str) -> Game {
        Game::with(base_url, |_| {})
    }

    pub fn with(base_url: &str, set: impl FnOnce(&mut rpggo_client_options)) -> Game {
        Game::of(Functions::linked(), base_url, set)
    }

    pub fn try_with(
        base_url: &str,
        set: impl FnOnce(&mut rpggo_client_options),
    ) -> Result<Game, String> {
        Game::try_of(Functions::linked(), base_url, set)
    }

    /// A game that uses these functions.
    pub fn of(
        functions: &'static Functions,
        base_url: &str,
        set: impl FnOnce(&mut rpggo_client_options),
    ) -> Game {
        Game::try_of(functions, base_url, set).unwrap_or_else(|error| panic!("{error}"))
    }

    fn try_of(
        functions: &'static Functions,
        base_url: &str,
        set: impl FnOnce(&mut rpggo_client_options),
    ) -> Result<Game, String> {
        let base_url = CString::new(base_url).expect("it has no NUL");
        let key = CString::new(KEY).expect("it has no NUL");
        let mut options: rpggo_client_options = sized();
        options.base_url = base_url.as_ptr();
        options.api_key = key.as_ptr();
        set(&mut options);
        let mut client = std::ptr::null_mut();
        // SAFETY: the struct is sized and its strings live.
        let status = unsafe { (functions.rpggo_client_new)(&options, &mut client) };
        if status == RPGGO_OK {
            Ok(Game { client, functions })
        } else {
            assert!(client.is_null());
            Err(functions.last_error())
        }
    }

    /// Starts the bundled story.
    pub fn started(base_url: &str) -> Game {
        let game = Game::new(base_url);
        game.start_session();
        game
    }

    pub fn start_session(&self) {
        let events = self.finish(self.session(rpggo_session_start, ""));
        assert_eq!(events.last().unwrap()["status"], "RPGGO_OK", "{events:?}");
    }

    pub fn session(&self, call: SessionCall, chapter_id: &str) -> rpggo_request_id {
        let chapter_id = CString::new(chapter_id).expect("it has no NUL");
        self.session_with(call, |request| request.chapter_id = chapter_id.as_ptr())
            .unwrap_or_else(|_| panic!("{}", self.functions.last_error()))
    }

    pub fn session_with(
        &self,
        call: SessionCall,
        set: impl FnOnce(&mut rpggo_session_request),
    ) -> Result<rpggo_request_id, rpggo_status> {
        let mut request: rpggo_session_request = sized();
        request.session_id = c"session-1".as_ptr();
        request.game_id = c"last-lantern".as_ptr();
        set(&mut request);
        let mut id = 0;
        // SAFETY: the struct is sized and its strings live.
        match unsafe { call(self.client, &request, &mut id) } {
            RPGGO_OK => Ok(id),
            status => Err(status),
        }
    }

    pub fn chat(&self, character_id: &str, message: &str) -> rpggo_request_id {
        self.chat_in("session-1", character_id, message)
    }

    pub fn chat_in(&self, session_id: &str, character_id: &str, message: &str) -> rpggo_request_id {
        self.try_chat_in(session_id, character_id, message)
            .unwrap_or_else(|_| panic!("{}", self.functions.last_error()))
    }

    pub fn try_chat(
        &self,
        character_id: &str,
        message: &str,
    ) -> Result<rpggo_request_id, rpggo_status> {
        self.try_chat_in("session-1", character_id, message)
    }

    pub fn try_chat_in(
        &self,
        session_id: &str,
        character_id: &str,
        message: &str,
    ) -> Result<rpggo_request_id, rpggo_status> {
        let texts = [session_id, character_id, message];
        let texts = texts.map(|text| CString::new(text).expect("it has no NUL"));
        self.try_chat_with(|request| {
            request.session_id = texts[0].as_ptr();
            request.character_id = texts[1].as_ptr();
            request.message = texts[2].as_ptr();
        })
    }

    /// A chat with mira, changed.
    pub fn chat_with(&self, set: impl FnOnce(&mut rpggo_chat_request)) -> rpggo_request_id {
        self.try_chat_with(set)
            .unwrap_or_else(|_| panic!("{}", self.functions.last_error()))
    }

    pub fn try_chat_with(
        &self,
        set: impl FnOnce(&mut rpggo_chat_request),
    ) -> Result<rpggo_request_id, rpggo_status> {
        let mut request: rpggo_chat_request = sized();
        request.session_id = c"session-1".as_ptr();
        request.game_id = c"last-lantern".as_ptr();
        request.character_id = c"mira".as_ptr();
        request.flags = RPGGO_CHAT_IMAGES;
        set(&mut request);
        let mut id = 0;
        // SAFETY: the struct is sized and its strings live.
        match unsafe { (self.functions.rpggo_chat_start)(self.client, &request, &mut id) } {
            RPGGO_OK => Ok(id),
            status => {
                assert_eq!(id, 0);
                Err(status)
            }
        }
    }

    pub fn cancel(&self, request: rpggo_request_id) -> rpggo_status {
        // SAFETY: any values are allowed.
        unsafe { (self.functions.rpggo_request_cancel)(self.client, request) }
    }

    /// Polls once, and reads the event if there is one. No other thread polls meanwhile. Allocates
    /// nothing.
    pub fn poll_with<T>(&self, read: impl FnOnce(&rpggo_event) -> T) -> Option<T> {
        // SAFETY: any handle is allowed, and an event is readable until the next poll.
        unsafe { (self.functions.rpggo_poll_event)(self.client).as_ref() }.map(read)
    }

    /// An event, if there is one now.
    pub fn poll(&self) -> Option<Value> {
        self.poll_with(describe)
    }

    /// The next event, whichever frame it comes in.
    pub fn next(&self) -> Value {
        self.next_as(describe)
    }

    /// The same, with its time and its raw JSON.
    pub fn next_whole(&self) -> Value {
        self.next_as(|event| json!([event.elapsed_ms, text(event.raw), describe(event)]))
    }

    /// The next event, as it is read.
    pub fn next_as<T>(&self, read: impl Fn(&rpggo_event) -> T) -> T {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(read) = self.poll_with(&read) {
                return read;
            }
            // A frame of a fast game.
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("no event came");
    }

    /// The next event of that kind; others before it are passed over.
    pub fn next_of(&self, kind: &str) -> Value {
        let mut events = std::iter::repeat_with(|| self.next());
        events.find(|it| it["kind"] == kind).expect("no end")
    }

    /// A field of an event's JSON.
    pub fn field(&self, event: &rpggo_event, pointer: &CStr) -> String {
        // SAFETY: the event is readable, and the pointer ends in a NUL.
        text(unsafe { (self.functions.rpggo_event_field)(event, pointer.as_ptr()) })
    }

    /// What the client has done so far.
    pub fn stats(&self) -> rpggo_stats {
        let mut stats: rpggo_stats = sized();
        // SAFETY: the struct is sized.
        let status = unsafe { (self.functions.rpggo_client_stats)(self.client, &mut stats) };
        assert_eq!(status, RPGGO_OK, "{}", self.functions.last_error());
        stats
    }

    /// All events of the only request under way; checks that nothing comes after the last.
    pub fn finish(&self, request: rpggo_request_id) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let event = self.next();
            assert_eq!(event["request"], request, "{event}");
            let is_last = event["kind"] == "FINISHED";
            events.push(event);
            if is_last {
                assert_eq!(self.poll(), None);
                return events;
            }
        }
    }

    /// The last event of a chat with that one message.
    pub fn outcome(&self) -> Value {
        self.finish(self.chat("mira", "Hello")).pop().unwrap()
    }

    /// Frees the client, and gives how long that took.
    pub fn free(&self) -> Duration {
        let began = Instant::now();
        // SAFETY: any handle is allowed, also one that was freed.
        unsafe { (self.functions.rpggo_client_free)(self.client) };
        began.elapsed()
    }
}
