//! No panic leaves the library.

use crate::runtime::panics;
use crate::status::{Error, Status};

/// Runs a call of the game; a panic becomes [`Status::Internal`].
pub(super) fn panic_boundary<R>(call: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
    panics::catch(call).unwrap_or_else(|| {
        Err(Error::new(
            Status::Internal,
            "internal error in rpggo, please report it",
        ))
    })
}
