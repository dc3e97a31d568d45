//! What only the inside can bring about: panics, and a poll at the very moment of another.

use std::ffi::{CStr, CString};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use rpggo_standin::{Config, Reply, Standin};

use super::client::*;
use super::error::*;
use super::event::*;
use super::handle;
use super::options::*;
use super::poll::*;
use super::status::*;
use super::text::rpggo_str;
use crate::outbox::Emit;
use crate::recording::Asked;
use crate::replay::Claim;
use crate::request::ChatRequest;
use crate::service::{Call, Decoder, Expected, Failure, Flow, Plan, Refusal};
use crate::sse::{self, Frame};
use crate::status::{Error, Status};

fn client(base_url: &str) -> *mut rpggo_client {
    let base_url = CString::new(base_url).unwrap();
    // SAFETY: all zeroes are valid.
    let mut options: rpggo_client_options = unsafe { std::mem::zeroed() };
    options.struct_size = size_of::<rpggo_client_options>();
    options.base_url = base_url.as_ptr();
    options.api_key = c"key".as_ptr();
    let mut client = std::ptr::null_mut();
    // SAFETY: the struct is sized and its strings live.
    assert_eq!(unsafe { rpggo_client_new(&options, &mut client) }, RPGGO_OK);
    client
}

fn next(client: *mut rpggo_client) -> *const rpggo_event {
    let until = Instant::now() + Duration::from_secs(60);
    while Instant::now() < until {
        let event = rpggo_poll_event(client);
        if !event.is_null() {
            return event;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("no event came");
}

fn text(text: rpggo_str) -> &'static str {
    // SAFETY: the texts here are read before the next poll.
    unsafe { CStr::from_ptr(text.data) }.to_str().unwrap()
}

/// Panics where it is told to.
struct Faulty(&'static str);

impl Faulty {
    fn here(&self, place: &str) {
        assert!(self.0 != place, "planned: {place}");
    }
}

impl Decoder for Faulty {
    fn expected(&self) -> Expected {
        Expected::Stream
    }
    fn sse(&self, limit: usize) -> sse::Decoder {
        self.here("sse");
        sse::Decoder::new(limit)
    }
    fn frame(&mut self, _: &Frame<'_>, _: &mut dyn Emit) -> Result<Flow, Failure> {
        self.here("frame");
        Ok(Flow::More)
    }
    fn body(&mut self, _: &str, _: &mut dyn Emit) -> Result<(), Failure> {
        self.here("body");
        Ok(())
    }
    fn end(&mut self, _: bool, _: &mut dyn Emit) {
        self.here("end");
    }
    fn refusal(&self, _: &str) -> Refusal {
        self.here("refusal");
        Refusal::default()
    }
}

fn launch(client: *mut rpggo_client, place: &'static str) {
    handle::with(client, |client| {
        let asked = Asked::Chat(ChatRequest::default());
        client.launch(
            asked,
            Plan::Send(Call {
                method: reqwest::Method::POST,
                path: "/".into(),
                query: String::new(),
                is_repeatable: true,
                body: Vec::new(),
                decoder: Box::new(Faulty(place)),
            }),
            Claim::default(),
        )
    })
    .unwrap();
}

#[test]
fn promise_1_and_10_a_panic_inside_ends_one_request_and_nothing_else() {
    let standin = Standin::start(Config::default()).unwrap();
    let stream = standin.script(Reply::sse("data: 1\n\n"));
    let body = standin.script(Reply::json(200, "{}"));
    let refused = standin.script(Reply::text(400, ""));
    for (place, base_url) in [
        ("sse", &stream),
        ("frame", &stream),
        ("end", &stream),
        ("body", &body),
        ("refusal", &refused),
    ] {
        let client = client(base_url);
        for turn in [place, "nowhere"] {
            launch(client, turn);
            let finished = loop {
                // SAFETY: readable until the next poll.
                let event = unsafe { &*next(client) };
                if event.kind == RPGGO_EVENT_FINISHED {
                    // SAFETY: the kind says so.
                    break unsafe { event.r#as.finished };
                }
            };
            let planned = format!("planned: {place}");
            if turn == place {
                assert_eq!(finished.status, RPGGO_INTERNAL, "{place}");
                assert!(text(finished.detail).ends_with(&planned), "{place}");
            } else {
                assert_ne!(finished.status, RPGGO_INTERNAL, "the client lives on");
            }
            assert!(rpggo_poll_event(client).is_null());
        }
        rpggo_client_free(client);
    }
}

#[test]
fn promise_10_a_panic_in_a_call_becomes_a_status() {
    super::guard::silence_panics();
    let result: Result<(), Error> = super::guard::guard(|| panic!("planned"));
    assert_eq!(result.unwrap_err().status(), Status::Internal);
}

#[test]
fn promise_6_a_second_poller_gets_null_and_busy() {
    let client = client("http://127.0.0.1:1");
    let address = client.addr();
    let (taken, asked) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let first = std::thread::spawn({
        let (taken, asked) = (Arc::clone(&taken), Arc::clone(&asked));
        move || {
            handle::with_inbox(std::ptr::without_provenance_mut(address), |_, _| {
                taken.wait();
                asked.wait();
            })
            .unwrap();
        }
    });
    taken.wait();
    assert!(rpggo_poll_event(client).is_null());
    assert_eq!(rpggo_last_status(), RPGGO_BUSY);
    // SAFETY: never NULL.
    let error = unsafe { CStr::from_ptr(rpggo_last_error()) };
    assert!(
        error
            .to_str()
            .unwrap()
            .starts_with("RPGGO_BUSY: another thread is polling")
    );
    asked.wait();
    first.join().unwrap();
    rpggo_client_free(client);
}

#[test]
fn more_requests_than_allowed_are_busy() {
    let standin = Standin::start(Config::default()).unwrap();
    let stalled = standin.fault("stall-before");
    let base_url = CString::new(stalled).unwrap();
    // SAFETY: all zeroes are valid.
    let mut options: rpggo_client_options = unsafe { std::mem::zeroed() };
    options.struct_size = size_of::<rpggo_client_options>();
    options.base_url = base_url.as_ptr();
    options.api_key = c"key".as_ptr();
    options.max_requests = 1;
    let mut client = std::ptr::null_mut();
    // SAFETY: the struct is sized and its strings live.
    assert_eq!(unsafe { rpggo_client_new(&options, &mut client) }, RPGGO_OK);
    // SAFETY: all zeroes are valid.
    let mut request: super::request::rpggo_session_request = unsafe { std::mem::zeroed() };
    request.struct_size = size_of::<super::request::rpggo_session_request>();
    request.game_id = c"g".as_ptr();
    let mut id = 0;
    for status in [RPGGO_OK, RPGGO_BUSY] {
        // SAFETY: as above.
        let started = unsafe { super::session::rpggo_game_fetch(client, &request, &mut id) };
        assert_eq!(started, status);
        assert_eq!(id == 0, status == RPGGO_BUSY);
    }
    rpggo_client_free(client);
}

#[test]
fn the_constants_are_the_numbers_of_the_rust_side() {
    for (constant, status) in [
        (RPGGO_OK, Status::Ok),
        (RPGGO_INVALID_ARGUMENT, Status::InvalidArgument),
        (RPGGO_INVALID_HANDLE, Status::InvalidHandle),
        (RPGGO_UNSUPPORTED, Status::Unsupported),
        (RPGGO_BUSY, Status::Busy),
        (RPGGO_CANCELLED, Status::Cancelled),
        (RPGGO_TIMEOUT, Status::Timeout),
        (RPGGO_NETWORK, Status::Network),
        (RPGGO_TLS, Status::Tls),
        (RPGGO_UNAUTHORIZED, Status::Unauthorized),
        (RPGGO_BAD_REQUEST, Status::BadRequest),
        (RPGGO_RATE_LIMITED, Status::RateLimited),
        (RPGGO_SESSION_ENDED, Status::SessionEnded),
        (RPGGO_SESSION_MISSING, Status::SessionMissing),
        (RPGGO_SERVICE_ERROR, Status::ServiceError),
        (RPGGO_PROTOCOL, Status::Protocol),
        (RPGGO_INTERNAL, Status::Internal),
    ] {
        assert_eq!(constant, status as i32);
        let name: String = super::status::name(constant).to_str().unwrap()[6..]
            .to_lowercase()
            .replace('_', "");
        assert_eq!(name, format!("{status:?}").to_lowercase());
    }
    use crate::event::{LogLevel, Role};
    assert_eq!(RPGGO_ROLE_CHARACTER, Role::Character as i32);
    assert_eq!(RPGGO_ROLE_PLAYER, Role::Player as i32);
    assert_eq!(RPGGO_ROLE_NARRATOR, Role::Narrator as i32);
    assert_eq!(RPGGO_LOG_ERROR, LogLevel::Error as i32);
    assert_eq!(RPGGO_LOG_DEBUG, LogLevel::Debug as i32);
    for (constant, service) in [
        (RPGGO_SERVICE_RPGGO, crate::Service::Rpggo),
        (RPGGO_SERVICE_PERSONA, crate::Service::Persona),
        (RPGGO_SERVICE_AURORA, crate::Service::Aurora),
        (RPGGO_SERVICE_OPENAI, crate::Service::Openai),
    ] {
        assert_eq!(constant, service as i32);
    }
}

#[test]
fn a_long_error_is_cut_between_characters() {
    remember(&Error::invalid("é".repeat(2000)));
    // SAFETY: never NULL.
    let error = unsafe { CStr::from_ptr(rpggo_last_error()) };
    let error = error.to_str().expect("whole characters");
    assert!(error.len() > 1000 && error.ends_with('é'));
}
