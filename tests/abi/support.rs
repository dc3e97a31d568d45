//! A game in a few lines, which uses nothing but the functions of the C ABI.

#[path = "describe.rs"]
mod describe;

use std::ffi::{CStr, CString};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rpggo::abi::chat::rpggo_chat_start;
use rpggo::abi::client::*;
use rpggo::abi::error::rpggo_last_error;
use rpggo::abi::event::*;
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::poll::rpggo_poll_event;
use rpggo::abi::request::*;
use rpggo::abi::stats::*;
use rpggo::abi::status::*;
use serde_json::{Value, json};

pub use describe::*;

/// Longer than anything here takes, on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(60);
pub const KEY: &str = "test-key-0123456789abcdef";

/// A client that is freed at the end of its test.
pub struct Game {
    pub client: *mut rpggo_client,
}

// SAFETY: every function of the ABI may be called from any thread.
unsafe impl Send for Game {}
// SAFETY: as above.
unsafe impl Sync for Game {}

impl Drop for Game {
    fn drop(&mut self) {
        rpggo_client_free(self.client);
    }
}

/// A file of a test alone, gone at its end.
pub struct Scratch {
    pub path: PathBuf,
    /// The same for C.
    pub text: CString,
}

impl Scratch {
    pub fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rpggo-test-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let text = CString::new(path.to_str().unwrap()).unwrap();
        Scratch { path, text }
    }

    pub fn with(content: impl AsRef<[u8]>) -> Scratch {
        let scratch = Scratch::new();
        std::fs::write(&scratch.path, content).unwrap();
        scratch
    }

    pub fn read(&self) -> String {
        std::fs::read_to_string(&self.path).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A struct of the ABI that is all default.
pub fn sized<T>() -> T {
    // SAFETY: all zeroes are valid for the structs of the ABI, whose first field is their size.
    unsafe {
        let mut value = std::mem::zeroed::<T>();
        (&raw mut value).cast::<usize>().write(size_of::<T>());
        value
    }
}

pub fn last_error() -> String {
    // SAFETY: never NULL, and this thread calls nothing meanwhile.
    let text = unsafe { CStr::from_ptr(rpggo_last_error()) };
    text.to_str().unwrap().to_owned()
}

impl Game {
    pub fn new(base_url: &str) -> Game {
        Game::with(base_url, |_| {})
    }

    pub fn with(base_url: &str, set: impl FnOnce(&mut rpggo_client_options)) -> Game {
        Game::try_with(base_url, set).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn try_with(
        base_url: &str,
        set: impl FnOnce(&mut rpggo_client_options),
    ) -> Result<Game, String> {
        let base_url = CString::new(base_url).unwrap();
        let key = CString::new(KEY).unwrap();
        let mut options: rpggo_client_options = sized();
        options.base_url = base_url.as_ptr();
        options.api_key = key.as_ptr();
        set(&mut options);
        let mut client = std::ptr::null_mut();
        // SAFETY: the struct is sized and its strings live.
        let status = unsafe { rpggo_client_new(&options, &mut client) };
        if status == RPGGO_OK {
            Ok(Game { client })
        } else {
            assert!(client.is_null());
            Err(last_error())
        }
    }

    /// Starts the bundled story.
    pub fn started(base_url: &str) -> Game {
        let game = Game::new(base_url);
        game.start_session();
        game
    }

    pub fn start_session(&self) {
        let events = self.finish(self.session(rpggo::abi::session::rpggo_session_start, ""));
        assert_eq!(events.last().unwrap()["status"], "RPGGO_OK", "{events:?}");
    }

    pub fn session(&self, call: SessionCall, chapter_id: &str) -> rpggo_request_id {
        let chapter_id = CString::new(chapter_id).unwrap();
        self.session_with(call, |request| request.chapter_id = chapter_id.as_ptr())
            .unwrap_or_else(|_| panic!("{}", last_error()))
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
        self.try_chat(character_id, message)
            .unwrap_or_else(|_| panic!("{}", last_error()))
    }

    pub fn chat_in(&self, session_id: &str, character_id: &str, message: &str) -> rpggo_request_id {
        self.try_chat_in(session_id, character_id, message)
            .unwrap_or_else(|_| panic!("{}", last_error()))
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
        let texts = [session_id, character_id, message].map(|text| CString::new(text).unwrap());
        self.try_chat_with(|request| {
            request.session_id = texts[0].as_ptr();
            request.character_id = texts[1].as_ptr();
            request.message = texts[2].as_ptr();
        })
    }

    /// A chat with mira, changed.
    pub fn chat_with(&self, set: impl FnOnce(&mut rpggo_chat_request)) -> rpggo_request_id {
        self.try_chat_with(set)
            .unwrap_or_else(|_| panic!("{}", last_error()))
    }

    fn try_chat_with(
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
        match unsafe { rpggo_chat_start(self.client, &request, &mut id) } {
            RPGGO_OK => Ok(id),
            status => {
                assert_eq!(id, 0);
                Err(status)
            }
        }
    }

    /// The next event, whichever frame it comes in.
    pub fn next(&self) -> Value {
        self.next_as(describe)
    }

    /// The same, with its time and its raw JSON.
    pub fn next_whole(&self) -> Value {
        self.next_as(|event| json!([event.elapsed_ms, text(event.raw), describe(event)]))
    }

    /// An event, if there is one now.
    pub fn poll(&self) -> Option<Value> {
        let event = rpggo_poll_event(self.client);
        // SAFETY: readable until the next poll.
        (!event.is_null()).then(|| describe(unsafe { &*event }))
    }

    fn next_as(&self, read: impl Fn(&rpggo_event) -> Value) -> Value {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let event = rpggo_poll_event(self.client);
            if !event.is_null() {
                // SAFETY: readable until the next poll.
                return read(unsafe { &*event });
            }
            // A frame of a fast game.
            std::thread::sleep(Duration::from_millis(1));
        }
        panic!("no event came");
    }

    /// What the client has done so far.
    pub fn stats(&self) -> rpggo_stats {
        let mut stats: rpggo_stats = sized();
        // SAFETY: the struct is sized.
        let status = unsafe { rpggo_client_stats(self.client, &mut stats) };
        assert_eq!(status, RPGGO_OK, "{}", last_error());
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
                assert!(rpggo_poll_event(self.client).is_null());
                return events;
            }
        }
    }

    /// The last event of a chat with that one message.
    pub fn outcome(&self) -> Value {
        self.finish(self.chat("mira", "Hello")).pop().unwrap()
    }
}

pub type SessionCall = unsafe extern "C" fn(
    *mut rpggo_client,
    *const rpggo_session_request,
    *mut rpggo_request_id,
) -> rpggo_status;
