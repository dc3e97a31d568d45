//! Why this thread's last failed call failed.

use std::cell::{Cell, UnsafeCell};
use std::ffi::c_char;

use super::status::{self, RPGGO_OK, rpggo_status};
use crate::status::Error;

const CAPACITY: usize = 1024;

thread_local! {
    // Without a destructor, so that nothing of the library runs when a thread of the game ends.
    static SENTENCE: UnsafeCell<[u8; CAPACITY]> = const { UnsafeCell::new([0; CAPACITY]) };
    static STATUS: Cell<rpggo_status> = const { Cell::new(RPGGO_OK) };
}

/// Returns the reason for the last failed call on this thread: the name of its status, then a
/// sentence that says what to do, for example "RPGGO_INVALID_ARGUMENT: api_key is missing: set
/// ...". Empty when no call has failed; successful calls do not change it. Never NULL; valid on
/// this thread until its next failed call. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_last_error() -> *const c_char {
    SENTENCE.with(|sentence| sentence.get().cast::<c_char>().cast_const())
}

/// Returns the status of the last failed call on this thread; `RPGGO_OK` when none has failed. Use
/// it after `rpggo_poll_event`, which does not return a status. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_last_status() -> rpggo_status {
    STATUS.get()
}

/// Keeps the reason for this thread, and gives the status to return.
pub(super) fn set_last_error(error: &Error) -> rpggo_status {
    let code = error.status() as rpggo_status;
    let name = status::name(code).to_bytes();
    STATUS.set(code);
    SENTENCE.with(|sentence| {
        // SAFETY: only this thread reaches it, and no reference to it outlives a call: C reads it
        // between calls.
        let sentence = unsafe { &mut *sentence.get() };
        let mut length = 0;
        for part in [name, b": ", error.message().as_bytes()] {
            let fits = part.len().min(CAPACITY - 1 - length);
            sentence[length..length + fits].copy_from_slice(&part[..fits]);
            length += fits;
        }
        // Cut between characters.
        if let Err(error) = std::str::from_utf8(&sentence[..length]) {
            length = error.valid_up_to();
        }
        sentence[length] = 0;
    });
    code
}

/// The status to return to C.
pub(super) fn into_status(result: Result<(), Error>) -> rpggo_status {
    match result {
        Ok(()) => RPGGO_OK,
        Err(error) => set_last_error(&error),
    }
}
