//! What responds to requests: the service, or a recording of it. The client chooses once, when it is
//! made; nothing else knows which it is.

pub(crate) mod http;
pub(crate) mod record;
pub(crate) mod replay;

use std::any::Any;
use std::task::{Context, Poll};

use ::http::HeaderMap;
use bytes::Bytes;
use futures::future::BoxFuture;

use crate::failure::Failure;
use crate::recording::RecordedCall;
use crate::request::RequestId;
use crate::runtime::time::{Clock, Duration};
use crate::runtime::worker::Task;
use crate::service::HttpCall;
use crate::status::Status;

/// Responds to the requests of one client.
pub(crate) trait Transport: Send + Sync {
    /// Reserves the response to a request, before it is encoded.
    fn reserve(&self, _: &RecordedCall) -> Reservation {
        Reservation::default()
    }

    /// Runs what the game started when it had read `events_read` events: now, or when its turn has
    /// come.
    fn schedule(&self, events_read: u64, task: Task) {
        let _ = events_read;
        task();
    }

    /// Opens the channel of a request, on the client's thread.
    fn open(&self, opening: Opening<'_>) -> Box<dyn Channel>;
}

/// A response that waits for its request. Dropped before that, it is free for others.
#[derive(Default)]
pub(crate) struct Reservation {
    /// The id that the message had when it was recorded.
    pub(crate) message_id: Option<String>,
    /// The transport's own.
    pub(crate) slot: Option<Box<dyn Any + Send>>,
}

/// A request that starts now.
pub(crate) struct Opening<'a> {
    pub(crate) id: RequestId,
    pub(crate) call: &'a RecordedCall,
    /// What will be sent; `None` where the client responds by itself.
    pub(crate) sent: Option<&'a HttpCall>,
    pub(crate) reservation: Reservation,
    pub(crate) clock: Clock,
}

/// One request's way there and back.
pub(crate) trait Channel: Send {
    /// The request's clock.
    fn clock(&self) -> Clock;

    /// Whether timeouts apply. A recording has those that happened.
    fn has_timeouts(&self) -> bool;

    /// Where the response comes from, where that is not the service.
    fn source(&self) -> Option<String> {
        None
    }

    /// Waits until the request may begin.
    fn begin(&mut self) -> BoxFuture<'_, ()>;

    /// Sends the request and waits for the head of the response.
    fn send<'a>(&'a mut self, call: &'a HttpCall) -> BoxFuture<'a, Result<Head, Failure>>;

    /// The next piece of the response's body.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Piece, Failure>>;

    /// Nothing more is read of this response: because of `timeout`, or because all of it is there.
    fn stop(&mut self, timeout: Option<&Failure>);

    /// Lets the connection be used again, after a response that was read to its end.
    fn release(&mut self) -> BoxFuture<'_, ()>;

    /// How long to wait before the next attempt, where `delay` is what was planned; `None`: there is
    /// none.
    fn retry_delay(&mut self, delay: Option<Duration>) -> BoxFuture<'_, Option<Duration>>;

    /// Waits before the next attempt.
    fn wait(&mut self, delay: Duration) -> BoxFuture<'_, ()>;

    /// The request is over.
    fn finish(&mut self, status: Status);

    /// Something that the developer should know; once.
    fn take_warning(&mut self) -> Option<String> {
        None
    }
}

/// The head of a response.
pub(crate) struct Head {
    pub(crate) http_status: u16,
    pub(crate) headers: HeaderMap,
    /// How it came, for the log.
    pub(crate) origin: &'static str,
}

/// What comes next of a body.
pub(crate) enum Piece {
    Bytes(Bytes),
    /// HTTP says that this is the end.
    End,
    /// The server closed the connection without saying that this is the end.
    Closed(Failure),
}
