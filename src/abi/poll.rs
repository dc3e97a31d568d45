//! Reading events.

use std::ffi::c_char;

use super::error::set_last_error;
use super::event::rpggo_event;
use super::handle::{self, rpggo_client};
use super::panic_boundary::panic_boundary;
use super::text::{self, rpggo_str};

/// Returns the next event of the client, or NULL when there is none. Call it once per frame until
/// it returns NULL. It never waits, allocates nothing, makes no system calls, and has no callbacks.
///
/// If a service sends as fast as the game reads, that loop does not end: to be safe, read a limited
/// number of events per frame (`rpggo_stats.queued_events` at its start, or a few hundred). The
/// rest stays queued, and nothing is lost.
///
/// The event and everything it points to stay valid until the next `rpggo_poll_event` or the
/// `rpggo_client_free` on the same client; there is nothing to free. Any thread, but one at a time
/// per client: a second thread polling at the same moment gets NULL, and `rpggo_last_status()`
/// returns `RPGGO_BUSY`. For an invalid client it returns NULL, and `rpggo_last_status()` returns
/// `RPGGO_INVALID_HANDLE`.
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

/// Returns any field of an event's `raw` by its JSON pointer (RFC 6901), for example
/// "/data/game_status/game_meta/shared_memory": a string without quotes and escapes, anything else
/// as JSON text. "" and NULL select all of `raw`. Empty when the field does not exist, the event is
/// no longer valid, or the pointer is not UTF-8 (then `rpggo_last_status()` returns
/// `RPGGO_INVALID_ARGUMENT`).
///
/// The text is valid as long as the event. Each call parses `raw` again and may allocate: keep the
/// result if you need it more than once. Any thread; but not while another thread polls the client.
///
/// # Safety
/// `json_pointer` is NULL or NUL-terminated.
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
