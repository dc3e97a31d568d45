//! Connections to the service: made when first needed, kept, and used again.

use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Response, Url};
use tokio::sync::OnceCell;

use crate::connections::Connections;
use crate::options::{Options, is_loopback};
use crate::redact;
use crate::service::{Call, Failure, Wire};
use crate::stats::Counters;
use crate::status::{Error, Status};
use crate::tls;

/// What one client needs to send requests.
pub(crate) struct Http {
    options: Options,
    base_url: Url,
    headers: HeaderMap,
    proxy: Option<reqwest::Proxy>,
    client: OnceCell<reqwest::Client>,
    connections: Connections,
}

/// A request that was not answered.
pub(crate) struct Unsent {
    pub(crate) failure: Failure,
    /// There was no connection: the service cannot have received it.
    pub(crate) is_unconnected: bool,
}

impl Http {
    /// Checks the options; connects to nothing yet.
    pub(crate) fn new(
        options: &Options,
        wire: &dyn Wire,
        counters: Arc<Counters>,
    ) -> Result<Http, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(
            ACCEPT,
            HeaderValue::from_static("text/event-stream, application/json"),
        );
        if let Some((name, value)) = wire.key_header() {
            let value = redact::header(value)
                .ok_or_else(|| Error::invalid("api_key cannot be sent in a header"))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let extra = options.checked_extra_headers()?;
        for name in extra.keys() {
            headers.remove(name);
        }
        for (name, value) in &extra {
            headers.append(name, value.clone());
        }
        if let Some(file) = &options.ca_file {
            tls::read_authorities(file)?;
        }
        Ok(Http {
            base_url: options.checked_base_url()?,
            proxy: options.checked_proxy()?,
            options: options.without_secrets(),
            headers,
            client: OnceCell::new(),
            connections: Connections::new(counters),
        })
    }

    /// Where requests go, without what an operation appends.
    pub(crate) fn base_url(&self) -> &str {
        self.base_url.as_str()
    }

    /// Whether that answer came on a connection that was open already.
    pub(crate) fn is_reused(&self, answer: &Response) -> bool {
        self.connections.is_reused(answer)
    }

    /// Sends the request; the answer's head is there when this returns.
    pub(crate) async fn send(&self, call: &Call) -> Result<Response, Unsent> {
        let client = self
            .client
            .get_or_try_init(|| self.connector())
            .await
            .map_err(|error| Unsent {
                failure: Failure::new(error.status(), error.message()),
                is_unconnected: true,
            })?;
        tripwire!("http");
        // Appended, not joined: a path in the base URL is kept.
        let mut url = self.base_url.clone();
        let path = format!("{}{}", url.path().trim_end_matches('/'), call.path);
        url.set_path(&path);
        if !call.query.is_empty() {
            url.set_query(Some(&call.query));
        }
        let mut request = reqwest::Request::new(call.method.clone(), url);
        *request.headers_mut() = self.headers.clone();
        if call.method != Method::GET {
            *request.body_mut() = Some(call.body.clone().into());
        }
        client.execute(request).await.map_err(|error| Unsent {
            is_unconnected: error.is_connect(),
            failure: self.failure(error),
        })
    }

    async fn connector(&self) -> Result<reqwest::Client, Error> {
        // To this machine nobody else is on the way, not even a proxy of the environment.
        let is_direct = is_loopback(&self.base_url) && self.proxy.is_none();
        let tls = if self.base_url.scheme() == "https" || !is_direct {
            let ca_file = self.options.ca_file.clone();
            tokio::task::spawn_blocking(move || tls::config(ca_file.as_deref()))
                .await
                .map_err(|_| Error::new(Status::Internal, "TLS could not be set up"))??
        } else {
            tls::empty_config()?
        };
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .connector_layer(self.connections.clone())
            .user_agent(concat!("rpggo/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(
                self.options
                    .connect_timeout
                    .min(Duration::from_secs(86_400)),
            )
            .tcp_keepalive(Duration::from_secs(30))
            // A phone or a laptop that wakes up finds its connections dead: a chat on one notices
            // it soon, and goes on on a new one.
            .http2_keep_alive_interval(Duration::from_secs(10))
            .http2_keep_alive_timeout(Duration::from_secs(5))
            // What a game does not read waits with the sender, not in memory.
            .http2_initial_stream_window_size(256 << 10)
            .http2_initial_connection_window_size(1 << 20);
        if self.options.ignore_environment_proxy || is_loopback(&self.base_url) {
            builder = builder.no_proxy();
        }
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy.clone());
        }
        builder.build().map_err(|error| {
            let error = error.without_url();
            Error::new(Status::Internal, format!("HTTP cannot be set up: {error}"))
        })
    }

    /// What went wrong before or while the answer came, in words for the game's programmer.
    pub(crate) fn failure(&self, error: reqwest::Error) -> Failure {
        let host = self.base_url.host_str().unwrap_or_default();
        let port = self.base_url.port_or_known_default().unwrap_or_default();
        let error = error.without_url();
        let cause = root_cause(&error);
        let check = if self.proxy.is_some() {
            "check proxy_url, base_url and the network"
        } else {
            "check base_url and the network"
        };
        let limit = self.options.connect_timeout;
        if error.is_connect() && error.is_timeout() && limit != Options::NO_TIMEOUT {
            return Failure::new(
                Status::Timeout,
                format!(
                    "no connection to {host}:{port} within {} ms (connect_timeout_ms)",
                    limit.as_millis()
                ),
            );
        }
        if has_cause::<rustls::Error>(&error) {
            return Failure::new(
                Status::Tls,
                format!(
                    "no safe connection to {host}:{port}: {cause}; check base_url, the clock of \
                     this machine, and ca_file if the service has a certificate of its own"
                ),
            );
        }
        if find_cause::<hyper::Error>(&error).is_some_and(hyper::Error::is_parse) {
            return Failure::protocol(format!(
                "{host}:{port} does not answer in HTTP ({cause}): check base_url"
            ));
        }
        let what = if error.is_dns() {
            format!("the name {host} was not found ({cause}): {check}")
        } else if error.is_connect() {
            format!("no connection to {host}:{port} ({cause}): {check}")
        } else if is_closed(&error) {
            format!("{host}:{port} closed the connection in the middle of its answer")
        } else {
            format!("the connection to {host}:{port} broke ({cause})")
        };
        Failure::new(Status::Network, what)
    }
}

fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

fn has_cause<E: std::error::Error + 'static>(error: &reqwest::Error) -> bool {
    find_cause::<E>(error).is_some()
}

/// True when the server closed the connection before the end of its answer.
pub(crate) fn is_closed(error: &reqwest::Error) -> bool {
    let is_end = |io: &io::Error| io.kind() == io::ErrorKind::UnexpectedEof;
    let h2 = find_cause::<h2::Error>(error).and_then(h2::Error::get_io);
    find_cause::<hyper::Error>(error).is_some_and(hyper::Error::is_incomplete_message)
        || find_cause::<io::Error>(error).is_some_and(is_end)
        || h2.is_some_and(is_end)
}

/// The first cause of that type, also where it is wrapped in an I/O error.
fn find_cause<E: std::error::Error + 'static>(error: &reqwest::Error) -> Option<&E> {
    let mut cause = error.source();
    while let Some(current) = cause {
        if let Some(found) = current.downcast_ref::<E>() {
            return Some(found);
        }
        cause = match current.downcast_ref::<io::Error>() {
            Some(io) => io
                .get_ref()
                .map(|inner| inner as &(dyn std::error::Error + 'static)),
            None => current.source(),
        };
    }
    None
}
