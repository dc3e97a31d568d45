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

/// How important a log line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(i32)]
pub enum LogLevel {
    /// Something failed.
    Error = 1,
    /// Something is odd.
    Warn = 2,
    /// Something happened.
    Info = 3,
    /// Details.
    Debug = 4,
}

/// How a [`Client`](crate::Client) is set up.
#[derive(Clone)]
pub struct Options {
    /// Which service to talk to.
    pub service: Service,
    /// Where the service is; `None`: its public address. A path in it is kept.
    pub base_url: Option<String>,
    /// The key; `None`: the environment variable `RPGGO_API_KEY` where the service needs one
    /// (RPGGO, Aurora), else none.
    pub api_key: Option<String>,
    /// Longest wait for a connection, name look-up and TLS included.
    pub connect_timeout: Duration,
    /// Longest wait from the start of a request to the head of its answer, connecting included.
    pub first_byte_timeout: Duration,
    /// Longest silence between two pieces of an answer.
    pub idle_timeout: Duration,
    /// Longest time for a whole request; [`Options::NO_TIMEOUT`]: as long as it takes.
    pub total_timeout: Duration,
    /// How often a request is tried again while nothing of its answer was delivered.
    pub max_retries: u32,
    /// How many bytes of events wait for the game before the sockets have to wait.
    pub max_queued_bytes: usize,
    /// How many requests may be under way at once.
    pub max_requests: usize,
    /// The longest line, event or body that is accepted, in bytes.
    pub max_event_bytes: usize,
    /// Allow plain `http` to hosts other than this machine: for tests in a trusted network only.
    pub allow_http: bool,
    /// Do not use the proxies that the environment names.
    pub ignore_environment_proxy: bool,
    /// A PEM file of further certificate authorities to trust.
    pub ca_file: Option<PathBuf>,
    /// A proxy for all requests: `http://`, `https://` or `socks5://`, with `user:password@` if
    /// it wants one. `None`: as the environment says.
    pub proxy_url: Option<String>,
    /// Further headers for every request, one a line: `Name: value`.
    pub extra_headers: Option<String>,
    /// How many characters of a session's turns are sent along (OpenAI); the oldest are left out.
    pub max_history_characters: usize,
    /// Write every request and every byte of its answer into this file, behind what is in it
    /// already; see `docs/recording.md`. No key is in it.
    pub record_path: Option<PathBuf>,
    /// The recording ends before its file is larger.
    pub max_recording_bytes: u64,
    /// Answer all requests from this recording, without any network. No key and no `base_url` are
    /// needed then.
    pub replay_path: Option<PathBuf>,
    /// The same with the recording's text, for engines whose files have no path.
    pub replay_text: Option<String>,
    /// How fast the recording is played.
    pub replay_speed: ReplaySpeed,
    /// Tell what the library does as [`EventKind::Log`](crate::EventKind::Log) events, up to this
    /// level. It writes the same with `tracing` where the program listens to that.
    pub log_level: Option<LogLevel>,
}

/// How fast a recording is played.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ReplaySpeed {
    /// As it was recorded.
    #[default]
    Recorded,
    /// This many times faster; from 0.01 to 1000.
    Times(f64),
    /// As fast as the game polls, and the same every time, whatever the machine does: for tests.
    /// Requests and cancellations take effect when the game has polled all there was.
    Lockstep,
}

impl Options {
    /// A timeout that never strikes.
    pub const NO_TIMEOUT: Duration = Duration::MAX;

    /// The defaults: 10 s to connect, 30 s for the first byte, 60 s of silence, no limit in all,
    /// 2 retries, 4 MiB of queued events, 1024 requests at once, events of 1 MiB.
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
        }
    }

    /// Whether a recording answers instead of the service.
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
    }
}

/// Options whose secrets are wiped when they are no longer needed.
pub(crate) struct Passing(pub(crate) Options);

impl Drop for Passing {
    fn drop(&mut self) {
        self.0.forget();
    }
}
