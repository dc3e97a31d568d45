//! Connections to the service: made when first needed, kept, and used again.

use std::sync::Arc;

use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::Response;
use tokio::sync::OnceCell;
use url::Url;

use super::config::{self, is_loopback};
use super::connections::Connections;
use super::error;
use super::tls;
use crate::failure::{Failure, Retry};
use crate::options::Options;
use crate::runtime::time::Duration;
use crate::service::{HttpCall, Protocol};
use crate::stats::Counters;
use crate::status::{Error, Status};

/// What one client needs to send requests.
pub(super) struct HttpClient {
    options: Options,
    base_url: Url,
    /// Added to every URL.
    query: Option<String>,
    headers: HeaderMap,
    proxy: Option<reqwest::Proxy>,
    client: OnceCell<reqwest::Client>,
    connections: Connections,
}

impl HttpClient {
    /// Checks the options; connects to nothing yet.
    pub(super) fn new(
        options: &Options,
        protocol: &dyn Protocol,
        counters: Arc<Counters>,
    ) -> Result<HttpClient, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(
            ACCEPT,
            HeaderValue::from_static("text/event-stream, application/json"),
        );
        if let Some((name, value)) = protocol.key_header() {
            let value = config::secret_header(value)
                .ok_or_else(|| Error::invalid("api_key cannot be sent in a header"))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let extra = config::extra_headers(options)?;
        for name in extra.keys() {
            headers.remove(name);
        }
        for (name, value) in &extra {
            headers.append(name, value.clone());
        }
        if let Some(file) = &options.ca_file {
            tls::read_authorities(file)?;
        }
        Ok(HttpClient {
            base_url: config::base_url(options)?,
            query: config::query(options)?,
            proxy: config::proxy(options)?,
            options: options.without_secrets(),
            headers,
            client: OnceCell::new(),
            connections: Connections::new(counters),
        })
    }

    /// Where requests go, without what a call appends.
    pub(super) fn base_url(&self) -> &str {
        self.base_url.as_str()
    }

    /// Whether that response came on a connection that was open already.
    pub(super) fn is_reused(&self, response: &Response) -> bool {
        self.connections.is_reused(response)
    }

    /// Sends the request; the head of the response is there when this returns.
    pub(super) async fn send(&self, call: &HttpCall) -> Result<Response, Failure> {
        let client = self
            .client
            .get_or_try_init(|| self.build_client())
            .await
            .map_err(|error| Failure::new(error.status(), error.message()))?;
        fail_point!("http");
        // Appended, not joined: a path in the base URL is kept.
        let mut url = self.base_url.clone();
        let path = format!("{}{}", url.path().trim_end_matches('/'), call.path);
        url.set_path(&path);
        let queries = [Some(call.query.as_str()), self.query.as_deref()];
        let queries: Vec<&str> = queries
            .into_iter()
            .flatten()
            .filter(|it| !it.is_empty())
            .collect();
        if !queries.is_empty() {
            url.set_query(Some(&queries.join("&")));
        }
        let mut request = reqwest::Request::new(call.method.clone(), url);
        *request.headers_mut() = self.headers.clone();
        if call.method != Method::GET {
            *request.body_mut() = Some(call.body.clone().into());
        }
        client.execute(request).await.map_err(|error| {
            // Without a connection the service cannot have received it.
            let retry = if error.is_connect() {
                Retry::Always
            } else {
                Retry::IfIdempotent
            };
            let failure = self.failure(error);
            match failure.status {
                Status::Network | Status::Timeout => Failure { retry, ..failure },
                _ => failure,
            }
        })
    }

    async fn build_client(&self) -> Result<reqwest::Client, Error> {
        // To this machine nothing is on the way, not even a proxy of the environment.
        let is_direct = is_loopback(&self.base_url) && self.proxy.is_none();
        let tls = if self.base_url.scheme() == "https" || !is_direct {
            let ca_file = self.options.ca_file.clone();
            tokio::task::spawn_blocking(move || tls::config(ca_file.as_deref()))
                .await
                .map_err(|_| Error::new(Status::Internal, "TLS cannot be set up"))??
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

    /// What went wrong before or during a response.
    pub(super) fn failure(&self, error: reqwest::Error) -> Failure {
        let peer = error::Peer {
            host: self.base_url.host_str().unwrap_or_default(),
            port: self.base_url.port_or_known_default().unwrap_or_default(),
            has_proxy: self.proxy.is_some(),
            connect_timeout: self.options.connect_timeout,
        };
        error::failure(error, &peer)
    }
}
