//! How a call or a request ended.

use std::borrow::Cow;
use std::ffi::CStr;
use std::fmt;

/// The result of a call or a request. The values are those of the C ABI and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(i32)]
pub enum Status {
    /// Success.
    Ok = 0,
    /// An argument is missing or invalid; nothing was sent.
    InvalidArgument = 1,
    /// The handle is NULL, was freed, or is not a client.
    InvalidHandle = 2,
    /// The service does not support this call.
    Unsupported = 3,
    /// Too many requests are in progress, or another thread is polling.
    Busy = 4,
    /// The game cancelled the request.
    Cancelled = 5,
    /// A timeout expired.
    Timeout = 6,
    /// The host name cannot be resolved, or the connection was refused, reset, or closed in the
    /// middle of a response.
    Network = 7,
    /// The certificate was rejected or the TLS handshake failed.
    Tls = 8,
    /// The service rejected the key.
    Unauthorized = 9,
    /// The service rejected the request.
    BadRequest = 10,
    /// Too many requests, or a quota is exhausted.
    RateLimited = 11,
    /// The game session has ended.
    SessionEnded = 12,
    /// The session does not exist, or was not started.
    SessionMissing = 13,
    /// The service failed.
    ServiceError = 14,
    /// The response is not in the service's format.
    Protocol = 15,
    /// An internal error in this library; the client keeps working.
    Internal = 16,
    /// The account has no credit left.
    NoCredit = 17,
    /// A filter of the service stopped the message or the reply.
    Filtered = 18,
    /// The response is whole, and nothing was said or done in it.
    EmptyReply = 19,
    /// The conversation does not fit the model.
    ContextFull = 20,
}

/// The names that C has for them.
pub(crate) const NAMES: [(Status, &CStr); 21] = [
    (Status::Ok, c"RPGGO_OK"),
    (Status::InvalidArgument, c"RPGGO_INVALID_ARGUMENT"),
    (Status::InvalidHandle, c"RPGGO_INVALID_HANDLE"),
    (Status::Unsupported, c"RPGGO_UNSUPPORTED"),
    (Status::Busy, c"RPGGO_BUSY"),
    (Status::Cancelled, c"RPGGO_CANCELLED"),
    (Status::Timeout, c"RPGGO_TIMEOUT"),
    (Status::Network, c"RPGGO_NETWORK"),
    (Status::Tls, c"RPGGO_TLS"),
    (Status::Unauthorized, c"RPGGO_UNAUTHORIZED"),
    (Status::BadRequest, c"RPGGO_BAD_REQUEST"),
    (Status::RateLimited, c"RPGGO_RATE_LIMITED"),
    (Status::SessionEnded, c"RPGGO_SESSION_ENDED"),
    (Status::SessionMissing, c"RPGGO_SESSION_MISSING"),
    (Status::ServiceError, c"RPGGO_SERVICE_ERROR"),
    (Status::Protocol, c"RPGGO_PROTOCOL"),
    (Status::Internal, c"RPGGO_INTERNAL"),
    (Status::NoCredit, c"RPGGO_NO_CREDIT"),
    (Status::Filtered, c"RPGGO_FILTERED"),
    (Status::EmptyReply, c"RPGGO_EMPTY_REPLY"),
    (Status::ContextFull, c"RPGGO_CONTEXT_FULL"),
];

impl Status {
    /// The name in C, for example `RPGGO_TIMEOUT`.
    pub fn name(self) -> &'static str {
        let named = NAMES.iter().find(|(status, _)| *status == self);
        named
            .and_then(|(_, name)| name.to_str().ok())
            .unwrap_or_default()
    }

    /// The status with that name in C.
    pub(crate) fn from_name(name: &str) -> Option<Status> {
        let named = NAMES.iter().find(|(status, _)| status.name() == name);
        named.map(|(status, _)| *status)
    }

    /// The status that an HTTP status code stands for; [`Status::Ok`] for 2xx.
    pub(crate) fn from_http(code: u16) -> Status {
        match code {
            200..=299 => Status::Ok,
            401 | 403 => Status::Unauthorized,
            402 => Status::NoCredit,
            413 => Status::ContextFull,
            408 => Status::Timeout,
            429 => Status::RateLimited,
            400..=499 => Status::BadRequest,
            500..=599 => Status::ServiceError,
            _ => Status::Protocol,
        }
    }
}

/// Why a call failed: a status, and a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    status: Status,
    message: Cow<'static, str>,
}

impl Error {
    pub(crate) fn new(status: Status, message: impl Into<Cow<'static, str>>) -> Error {
        Error {
            status,
            message: message.into(),
        }
    }

    pub(crate) fn invalid(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Status::InvalidArgument, message)
    }

    /// The status.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What is wrong and what to do about it.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
