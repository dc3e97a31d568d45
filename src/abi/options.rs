//! How a client is set up, as C passes it.

use std::ffi::c_char;
use std::time::Duration;

use super::event::*;
use super::sized::read_sized;
use super::status::rpggo_service;
use super::text;
use crate::options::{LogLevel, Options, ReplaySpeed, Service};
use crate::status::Error;

/// For the timeout options: no timeout.
pub const RPGGO_NO_TIMEOUT: u32 = u32::MAX;

/// For `rpggo_client_options.flags`: allow plain `http` to hosts other than this machine. The key
/// and the conversation are then readable by anyone on the network path: for tests in a trusted
/// network only.
pub const RPGGO_CLIENT_ALLOW_HTTP: u32 = 1;
/// For `rpggo_client_options.flags`: ignore the proxies set in the environment (`HTTPS_PROXY`,
/// `ALL_PROXY`, ...; on Windows and macOS also the system's).
pub const RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY: u32 = 2;

/// For `rpggo_client_options.replay_speed`: as fast as the game polls, with the same events in the
/// same order every time, regardless of timing; for tests. New requests and cancellations take
/// effect the next time the game has polled until NULL.
pub const RPGGO_REPLAY_AS_POLLED: f64 = -1.0;

/// Configuration of a client. Initialize it with `RPGGO_CLIENT_OPTIONS_INIT`. Set the fields you
/// need: zero and NULL mean the default. The library copies everything before `rpggo_client_new`
/// returns. Later versions add fields only at the end.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_client_options {
    /// `sizeof(rpggo_client_options)`; `RPGGO_CLIENT_OPTIONS_INIT` sets it.
    pub struct_size: usize,
    /// The service to use: a `RPGGO_SERVICE_...` constant. Default: RPGGO.
    pub service: rpggo_service,
    /// URL of the service, for example "https://api.example.com/v1"; a path is kept. NULL: the
    /// service's public URL. `http` is allowed only to this machine ("http://127.0.0.1:8787"),
    /// unless `RPGGO_CLIENT_ALLOW_HTTP` is set. Write an internationalized host name as "xn--...".
    pub base_url: *const c_char,
    /// The API key. NULL: the environment variable `RPGGO_API_KEY` if the service requires a key
    /// (RPGGO, Aurora), otherwise none. It never appears in errors or logs, and is redacted where a
    /// server echoes it (in story text only if it has at least 16 characters: a shorter one may be
    /// a word).
    pub api_key: *const c_char,
    /// Timeout for connecting, including name lookup and TLS, in milliseconds. Default (0): 10000.
    /// `RPGGO_NO_TIMEOUT`: none.
    pub connect_timeout_ms: u32,
    /// Timeout from the start of a request until the response headers arrive, including connecting,
    /// in milliseconds. Default (0): 30000. `RPGGO_NO_TIMEOUT`: none.
    pub first_byte_timeout_ms: u32,
    /// Longest time without receiving data in the middle of a response, in milliseconds. Default
    /// (0): 60000. `RPGGO_NO_TIMEOUT`: none.
    pub idle_timeout_ms: u32,
    /// Timeout for a whole request, including retries, in milliseconds. Default: none.
    pub total_timeout_ms: u32,
    /// How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, with
    /// the same `message_id`, as long as no part of its response has been delivered. A chat with a
    /// service that has no message ids (persona, Aurora) is retried only if the service cannot have
    /// accepted it: no connection, HTTP 429 and 503. Default (0): 2; -1: never.
    pub max_retries: i32,
    /// How many bytes of events may be queued for `rpggo_poll_event`. When the game stops polling,
    /// the library stops reading from the sockets and nothing is lost. A single event is queued
    /// even if it is larger. In addition, each request in progress holds the frame it is reading.
    /// Default: 4194304.
    pub max_queued_bytes: usize,
    /// `RPGGO_CLIENT_...` flags, combined with `|`. Default: none.
    pub flags: u32,
    /// Maximum number of requests in progress at the same time; further ones fail with
    /// `RPGGO_BUSY`. Default: 1024.
    pub max_requests: u32,
    /// Maximum size of a line, event or body, in bytes; a larger one finishes its request with
    /// `RPGGO_PROTOCOL`. Default: 1048576.
    pub max_event_bytes: usize,
    /// A PEM file with additional certificate authorities to trust, on top of those of the
    /// operating system (or the bundled ones on systems without a list). NULL: none.
    pub ca_file: *const c_char,
    /// A proxy for all requests, for example "http://user:password@proxy.example.com:8080" (also
    /// `https://` and `socks5://`). NULL: as set in the environment. Requests to this machine
    /// ("http://127.0.0.1:...") use a proxy only if it is set here.
    pub proxy_url: *const c_char,
    /// Additional headers for every request, one per line, for example "X-Build: 42". They override
    /// the library's own headers. NULL: none.
    pub extra_headers: *const c_char,
    /// How many characters of a session's previous turns to send to an OpenAI-compatible server
    /// with each new message; the oldest turns are dropped, the system prompt is not. Default:
    /// 16000.
    pub max_history_characters: u32,
    /// Record every request and every byte of its response, with timestamps, to this file, for
    /// `replay_path` and the inspector. Use one file per client; new lines are appended to an
    /// existing file. The key and other secrets of at least 8 characters (shorter ones may be
    /// words) are redacted, even where a server echoes them; what players say is recorded. NULL: do
    /// not record.
    pub record_path: *const c_char,
    /// Maximum size of the recording, in bytes. Recording stops before the file exceeds it, and
    /// nothing is added to a file that is already full; the conversation continues, and a warning
    /// is logged. Default: 67108864; at most 1073741824.
    pub max_recording_bytes: u64,
    /// Replay all responses from this recording, without a network: neither a key nor `base_url` is
    /// needed. The file is read before `rpggo_client_new` returns. Each request gets the first
    /// recorded response that has not been played yet for the same call, character and session,
    /// else for the same call and character, else for the same call. A request without a match
    /// finishes with `RPGGO_UNSUPPORTED`, and `detail` lists what the recording contains. NULL: do
    /// not replay.
    pub replay_path: *const c_char,
    /// The content of a recording, as text, instead of a path: for engines whose assets are not
    /// files (Unity's `TextAsset`, Godot's `res://`, Android). NULL: none.
    pub replay_text: *const c_char,
    /// Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or
    /// `RPGGO_REPLAY_AS_POLLED`. Default (0): 1, as recorded.
    pub replay_speed: f64,
    /// Emit `RPGGO_EVENT_LOG` events, which say what the library does, up to this level: a
    /// `RPGGO_LOG_...` constant; higher values are more verbose. Default (0): none.
    pub log_level: rpggo_log_level,
    /// Added to every URL, after its path, for example "api-version=2024-10-21" for classic Azure.
    /// NULL: none.
    pub query: *const c_char,
}

