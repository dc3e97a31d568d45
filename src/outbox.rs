//! Where the events of one request go in: decoders emit them here, [`Outbox::flush`] queues them.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::clock::Clock;
use crate::event::{Elapsed, Event, EventKind, FromEvent};
use crate::exchange::Context;
use crate::log::Lines;
use crate::queue::Writer;
use crate::request::RequestId;
use crate::stats::Counters;

/// Takes events as they are decoded.
pub(crate) trait Emit {
    /// Keeps a copy of the event for the game.
    fn emit(&mut self, event: Event<'_>);
}

/// One request's way into the queue of its client.
pub(crate) struct Outbox<T> {
    request: RequestId,
    clock: Clock,
    counters: Arc<Counters>,
    lines: Option<Arc<Lines>>,
    emitted: VecDeque<T>,
    /// How many events were emitted, log lines not among them, and how many of them still wait.
    count: u64,
    waiting: u64,
    has_told: bool,
    writer: SharedWriter<T>,
}

/// Fair: when the queue is full, requests go on in the order in which they came to it.
pub(crate) type SharedWriter<T> = Arc<Mutex<Writer<T>>>;

impl<T: FromEvent> Outbox<T> {
    pub(crate) fn new(
        request: RequestId,
        clock: Clock,
        context: &Context,
        writer: SharedWriter<T>,
    ) -> Outbox<T> {
        Outbox {
            request,
            clock,
            counters: Arc::clone(&context.counters),
            lines: context.lines.clone(),
            emitted: VecDeque::new(),
            count: 0,
            waiting: 0,
            has_told: false,
            writer,
        }
    }

    /// The request's number, for lines of the log.
    pub(crate) fn request(&self) -> u64 {
        self.request.get()
    }

    /// For how long the request runs.
    pub(crate) fn elapsed(&self) -> Elapsed {
        self.clock.elapsed()
    }

    /// How many events were emitted so far.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// What is emitted says nothing about how fast the service is.
    pub(crate) fn leave_untimed(&mut self) {
        self.has_told = true;
    }

    /// Puts the lines of the log behind what was emitted.
    fn emit_lines(&mut self) {
        let Some(lines) = self.lines.clone() else {
            return;
        };
        while let Some((level, text)) = lines.take(self.request) {
            let text = text.into();
            self.push(Event::bare(EventKind::Log { level, text }));
        }
    }

    fn push(&mut self, mut event: Event<'_>) {
        tripwire!("push");
        event.request = self.request;
        event.elapsed = self.clock.elapsed();
        self.emitted.push_back(T::from_event(event));
    }

    /// Queues all that was emitted, as soon as there is room.
    pub(crate) async fn flush(&mut self) {
        self.emit_lines();
        if self.emitted.is_empty() {
            return;
        }
        // Mostly nobody else writes, and then it need not be waited for.
        let mut writer = match self.writer.try_lock() {
            Ok(writer) => writer,
            Err(_) => self.writer.lock().await,
        };
        while let Some(item) = self.emitted.pop_front() {
            writer.push(item, || {}).await;
        }
        self.waiting = 0;
    }

    /// Queues one event.
    pub(crate) async fn send(&mut self, event: Event<'_>) {
        self.emit(event);
        self.flush().await;
    }

    /// Forgets what was emitted but not queued: the request was cancelled.
    pub(crate) fn clear(&mut self) {
        self.emitted.clear();
        self.count -= std::mem::take(&mut self.waiting);
    }

    /// Queues the last event, and runs `before` right before the game can read it.
    pub(crate) async fn finish(&mut self, last: Event<'_>, before: impl FnOnce()) {
        tripwire!("finish");
        self.emit(last);
        let mut writer = self.writer.lock().await;
        let Some(last) = self.emitted.pop_back() else {
            return;
        };
        while let Some(item) = self.emitted.pop_front() {
            writer.push(item, || {}).await;
        }
        writer.push(last, before).await;
    }
}

impl<T: FromEvent> Emit for Outbox<T> {
    fn emit(&mut self, event: Event<'_>) {
        let kind = &event.kind;
        let tells = !matches!(
            kind,
            EventKind::Started { .. } | EventKind::Retrying(_) | EventKind::Finished(_)
        );
        if tells && !std::mem::replace(&mut self.has_told, true) {
            let elapsed = self.clock.elapsed();
            self.counters.first_event(elapsed.as_micros());
            tracing::info!(
                request = self.request.get(),
                "the first event, {}, after {:.0} ms",
                kind.name(),
                elapsed.as_millis()
            );
        }
        self.emit_lines();
        self.count += 1;
        self.waiting += 1;
        self.push(event);
    }
}
