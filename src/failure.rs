//! Why a request failed, on its way from where that was noticed to the game.

use std::time::Duration;

use crate::status::Status;

/// Why an attempt failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The status that the request will finish with.
    pub status: Status,
    /// The HTTP status of the response; 0 where there was none.
    pub http_status: u16,
    /// The service's own code; 0 where it gave none.
    pub service_code: i64,
    /// What happened and what to do, in a sentence.
    pub message: String,
    /// The JSON that says so; empty where there is none.
    pub raw: String,
    /// How long the service asks to wait before the next request.
    pub retry_after: Option<Duration>,
    /// Whether another attempt may help.
    pub retry: Retry,
}

/// Whether another attempt may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// It would fail again.
    Never,
    /// Only where the service may receive the request twice.
    IfIdempotent,
    /// The service has not taken the request.
    Always,
    /// The service loads its model: again until that is done, within `first_byte_timeout`.
    WhileLoading,
}

impl Failure {
    /// A failure with that status and sentence; the rest is empty.
    pub fn new(status: Status, message: impl Into<String>) -> Failure {
        Failure {
            status,
            http_status: 0,
            service_code: 0,
            message: message.into(),
            raw: String::new(),
            retry_after: None,
            retry: Retry::Never,
        }
    }

    /// Whether nothing more comes, whatever was read so far.
    pub(crate) fn is_of_connection(&self) -> bool {
        matches!(self.status, Status::Network | Status::Timeout)
    }

    /// The response is not what the service promises.
    pub fn protocol(message: impl Into<String>) -> Failure {
        Failure::new(Status::Protocol, message)
    }
}