/// Size of the struct in the first release: a smaller one is an error.
pub(super) const OPTIONS_LEAST: usize =
    std::mem::offset_of!(rpggo_client_options, flags) + size_of::<u32>();

/// Translates the options.
///
/// # Safety
/// `options` is NULL or as `rpggo_client_new` requires it.
pub(super) unsafe fn read(options: *const rpggo_client_options) -> Result<Options, Error> {
    // SAFETY: the caller's promise; zeroes are NULL pointers and zero numbers.
    let from = unsafe { read_sized(options, OPTIONS_LEAST, "rpggo_client_options") }?;
    let known = RPGGO_CLIENT_ALLOW_HTTP | RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY;
    if from.flags & !known != 0 {
        return Err(Error::invalid(format!(
            "flags {:#x} has unknown flags: use RPGGO_CLIENT_... constants",
            from.flags
        )));
    }
    let service = Service::from_number(from.service).ok_or_else(|| {
        Error::invalid(format!(
            "service {} is none of the RPGGO_SERVICE_... constants",
            from.service
        ))
    })?;
    let default = Options::new(service);
    // SAFETY: the strings are NULL or end in a NUL (the caller's promise).
    unsafe {
        Ok(Options {
            service,
            base_url: text::read_optional(from.base_url, "base_url")?,
            api_key: text::read_optional(from.api_key, "api_key")?,
            connect_timeout: timeout(from.connect_timeout_ms, default.connect_timeout),
            first_byte_timeout: timeout(from.first_byte_timeout_ms, default.first_byte_timeout),
            idle_timeout: timeout(from.idle_timeout_ms, default.idle_timeout),
            total_timeout: timeout(from.total_timeout_ms, default.total_timeout),
            max_retries: match from.max_retries {
                0 => default.max_retries,
                -1 => 0,
                retries => u32::try_from(retries).map_err(|_| {
                    Error::invalid(format!(
                        "max_retries is {retries}: use -1 for never, 0 for the default"
                    ))
                })?,
            },
            max_queued_bytes: or_default(from.max_queued_bytes, default.max_queued_bytes),
            max_requests: or_default(from.max_requests as usize, default.max_requests),
            max_event_bytes: or_default(from.max_event_bytes, default.max_event_bytes),
            allow_http: from.flags & RPGGO_CLIENT_ALLOW_HTTP != 0,
            ignore_environment_proxy: from.flags & RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY != 0,
            ca_file: text::read_optional(from.ca_file, "ca_file")?.map(Into::into),
            proxy_url: text::read_optional(from.proxy_url, "proxy_url")?,
            extra_headers: text::read_optional(from.extra_headers, "extra_headers")?,
            max_history_characters: or_default(
                from.max_history_characters as usize,
                default.max_history_characters,
            ),
            record_path: text::read_optional(from.record_path, "record_path")?.map(Into::into),
            max_recording_bytes: match from.max_recording_bytes {
                0 => default.max_recording_bytes,
                bytes => bytes,
            },
            replay_path: text::read_optional(from.replay_path, "replay_path")?.map(Into::into),
            replay_text: text::read_optional(from.replay_text, "replay_text")?,
            replay_speed: match from.replay_speed {
                0.0 => ReplaySpeed::Recorded,
                RPGGO_REPLAY_AS_POLLED => ReplaySpeed::Lockstep,
                factor => ReplaySpeed::Times(factor),
            },
            log_level: log_level(from.log_level)?,
            query: text::read_optional(from.query, "query")?,
        })
    }
}
fn log_level(level: rpggo_log_level) -> Result<Option<LogLevel>, Error> {
    Ok(Some(match level {
        0 => return Ok(None),
        RPGGO_LOG_ERROR => LogLevel::Error,
        RPGGO_LOG_WARN => LogLevel::Warn,
        RPGGO_LOG_INFO => LogLevel::Info,
        RPGGO_LOG_DEBUG => LogLevel::Debug,
        _ => {
            return Err(Error::invalid(format!(
                "log_level {level} is none of the RPGGO_LOG_... constants"
            )));
        }
    }))
}

fn timeout(milliseconds: u32, default: Duration) -> Duration {
    match milliseconds {
        0 => default,
        RPGGO_NO_TIMEOUT => Options::NO_TIMEOUT,
        _ => Duration::from_millis(milliseconds.into()),
    }
}

fn or_default(value: usize, default: usize) -> usize {
    if value == 0 { default } else { value }
}
