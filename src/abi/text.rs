//! Strings in both directions.

use std::ffi::{CStr, c_char};

use crate::status::Error;

/// UTF-8 text of the library. `data` is never NULL and ends in a NUL that `len` leaves out, so it
/// can be used as a C string; the text itself may contain a NUL where a service sent one. An
/// absent text is empty. It lives as long as the event that it came with.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_str {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes, without the NUL.
    pub len: usize,
}

impl rpggo_str {
    pub(super) const EMPTY: rpggo_str = rpggo_str {
        data: c"".as_ptr(),
        len: 0,
    };
}

/// The text that a game passed; "" for NULL.
///
/// # Safety
/// `text` is NULL or points to a string that ends in a NUL.
pub(super) unsafe fn read<'a>(text: *const c_char, field: &str) -> Result<&'a str, Error> {
    if text.is_null() {
        return Ok("");
    }
    // SAFETY: not NULL, and the caller promises the NUL at its end.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|error| {
        Error::invalid(format!(
            "{field} is not valid UTF-8 (byte {}): convert it before the call",
            error.valid_up_to()
        ))
    })
}

/// The same for a field that may be absent.
///
/// # Safety
/// As [`read`].
pub(super) unsafe fn read_optional(
    text: *const c_char,
    field: &str,
) -> Result<Option<String>, Error> {
    // SAFETY: the caller's promise.
    let text = unsafe { read(text, field) }?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
