//! How a client is set up, as C passes it.

use std::ffi::c_char;
use std::path::PathBuf;
use std::time::Duration;

use super::event::*;
use super::sized::read_sized;
use super::status::rpggo_service;
use super::text;
use crate::options::{LogLevel, Options, ReplaySpeed, Service};
use crate::status::Error;

/// For a timeout: as long as it takes.
pub const RPGGO_NO_TIMEOUT: u32 = u32::MAX;

/// For `rpggo_client_options.flags`: allow plain `http` to hosts other than this machine. Anybody
/// on the way can read the key and the talk: for tests in a trusted network only.
pub const RPGGO_CLIENT_ALLOW_HTTP: u32 = 1;
/// For `rpggo_client_options.flags`: do not use the proxies that the environment names
/// (`HTTPS_PROXY`, `ALL_PROXY`, ...; on Windows and macOS those of the system).
pub const RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY: u32 = 2;

/// For `rpggo_client_options.replay_speed`: as fast as the game polls, and the same events in the
/// same order every time, whatever the machine does: for tests. What the game asks for, and its
/// cancellations, take effect when it polls until NULL once more.
pub const RPGGO_REPLAY_AS_POLLED: f64 = -1.0;

/// How a client is set up. Begin with `RPGGO_CLIENT_OPTIONS_INIT` and set what differs: zero and
/// NULL mean the default. The library copies everything before `rpggo_client_new` returns. Later
/// versions add fields at the end only.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_client_options {
    /// `sizeof(rpggo_client_options)`; `RPGGO_CLIENT_OPTIONS_INIT` sets it.
    pub struct_size: usize,
    /// Which service to talk to: a `RPGGO_SERVICE_...` constant. Default: RPGGO.
    pub service: rpggo_service,
    /// Where the service is, for example "https://api.example.com/v1"; a path is kept. NULL: the
    /// service's public address. `http` only for this machine ("http://127.0.0.1:8787"), unless
    /// `RPGGO_CLIENT_ALLOW_HTTP` is set. A host in other scripts is written as "xn--...".
    pub base_url: *const c_char,
    /// The key. NULL: the environment variable `RPGGO_API_KEY` where the service needs a key (RPGGO,
    /// Aurora), else none. It is in no error and no log, and taken out where a server repeats it (in
    /// a story, if it has at least 16 characters: a shorter one may be a word).
    pub api_key: *const c_char,
    /// Longest wait for a connection, name look-up and TLS included, in milliseconds. Default:
    /// 10000; `RPGGO_NO_TIMEOUT`: none.
    pub connect_timeout_ms: u32,
    /// Longest wait from the start of a request to the head of its answer, connecting included, in
    /// milliseconds. Default: 30000; `RPGGO_NO_TIMEOUT`: none.
    pub first_byte_timeout_ms: u32,
    /// Longest silence in the middle of an answer, in milliseconds. Default: 60000;
    /// `RPGGO_NO_TIMEOUT`: none.
    pub idle_timeout_ms: u32,
    /// Longest time for a whole request, retries included, in milliseconds. Default: none.
    pub total_timeout_ms: u32,
    /// How often a request is tried again after a failed connection or HTTP 408, 425, 429 and 5xx,
    /// while nothing of its answer was delivered, with the same `message_id`. A chat of a service
    /// that knows no message ids (persona, Aurora) is sent again only where it cannot have been
    /// taken: no connection, HTTP 429 and 503. Default (0): 2; -1: never.
    pub max_retries: i32,
    /// How many bytes of events may wait for `rpggo_poll_event`; when the game stops polling, the
    /// sockets wait and nothing is lost. One event goes through even if it is larger. Beside them
    /// each request under way holds the one frame that it is reading. Default: 4194304.
    pub max_queued_bytes: usize,
    /// `RPGGO_CLIENT_...` flags, or-ed. Default: none.
    pub flags: u32,
    /// How many requests may be under way at once; one more is refused with `RPGGO_BUSY`. Default:
    /// 1024.
    pub max_requests: u32,
    /// The longest line, event or body that is accepted, in bytes; a longer one ends its request
    /// with `RPGGO_PROTOCOL`. Default: 1048576.
    pub max_event_bytes: usize,
    /// A PEM file of further certificate authorities to trust, beside those of the operating
    /// system (or the bundled ones where it has none). NULL: none.
    pub ca_file: *const c_char,
    /// A proxy for all requests, for example "http://user:password@proxy.example.com:8080", also
    /// `https://` and `socks5://`. NULL: as the environment says. To this machine
    /// ("http://127.0.0.1:...") only a proxy named here is used.
    pub proxy_url: *const c_char,
    /// Further headers for every request, one a line: "Name: value\nName: value". They win over the
    /// library's own. NULL: none.
    pub extra_headers: *const c_char,
    /// How many characters of a session's turns an OpenAI-compatible server is sent along with each
    /// new one; the oldest are left out, the system prompt is not. Default: 16000.
    pub max_history_characters: u32,
    /// Write every request and every byte of its answer, with their times, into this file, for
    /// `replay_path` and for the inspector. A file for each client; what is in it already stays, and
    /// the new lines follow. The key and other secrets are not in it, however a server repeats them
    /// (of 8 characters at least: fewer are words); what players say is. NULL: do not record.
    pub record_path: *const c_char,
    /// The recording ends before its file has more bytes than this, and into one that is full
    /// nothing is written; the talk goes on, and the log warns. Default: 67108864; at most
    /// 1073741824.
    pub max_recording_bytes: u64,
    /// Answer all requests from this recording, without any network: no key and no `base_url` are
    /// needed. The file is read before `rpggo_client_new` returns. A request gets the first recorded
    /// answer that was not played yet: of the same call, character and session, else of the same
    /// call and character, else of the same call. One that has none finishes with
    /// `RPGGO_UNSUPPORTED`, and `detail` says what the recording has. NULL: do not replay.
    pub replay_path: *const c_char,
    /// The recording itself, as text, instead of its path: for engines whose assets are no files
    /// (Unity's `TextAsset`, Godot's `res://`, Android). NULL: none.
    pub replay_text: *const c_char,
    /// How many times faster than recorded it is played, from 0.01 to 1000, or
    /// `RPGGO_REPLAY_AS_POLLED`. Default (0): 1, as recorded.
    pub replay_speed: f64,
    /// Send `RPGGO_EVENT_LOG` events, which say what the library does, up to this level: a
    /// `RPGGO_LOG_...` constant. Default (0): none.
    // Padding follows, which an older caller's size counts: the next field must not fit into it.
    pub log_level: rpggo_log_level,
}

