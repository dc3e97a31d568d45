//! Which panics are printed: those of the library are reported by a status, not on the game's
//! console.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs code of the library now.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs `call`; `None` where it panics, and nothing is printed then.
pub(crate) fn catch<R>(call: impl FnOnce() -> R) -> Option<R> {
    INSIDE.set(true);
    // A panic leaves nothing half done that a later call would meet: locks are recovered by those
    // who take them.
    let result = panic::catch_unwind(AssertUnwindSafe(call));
    INSIDE.set(false);
    result.ok()
}

/// Marks this thread as one of the library's.
#[cfg(unix)]
pub(super) fn silence_this_thread() {
    INSIDE.set(true);
}

/// Keeps panics of the library off stderr; all others are printed as before.
pub(crate) fn silence() {
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
