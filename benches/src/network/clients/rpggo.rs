//! The library, through its C interface.

use std::ffi::{CStr, CString};
use std::ptr;

use rpggo::abi::chat::rpggo_chat_start;
use rpggo::abi::client::{rpggo_client, rpggo_client_new};
use rpggo::abi::error::rpggo_last_error;
use rpggo::abi::event::{RPGGO_EVENT_FINISHED, RPGGO_EVENT_MESSAGE};
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::poll::rpggo_poll_event;
use rpggo::abi::request::rpggo_chat_request;
use rpggo::abi::status::RPGGO_OK;
use rpggo::abi::text::rpggo_str;

use super::{Client, Heard, KEY, Place};

pub struct Rpggo(*mut rpggo_client);

impl Rpggo {
    pub fn new(place: &Place<'_>) -> Rpggo {
        let [url, key, authorities] =
            [place.url, KEY, place.authorities].map(|it| CString::new(it).expect("a text"));
        let mut client = ptr::null_mut();
        // SAFETY: zero means the default, all that is set outlives the call.
        let status = unsafe {
            let options = rpggo_client_options {
                struct_size: size_of::<rpggo_client_options>(),
                base_url: url.as_ptr(),
                api_key: key.as_ptr(),
                ca_file: authorities.as_ptr(),
                max_requests: 20_000,
                ..std::mem::zeroed()
            };
            rpggo_client_new(&raw const options, &raw mut client)
        };
        check(status);
        Rpggo(client)
    }
}

impl Client for Rpggo {
    fn chat(&mut self) {
        // SAFETY: as above.
        let status = unsafe {
            let request = rpggo_chat_request {
                struct_size: size_of::<rpggo_chat_request>(),
                game_id: c"g".as_ptr(),
                session_id: c"s".as_ptr(),
                character_id: c"c".as_ptr(),
                message: c"Good evening!".as_ptr(),
                ..std::mem::zeroed()
            };
            rpggo_chat_start(self.0, &raw const request, ptr::null_mut())
        };
        check(status);
    }

    fn poll(&mut self) -> Option<Heard> {
        let event = rpggo_poll_event(self.0);
        // SAFETY: it is readable until the next poll, and its kind says which member it has.
        let event = unsafe { event.as_ref() }?;
        Some(match event.kind {
            RPGGO_EVENT_MESSAGE => Heard::words(text(unsafe { event.r#as.message.text })),
            RPGGO_EVENT_FINISHED => {
                let finished = unsafe { event.r#as.finished };
                assert_eq!(finished.status, RPGGO_OK, "{}", text(finished.detail));
                Heard::End
            }
            _ => Heard::Other,
        })
    }
}

fn text<'a>(text: rpggo_str) -> &'a str {
    // SAFETY: so many bytes, and read before the next poll.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast(), text.len) };
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn check(status: i32) {
    // SAFETY: it is a string, always.
    let error = || unsafe { CStr::from_ptr(rpggo_last_error()) };
    assert_eq!(status, RPGGO_OK, "{:?}", error());
}
