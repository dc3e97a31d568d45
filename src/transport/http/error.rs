//! What reqwest's errors mean for the developer of a game.

use std::error::Error as _;
use std::io;

use crate::failure::Failure;
use crate::options::Options;
use crate::runtime::time::Duration;
use crate::status::Status;

/// The server that a request was sent to.
pub(super) struct Peer<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
    pub(super) has_proxy: bool,
    pub(super) connect_timeout: Duration,
}

/// What went wrong before or during a response.
pub(super) fn failure(error: reqwest::Error, peer: &Peer<'_>) -> Failure {
    let Peer { host, port, .. } = *peer;
    let error = error.without_url();
    let cause = root_cause(&error);
    let check = if peer.has_proxy {
        "check proxy_url, base_url and the network"
    } else {
        "check base_url and the network"
    };
    let limit = peer.connect_timeout;
    if error.is_connect() && error.is_timeout() && limit != Options::NO_TIMEOUT {
        return Failure::new(
            Status::Timeout,
            format!(
                "no connection to {host}:{port} within {} ms (connect_timeout_ms)",
                limit.as_millis()
            ),
        );
    }
    if find_cause::<rustls::Error>(&error).is_some() {
        return Failure::new(
            Status::Tls,
            format!(
                "TLS handshake with {host}:{port} failed: {cause}; check base_url, the clock of this \
                 machine, and ca_file if the service has a certificate of its own"
            ),
        );
    }
    if find_cause::<hyper::Error>(&error).is_some_and(hyper::Error::is_parse) {
        return Failure::protocol(format!(
            "{host}:{port} does not respond in HTTP ({cause}): check base_url"
        ));
    }
    let what = if error.is_dns() {
        format!("cannot resolve host {host} ({cause}): {check}")
    } else if error.is_connect() {
        format!("no connection to {host}:{port} ({cause}): {check}")
    } else if is_closed(&error) {
        format!("{host}:{port} closed the connection in the middle of its response")
    } else {
        format!("the connection to {host}:{port} broke ({cause})")
    };
    Failure::new(Status::Network, what)
}

fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

/// True when the server closed the connection before the end of its response.
pub(super) fn is_closed(error: &reqwest::Error) -> bool {
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
