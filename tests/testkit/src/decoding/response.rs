//! Responses of services, from bytes to events: everything but the connection.

use std::ops::ControlFlow;

use rpggo::internals::{End, EventSink, Failure, Offline, OfflineCall, finished, session_calls};
use rpggo::request::SessionCall;
use rpggo::{ChatRequest, Event, EventKind, Options, Service, SessionRequest, Status};

const KEY: &str = "fuzz-key-0123456789";
/// Short enough to be reached.
const LONGEST_EVENT: usize = 1 << 10;

/// A response, and what the first byte of the input chooses of it.
struct Canned<'a> {
    /// The call that it responds to: 0 is a chat.
    call: u8,
    http_status: u16,
    content_type: &'static str,
    is_closed: bool,
    body: &'a [u8],
}

/// Reads the bytes as a service's response, whole and cut. The first one says to what, and how it
/// comes.
///
/// # Panics
/// Where a cut changes the events, or a promise does not hold.
pub fn run(service: Service, bytes: &[u8]) {
    let Some((&how, body)) = bytes.split_first() else {
        return;
    };
    let response = Canned {
        call: how >> 5,
        http_status: [200, 200, 400, 503][usize::from(how & 3)],
        content_type: ["text/event-stream", "application/json", "", "text/html"]
            [usize::from(how >> 2 & 3)],
        is_closed: how & 16 != 0,
        body,
    };
    let whole = events(service, &response, &[body]);
    check(service, &response, &whole);
    let small = Sink {
        is_small: true,
        ..Sink::default()
    };
    let one_by_one = events_into(small, service, &response, &[body]);
    assert_eq!(
        one_by_one, whole,
        "with a sink that is full after each event"
    );
    let [single, pieces] = super::cuts(body);
    assert_eq!(
        events(service, &response, &pieces),
        whole,
        "cut into pieces"
    );
    if body.len() <= 64 {
        assert_eq!(events(service, &response, &single), whole, "cut into bytes");
    }
}

/// What a chat with Aurora says for a response of that type, and how it finishes.
pub fn says(content_type: &'static str, body: &[u8]) -> String {
    shows(Service::Aurora, content_type, body, false)
}

/// What a chat says for a response of that type, and how it finishes. Where the response `is_closed`,
/// the connection ends without HTTP's end.
pub fn shows(service: Service, content_type: &'static str, body: &[u8], is_closed: bool) -> String {
    let response = Canned {
        call: 0,
        http_status: 200,
        content_type,
        is_closed,
        body,
    };
    let text = |event: Event<'static>| match event.kind {
        EventKind::Message(message) => message.text.into_owned(),
        EventKind::Finished(finished) => format!(": {}", finished.status.name()),
        _ => String::new(),
    };
    let events = events(service, &response, &[body]);
    events.into_iter().map(text).collect()
}

fn call(offline: &Offline, service: Service, which: u8) -> OfflineCall<'_> {
    let calls = session_calls(service);
    match calls.get(usize::from(which).wrapping_sub(1)) {
        // The client responds to these by itself.
        Some(&call) if service != Service::Openai => offline.session(call, &session(call)),
        _ => offline.chat(&ChatRequest {
            character_id: "7".into(),
            session_id: "1".into(),
            message: "Hello".into(),
            message_id: Some("m".into()),
            game_id: "g".into(),
            ..ChatRequest::default()
        }),
    }
    .expect("the request is right")
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

/// Keeps events.
#[derive(Default)]
struct Sink {
    events: Vec<Event<'static>>,
    /// Whether it is full after each event.
    is_small: bool,
}

impl EventSink for Sink {
    fn emit(&mut self, event: Event<'_>) {
        self.events.push(event.into_owned());
    }

    fn is_full(&self) -> bool {
        self.is_small
    }
}

