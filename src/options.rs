//! How a client is set up.

use std::path::PathBuf;
use std::time::Duration;

use zeroize::Zeroize;

/// A chat service. `docs/` has a page for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[repr(i32)]
pub enum Service {
    /// RPGGO V2: games with chapters, goals, endings and pictures.
    Rpggo = 0,
    /// Persona chat: a state machine with a score, by JSON. Foil Engine's API.
    Persona = 1,
    /// Aurora: characters who speak token by token.
    Aurora = 2,
    /// Every server with OpenAI's chat completions: llama.cpp, Ollama, LM Studio, vLLM, clouds.
    Openai = 3,
}

impl Service {
    /// All services, in the order of their numbers.
    pub const ALL: &[Service] = &[
        Service::Rpggo,
        Service::Persona,
        Service::Aurora,
        Service::Openai,
    ];

    /// The service with that number in the C ABI.
    pub(crate) fn from_number(number: i32) -> Option<Service> {
        Service::ALL.iter().copied().find(|it| *it as i32 == number)
    }
}

/// The level of a log line; higher values are more verbose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(i32)]
pub enum LogLevel {
    /// A failure.
    Error = 1,
    /// Something unexpected.
    Warn = 2,
    /// Normal activity.
    Info = 3,
    /// Details for debugging.
    Debug = 4,
}

/// Configuration of a [`Client`](crate::Client).
#[derive(Clone)]
pub struct Options {
    /// The service to use.
    pub service: Service,
    /// URL of the service; `None`: its public URL. A path in it is kept.
    pub base_url: Option<String>,
    /// The API key; `None`: the environment variable `RPGGO_API_KEY` if the service requires a key
    /// (RPGGO, Aurora), otherwise none.
    pub api_key: Option<String>,
    /// Timeout for connecting, including name lookup and TLS.
    pub connect_timeout: Duration,
    /// Timeout from the start of a request until the response headers arrive, including connecting.
    pub first_byte_timeout: Duration,
    /// Longest time without receiving data in the middle of a response.
    pub idle_timeout: Duration,
    /// Timeout for a whole request, including retries; [`Options::NO_TIMEOUT`]: none.
    pub total_timeout: Duration,
    /// How often to retry a request, as long as no part of its response has been delivered.
    pub max_retries: u32,
    /// How many bytes of events may be queued for the game before the library stops reading from
    /// the sockets.
    pub max_queued_bytes: usize,
    /// Maximum number of requests in progress at the same time.
    pub max_requests: usize,
    /// Maximum size of a line, event or body, in bytes.
    pub max_event_bytes: usize,
    /// Allow plain `http` to hosts other than this machine: for tests in a trusted network only.
    pub allow_http: bool,
    /// Ignore the proxies set in the environment.
    pub ignore_environment_proxy: bool,
    /// A PEM file with additional certificate authorities to trust.
    pub ca_file: Option<PathBuf>,
    /// A proxy for all requests: `http://`, `https://` or `socks5://`, with `user:password@` if it
    /// requires one. `None`: as set in the environment.
    pub proxy_url: Option<String>,
    /// Additional headers for every request, one per line: `Name: value`.
    pub extra_headers: Option<String>,
    /// How many characters of a session's previous turns to send (OpenAI); the oldest are dropped.
    pub max_history_characters: usize,
    /// Record every request and every byte of its response to this file, appended to its existing
    /// content; see `docs/recording.md`. The key is redacted.
    pub record_path: Option<PathBuf>,
    /// Maximum size of the recording, in bytes; recording stops before the file exceeds it.
    pub max_recording_bytes: u64,
    /// Replay all responses from this recording, without a network; neither a key nor `base_url` is
    /// needed.
    pub replay_path: Option<PathBuf>,
    /// The same with the recording's text, for engines whose files have no path.
    pub replay_text: Option<String>,
    /// The replay speed.
    pub replay_speed: ReplaySpeed,
    /// Emit [`EventKind::Log`](crate::EventKind::Log) events, which say what the library does, up
    /// to this level. The same is written with `tracing` if the program subscribes to it.
    pub log_level: Option<LogLevel>,
    /// Added to every URL, for example `api-version=2024-10-21`.
    pub query: Option<String>,
}

/// The speed of a replay.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ReplaySpeed {
    /// As recorded.
    #[default]
    Recorded,
    /// This many times faster than recorded; from 0.01 to 1000.
    Times(f64),
    /// As fast as the game polls, with the same events every time, regardless of timing; for tests.
    /// Requests and cancellations take effect when the game has polled all events. In C this is
    /// `RPGGO_REPLAY_AS_POLLED`.
    Lockstep,
}

impl Options {
    /// No timeout.
    pub const NO_TIMEOUT: Duration = Duration::MAX;

    /// The defaults: 10 s to connect, 30 s until the response headers, 60 s without data, no limit
    /// for a whole request, 2 retries, 4 MiB of queued events, 1024 requests at once, events of 1
    /// MiB.
    pub fn new(service: Service) -> Options {
        Options {
            service,
            base_url: None,
            api_key: None,
            connect_timeout: Duration::from_secs(10),
            first_byte_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(60),
            total_timeout: Options::NO_TIMEOUT,
            max_retries: 2,
            max_queued_bytes: 4 << 20,
            max_requests: 1024,
            max_event_bytes: 1 << 20,
            allow_http: false,
            ignore_environment_proxy: false,
            ca_file: None,
            proxy_url: None,
            extra_headers: None,
            max_history_characters: 16_000,
            record_path: None,
            max_recording_bytes: 64 << 20,
            replay_path: None,
            replay_text: None,
            replay_speed: ReplaySpeed::Recorded,
            log_level: None,
            query: None,
        }
    }

    /// Whether responses come from a recording instead of the service.
    pub(crate) fn is_replay(&self) -> bool {
        self.replay_path.is_some() || self.replay_text.is_some()
    }

    /// The same without secrets.
    pub(crate) fn without_secrets(&self) -> Options {
        let mut options = self.clone();
        options.forget();
        options
    }

    fn forget(&mut self) {
        self.api_key.zeroize();
        self.extra_headers.zeroize();
        self.proxy_url.zeroize();
        self.query.zeroize();
    }
}

/// Options whose secrets are wiped when they are no longer needed.
pub(crate) struct WipedOnDrop(pub(crate) Options);

impl Drop for WipedOnDrop {
    fn drop(&mut self) {
        self.0.forget();
    }
}
