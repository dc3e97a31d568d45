//! A game that stops polling while servers pour.

use std::ffi::CString;
use std::time::{Duration, Instant};

use rpggo::abi::event::*;
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::request::rpggo_chat_request;
use rpggo::abi::stats::rpggo_stats;
use rpggo::abi::status::*;
use rpggo_standin::Standin;

use crate::library::{Library, sized, text};
use crate::process::Process;

const CHATS: usize = 8;
/// Each chat pours many times what may wait in the client.
const LINES: usize = 60_000;
const LIMIT: usize = 1 << 20;
/// The sockets of both ends, and what the stand-in makes ready: it is in this process, too.
const SOCKETS: usize = CHATS * (1 << 20);

/// For so long: a minute where it is asked for.
fn length() -> Duration {
    let wish = std::env::var("RPGGO_CHAOS_PAUSE").ok();
    Duration::from_secs(wish.map_or(2, |wish| wish.parse().expect("seconds")))
}

pub fn the_game_stops_polling(library: &Library, standin: &Standin) {
    let base_url = CString::new(standin.fault(&format!("flood={LINES}"))).unwrap();
    let mut options: rpggo_client_options = sized();
    options.service = RPGGO_SERVICE_AURORA;
    options.base_url = base_url.as_ptr();
    options.api_key = c"key".as_ptr();
    options.max_queued_bytes = LIMIT;
    let mut client = std::ptr::null_mut();
    let before = Process::now();
    // SAFETY: the structs are sized and their strings live.
    let chats: Vec<u64> = unsafe {
        assert_eq!((library.rpggo_client_new)(&options, &mut client), RPGGO_OK);
        let start = |number: usize| {
            let session = CString::new(number.to_string()).unwrap();
            let mut request: rpggo_chat_request = sized();
            request.character_id = c"1".as_ptr();
            request.session_id = session.as_ptr();
            request.message = c"Hello".as_ptr();
            let mut id = 0;
            assert_eq!(
                (library.rpggo_chat_start)(client, &request, &mut id),
                RPGGO_OK
            );
            id
        };
        (0..CHATS).map(start).collect()
    };
    let until = Instant::now() + length();
    let (mut most, mut most_queued) = (0, 0);
    while Instant::now() < until {
        let mut stats: rpggo_stats = sized();
        // SAFETY: the struct is sized.
        unsafe { (library.rpggo_client_stats)(client, &mut stats) };
        most_queued = most_queued.max(stats.queued_bytes);
        most = most.max(Process::now().allocated.saturating_sub(before.allocated));
        std::thread::sleep(Duration::from_millis(50));
    }
    eprintln!(
        "not polled for {:?}, {CHATS} servers poured: {most_queued} bytes queued of {LIMIT}, {most} \
         bytes allocated by client and stand-in",
        length()
    );
    assert!(most_queued > LIMIT as u64 / 2, "they did not pour");
    assert!(most_queued <= LIMIT as u64, "{most_queued} bytes");
    assert!(most < LIMIT + SOCKETS, "{most} bytes");
    read_all(library, client, &chats);
    // SAFETY: any value is allowed.
    unsafe { (library.rpggo_client_free)(client) };
}

/// Nothing was lost, and all is in order.
fn read_all(library: &Library, client: *mut rpggo::abi::client::rpggo_client, chats: &[u64]) {
    let (mut said, mut finished) = (vec![0; chats.len()], 0);
    let mut until = Instant::now() + Duration::from_secs(60);
    while finished < chats.len() {
        // SAFETY: any value is allowed; an event is readable until the next poll.
        let Some(event) = (unsafe { (library.rpggo_poll_event)(client).as_ref() }) else {
            assert!(Instant::now() < until, "it does not go on");
            std::thread::sleep(Duration::from_millis(1));
            continue;
        };
        until = Instant::now() + Duration::from_secs(60);
        let at = chats
            .iter()
            .position(|id| *id == event.request)
            .expect("it was started");
        // SAFETY: the kind says which field it is.
        match event.kind {
            RPGGO_EVENT_TEXT => {
                let delta = text(unsafe { event.r#as.text.delta });
                assert_eq!(delta.trim_end(), format!("flood {}", said[at]));
                said[at] += 1;
            }
            RPGGO_EVENT_FINISHED => {
                let end = unsafe { &event.r#as.finished };
                assert_eq!(end.status, RPGGO_OK, "{}", text(end.detail));
                finished += 1;
            }
            _ => {}
        }
    }
    assert_eq!(said, vec![LINES; chats.len()]);
}
