use godot::prelude::*;
use rpggo::event::Finished;
use rpggo::{Error, Status};

/// Why a request failed.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoError {
    /// The status: [constant TIMEOUT], [constant UNAUTHORIZED] and so on.
    #[var(no_set)]
    status: i64,
    /// The status as text, for example `RPGGO_TIMEOUT`.
    #[var(no_set)]
    status_name: GString,
    /// The HTTP status of the response; 0 when there was none.
    #[var(no_set)]
    http_status: i64,
    /// The service's own error code, for example 10000303; 0 when it sent none.
    #[var(no_set)]
    service_code: i64,
    /// A sentence that says what happened and what to do.
    #[var(no_set)]
    detail: GString,
    /// How long the service asks clients to wait before the next attempt; 0 when not specified.
    #[var(no_set)]
    retry_after_ms: i64,
}

#[godot_api]
impl RpggoError {
    /// An argument is missing or invalid; nothing was sent.
    #[constant]
    const INVALID_ARGUMENT: i64 = Status::InvalidArgument as i64;
    /// The client no longer exists.
    #[constant]
    const INVALID_HANDLE: i64 = Status::InvalidHandle as i64;
    /// The service does not support this call.
    #[constant]
    const UNSUPPORTED: i64 = Status::Unsupported as i64;
    /// Too many requests are in progress.
    #[constant]
    const BUSY: i64 = Status::Busy as i64;
    /// The game cancelled the request.
    #[constant]
    const CANCELLED: i64 = Status::Cancelled as i64;
    /// A timeout expired.
    #[constant]
    const TIMEOUT: i64 = Status::Timeout as i64;
    /// The host name cannot be resolved, or the connection was refused, reset, or closed in the
    /// middle of a response.
    #[constant]
    const NETWORK: i64 = Status::Network as i64;
    /// The certificate was rejected or the TLS handshake failed.
    #[constant]
    const TLS: i64 = Status::Tls as i64;
    /// The service rejected the key.
    #[constant]
    const UNAUTHORIZED: i64 = Status::Unauthorized as i64;
    /// The service rejected the request.
    #[constant]
    const BAD_REQUEST: i64 = Status::BadRequest as i64;
    /// Too many requests, or a quota is exhausted.
    #[constant]
    const RATE_LIMITED: i64 = Status::RateLimited as i64;
    /// The game session has ended.
    #[constant]
    const SESSION_ENDED: i64 = Status::SessionEnded as i64;
    /// The session does not exist, or was not started.
    #[constant]
    const SESSION_MISSING: i64 = Status::SessionMissing as i64;
    /// The service failed.
    #[constant]
    const SERVICE_ERROR: i64 = Status::ServiceError as i64;
    /// The response is not in the service's format.
    #[constant]
    const PROTOCOL: i64 = Status::Protocol as i64;
    /// An internal error in this library; the client keeps working.
    #[constant]
    const INTERNAL: i64 = Status::Internal as i64;
}

impl RpggoError {
    /// The result of a request; `None` on success.
    pub fn read(finished: &Finished<'_>) -> Option<Gd<Self>> {
        (finished.status != Status::Ok).then(|| {
            Gd::from_object(RpggoError {
                status: finished.status as i64,
                status_name: GString::from(finished.status.name()),
                http_status: finished.http_status.into(),
                service_code: finished.service_code,
                detail: GString::from(&*finished.detail),
                retry_after_ms: finished.retry_after_ms.into(),
            })
        })
    }

    /// An error detected by this extension.
    pub fn new(status: Status, detail: &str) -> Gd<Self> {
        Gd::from_object(RpggoError {
            status: status as i64,
            status_name: GString::from(status.name()),
            http_status: 0,
            service_code: 0,
            detail: GString::from(detail),
            retry_after_ms: 0,
        })
    }

    /// Why a call failed.
    pub fn refused(error: &Error) -> Gd<Self> {
        RpggoError::new(error.status(), error.message())
    }

    /// True if the game caused it.
    pub fn is_cancelled(&self) -> bool {
        self.status == RpggoError::CANCELLED
    }
}
