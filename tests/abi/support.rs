//! A game in a few lines, which uses nothing but the functions of the C ABI.

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
use rpggo::abi::text::rpggo_str;
use serde_json::{Value, json};

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

pub fn text(text: rpggo_str) -> String {
    // SAFETY: the texts of an event are readable and end in a NUL.
    unsafe {
        assert!(!text.data.is_null());
        assert_eq!(text.data.add(text.len).read(), 0);
        let bytes = std::slice::from_raw_parts(text.data.cast::<u8>(), text.len);
        std::str::from_utf8(bytes).unwrap().to_owned()
    }
}

fn list<T: Copy>(items: *const T, len: usize, describe: impl Fn(T) -> Value) -> Value {
    let items = if len == 0 {
        &[]
    } else {
        // SAFETY: the lists of an event are readable.
        unsafe { std::slice::from_raw_parts(items, len) }
    };
    items.iter().copied().map(describe).collect()
}

fn texts(it: rpggo_str_list) -> Value {
    list(it.items, it.len, |it| json!(text(it)))
}

pub fn status_name(status: rpggo_status) -> String {
    // SAFETY: never NULL.
    let name = unsafe { CStr::from_ptr(rpggo_status_name(status)) };
    name.to_str().unwrap().to_owned()
}

/// All that an event says, without `raw`.
pub fn describe(event: &rpggo_event) -> Value {
    // SAFETY: the member that belongs to the kind is the one that is there.
    let mut described = unsafe {
        match event.kind {
            RPGGO_EVENT_STARTED => json!({
                "kind": "STARTED",
                "http_status": event.r#as.started.http_status,
            }),
            RPGGO_EVENT_TEXT => json!({ "kind": "TEXT", "delta": text(event.r#as.text.delta) }),
            RPGGO_EVENT_MESSAGE => message(&event.r#as.message),
            RPGGO_EVENT_IMAGE => json!({
                "kind": "IMAGE",
                "url": text(event.r#as.image.url),
                "caption": text(event.r#as.image.caption),
                "image_type": event.r#as.image.image_type,
            }),
            RPGGO_EVENT_GOALS => json!({
                "kind": "GOALS",
                "goals": list(event.r#as.goals.items, event.r#as.goals.len, |it| json!({
                    "goal_id": text(it.goal_id), "text": text(it.text), "achieved": it.achieved,
                })),
                "current_goal_id": text(event.r#as.goals.current_goal_id),
            }),
            RPGGO_EVENT_CHAPTER => json!({
                "kind": "CHAPTER",
                "chapter_id": text(event.r#as.chapter.chapter_id),
                "text": text(event.r#as.chapter.text),
            }),
            RPGGO_EVENT_ENDING => json!({
                "kind": "ENDING",
                "won": event.r#as.ending.won,
                "text": text(event.r#as.ending.text),
            }),
            RPGGO_EVENT_STATE => json!({
                "kind": "STATE",
                "state": text(event.r#as.state.state),
                "score": event.r#as.state.score,
                "outcome": text(event.r#as.state.outcome),
                "machine_completed": event.r#as.state.machine_completed,
                "unlocked_machines": texts(event.r#as.state.unlocked_machines),
            }),
            RPGGO_EVENT_STATUS => json!({
                "kind": "STATUS",
                "values": list(event.r#as.status.items, event.r#as.status.len, |it| {
                    json!([text(it.key), text(it.value)])
                }),
            }),
            RPGGO_EVENT_COST => json!({
                "kind": "COST",
                "type": text(event.r#as.cost.r#type),
                "name": text(event.r#as.cost.name),
                "amount": event.r#as.cost.amount,
                "direction": text(event.r#as.cost.direction),
                "description": text(event.r#as.cost.description),
            }),
            RPGGO_EVENT_SESSION => session(&event.r#as.session),
            RPGGO_EVENT_RETRYING => json!({
                "kind": "RETRYING",
                "attempt": event.r#as.retrying.attempt,
                "delay_ms": event.r#as.retrying.delay_ms,
                "status": status_name(event.r#as.retrying.status),
            }),
            RPGGO_EVENT_FINISHED => json!({
                "kind": "FINISHED",
                "status": status_name(event.r#as.finished.status),
                "http_status": event.r#as.finished.http_status,
                "service_code": event.r#as.finished.service_code,
                "detail": text(event.r#as.finished.detail),
                "retry_after_ms": event.r#as.finished.retry_after_ms,
            }),
            RPGGO_EVENT_LOG => json!({
                "kind": "LOG",
                "level": event.r#as.log.level,
                "text": text(event.r#as.log.text),
            }),
            kind => panic!("a kind that no service sends: {kind}"),
        }
    };
    described["request"] = json!(event.request);
    for (name, value) in [
        ("character_id", text(event.character_id)),
        ("message_id", text(event.message_id)),
    ] {
        if !value.is_empty() {
            described[name] = json!(value);
        }
    }
    if described["partial"] == false {
        described.as_object_mut().unwrap().remove("partial");
    }
    let raw = text(event.raw);
    if !raw.is_empty() {
        serde_json::from_str::<Value>(&raw).expect("raw is JSON");
    }
    described
}

fn message(it: &rpggo_event_message) -> Value {
    json!({
        "kind": "MESSAGE",
        "text": text(it.text),
        "text_ext": text(it.text_ext),
        "character_type": text(it.character_type),
        "role": it.role,
        "history": it.history,
        "counts": [it.current_count, it.max_chat_count],
        "insiders": texts(it.insiders),
        "actions": list(it.actions.items, it.actions.len, |it| {
            json!([text(it.r#type), text(it.text)])
        }),
        "partial": it.partial,
    })
}

fn session(it: &rpggo_event_session) -> Value {
    json!({
        "kind": "SESSION",
        "session_id": text(it.session_id),
        "game_id": text(it.game_id),
        "name": text(it.name),
        "intro": text(it.intro),
        "background": text(it.background),
        "image": text(it.image),
        "chapters": list(it.chapters.items, it.chapters.len, |it| json!({
            "chapter_id": text(it.chapter_id),
            "name": text(it.name),
            "intro": text(it.intro),
            "background": text(it.background),
            "characters": list(it.characters.items, it.characters.len, |it| json!({
                "character_id": text(it.character_id),
                "name": text(it.name),
                "type": text(it.r#type),
                "avatar": text(it.avatar),
                "phases": texts(it.phases),
            })),
        })),
    })
}
