//! libcurl's multi interface with cJSON: see peers/net_curl.c.

use std::ffi::{CStr, CString, c_char, c_int, c_void};

use super::{Client, Heard, Place};

unsafe extern "C" {
    fn net_curl_new(
        url: *const c_char,
        authorities: *const c_char,
        connects_anew: bool,
    ) -> *mut c_void;
    fn net_curl_chat(client: *mut c_void);
    fn net_curl_poll(client: *mut c_void, text: *mut *const c_char) -> c_int;
}

pub struct Curl(*mut c_void);

impl Curl {
    pub fn new(place: &Place<'_>, connects_anew: bool) -> Curl {
        let url = CString::new(place.chat_url()).expect("a text");
        let authorities = CString::new(place.authorities).expect("a text");
        // SAFETY: both are copied.
        Curl(unsafe { net_curl_new(url.as_ptr(), authorities.as_ptr(), connects_anew) })
    }
}

impl Client for Curl {
    fn chat(&mut self) {
        // SAFETY: it is never freed.
        unsafe { net_curl_chat(self.0) };
    }

    fn poll(&mut self) -> Option<Heard> {
        let mut text = c"".as_ptr();
        // SAFETY: as above; the text is readable until the next poll.
        let (kind, text) = unsafe {
            let kind = net_curl_poll(self.0, &raw mut text);
            (kind, CStr::from_ptr(text))
        };
        match kind {
            0 => None,
            1 => Some(Heard::words(text.to_str().expect("UTF-8"))),
            2 => Some(Heard::End),
            _ => panic!("libcurl: {text:?}"),
        }
    }
}
