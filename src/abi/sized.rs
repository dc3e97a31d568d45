//! Structs that say their own size, so that programs compiled with an older header go on working.

use crate::status::Error;

/// Copies a struct whose first field is its size, also that of an older and shorter version; what the
/// caller does not have reads as zero.
///
/// # Safety
/// `source` is NULL or points to as many bytes as its first field says, and `T` is a `repr(C)`
/// struct for which all zeroes are valid, with the `usize` size as its first field.
pub(super) unsafe fn read_sized<T>(source: *const T, least: usize, name: &str) -> Result<T, Error> {
    if source.is_null() {
        return Err(Error::invalid(format!(
            "{name} is NULL: pass one that begins with {}_INIT",
            name.to_uppercase()
        )));
    }
    // SAFETY: not NULL, and the size is the first field.
    let size = unsafe { source.cast::<usize>().read_unaligned() };
    let known = size_of::<T>();
    if size < least {
        return Err(Error::invalid(format!(
            "{name}.struct_size is {size}, but at least {least} is needed: begin with {}_INIT",
            name.to_uppercase()
        )));
    }
    if size > known {
        return Err(Error::invalid(format!(
            "{name}.struct_size is {size}, but this library knows {known}: the header is newer \
             than the library, or the field is not set; begin with {}_INIT",
            name.to_uppercase()
        )));
    }
    // No pointer is read by half, whatever the size.
    let whole = least.max(size - size % align_of::<T>());
    let mut copy = std::mem::MaybeUninit::<T>::zeroed();
    // SAFETY: `size` bytes are readable (the caller's promise), `whole` is no more than that and
    // fits (checked above); all zeroes are a valid `T`.
    unsafe {
        std::ptr::copy_nonoverlapping(source.cast::<u8>(), copy.as_mut_ptr().cast::<u8>(), whole);
        Ok(copy.assume_init())
    }
}
