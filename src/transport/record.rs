//! Records what goes through another transport.

use std::sync::Arc;
use std::task::{Context, Poll};

use futures::FutureExt;
use futures::future::BoxFuture;

use super::{Channel, Head, Opening, Piece, Reservation, Transport};
use crate::failure::Failure;
use crate::recording::write::{Recorder, Track};
use crate::recording::{EndReason, RecordedCall};
use crate::runtime::time::{Clock, Duration};
use crate::runtime::worker::Task;
use crate::service::HttpCall;
use crate::status::Status;

/// A transport that is recorded.
pub(crate) struct Recorded<T> {
    pub(crate) inner: T,
    pub(crate) recorder: Arc<Recorder>,
}

struct RecordedChannel {
    inner: Box<dyn Channel>,
    track: Track,
}

impl<T: Transport> Transport for Recorded<T> {
    fn reserve(&self, call: &RecordedCall) -> Reservation {
        self.inner.reserve(call)
    }

    fn schedule(&self, events_read: u64, task: Task) {
        self.inner.schedule(events_read, task);
    }

    fn open(&self, opening: Opening<'_>) -> Box<dyn Channel> {
        let track = self
            .recorder
            .track(opening.id.get(), opening.call, opening.sent);
        Box::new(RecordedChannel {
            inner: self.inner.open(opening),
            track,
        })
    }
}

impl Channel for RecordedChannel {
    fn clock(&self) -> Clock {
        self.inner.clock()
    }

    fn has_timeouts(&self) -> bool {
        self.inner.has_timeouts()
    }

    fn source(&self) -> Option<String> {
        self.inner.source()
    }

    fn begin(&mut self) -> BoxFuture<'_, ()> {
        self.inner.begin()
    }

    fn send<'a>(&'a mut self, call: &'a HttpCall) -> BoxFuture<'a, Result<Head, Failure>> {
        async {
            self.track.sent();
            let head = self.inner.send(call).await;
            match &head {
                Ok(head) => self.track.head(head.http_status, &head.headers),
                Err(failure) => self.track.end(EndReason::Failed, Some(failure)),
            }
            head
        }
        .boxed()
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Piece, Failure>> {
        let next = self.inner.poll_next(context);
        if let Poll::Ready(piece) = &next {
            match piece {
                Ok(Piece::Bytes(bytes)) => self.track.chunk(bytes),
                Ok(Piece::End) => self.track.end(EndReason::Complete, None),
                Ok(Piece::Closed(failure)) => self.track.end(EndReason::Closed, Some(failure)),
                Err(failure) => self.track.end(EndReason::Failed, Some(failure)),
            }
        }
        next
    }

    fn stop(&mut self, timeout: Option<&Failure>) {
        self.track.stop(timeout);
        self.inner.stop(timeout);
    }

    fn release(&mut self) -> BoxFuture<'_, ()> {
        self.inner.release()
    }

    fn retry_delay(&mut self, delay: Option<Duration>) -> BoxFuture<'_, Option<Duration>> {
        async move {
            let delay = self.inner.retry_delay(delay).await;
            if let Some(delay) = delay {
                self.track.retrying(delay.as_millis() as u64);
            }
            delay
        }
        .boxed()
    }

    fn wait(&mut self, delay: Duration) -> BoxFuture<'_, ()> {
        self.inner.wait(delay)
    }

    fn finish(&mut self, status: Status) {
        self.track.finished(status);
        self.inner.finish(status);
    }

    fn take_warning(&mut self) -> Option<String> {
        let warning = self.track.take_warning();
        warning.or_else(|| self.inner.take_warning())
    }
}
