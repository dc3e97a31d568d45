//! Which connections are new, and which are used again.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use futures::FutureExt;
use futures::future::BoxFuture;
use hyper_util::client::legacy::connect::{Connection, HttpInfo};
use reqwest::Response;
use tower_layer::Layer;
use tower_service::Service;

use crate::lock::lock;
use crate::stats::Counters;

/// Watches the connections of one client.
#[derive(Clone)]
pub(super) struct Connections {
    counters: Arc<Counters>,
    /// Our ends of those that no response has come on so far.
    fresh: Arc<Mutex<HashSet<SocketAddr>>>,
}

impl Connections {
    pub(super) fn new(counters: Arc<Counters>) -> Connections {
        Connections {
            counters,
            fresh: Arc::default(),
        }
    }

    /// Whether that response came on a connection that was open already.
    pub(super) fn is_reused(&self, response: &Response) -> bool {
        let Some(info) = response.extensions().get::<HttpInfo>() else {
            return false;
        };
        let mut fresh = lock(&self.fresh);
        let is_reused = !fresh.remove(&info.local_addr());
        if is_reused {
            self.counters.connection_reused();
        }
        is_reused
    }

    fn opened(&self, connection: &impl Connection) {
        self.counters.connection_opened();
        let mut extras = http::Extensions::new();
        connection.connected().get_extras(&mut extras);
        if let Some(info) = extras.get::<HttpInfo>() {
            let mut fresh = lock(&self.fresh);
            fresh.insert(info.local_addr());
        }
    }
}

impl<S> Layer<S> for Connections {
    type Service = Watched<S>;
    fn layer(&self, inner: S) -> Watched<S> {
        Watched {
            inner,
            connections: self.clone(),
        }
    }
}

/// What connects, watched.
#[derive(Clone)]
pub(super) struct Watched<S> {
    inner: S,
    connections: Connections,
}

impl<S, R> Service<R> for Watched<S>
where
    S: Service<R>,
    S::Response: Connection,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<S::Response, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let connections = self.connections.clone();
        let connecting = self.inner.call(request);
        async move {
            let connection = connecting.await?;
            fail_point!("connected");
            connections.opened(&connection);
            Ok(connection)
        }
        .boxed()
    }
}
