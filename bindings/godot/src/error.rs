use godot::prelude::*;
use rpggo::event::Finished;
use rpggo::{Error, Status};

/// Why a request did not end well.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoError {
    /// What kind of error it is: [constant TIMEOUT], [constant UNAUTHORIZED] and so on.
    #[var(no_set)]
    status: i64,
    /// The same as a word, for example `RPGGO_TIMEOUT`.
    #[var(no_set)]
    status_name: GString,
    /// The HTTP status of the answer; 0 when there was none.
    #[var(no_set)]
    http_status: i64,
    /// The service's own code, for example 10000303; 0 when it gave none.
    #[var(no_set)]
    service_code: i64,
    /// What happened and what to do, in a sentence.
    #[var(no_set)]
    detail: GString,
    /// How long the service asks to wait before the next try; 0 when it does not say.
    #[var(no_set)]
    retry_after_ms: i64,
}

#[godot_api]
impl RpggoError {
    /// An argument is missing or wrong; nothing was sent.
    #[constant]
    const INVALID_ARGUMENT: i64 = Status::InvalidArgument as i64;
    /// The client is not there any more.
    #[constant]
    const INVALID_HANDLE: i64 = Status::InvalidHandle as i64;
    /// The service has no such call.
    #[constant]
    const UNSUPPORTED: i64 = Status::Unsupported as i64;
    /// Too many requests are under way.
    #[constant]
    const BUSY: i64 = Status::Busy as i64;
    /// The game cancelled the request.
    #[constant]
    const CANCELLED: i64 = Status::Cancelled as i64;
    /// One of the timeouts struck.
    #[constant]
    const TIMEOUT: i64 = Status::Timeout as i64;
    /// Name not found, connection refused, reset, or cut in the middle.
    #[constant]
    const NETWORK: i64 = Status::Network as i64;
    /// The certificate or the TLS handshake was not acceptable.
    #[constant]
    const TLS: i64 = Status::Tls as i64;
    /// The service does not accept the key.
    #[constant]
    const UNAUTHORIZED: i64 = Status::Unauthorized as i64;
    /// The service does not accept the request.
    #[constant]
    const BAD_REQUEST: i64 = Status::BadRequest as i64;
    /// Too many requests, or a quota is used up.
    #[constant]
    const RATE_LIMITED: i64 = Status::RateLimited as i64;
    /// The game session has ended.
    #[constant]
    const SESSION_ENDED: i64 = Status::SessionEnded as i64;
    /// There is no such session, or it was not started.
    #[constant]
    const SESSION_MISSING: i64 = Status::SessionMissing as i64;
    /// The service failed.
    #[constant]
    const SERVICE_ERROR: i64 = Status::ServiceError as i64;
    /// The answer is not what the service promises.
    #[constant]
    const PROTOCOL: i64 = Status::Protocol as i64;
    /// A fault of this library; the client lives on.
    #[constant]
    const INTERNAL: i64 = Status::Internal as i64;
}

impl RpggoError {
    /// How a request ended; `None` where all went well.
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

    /// Something that this extension finds by itself.
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

    /// Why a call was refused.
    pub fn refused(error: &Error) -> Gd<Self> {
        RpggoError::new(error.status(), error.message())
    }

    /// True where it is what the game wanted.
    pub fn is_cancelled(&self) -> bool {
        self.status == RpggoError::CANCELLED
    }
}
