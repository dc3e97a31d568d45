//! Saying something to a character.

use super::error::into_status;
use super::handle::{self, rpggo_client};
use super::panic_boundary::panic_boundary;
use super::request::{self, rpggo_chat_request, rpggo_request_id};
use super::status::rpggo_status;
use crate::client::Client;
use crate::request::RequestId;
use crate::status::Error;

/// Sends a message to a character. Returns at once; the response arrives as events from
/// `rpggo_poll_event`: `RPGGO_EVENT_STARTED`, then one `RPGGO_EVENT_MESSAGE` per message along with
/// any other events, and always `RPGGO_EVENT_FINISHED` at the end.
///
/// `request`: copied. `out_request`: receives the request's id, or 0 when the call fails; may be
/// NULL. Any thread.
///
/// Returns `RPGGO_OK`; `RPGGO_INVALID_ARGUMENT` when a field is missing or invalid (nothing is
/// sent, and no event follows); `RPGGO_INVALID_HANDLE`; `RPGGO_BUSY` when `max_requests` requests
/// are in progress. Call `rpggo_last_error()` for details.
///
/// # Safety
/// `request` is NULL or points to `request->struct_size` readable bytes, whose strings are NULL or
/// NUL-terminated; `out_request` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_chat_start(
    client: *mut rpggo_client,
    request: *const rpggo_chat_request,
    out_request: *mut rpggo_request_id,
) -> rpggo_status {
    // SAFETY: the caller's promise on `out_request` and `request`.
    unsafe {
        start(client, out_request, |client| {
            client.chat(&request::read_chat(request)?)
        })
    }
}

/// Starts a request and gives its id to the game.
///
/// # Safety
/// `out_request` is NULL or writable.
pub(super) unsafe fn start(
    client: *mut rpggo_client,
    out_request: *mut rpggo_request_id,
    start: impl FnOnce(&Client) -> Result<RequestId, Error>,
) -> rpggo_status {
    let started = panic_boundary(|| handle::with(client, start));
    if !out_request.is_null() {
        let id = started.as_ref().map_or(RequestId::NONE, |id| *id);
        // SAFETY: not NULL, and the caller promises that it is writable.
        unsafe { out_request.write(id.get()) };
    }
    into_status(started.map(|_| ()))
}
