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

/// Makes a client. Connects to nothing yet; returns at once. One is enough for a game, whatever
/// the number of characters.
///
/// `options`: how it is set up; copied. `out_client`: receives the client, or NULL when the call
/// fails. It belongs to the caller: free it with `rpggo_client_free`. Any thread.
///
/// Returns `RPGGO_OK`; `RPGGO_INVALID_ARGUMENT` when an option is wrong or the key is missing;
/// `RPGGO_INTERNAL` when the system provides no thread; `RPGGO_BUSY` when 4096 clients exist.
/// `rpggo_last_error()` says more.
///
/// # Safety
/// `options` is NULL or points to `options->struct_size` readable bytes, whose strings are NULL or
/// end in a NUL; `out_client` is NULL or writable.
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

/// Frees a client: cancels what runs, closes its connections, ends its thread. Events and texts of
/// this client are gone then. Returns within 100 ms whatever the network does. NULL and handles
/// that were freed before do nothing. Any thread; not while another thread reads an event of it, and
/// not from DllMain.
///
/// After the last client the library can be unloaded. Where a name look-up of the operating system
/// hangs (`getaddrinfo` cannot be stopped), or its list of trusted authorities is still being read,
/// that thread ends with it, later.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_client_free(client: *mut rpggo_client) {
    into_status(panic_boundary(|| {
        drop(handle::remove(client));
        Ok(())
    }));
}

/// Cancels a request: its connection is closed at once, and it finishes with `RPGGO_CANCELLED`.
/// Events of it that are already queued stay, and come before. A request that is over, or 0, is no
/// error. Any thread.
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
