//! Strings in both directions.

use std::ffi::{CStr, c_char};

use crate::status::Error;

/// UTF-8 text owned by the library. `data` is never NULL and is NUL-terminated (`len` does not
/// count the NUL), so it can be used as a C string; the text itself may contain a NUL if a service
/// sent one. A missing text is empty. Valid as long as the event it belongs to.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_str {
    /// The first byte.
    pub data: *const c_char,
    /// The length in bytes, without the NUL.
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
