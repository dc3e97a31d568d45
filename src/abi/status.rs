//! Statuses and other numbers that both sides know.

use std::ffi::{CStr, c_char};

use crate::status::NAMES;

/// How a call or a request ended: one of the `RPGGO_...` constants. Numbers never change;
/// later versions may add some, so treat one that you do not know as a failure.
pub type rpggo_status = i32;

/// It worked.
pub const RPGGO_OK: i32 = 0;
/// An argument is missing or wrong. `rpggo_last_error()` names it and says what to do; nothing was
/// sent.
pub const RPGGO_INVALID_ARGUMENT: i32 = 1;
/// The client is NULL, was freed, or never was one, or this process was forked from the one that
/// made it: a child makes a client of its own.
pub const RPGGO_INVALID_HANDLE: i32 = 2;
/// The client's service has no such call; the message says which services have it.
pub const RPGGO_UNSUPPORTED: i32 = 3;
/// Too many requests of this client are under way (`max_requests`), or another thread is polling
/// it at this moment.
pub const RPGGO_BUSY: i32 = 4;
/// The game cancelled the request.
pub const RPGGO_CANCELLED: i32 = 5;
/// A timeout struck, or the service gave up waiting (HTTP 408); `detail` says which it was.
pub const RPGGO_TIMEOUT: i32 = 6;
/// The name was not found, or the connection was refused, reset, or cut in the middle.
pub const RPGGO_NETWORK: i32 = 7;
/// The certificate or the TLS handshake was not acceptable.
pub const RPGGO_TLS: i32 = 8;
/// The service does not accept the key: HTTP 401 and 403, RPGGO 10000003 to 10000005.
pub const RPGGO_UNAUTHORIZED: i32 = 9;
/// The service does not accept the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001.
pub const RPGGO_BAD_REQUEST: i32 = 10;
/// Too many requests, or a quota is used up: HTTP 429, RPGGO 10000301. See `retry_after_ms`.
pub const RPGGO_RATE_LIMITED: i32 = 11;
/// The game session has ended: RPGGO 10000303. Start one with a new `session_id`.
pub const RPGGO_SESSION_ENDED: i32 = 12;
/// The session does not exist yet: RPGGO 10000302. Call `rpggo_session_start` first.
pub const RPGGO_SESSION_MISSING: i32 = 13;
/// The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code.
pub const RPGGO_SERVICE_ERROR: i32 = 14;
/// The answer is not what the service promises: not JSON, too long, nested too deep, another
/// content type, or a redirect.
pub const RPGGO_PROTOCOL: i32 = 15;
/// A fault of this library. That request is over, the client lives on.
pub const RPGGO_INTERNAL: i32 = 16;

/// Which service a client talks to: one of the `RPGGO_SERVICE_...` constants.
pub type rpggo_service = i32;

/// RPGGO V2: games with chapters, goals, endings and pictures.
pub const RPGGO_SERVICE_RPGGO: i32 = 0;
/// Persona chat: a state machine with a score. Foil Engine's API. The key may be absent; one that
/// begins with "pk_" selects the form of its SDK, which streams.
pub const RPGGO_SERVICE_PERSONA: i32 = 1;
/// Aurora: characters who speak token by token. Ids are whole numbers in decimal.
pub const RPGGO_SERVICE_AURORA: i32 = 2;
/// Every server with OpenAI's chat completions (llama.cpp, Ollama, LM Studio, vLLM, clouds):
/// `base_url` is required and ends before "/chat/completions"; `character_id` is the model; the
/// turns of each session are kept in the client, and `rpggo_session_start` takes the system prompt.
pub const RPGGO_SERVICE_OPENAI: i32 = 3;

/// The version of this interface. It is raised when programs have to be compiled again.
pub const RPGGO_ABI_VERSION: u32 = 1;

/// The version of the library, for example "0.1.0". Never NULL, valid for ever. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}

/// The `RPGGO_ABI_VERSION` that the library was built with. A program that loads the library at
/// run time compares it with the one of its header. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_abi_version() -> u32 {
    RPGGO_ABI_VERSION
}

/// The name of a status, for example "RPGGO_TIMEOUT"; "RPGGO_UNKNOWN_STATUS" for other numbers.
/// Never NULL, valid for ever. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn rpggo_status_name(status: rpggo_status) -> *const c_char {
    name(status).as_ptr()
}

pub(super) fn name(status: rpggo_status) -> &'static CStr {
    let named = NAMES.iter().find(|(known, _)| *known as i32 == status);
    named.map_or(c"RPGGO_UNKNOWN_STATUS", |(_, name)| name)
}
