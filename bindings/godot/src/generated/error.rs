// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;

/// Why a request failed.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoError {
    /// The result.
    #[var(no_set)]
    pub status: i64,
    /// Its name, for example `RPGGO_TIMEOUT`.
    #[var(no_set)]
    pub status_name: GString,
    /// The HTTP status of the response; 0 when there was none.
    #[var(no_set)]
    pub http_status: i64,
    /// The service's own error code, for example 10000303; 0 when it sent none.
    #[var(no_set)]
    pub service_code: i64,
    /// A sentence that says what happened and what to do, including the service's own error message
    /// if it sent one; empty on success.
    #[var(no_set)]
    pub detail: GString,
    /// How long the service asks clients to wait before the next attempt, in milliseconds; 0 when
    /// not specified.
    #[var(no_set)]
    pub retry_after_ms: i64,
}

#[godot_api]
impl RpggoError {
    /// Success.
    #[constant]
    const OK: i64 = 0;
    /// An argument is missing or invalid.
    #[constant]
    const INVALID_ARGUMENT: i64 = 1;
    /// The client is empty, was freed, or is not a client; or this process was forked from the one
    /// that created it: a child process must create its own client.
    #[constant]
    const INVALID_HANDLE: i64 = 2;
    /// The client's service does not support this call, and the message lists the services that do;
    /// or the recording has no response left for it.
    #[constant]
    const UNSUPPORTED: i64 = 3;
    /// Too many requests of this client are in progress ([member RpggoClient.max_requests]),
    /// another thread is polling it at the same moment, or 4096 clients exist.
    #[constant]
    const BUSY: i64 = 4;
    /// The game cancelled the request.
    #[constant]
    const CANCELLED: i64 = 5;
    /// A timeout expired, or the service timed out (HTTP 408); `detail` says which.
    #[constant]
    const TIMEOUT: i64 = 6;
    /// The host name cannot be resolved, or the connection was refused, reset, or closed in the
    /// middle of a response.
    #[constant]
    const NETWORK: i64 = 7;
    /// The certificate was rejected or the TLS handshake failed.
    #[constant]
    const TLS: i64 = 8;
    /// The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005 and 10000008.
    #[constant]
    const UNAUTHORIZED: i64 = 9;
    /// The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001, 10000305
    /// and 10000306.
    #[constant]
    const BAD_REQUEST: i64 = 10;
    /// Too many requests: HTTP 429, RPGGO 10000301. See `retry_after_ms`.
    #[constant]
    const RATE_LIMITED: i64 = 11;
    /// The game session has ended: RPGGO 10000303. Start a new one with a new `session_id`.
    #[constant]
    const SESSION_ENDED: i64 = 12;
    /// The session does not exist yet: RPGGO 10000302. Call [method RpggoClient.session_start]
    /// first.
    #[constant]
    const SESSION_MISSING: i64 = 13;
    /// The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code.
    #[constant]
    const SERVICE_ERROR: i64 = 14;
    /// The response is not in the service's format: not JSON, too long, nested too deeply, an
    /// unexpected content type, or a redirect.
    #[constant]
    const PROTOCOL: i64 = 15;
    /// An internal error in this library. The request has ended; the client keeps working.
    #[constant]
    const INTERNAL: i64 = 16;
    /// The account has no credit left: HTTP 402, "insufficient_quota" and the like, RPGGO 10000602.
    /// It is never retried: the player or the developer has to pay first.
    #[constant]
    const NO_CREDIT: i64 = 17;
    /// A filter of the service stopped the message or the reply: "content_filter", moderation.
    #[constant]
    const FILTERED: i64 = 18;
    /// The response is complete, but it contains nothing to say, show or do; `detail` says why if
    /// the service does.
    #[constant]
    const EMPTY_REPLY: i64 = 19;
    /// The conversation does not fit the model: "context_length_exceeded" and the like, HTTP 413.
    /// Shorten the prompt, lower [member RpggoClient.max_history_characters], or use a model with a
    /// larger context.
    #[constant]
    const CONTEXT_FULL: i64 = 20;
}

impl RpggoError {
    pub fn read(it: &event::Finished) -> Gd<Self> {
        Gd::from_object(RpggoError {
            status: it.status as i64,
            status_name: convert::text(it.status.name()),
            http_status: i64::from(it.http_status),
            service_code: it.service_code,
            detail: convert::text(&it.detail),
            retry_after_ms: i64::from(it.retry_after_ms),
        })
    }
}
