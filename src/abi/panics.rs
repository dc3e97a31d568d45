//! A panic in any stage ends one request and nothing else, and nobody reads of it on the console.
//! The work is done in a process of its own: the wires are there for all threads, and what it prints
//! is looked at.

use std::ffi::{CStr, CString};
use std::process::Command;
use std::time::{Duration, Instant};

use rpggo_standin::{Config, Reply, Standin};

use super::chat::rpggo_chat_start;
use super::client::*;
use super::error::*;
use super::event::*;
use super::options::*;
use super::poll::*;
use super::request::{rpggo_chat_request, rpggo_request_id};
use super::stats::*;
use super::status::*;
use crate::tripwire;

const ALONE: &str = "RPGGO_TEST_TRIPWIRES";
/// Stages of a chat with a service, and how many of them pass before the panic.
const LIVE: [(&str, u32); 19] = [
    ("worker", 0),
    ("admit", 0),
    ("link", 0),
    ("send", 0),
    ("http", 0),
    ("piece", 0),
    ("piece", 1),
    ("frame", 0),
    ("frame", 1),
    ("decoder", 0),
    ("decoder", 1),
    ("push", 0),
    ("push", 2),
    ("translation", 0),
    ("translation", 2),
    ("queue", 0),
    ("queue", 2),
    ("finished", 0),
    ("finish", 0),
];

#[test]
fn a_panic_in_any_stage_ends_one_request_and_nothing_else() {
    let this = std::env::current_exe().unwrap();
    let name = concat!(module_path!(), "::all_stages");
    let name = name.split_once("::").unwrap().1;
    let output = Command::new(this)
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(ALONE, "yes")
        .output()
        .unwrap();
    let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    assert!(output.status.success(), "{out}{err}");
    assert!(out.contains("1 passed"), "{out}");
    // The test's own lines are the only ones.
    assert_eq!(err, "", "printed");
    assert!(!out.contains("tripwire"), "printed: {out}");
}

#[test]
fn all_stages() {
    if std::env::var_os(ALONE).is_none() {
        return;
    }
    let standin = Standin::start(Config::default()).unwrap();
    for service in 0..4 {
        let talker = Talker::new(&standin, service, |_| {});
        for (stage, count) in LIVE {
            // An answer that is no stream has fewer.
            let is_short = service == RPGGO_SERVICE_PERSONA && (stage == "frame" || count > 0);
            if !is_short {
                talker.falls(stage, count);
            }
        }
    }
    in_calls(&standin);
    in_recordings(&standin);
}

