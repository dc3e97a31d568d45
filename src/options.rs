//! How a client is set up, and what is refused before anything is sent.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName};
use zeroize::{Zeroize, Zeroizing};

use crate::event::LogLevel;
use crate::recording::Recording;
use crate::redact;
use crate::service::Service;
use crate::status::Error;

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
    pub replay: Option<Arc<Recording>>,
    /// How fast the recording is played.
    pub pace: Pace,
    /// Tell what the library does as [`EventKind::Log`](crate::EventKind::Log) events, up to this
    /// level. It writes the same with `tracing` where the program listens to that.
    pub log_level: Option<LogLevel>,
}

/// How fast a recording is played.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Pace {
    /// As it was recorded.
    #[default]
    Recorded,
    /// So many times faster; from 0.01 to 1000.
    Times(f64),
    /// As fast as the game polls, and the same every time, whatever the machine does: for tests.
    /// Requests and cancellations take effect when the game has polled all there was.
    AsPolled,
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
            replay: None,
            pace: Pace::Recorded,
            log_level: None,
        }
    }

    /// The same without what nobody else may know.
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

    /// Refuses what cannot be played.
    pub(crate) fn check_replay(&self) -> Result<(), Error> {
        if let Pace::Times(factor) = self.pace
            && !(0.01..=1000.0).contains(&factor)
        {
            return Err(Error::invalid(format!(
                "replay_speed is {factor}: use 0.01 to 1000, or RPGGO_REPLAY_AS_POLLED"
            )));
        }
        let Some(recording) = &self.replay else {
            return Ok(());
        };
        if self.record_path.is_some() {
            return Err(Error::invalid(
                "record_path and replay_path are both set: record or replay, not both",
            ));
        }
        if recording.service() != self.service {
            return Err(Error::invalid(format!(
                "the recording is of {}, but service is {}: set service to the recording's",
                recording.service().facts().name,
                self.service.facts().name
            )));
        }
        Ok(())
    }

    /// Where requests go, once that is known to be safe.
    pub(crate) fn checked_base_url(&self) -> Result<Url, Error> {
        let text = match self.base_url.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => text,
            None => self.service.facts().default_base_url.ok_or_else(|| {
                Error::invalid(format!(
                    "base_url is missing: {} has no public address, set it in the options",
                    self.service.facts().name
                ))
            })?,
        };
        let refuse = |why: &str| Err(Error::invalid(format!("base_url {why}")));
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return refuse("contains white space or control characters: remove them");
        }
        let Ok(url) = Url::parse(text) else {
            // The tables for names in other scripts would be a hundred kilobytes of every game.
            return refuse(if text.is_ascii() {
                "is not a URL: write it like https://api.example.com"
            } else {
                "is not a URL: write a host in other letters than a to z as xn--…"
            });
        };
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("contains a user or password: set api_key instead");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("contains a '?' or '#': end it after the path");
        }
        match url.scheme() {
            "https" => Ok(url),
            "http" if self.allow_http || is_loopback(&url) => Ok(url),
            "http" => refuse(
                "uses http, which anybody on the way can read: use https (http is for this \
                 machine only, or set the flag RPGGO_CLIENT_ALLOW_HTTP in a trusted network)",
            ),
            scheme => refuse(&format!("uses {scheme}: only https is supported")),
        }
    }

    /// The key from the options or the environment.
    pub(crate) fn checked_api_key(&self) -> Result<Option<Zeroizing<String>>, Error> {
        let needs_key = self.service.facts().needs_key && self.replay.is_none();
        let key = match &self.api_key {
            Some(key) if !key.is_empty() => Some(key.clone()),
            // Not for services that work without one: it may be meant for another.
            _ if needs_key => std::env::var("RPGGO_API_KEY").ok(),
            _ => None,
        };
        let key = key.map(Zeroizing::new);
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return if needs_key {
                Err(Error::invalid(
                    "api_key is missing: set rpggo_client_options.api_key or RPGGO_API_KEY",
                ))
            } else {
                Ok(None)
            };
        };
        let is_printable = key.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if key.trim() != *key || !is_printable {
            return Err(Error::invalid(
                "api_key contains a character that no key has: remove spaces and line breaks \
                 around it",
            ));
        }
        Ok(Some(key))
    }

    pub(crate) fn checked_extra_headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        let lines = self.extra_headers.as_deref().unwrap_or_default().lines();
        for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
            // The value may be a key: it is not repeated.
            let wrong = || {
                Error::invalid("extra_headers is wrong: write one header a line, \"Name: value\"")
            };
            let (name, value) = line.split_once(':').ok_or_else(wrong)?;
            let name = HeaderName::try_from(name.trim()).map_err(|_| wrong())?;
            let value = redact::header(value.trim().to_owned()).ok_or_else(wrong)?;
            headers.append(name, value);
        }
        Ok(headers)
    }

    pub(crate) fn checked_proxy(&self) -> Result<Option<reqwest::Proxy>, Error> {
        let Some(text) = self.proxy_url.as_deref().filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        // The text may hold a password: it is not repeated.
        let refuse = || {
            Error::invalid("proxy_url is not a proxy: write it like http://proxy.example.com:8080")
        };
        let url = Url::parse(text).map_err(|_| refuse())?;
        if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") || !url.has_host() {
            return Err(refuse());
        }
        reqwest::Proxy::all(url).map(Some).map_err(|_| refuse())
    }
}

/// Options whose secrets are wiped when they are no longer needed.
pub(crate) struct Passing(pub(crate) Options);

impl Drop for Passing {
    fn drop(&mut self) {
        self.0.forget();
    }
}

/// True where the host is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost",
    }
}
