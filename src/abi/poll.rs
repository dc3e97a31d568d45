//! Reading events.

use std::ffi::c_char;

use super::error::set_last_error;
use super::event::rpggo_event;
use super::handle::{self, rpggo_client};
use super::panic_boundary::panic_boundary;
use super::text::{self, rpggo_str};

/// The next event of the client, or NULL when there is none now. Call it once a frame until it
/// gives NULL. It never waits, allocates nothing, makes no system call, and calls nothing back.
///
/// A service that sends as fast as the game reads keeps that loop going: where that may be, read at
/// most so many events a frame (`rpggo_stats.queued_events` at its beginning, or a few hundred). The
/// rest waits, and nothing is lost.
///
/// The event and all it points to stay readable until the next `rpggo_poll_event` on the same
/// client, or its `rpggo_client_free`; there is nothing to free. Any thread, one at a time for a
/// client: a second one at the same moment gets NULL, and `rpggo_last_status()` is `RPGGO_BUSY`.
/// For a client that is none it gives NULL, and `rpggo_last_status()` is `RPGGO_INVALID_HANDLE`.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_poll_event(client: *mut rpggo_client) -> *const rpggo_event {
    match panic_boundary(|| handle::poll(client)) {
        Ok(event) => event,
        Err(error) => {
            set_last_error(&error);
            std::ptr::null()
        }
    }
}

/// Any field of an event's `raw` by its JSON pointer (RFC 6901), for example
/// "/data/game_status/game_meta/shared_memory": a string without quotes and escapes, all else as
/// JSON text. "" and NULL name the whole of `raw`. Empty when there is no such field, for an event
/// that is no longer readable, and for a pointer that is not UTF-8 (then `rpggo_last_status()` is
/// `RPGGO_INVALID_ARGUMENT`).
///
/// The text lives as long as the event. This call reads `raw` anew and may allocate: keep what you
/// need of it. Any thread; not while another one polls the client.
///
/// # Safety
/// `json_pointer` is NULL or ends in a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_event_field(
    event: *const rpggo_event,
    json_pointer: *const c_char,
) -> rpggo_str {
    let field = panic_boundary(|| {
        // SAFETY: the caller's promise.
        let pointer = unsafe { text::read(json_pointer, "json_pointer") }?;
        Ok(handle::with_event(event, |arena| arena.field(pointer)))
    });
    match field {
        Ok(field) => field.unwrap_or(rpggo_str::EMPTY),
        Err(error) => {
            set_last_error(&error);
            rpggo_str::EMPTY
        }
    }
}