fn in_calls(standin: &Standin) {
    let talker = Talker::new(standin, RPGGO_SERVICE_OPENAI, |_| {});
    tripwire::lay("request", 0);
    assert_eq!(talker.start().unwrap_err(), RPGGO_INTERNAL);
    talker.is_well();

    // The poll fails, not the chat: what it would have given comes next time.
    let id = talker.start().unwrap();
    tripwire::lay("poll", 0);
    assert!(rpggo_poll_event(talker.client).is_null());
    assert_eq!(rpggo_last_status(), RPGGO_INTERNAL);
    assert!(!tripwire::is_laid());
    assert_eq!(talker.end_of(id), RPGGO_OK);

    let id = talker.start().unwrap();
    let event = loop {
        let event = rpggo_poll_event(talker.client);
        // SAFETY: readable until the next poll.
        if !event.is_null() && unsafe { (*event).raw.len } > 0 {
            break event;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    tripwire::lay("field", 0);
    // SAFETY: the pointer ends in a NUL.
    assert_eq!(unsafe { rpggo_event_field(event, c"".as_ptr()) }.len, 0);
    assert_eq!(rpggo_last_status(), RPGGO_INTERNAL);
    // SAFETY: as above.
    assert!(unsafe { rpggo_event_field(event, c"".as_ptr()) }.len > 0);
    assert_eq!(talker.end_of(id), RPGGO_OK);

    // A cancel that is lost: the chat goes on.
    let id = talker.start().unwrap();
    tripwire::lay("cancel", 0);
    assert_eq!(rpggo_request_cancel(talker.client, id), RPGGO_OK);
    talker.end_of(id);
    tripwire::is_laid();
    talker.is_well();
}

fn in_recordings(standin: &Standin) {
    let path = std::env::temp_dir().join(format!("rpggo-panics-{}", std::process::id()));
    let file = CString::new(path.to_str().unwrap()).unwrap();
    let recorder = Talker::new(standin, RPGGO_SERVICE_RPGGO, |it| {
        it.record_path = file.as_ptr();
    });
    // The lines of a chat: request, answer, a piece or more, its end, the request's end.
    for count in 0..4 {
        recorder.falls("record", count);
    }
    drop(recorder);
    // What is played is whole.
    std::fs::remove_file(&path).unwrap();
    let recorder = Talker::new(standin, RPGGO_SERVICE_RPGGO, |it| {
        it.record_path = file.as_ptr();
    });
    for _ in 0..20 {
        recorder.is_well();
    }
    drop(recorder);
    for speed in [1000.0, RPGGO_REPLAY_AS_POLLED] {
        let player = Talker::new(standin, RPGGO_SERVICE_RPGGO, |it| {
            it.replay_path = file.as_ptr();
            it.replay_speed = speed;
        });
        for (stage, count) in [("replay", 0), ("replay", 1), ("link", 0), ("admit", 0)] {
            player.falls(stage, count);
        }
        // Whoever gives the turns falls: the chats go on without them.
        tripwire::lay("turn", 0);
        let id = player.start().unwrap();
        player.end_of(id);
        tripwire::is_laid();
        player.is_well();
        if speed == RPGGO_REPLAY_AS_POLLED {
            player.falls("held", 0);
        }
    }
    std::fs::remove_file(path).unwrap();
}

/// In pieces, where the service streams.
fn answer(service: i32) -> Reply {
    let frame = match service {
        RPGGO_SERVICE_RPGGO => {
            r#"{"ret":200,"data":{"result":{"character_type":"common_npc","text":"Hi"}}}"#
        }
        RPGGO_SERVICE_PERSONA => return Reply::json(200, r#"{"message":"Hi","score":1}"#),
        RPGGO_SERVICE_AURORA => r#"{"content":"Hi "}"#,
        _ => r#"{"choices":[{"delta":{"content":"Hi "},"finish_reason":"stop"}]}"#,
    };
    let frame = format!("data: {frame}\n\n");
    Reply::sse(frame.clone()).chunk(frame.clone()).chunk(frame)
}

/// A game that asks the same again and again.
struct Talker {
    client: *mut rpggo_client,
}

impl Talker {
    fn new(standin: &Standin, service: i32, set: impl FnOnce(&mut rpggo_client_options)) -> Talker {
        let base_url = CString::new(standin.script(answer(service))).unwrap();
        // SAFETY: all zeroes are valid.
        let mut options: rpggo_client_options = unsafe { std::mem::zeroed() };
        options.struct_size = size_of::<rpggo_client_options>();
        options.service = service;
        options.base_url = base_url.as_ptr();
        options.api_key = c"key".as_ptr();
        options.max_requests = 1;
        set(&mut options);
        let mut client = std::ptr::null_mut();
        // SAFETY: the struct is sized and its strings live.
        assert_eq!(unsafe { rpggo_client_new(&options, &mut client) }, RPGGO_OK);
        Talker { client }
    }

    fn start(&self) -> Result<rpggo_request_id, rpggo_status> {
        // SAFETY: all zeroes are valid.
        let mut request: rpggo_chat_request = unsafe { std::mem::zeroed() };
        request.struct_size = size_of::<rpggo_chat_request>();
        request.character_id = c"2".as_ptr();
        request.session_id = c"1".as_ptr();
        request.game_id = c"last-lantern".as_ptr();
        request.message = c"Hello".as_ptr();
        let mut id = 0;
        // SAFETY: the struct is sized and its strings live.
        match unsafe { rpggo_chat_start(self.client, &request, &mut id) } {
            RPGGO_OK => Ok(id),
            status => Err(status),
        }
    }

    /// Reads to the end; nothing comes behind it.
    fn end_of(&self, id: rpggo_request_id) -> rpggo_status {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            // SAFETY: readable until the next poll.
            if let Some(event) = unsafe { rpggo_poll_event(self.client).as_ref() } {
                assert_eq!(event.request, id);
                if event.kind == RPGGO_EVENT_FINISHED {
                    // SAFETY: the kind says so.
                    let finished = unsafe { event.r#as.finished };
                    // SAFETY: it ends in a NUL.
                    let detail = unsafe { CStr::from_ptr(finished.detail.data) };
                    let is_ours = finished.status == RPGGO_INTERNAL;
                    assert_eq!(is_ours, detail.to_str().unwrap().contains("report it"));
                    assert!(rpggo_poll_event(self.client).is_null());
                    return finished.status;
                }
                continue;
            }
            assert!(Instant::now() < until, "it does not finish");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// A chat falls at that stage, and the next one does not.
    fn falls(&self, stage: &'static str, count: u32) {
        tripwire::lay(stage, count);
        let id = self.start().unwrap();
        let status = self.end_of(id);
        assert!(!tripwire::is_laid(), "nothing came to {stage} {count}");
        assert_eq!(status, RPGGO_INTERNAL, "{stage} {count}");
        self.is_well();
    }

    fn is_well(&self) {
        let id = self.start().unwrap();
        assert_eq!(self.end_of(id), RPGGO_OK);
        // SAFETY: all zeroes are valid.
        let mut stats: rpggo_stats = unsafe { std::mem::zeroed() };
        stats.struct_size = size_of::<rpggo_stats>();
        // SAFETY: the struct is sized.
        assert_eq!(
            unsafe { rpggo_client_stats(self.client, &mut stats) },
            RPGGO_OK
        );
        assert_eq!(stats.requests_started, stats.requests_finished);
        assert_eq!(stats.queued_bytes, 0);
    }
}

impl Drop for Talker {
    fn drop(&mut self) {
        rpggo_client_free(self.client);
    }
}
