//! Where the events of one request go in: decoders emit them here, [`Outbox::flush`] queues them.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::event::{Event, FromEvent};
use crate::queue::Writer;
use crate::request::RequestId;

/// Takes events as they are decoded.
pub(crate) trait Emit {
    /// Keeps a copy of the event for the game.
    fn emit(&mut self, event: Event<'_>);
}

/// One request's way into the queue of its client.
pub(crate) struct Outbox<T> {
    request: RequestId,
    emitted: VecDeque<T>,
    /// Fair: when the queue is full, requests go on in the order in which they came to it.
    writer: Arc<Mutex<Writer<T>>>,
}

impl<T: FromEvent> Outbox<T> {
    pub(crate) fn new(request: RequestId, writer: Arc<Mutex<Writer<T>>>) -> Outbox<T> {
        Outbox {
            request,
            emitted: VecDeque::new(),
            writer,
        }
    }

    /// Queues all that was emitted, as soon as there is room.
    pub(crate) async fn flush(&mut self) {
        if self.emitted.is_empty() {
            return;
        }
        let mut writer = self.writer.lock().await;
        while let Some(item) = self.emitted.pop_front() {
            writer.push(item, || {}).await;
        }
    }

    /// Queues one event.
    pub(crate) async fn send(&mut self, event: Event<'_>) {
        self.emit(event);
        self.flush().await;
    }

    /// Forgets what was emitted but not queued: the request was cancelled.
    pub(crate) fn clear(&mut self) {
        self.emitted.clear();
    }

    /// Queues the last event, and runs `before` right before the game can read it.
    pub(crate) async fn finish(mut self, last: Event<'_>, before: impl FnOnce()) {
        self.flush().await;
        self.emit(last);
        let mut writer = self.writer.lock().await;
        if let Some(last) = self.emitted.pop_front() {
            writer.push(last, before).await;
        }
    }
}

impl<T: FromEvent> Emit for Outbox<T> {
    fn emit(&mut self, mut event: Event<'_>) {
        event.request = self.request;
        self.emitted.push_back(T::from_event(event));
    }
}
