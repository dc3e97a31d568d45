//! Why a request failed, or a call.

use godot::prelude::*;
use rpggo::event::Finished;
use rpggo::{Error, Status};

use crate::convert;
use crate::generated::error::RpggoError;

/// An option or an argument is wrong.
pub fn wrong(detail: &str) -> Gd<RpggoError> {
    RpggoError::new(Status::InvalidArgument, detail)
}

impl RpggoError {
    /// The result of a request; `None` on success.
    pub fn of(finished: &Finished<'_>) -> Option<Gd<Self>> {
        (finished.status != Status::Ok).then(|| RpggoError::read(finished))
    }

    /// An error detected by this extension.
    pub fn new(status: Status, detail: &str) -> Gd<Self> {
        let mut error = RpggoError::new_gd();
        {
            let mut fields = error.bind_mut();
            fields.status = status as i64;
            fields.status_name = convert::text(status.name());
            fields.detail = convert::text(detail);
        }
        error
    }

    /// Why a call failed.
    pub fn refused(error: &Error) -> Gd<Self> {
        RpggoError::new(error.status(), error.message())
    }

    /// True if the game caused it.
    pub fn is_cancelled(&self) -> bool {
        self.status == Status::Cancelled as i64
    }
}