/// The size of the first version that was ever released: a smaller struct is a mistake.
pub(super) const OPTIONS_LEAST: usize =
    std::mem::offset_of!(rpggo_client_options, flags) + size_of::<u32>();

/// Translates the options.
///
/// # Safety
/// `options` is NULL or as `rpggo_client_new` asks for it.
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
                        "max_retries is {retries}: use -1 for none, 0 for the default"
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
            record_path: path(from.record_path, "record_path")?,
            max_recording_bytes: match from.max_recording_bytes {
                0 => default.max_recording_bytes,
                bytes => bytes,
            },
            replay_path: path(from.replay_path, "replay_path")?,
            replay_text: text::read_optional(from.replay_text, "replay_text")?
                .filter(|text| !text.is_empty()),
            replay_speed: match from.replay_speed {
                0.0 => ReplaySpeed::Recorded,
                RPGGO_REPLAY_AS_POLLED => ReplaySpeed::Lockstep,
                factor => ReplaySpeed::Times(factor),
            },
            log_level: log_level(from.log_level)?,
        })
    }
}

/// A path; an empty one is a mistake in a script, and no file.
///
/// # Safety
/// `text` is NULL or ends in a NUL.
unsafe fn path(text: *const c_char, name: &str) -> Result<Option<PathBuf>, Error> {
    // SAFETY: the caller's promise.
    let text = unsafe { text::read_optional(text, name) }?;
    Ok(text.filter(|text| !text.is_empty()).map(Into::into))
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
