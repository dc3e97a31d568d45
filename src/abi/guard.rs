//! No panic leaves the library, and none is printed to the game's console.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::status::{Error, Status};

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs a call of the game; a panic becomes [`Status::Internal`].
pub(super) fn guard<R>(call: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
    INSIDE.set(true);
    // A panic leaves nothing half done that a later call would meet: locks are recovered by those
    // who take them.
    let result = panic::catch_unwind(AssertUnwindSafe(call));
    INSIDE.set(false);
    result.unwrap_or_else(|_| {
        Err(Error::new(
            Status::Internal,
            "a fault of rpggo itself, please report it",
        ))
    })
}

/// Marks this thread as one of the library's.
#[cfg(unix)]
pub(super) fn silence_this_thread() {
    INSIDE.set(true);
}

/// Panics of the library are told by a status, not on stderr; all others as before.
pub(super) fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let thread = std::thread::current();
            let is_ours = thread.name().is_some_and(|name| name.starts_with("rpggo"));
            if !is_ours && !INSIDE.get() {
                previous(info);
            }
        }));
    });
}
