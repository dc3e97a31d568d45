//! The whole way of an answer, from its bytes to the events of the game: everything but the
//! connection. It is played from a recording, as in a replay.

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use futures::future::AbortHandle;

use crate::clock::Clock;
use crate::event::{Elapsed, Event, EventKind};
use crate::exchange::Context;
use crate::link::Answerer;
use crate::options::{Options, Pace};
use crate::queue;
use crate::recording::{Asked, Recording, Step};
use crate::redact::{Redactor, Secrets};
use crate::replay::{Reading, Replay};
use crate::request::{ChatRequest, RequestId, SessionCall, SessionRequest};
use crate::running::{self, Launch};
use crate::service::{Service, Setup};
use crate::status::Status;
use crate::worker::Worker;

const KEY: &str = "fuzz-key-0123456789";
/// Short enough to be met.
const LONGEST_EVENT: usize = 1 << 10;

/// What the first byte of the input chooses.
struct Answer<'a> {
    asked: Asked,
    http_status: u16,
    content_type: &'static str,
    is_closed: bool,
    body: &'a [u8],
}

/// Reads the bytes as a service's answer, whole and cut. The first one says to what, and how it
/// comes.
///
/// # Panics
/// Where a cut changes the events, or a promise does not hold.
pub fn run(service: Service, bytes: &[u8]) {
    let Some((&how, body)) = bytes.split_first() else {
        return;
    };
    let answer = Answer {
        asked: asked(service, how >> 5),
        http_status: [200, 200, 400, 503][usize::from(how & 3)],
        content_type: ["text/event-stream", "application/json", "", "text/html"]
            [usize::from(how >> 2 & 3)],
        is_closed: how & 16 != 0,
        body,
    };
    let whole = events(service, &answer, &[body]);
    check(service, &answer, &whole);
    let [single, pieces] = super::cuts(body);
    assert_eq!(events(service, &answer, &pieces), whole, "cut into pieces");
    if body.len() <= 64 {
        assert_eq!(events(service, &answer, &single), whole, "cut into bytes");
    }
}

/// What an Aurora chat says to an answer of that type, and how it finishes.
#[cfg(test)]
pub(crate) fn told(content_type: &'static str, body: &[u8]) -> String {
    let answer = Answer {
        asked: asked(Service::Aurora, 0),
        http_status: 200,
        content_type,
        is_closed: false,
        body,
    };
    let text = |event: Event<'static>| match event.kind {
        EventKind::Message(message) => message.text.into_owned(),
        EventKind::Finished(finished) => format!(": {}", finished.status.name()),
        _ => String::new(),
    };
    let events = events(Service::Aurora, &answer, &[body]);
    events.into_iter().map(text).collect()
}

fn asked(service: Service, which: u8) -> Asked {
    let calls = service.facts().session_calls;
    match calls.get(usize::from(which).wrapping_sub(1)) {
        // These are answered without the service.
        Some(&call) if service != Service::Openai => Asked::Session(call, session(call)),
        _ => Asked::Chat(ChatRequest {
            character_id: "7".into(),
            session_id: "1".into(),
            message: "Hello".into(),
            message_id: Some("m".into()),
            game_id: "g".into(),
            ..ChatRequest::default()
        }),
    }
}

fn session(call: SessionCall) -> SessionRequest {
    let chapter = call == SessionCall::ChapterChange;
    SessionRequest {
        session_id: "1".into(),
        game_id: "g".into(),
        character_id: "7".into(),
        player_gender: "female".into(),
        player_name: "P".into(),
        chapter_id: if chapter { "c".into() } else { String::new() },
        ..SessionRequest::default()
    }
}

/// The recording of that answer, which comes in these pieces.
fn recording(service: Service, answer: &Answer<'_>, pieces: &[&[u8]]) -> Recording {
    let content_type = Some(answer.content_type).filter(|it| !it.is_empty());
    let header = content_type.map(|it| ("content-type".to_owned(), it.to_owned()));
    let began = Step::Answer {
        http_status: answer.http_status,
        headers: header.into_iter().collect(),
    };
    let chunk = |piece: &&[u8]| Step::Chunk(Bytes::copy_from_slice(piece));
    let ended = if answer.is_closed {
        Step::Closed {
            status: Status::Network,
            detail: "closed".into(),
        }
    } else {
        Step::Complete
    };
    let steps = [began]
        .into_iter()
        .chain(pieces.iter().map(chunk))
        .chain([ended]);
    Recording::of(service, answer.asked.clone(), steps.collect())
}

