//! What only the inside can cause: a poll at the very moment of another, and the numbers.

use std::ffi::{CStr, CString};
use std::sync::{Arc, Barrier};

use rpggo_standin::{Config, Standin};

use super::client::*;
use super::error::*;
use super::event::*;
use super::handle::{self, rpggo_client};
use super::options::*;
use super::poll::*;
use super::status::*;
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

#[test]
fn promise_6_a_second_poller_gets_null_and_busy() {
    let client = client("http://127.0.0.1:1");
    let address = client.addr();
    let (taken, asked) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let first = std::thread::spawn({
        let (taken, asked) = (Arc::clone(&taken), Arc::clone(&asked));
        move || {
            handle::with_reader(std::ptr::without_provenance_mut(address), |_, _| {
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
        (RPGGO_SERVICE_RPGGO, crate::options::Service::Rpggo),
        (RPGGO_SERVICE_PERSONA, crate::options::Service::Persona),
        (RPGGO_SERVICE_AURORA, crate::options::Service::Aurora),
        (RPGGO_SERVICE_OPENAI, crate::options::Service::Openai),
    ] {
        assert_eq!(constant, service as i32);
    }
}

#[test]
fn a_long_error_is_cut_between_characters() {
    set_last_error(&Error::invalid("é".repeat(2000)));
    // SAFETY: never NULL.
    let error = unsafe { CStr::from_ptr(rpggo_last_error()) };
    let error = error.to_str().expect("whole characters");
    assert!(error.len() > 1000 && error.ends_with('é'));
}
