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
    pub replay: Option<Arc<Recording>>,
    /// The replay speed.
    pub pace: Pace,
    /// Emit [`EventKind::Log`](crate::EventKind::Log) events, which say what the library does, up
    /// to this level. The same is written with `tracing` if the program subscribes to it.
    pub log_level: Option<LogLevel>,
}

/// The speed of a replay.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Pace {
    /// As recorded.
    #[default]
    Recorded,
    /// This many times faster than recorded; from 0.01 to 1000.
    Times(f64),
    /// As fast as the game polls, with the same events every time, regardless of timing; for tests.
    /// Requests and cancellations take effect when the game has polled all events.
    AsPolled,
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