thread_local! {
    static RUNTIME: RefCell<tokio::runtime::Runtime> = RefCell::new(
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("there is a timer"),
    );
}

/// All events of the request, without what differs from one run to the next.
fn events(service: Service, answer: &Answer<'_>, pieces: &[&[u8]]) -> Vec<Event<'static>> {
    // A stage wants one; at a pace in time it asks it for nothing.
    static WORKER: LazyLock<Worker> = LazyLock::new(|| Worker::start(None).expect("a thread"));
    let asked = answer.asked.clone();
    let wire = service.open(&Setup {
        api_key: Some(KEY),
        history_characters: 1000,
    });
    let plan = wire.call(asked.operation()).expect("it can be asked");
    let (writer, mut reader) = queue::queue(1 << 20);
    let reading = Reading {
        gate: reader.gate(),
        level: reader.level(),
        post: WORKER.post().clone(),
    };
    let recording = Arc::new(recording(service, answer, pieces));
    let replay = Arc::new(Replay::new(recording, Pace::Times(1000.0), reading));
    let context = Context {
        answerer: Answerer::Recording(replay),
        redactor: Redactor::new(&Secrets {
            key: Some(KEY),
            extra_headers: None,
            proxy_url: None,
            environment: false,
        }),
        options: Options {
            max_event_bytes: LONGEST_EVENT,
            ..Options::new(service)
        },
        counters: Arc::default(),
        lines: None,
    };
    let (_, cancelled) = AbortHandle::new_pair();
    let launch = Launch {
        id: RequestId::next(),
        read: 0,
        claim: context.answerer.claim(&asked),
        asked,
        plan,
        clock: Clock::Real(std::time::Instant::now()),
        context: Arc::new(context),
        running: Arc::default(),
        cancelled,
    };
    let all = async move {
        running::begin(launch, Arc::new(tokio::sync::Mutex::new(writer)));
        let mut events: Vec<Event<'static>> = Vec::new();
        let mut turns_after = 0;
        while turns_after < 3 {
            tokio::task::yield_now().await;
            while let Some(event) = reader.pop() {
                events.push(event);
            }
            let is_over = matches!(events.last(), Some(it) if is_finished(it));
            turns_after += usize::from(is_over);
        }
        events
    };
    let mut events = RUNTIME.with_borrow(|runtime| runtime.block_on(all));
    for event in &mut events {
        event.request = RequestId::NONE;
        event.elapsed = Elapsed::default();
    }
    events
}

fn is_finished(event: &Event<'_>) -> bool {
    matches!(event.kind, EventKind::Finished(_))
}

/// What is promised of every answer.
fn check(service: Service, answer: &Answer<'_>, events: &[Event<'_>]) {
    let count = |is: fn(&EventKind<'_>) -> bool| events.iter().filter(|it| is(&it.kind)).count();
    assert_eq!(count(|kind| matches!(kind, EventKind::Finished(_))), 1);
    assert!(events.last().is_some_and(is_finished));
    let started = count(|kind| matches!(kind, EventKind::Started { .. }));
    assert_eq!(started, usize::from(answer.http_status == 200));
    assert!(started == 0 || matches!(events[0].kind, EventKind::Started { .. }));
    assert!(events.len() <= answer.body.len() + 3);
    assert!(count(|kind| matches!(kind, EventKind::Chapter { .. })) <= 1);
    assert!(count(|kind| matches!(kind, EventKind::Ending { .. })) <= 1);

    let (mut pieces, mut whole) = (String::new(), None);
    for event in events {
        // An invalid byte becomes a character of three, and the key a longer word.
        assert!(event.raw.len() <= 3 * answer.body.len() + 16);
        assert!(!event.raw.contains(KEY), "the key is told");
        match &event.kind {
            EventKind::Text { delta } => {
                assert!(whole.is_none(), "a piece after the whole");
                pieces.push_str(delta);
            }
            EventKind::Message(message) if !message.history => whole = Some(&message.text),
            EventKind::Finished(finished) => {
                assert_eq!(finished.status == Status::Ok, finished.detail.is_empty());
                assert!(finished.detail.len() < 4096, "{}", finished.detail);
                assert!(!finished.detail.contains(KEY), "the key is told");
                let never = [Status::Internal, Status::Cancelled, Status::InvalidHandle];
                assert!(!never.contains(&finished.status), "{}", finished.detail);
            }
            _ => {}
        }
    }
    assert!(
        pieces.is_empty() || whole.is_some(),
        "pieces without a whole"
    );
    if service == Service::Aurora
        && let Some(whole) = whole
    {
        assert_eq!(*whole, pieces);
    }
}
