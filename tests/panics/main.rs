//! A panic at any point ends one request and nothing else, and nothing of it is printed on the
//! console. The work is done in a process of its own: a point is armed for all threads, and what the
//! process prints is looked at.

use std::collections::BTreeSet;
use std::ffi::{CStr, CString};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs};

use rpggo::abi::chat::rpggo_chat_start;
use rpggo::abi::client::*;
use rpggo::abi::error::*;
use rpggo::abi::event::*;
use rpggo::abi::options::*;
use rpggo::abi::poll::*;
use rpggo::abi::request::{rpggo_chat_request, rpggo_request_id};
use rpggo::abi::stats::*;
use rpggo::abi::status::*;
use rpggo::internals;
use rpggo_standin::{Config, Reply, Standin};

const ALONE: &str = "RPGGO_TEST_PANICS";
/// Points on the way of a chat with a service, and how many hits pass before the panic.
const LIVE: [(&str, u32); 20] = [
    ("worker", 0),
    ("schedule", 0),
    ("open", 0),
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
    ("end", 0),
];

/// The points where a panic was seen to come.
static HIT: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());

fn arm(point: &'static str, count: u32) {
    internals::arm(point, count);
}

/// Whether the point was hit.
fn was_hit(point: &'static str) -> bool {
    let was_hit = !internals::disarm();
    if was_hit {
        HIT.lock().unwrap().insert(point);
    }
    was_hit
}

#[test]
fn promises_1_and_10_a_panic_at_any_point_ends_one_request_and_nothing_else() {
    let this = env::current_exe().unwrap();
    let output = Command::new(this)
        .args(["--exact", "all_points", "--nocapture", "--test-threads=1"])
        .env(ALONE, "yes")
        .output()
        .unwrap();
    let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    assert!(output.status.success(), "{out}{err}");
    assert!(out.contains("1 passed"), "{out}");
    // The test's own lines are the only ones.
    assert_eq!(err, "", "printed");
    assert!(!out.contains("fail point"), "printed: {out}");
}

/// Does nothing but in the process that the test above starts.
#[test]
fn all_points() {
    if env::var_os(ALONE).is_none() {
        return;
    }
    let standin = Standin::start(Config::default()).unwrap();
    for service in 0..4 {
        let talker = Talker::new(&standin, service, |_| {});
        for (point, count) in LIVE {
            // A response that is no stream has fewer.
            let is_short = service == RPGGO_SERVICE_PERSONA && (point == "frame" || count > 0);
            if !is_short {
                talker.falls(point, count);
            }
        }
    }
    in_connections(&standin);
    in_errors(&standin);
    in_calls(&standin);
    in_recordings(&standin);
    // None is left out, and each was seen.
    assert_eq!(*HIT.lock().unwrap(), points());
}

/// The points of the library, as its source names them.
fn points() -> BTreeSet<&'static str> {
    let mut points = BTreeSet::new();
    let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/src").into()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: std::path::PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text: &'static str = fs::read_to_string(path).unwrap().leak();
            for (at, start) in text.match_indices("fail_point!(\"") {
                let name = &text[at + start.len()..];
                points.insert(&name[..name.find('"').unwrap()]);
            }
        }
    }
    points
}

/// The first chat of a client needs a connection.
fn in_connections(standin: &Standin) {
    let talker = Talker::new(standin, RPGGO_SERVICE_OPENAI, |_| {});
    talker.falls("connected", 0);
}

/// The body of an HTTP error.
fn in_errors(standin: &Standin) {
    let base_url = CString::new(standin.script(Reply::text(400, "no"))).unwrap();
    let talker = Talker::new(standin, RPGGO_SERVICE_OPENAI, |it| {
        it.base_url = base_url.as_ptr();
    });
    arm("error", 0);
    let id = talker.start().unwrap();
    assert_eq!(talker.end_of(id), RPGGO_INTERNAL);
    assert!(was_hit("error"));
    let id = talker.start().unwrap();
    assert_eq!(talker.end_of(id), RPGGO_BAD_REQUEST);
}

fn in_calls(standin: &Standin) {
    let talker = Talker::new(standin, RPGGO_SERVICE_OPENAI, |_| {});
    arm("request", 0);
    assert_eq!(talker.start().unwrap_err(), RPGGO_INTERNAL);
    assert!(was_hit("request"));
    talker.is_well();

    // The poll fails, not the chat: what it would have given comes next time.
    let id = talker.start().unwrap();
    arm("poll", 0);
    assert!(rpggo_poll_event(talker.client).is_null());
    assert_eq!(rpggo_last_status(), RPGGO_INTERNAL);
    assert!(was_hit("poll"));
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
    arm("field", 0);
    // SAFETY: the pointer ends in a NUL.
    assert_eq!(unsafe { rpggo_event_field(event, c"".as_ptr()) }.len, 0);
    assert_eq!(rpggo_last_status(), RPGGO_INTERNAL);
    assert!(was_hit("field"));
    // SAFETY: as above.
    assert!(unsafe { rpggo_event_field(event, c"".as_ptr()) }.len > 0);
    assert_eq!(talker.end_of(id), RPGGO_OK);

    // A cancel that is lost: the chat goes on. It may be over before the cancel comes.
    for _ in 0..1000 {
        arm("cancel", 0);
        let id = talker.start().unwrap();
        assert_eq!(rpggo_request_cancel(talker.client, id), RPGGO_OK);
        talker.end_of(id);
        if was_hit("cancel") {
            break;
        }
    }
    talker.is_well();
}

fn in_recordings(standin: &Standin) {
    let path = env::temp_dir().join(format!("rpggo-panics-{}", std::process::id()));
    let file = CString::new(path.to_str().unwrap()).unwrap();
    let recorder = Talker::new(standin, RPGGO_SERVICE_RPGGO, |it| {
        it.record_path = file.as_ptr();
    });
    // The lines of a chat: request, head, a piece or more, its end, the request's end.
    for count in 0..4 {
        recorder.falls("record", count);
    }
    drop(recorder);
    // What is replayed is whole.
    fs::remove_file(&path).unwrap();
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
        for (point, count) in [("replay", 0), ("replay", 1), ("open", 0), ("schedule", 0)] {
            player.falls(point, count);
        }
        // What gives the turns panics: the chats go on without it.
        arm("turn", 0);
        let id = player.start().unwrap();
        player.end_of(id);
        assert!(was_hit("turn"));
        player.is_well();
        if speed == RPGGO_REPLAY_AS_POLLED {
            player.falls("held", 0);
        }
    }
    fs::remove_file(path).unwrap();
}

/// In pieces, where the service streams.
fn reply(service: i32) -> Reply {
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

/// A game that says the same again and again.
struct Talker {
    client: *mut rpggo_client,
}

impl Talker {
    fn new(standin: &Standin, service: i32, set: impl FnOnce(&mut rpggo_client_options)) -> Talker {
        let base_url = CString::new(standin.script(reply(service))).unwrap();
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

    /// A chat panics at that point, and the next one does not.
    fn falls(&self, point: &'static str, count: u32) {
        arm(point, count);
        let id = self.start().unwrap();
        let status = self.end_of(id);
        assert!(was_hit(point), "nothing came to {point} {count}");
        assert_eq!(status, RPGGO_INTERNAL, "{point} {count}");
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
