//! Clients: made, freed, and their requests cancelled.

use super::error::into_status;
use super::handle::{self, ClientSlot, EventReader};
use super::options::{self, rpggo_client_options};
use super::panic_boundary::panic_boundary;
use super::request::rpggo_request_id;
use super::status::rpggo_status;
use crate::client::Client;
use crate::request::RequestId;
use crate::runtime::panics;
use crate::status::Error;

pub use super::handle::rpggo_client;

/// Creates a client. Returns at once and does not connect yet. One client is enough for a game,
/// regardless of the number of characters.
///
/// `options`: the configuration; copied. `out_client`: receives the client, or NULL when the call
/// fails. The caller owns it: free it with `rpggo_client_free`. Any thread.
///
/// Returns `RPGGO_OK`; `RPGGO_INVALID_ARGUMENT` when an option is invalid or the key is missing;
/// `RPGGO_INTERNAL` when the system cannot create a thread; `RPGGO_BUSY` when 4096 clients exist.
/// Call `rpggo_last_error()` for details.
///
/// # Safety
/// `options` is NULL or points to `options->struct_size` readable bytes, whose strings are NULL or
/// NUL-terminated; `out_client` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_client_new(
    options: *const rpggo_client_options,
    out_client: *mut *mut rpggo_client,
) -> rpggo_status {
    panics::silence();
    into_status(panic_boundary(|| {
        if out_client.is_null() {
            return Err(Error::invalid(
                "out_client is NULL: pass the address of a rpggo_client pointer",
            ));
        }
        // SAFETY: not NULL, and the caller promises that it is writable.
        unsafe { out_client.write(std::ptr::null_mut()) };
        // SAFETY: the caller's promise on `options`.
        let options = unsafe { options::read(options) }?;
        let (client, events) = Client::with_events(options)?;
        let made = handle::insert(ClientSlot {
            client,
            reader: Box::new(EventReader {
                events,
                current: None,
            }),
        })?;
        // SAFETY: as above.
        unsafe { out_client.write(made) };
        Ok(())
    }))
}

/// Frees a client: cancels its requests, closes its connections and ends its thread. Its events and
/// their texts become invalid. Returns within 100 ms regardless of the network. NULL and already
/// freed handles are ignored. Any thread; but not while another thread reads one of its events, and
/// not from DllMain.
///
/// The library can be unloaded after the last client is freed. If a name lookup of the operating
/// system hangs (`getaddrinfo` cannot be cancelled), or its certificate authorities are still being
/// loaded, the thread doing that ends later, and the library must stay loaded until then.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_client_free(client: *mut rpggo_client) {
    into_status(panic_boundary(|| {
        drop(handle::remove(client));
        Ok(())
    }));
}

/// Cancels a request: closes its connection at once and finishes it with `RPGGO_CANCELLED`. Its
/// events that are already queued are still delivered first. A request that has already finished,
/// or 0, is not an error. Any thread.
///
/// Returns `RPGGO_OK` or `RPGGO_INVALID_HANDLE`.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_request_cancel(
    client: *mut rpggo_client,
    request: rpggo_request_id,
) -> rpggo_status {
    into_status(panic_boundary(|| {
        handle::with(client, |client| {
            client.cancel(RequestId::from_raw(request));
            Ok(())
        })
    }))
}
