//! The service's error codes and error responses.

use serde_json::Value;

use super::wire::{Envelope, Message};
use crate::frame::Frame;
use crate::response::json;

pub(super) const INTERNAL: i64 = 10000000;
pub(super) const BAD_PARAMETER: i64 = 10000001;
pub(super) const UNKNOWN_APP: i64 = 10000003;
pub(super) const BAD_TOKEN: i64 = 10000004;
pub(super) const LIMIT_REACHED: i64 = 10000301;
pub(super) const NO_SESSION: i64 = 10000302;
pub(super) const SESSION_ENDED: i64 = 10000303;

/// An error response.
pub(super) struct ApiError {
    pub(super) code: i64,
    pub(super) message: String,
}

impl ApiError {
    pub(super) fn new(code: i64) -> ApiError {
        ApiError {
            code,
            message: message_of(code).to_owned(),
        }
    }

    pub(super) fn bad_parameter(detail: impl std::fmt::Display) -> ApiError {
        ApiError {
            code: BAD_PARAMETER,
            message: format!("{}: {detail}", message_of(BAD_PARAMETER)),
        }
    }

    /// The `err` frame of this error.
    pub(super) fn frame(&self) -> Frame {
        let message = Message {
            ret: self.code,
            message: &self.message,
            data: None,
        };
        Frame::new("err", json(&message))
    }
}

/// The `err` frame of this code.
pub(crate) fn error_frame(code: i64) -> Frame {
    ApiError::new(code).frame()
}

/// The envelope of a call that failed with this code.
pub(crate) fn error_envelope(code: i64) -> Envelope<Value> {
    Envelope {
        code,
        msg: message_of(code).to_owned(),
        data: Value::Null,
    }
}

/// The envelope for an HTTP status.
pub(crate) fn envelope_for_status(status: u16) -> Envelope<Value> {
    error_envelope(match status {
        200..=299 => 0,
        401 => BAD_TOKEN,
        403 => UNKNOWN_APP,
        429 => LIMIT_REACHED,
        300..=499 => BAD_PARAMETER,
        _ => INTERNAL,
    })
}

pub(super) fn message_of(code: i64) -> &'static str {
    match code {
        0 => "ok",
        INTERNAL => "Internal error. Please ask again",
        BAD_PARAMETER => "Bad parameter",
        UNKNOWN_APP => "Unknown app",
        BAD_TOKEN => "Bad token",
        10000005 => "The token has expired",
        LIMIT_REACHED => "The limit of conversations is used up",
        NO_SESSION => "No game session is bound. Please start the game",
        SESSION_ENDED => "The game session has ended",
        10000307 => "Data error. Please refresh the page or restart the game",
        _ => "Something went wrong",
    }
}