/// All events of the request, whose response comes in these pieces.
fn events(service: Service, canned: &Canned<'_>, pieces: &[&[u8]]) -> Vec<Event<'static>> {
    events_into(Sink::default(), service, canned, pieces)
}

fn events_into(
    mut sink: Sink,
    service: Service,
    canned: &Canned<'_>,
    pieces: &[&[u8]],
) -> Vec<Event<'static>> {
    let offline = Offline::new(&Options {
        api_key: Some(KEY.into()),
        max_event_bytes: LONGEST_EVENT,
        ..Options::new(service)
    });
    let offline = offline.expect("the options are right");
    let mut call = call(&offline, service, canned.call);
    let http_status = canned.http_status;
    if http_status == 200 {
        let mut started = finished(Ok(200));
        started.kind = EventKind::Started { http_status: 200 };
        sink.events.push(started);
    }
    let header = ("content-type".to_owned(), canned.content_type.to_owned());
    let header = Some(header).filter(|(_, value)| !value.is_empty());
    let headers: Vec<_> = header.into_iter().collect();
    let response = call.response(http_status, &headers).expect("it is sent");
    let end = response.and_then(|mut response| {
        let mut push = |piece: &[u8]| {
            let mut read = response.push(piece, &mut sink);
            while matches!(read, Ok(ControlFlow::Continue(()))) && response.has_pending() {
                read = response.push(&[], &mut sink);
            }
            match read {
                Ok(ControlFlow::Continue(())) => None,
                Ok(ControlFlow::Break(())) => Some(End::Done),
                Err(failure) => Some(End::Failed(failure)),
            }
        };
        let end = pieces.iter().find_map(|piece| push(piece));
        let closed = || match canned.is_closed {
            true => End::Closed(Failure::new(Status::Network, "closed")),
            false => End::Eof,
        };
        response.end(end.unwrap_or_else(closed), &mut sink)
    });
    sink.events.push(finished(end.map(|()| http_status)));
    sink.events
}

fn is_finished(event: &Event<'_>) -> bool {
    matches!(event.kind, EventKind::Finished(_))
}

/// What is promised of every response.
fn check(service: Service, response: &Canned<'_>, events: &[Event<'_>]) {
    let count = |is: fn(&EventKind<'_>) -> bool| events.iter().filter(|it| is(&it.kind)).count();
    assert_eq!(count(|kind| matches!(kind, EventKind::Finished(_))), 1);
    assert!(events.last().is_some_and(is_finished));
    let started = count(|kind| matches!(kind, EventKind::Started { .. }));
    assert_eq!(started, usize::from(response.http_status == 200));
    assert!(started == 0 || matches!(events[0].kind, EventKind::Started { .. }));
    assert!(events.len() <= response.body.len() + 3);
    assert!(count(|kind| matches!(kind, EventKind::Chapter { .. })) <= 1);
    assert!(count(|kind| matches!(kind, EventKind::Ending { .. })) <= 1);

    let (mut pieces, mut whole) = (String::new(), None);
    for event in events {
        // An invalid byte becomes a character of three, and the key a longer word.
        assert!(event.raw.len() <= 3 * response.body.len() + 16);
        assert!(!event.raw.contains(KEY), "the key is shown");
        match &event.kind {
            EventKind::Text { delta } => {
                assert!(whole.is_none(), "a piece after the whole");
                pieces.push_str(delta);
            }
            EventKind::Message(message) if !message.history => whole = Some(&message.text),
            EventKind::Finished(finished) => {
                assert_eq!(finished.status == Status::Ok, finished.detail.is_empty());
                assert!(finished.detail.len() < 4096, "{}", finished.detail);
                assert!(!finished.detail.contains(KEY), "the key is shown");
                let never = [Status::Internal, Status::Cancelled, Status::InvalidHandle];
                assert!(!never.contains(&finished.status), "{}", finished.detail);
            }
            _ => {}
        }
    }
    // Of thoughts whose tag was never opened, pieces were shown before that was known.
    let was_thought = response.body.windows(3).any(|it| it == b"/th");
    assert!(
        pieces.is_empty() || whole.is_some() || was_thought,
        "pieces without a whole"
    );
    if service == Service::Aurora
        && let Some(whole) = whole
    {
        assert_eq!(*whole, pieces);
    }
}
