//! Statuses and other numbers that both sides know.

use std::ffi::{CStr, c_char};

use crate::status::NAMES;

/// The result of a call or a request: one of the `RPGGO_...` constants. Values never change; later
/// versions may add some, so treat an unknown one as a failure.
pub type rpggo_status = i32;

/// Success.
pub const RPGGO_OK: i32 = 0;
/// An argument is missing or invalid. `rpggo_last_error()` names it and says what to do; nothing
/// was sent.
pub const RPGGO_INVALID_ARGUMENT: i32 = 1;
/// The client is NULL, was freed, or is not a client; or this process was forked from the one that
/// created it: a child process must create its own client.
pub const RPGGO_INVALID_HANDLE: i32 = 2;
/// The client's service does not support this call, and the message lists the services that do; or
/// the recording has no response left for it.
pub const RPGGO_UNSUPPORTED: i32 = 3;
/// Too many requests of this client are in progress (`max_requests`), another thread is polling it at
/// the same moment, or 4096 clients exist.
pub const RPGGO_BUSY: i32 = 4;
/// The game cancelled the request.
pub const RPGGO_CANCELLED: i32 = 5;
/// A timeout expired, or the service timed out (HTTP 408); `detail` says which.
pub const RPGGO_TIMEOUT: i32 = 6;
/// The host name cannot be resolved, or the connection was refused, reset, or closed in the middle
/// of a response.
pub const RPGGO_NETWORK: i32 = 7;
/// The certificate was rejected or the TLS handshake failed.
pub const RPGGO_TLS: i32 = 8;
/// The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005 and 10000008.
pub const RPGGO_UNAUTHORIZED: i32 = 9;
/// The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001, 10000305 and
/// 10000306.
pub const RPGGO_BAD_REQUEST: i32 = 10;
/// Too many requests: HTTP 429, RPGGO 10000301. See `retry_after_ms`.
pub const RPGGO_RATE_LIMITED: i32 = 11;
/// The game session has ended: RPGGO 10000303. Start a new one with a new `session_id`.
pub const RPGGO_SESSION_ENDED: i32 = 12;
/// The session does not exist yet: RPGGO 10000302. Call `rpggo_session_start` first.
pub const RPGGO_SESSION_MISSING: i32 = 13;
/// The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code.
pub const RPGGO_SERVICE_ERROR: i32 = 14;
/// The response is not in the service's format: not JSON, too long, nested too deeply, an
/// unexpected content type, or a redirect.
pub const RPGGO_PROTOCOL: i32 = 15;
/// An internal error in this library. The request has ended; the client keeps working.
pub const RPGGO_INTERNAL: i32 = 16;
/// The account has no credit left: HTTP 402, "insufficient_quota" and the like, RPGGO 10000602. It is
/// never retried: the player or the developer has to pay first.
pub const RPGGO_NO_CREDIT: i32 = 17;
/// A filter of the service stopped the message or the reply: "content_filter", moderation.
pub const RPGGO_FILTERED: i32 = 18;
/// The response is complete, but it contains nothing to say, show or do; `detail` says why if the
/// service does.
pub const RPGGO_EMPTY_REPLY: i32 = 19;
/// The conversation does not fit the model: "context_length_exceeded" and the like, HTTP 413. Shorten
/// the prompt, lower `max_history_characters`, or use a model with a larger context.
pub const RPGGO_CONTEXT_FULL: i32 = 20;

/// The service a client uses: one of the `RPGGO_SERVICE_...` constants.
pub type rpggo_service = i32;

/// RPGGO V2: games with chapters, goals, endings and images.
pub const RPGGO_SERVICE_RPGGO: i32 = 0;
/// Persona chat: a state machine with a score. Foil Engine's API. The key is optional; one that
/// begins with "pk_" selects the SDK form of the API, which streams.
pub const RPGGO_SERVICE_PERSONA: i32 = 1;
/// Aurora: characters that stream token by token. Ids are decimal integers.
pub const RPGGO_SERVICE_AURORA: i32 = 2;
/// Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM, cloud
/// services): `base_url` is required and ends before "/chat/completions"; `character_id` is the
/// model; the client keeps the turns of each session, and `rpggo_session_start` sets the system
/// prompt.
pub const RPGGO_SERVICE_OPENAI: i32 = 3;

/// The version of this ABI. It is raised when programs must be recompiled.
pub const RPGGO_ABI_VERSION: u32 = 1;

/// Returns the version of the library, for example "0.1.0". Never NULL, always valid. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}

/// Returns the `RPGGO_ABI_VERSION` the library was built with. A program that loads the library at
/// run time compares it with the one in its header. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_abi_version() -> u32 {
    RPGGO_ABI_VERSION
}

/// Returns the name of a status, for example "RPGGO_TIMEOUT"; "RPGGO_UNKNOWN_STATUS" for unknown
/// values. Never NULL, always valid. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_status_name(status: rpggo_status) -> *const c_char {
    name(status).as_ptr()
}

pub(super) fn name(status: rpggo_status) -> &'static CStr {
    let named = NAMES.iter().find(|(known, _)| *known as i32 == status);
    named.map_or(c"RPGGO_UNKNOWN_STATUS", |(_, name)| name)
}
