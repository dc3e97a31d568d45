//! The transport to the service: HTTP by reqwest, over rustls.

mod client;
mod config;
mod connections;
mod error;
mod tls;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use ::http::Response;
use futures::FutureExt;
use futures::future::{self, BoxFuture};
use hyper::body::Body as _;
use reqwest::Body;

use super::{Channel, Head, Opening, Piece, Transport};
use crate::failure::Failure;
use crate::options::Options;
use crate::runtime;
use crate::runtime::time::{self, Clock, Duration};
use crate::service::{HttpCall, Protocol};
use crate::stats::Counters;
use crate::status::{Error, Status};
use client::HttpClient;

/// How long to wait at the end of a response for the end of its stream, so that the connection can be
/// used again: first before the request finishes, then after that.
const GRACE: Duration = Duration::from_millis(10);
const LINGER: Duration = Duration::from_secs(1);

/// Sends requests to the service.
pub(crate) struct HttpTransport(Arc<HttpClient>);

struct HttpChannel {
    client: Arc<HttpClient>,
    clock: Clock,
    body: Option<Body>,
}

impl HttpTransport {
    /// Checks the options; connects to nothing yet.
    pub(crate) fn new(
        options: &Options,
        protocol: &dyn Protocol,
        counters: Arc<Counters>,
    ) -> Result<HttpTransport, Error> {
        let client = HttpClient::new(options, protocol, counters)?;
        Ok(HttpTransport(Arc::new(client)))
    }

    /// Where requests go, without what a call appends.
    pub(crate) fn base_url(&self) -> &str {
        self.0.base_url()
    }
}

impl Transport for HttpTransport {
    fn open(&self, opening: Opening<'_>) -> Box<dyn Channel> {
        Box::new(HttpChannel {
            client: Arc::clone(&self.0),
            clock: opening.clock,
            body: None,
        })
    }
}

impl Channel for HttpChannel {
    fn clock(&self) -> Clock {
        self.clock.clone()
    }

    fn has_timeouts(&self) -> bool {
        true
    }

    fn begin(&mut self) -> BoxFuture<'_, ()> {
        future::ready(()).boxed()
    }

    fn send<'a>(&'a mut self, call: &'a HttpCall) -> BoxFuture<'a, Result<Head, Failure>> {
        async {
            self.body = None;
            let response = self.client.send(call).await?;
            let origin = if self.client.is_reused(&response) {
                "on an open connection"
            } else {
                "on a new connection"
            };
            let (head, body) = Response::from(response).into_parts();
            self.body = Some(body);
            Ok(Head {
                http_status: head.status.as_u16(),
                headers: head.headers,
                origin,
            })
        }
        .boxed()
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Piece, Failure>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(Ok(Piece::End));
        };
        loop {
            let failed = match ready!(Pin::new(&mut *body).poll_frame(context)) {
                None => return Poll::Ready(Ok(Piece::End)),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => return Poll::Ready(Ok(Piece::Bytes(bytes))),
                    // Trailers.
                    Err(_) => continue,
                },
                Some(Err(failed)) => failed,
            };
            let is_closed = error::is_closed(&failed);
            let failure = self.client.failure(failed);
            return Poll::Ready(if is_closed {
                Ok(Piece::Closed(failure))
            } else {
                Err(failure)
            });
        }
    }

    fn stop(&mut self, _: Option<&Failure>) {
        self.body = None;
    }

    fn release(&mut self) -> BoxFuture<'_, ()> {
        let body = self.body.take();
        async {
            let Some(mut body) = body else { return };
            let drain = async move {
                let next = |context: &mut Context<'_>| Pin::new(&mut body).poll_frame(context);
                let mut next = future::poll_fn(next);
                while let Some(Ok(_)) = (&mut next).await {}
            };
            let mut drain = Box::pin(drain);
            if time::within(GRACE, &mut drain).await.is_none() {
                runtime::spawn(async {
                    let _ = time::within(LINGER, drain).await;
                });
            }
        }
        .boxed()
    }

    fn retry_delay(&mut self, delay: Option<Duration>) -> BoxFuture<'_, Option<Duration>> {
        future::ready(delay).boxed()
    }

    fn wait(&mut self, delay: Duration) -> BoxFuture<'_, ()> {
        time::sleep(delay).boxed()
    }

    /// A cancelled request closes its connection at once, also where its end waits for the queue.
    fn finish(&mut self, _: Status) {
        self.body = None;
    }
}
