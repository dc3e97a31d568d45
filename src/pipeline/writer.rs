//! Where the events of one request go: decoders emit them here, [`EventWriter::flush`] queues them.

use std::collections::VecDeque;
use std::fmt::Arguments;
use std::sync::Arc;

use tokio::sync::Mutex;
use tracing::{debug, error, info, warn};

use super::context::Context;
use crate::event::sink::EventSink;
use crate::event::{Elapsed, Event, EventKind, FromEvent};
use crate::options::LogLevel;
use crate::request::RequestId;
use crate::runtime::queue::Writer;
use crate::runtime::time::Clock;
use crate::stats::Counters;

/// So many bytes of events wait here at most, and one event more.
const FULL: usize = 64 << 10;

/// One request's way into the queue of its client.
pub(crate) struct EventWriter<T> {
    request: RequestId,
    clock: Clock,
    counters: Arc<Counters>,
    /// Up to which level the game reads the log.
    log_level: Option<LogLevel>,
    emitted: VecDeque<Emitted<T>>,
    /// About how many bytes they take.
    emitted_bytes: usize,
    /// How many events were emitted, log lines not among them.
    count: u64,
    has_first: bool,
    /// Somebody said, showed or did something.
    has_reply: bool,
    writer: SharedWriter<T>,
}

/// An event that waits for room in the queue.
struct Emitted<T> {
    event: T,
    is_log: bool,
}

/// Fair: when the queue is full, requests go on in the order in which they came to it.
pub(crate) type SharedWriter<T> = Arc<Mutex<Writer<T>>>;

impl<T: FromEvent> EventWriter<T> {
    pub(crate) fn new(
        request: RequestId,
        clock: Clock,
        context: &Context,
        writer: SharedWriter<T>,
    ) -> EventWriter<T> {
        EventWriter {
            request,
            clock,
            counters: Arc::clone(&context.counters),
            log_level: context.options.log_level,
            emitted: VecDeque::new(),
            emitted_bytes: 0,
            count: 0,
            has_first: false,
            has_reply: false,
            writer,
        }
    }

    /// How long the request has been running.
    pub(crate) fn elapsed(&self) -> Elapsed {
        self.clock.elapsed()
    }

    /// How many events were emitted so far.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Whether any speech, picture or action came so far.
    pub(crate) fn has_reply(&self) -> bool {
        self.has_reply
    }

    /// What is emitted says nothing about how fast the service is.
    pub(crate) fn leave_untimed(&mut self) {
        self.has_first = true;
    }

    /// Writes a line for the game's developer: with `tracing`, and as an event where the options ask
    /// for it. Secrets have been taken out of it.
    pub(crate) fn log(&mut self, level: LogLevel, line: Arguments<'_>) {
        let request = self.request.get();
        match level {
            LogLevel::Error => error!(request, "{line}"),
            LogLevel::Warn => warn!(request, "{line}"),
            LogLevel::Info => info!(request, "{line}"),
            LogLevel::Debug => debug!(request, "{line}"),
        }
        if self.log_level.is_some_and(|most| level <= most) {
            let text = line.to_string().into();
            self.push(Event::bare(EventKind::Log { level, text }));
        }
    }

    fn push(&mut self, mut event: Event<'_>) {
        fail_point!("push");
        event.request = self.request;
        event.elapsed = self.clock.elapsed();
        let is_log = matches!(event.kind, EventKind::Log { .. });
        let event = T::from_event(event);
        self.emitted_bytes += event.size();
        self.emitted.push_back(Emitted { event, is_log });
    }

    /// Queues all that was emitted, as soon as there is room.
    pub(crate) async fn flush(&mut self) {
        if self.emitted.is_empty() {
            return;
        }
        // Mostly no other request writes, and then there is no need to wait.
        let mut writer = match self.writer.try_lock() {
            Ok(writer) => writer,
            Err(_) => self.writer.lock().await,
        };
        while let Some(item) = self.emitted.pop_front() {
            writer.push(item.event, || {}).await;
        }
        self.emitted_bytes = 0;
    }

    /// Queues one event.
    pub(crate) async fn send(&mut self, event: Event<'_>) {
        self.emit(event);
        self.flush().await;
    }

    /// Drops events that were emitted but not queued: the request was cancelled.
    pub(crate) fn clear(&mut self) {
        let before = self.emitted.len();
        self.emitted.retain(|item| item.is_log);
        self.count -= (before - self.emitted.len()) as u64;
    }

    /// Queues the last event, and runs `before` right before the game can read it.
    pub(crate) async fn finish(&mut self, last: Event<'_>, before: impl FnOnce()) {
        fail_point!("finish");
        self.emit(last);
        let mut writer = self.writer.lock().await;
        let Some(last) = self.emitted.pop_back() else {
            return;
        };
        while let Some(item) = self.emitted.pop_front() {
            writer.push(item.event, || {}).await;
        }
        writer.push(last.event, before).await;
    }
}

impl<T: FromEvent> EventSink for EventWriter<T> {
    fn emit(&mut self, event: Event<'_>) {
        let kind = &event.kind;
        let is_of_response = !matches!(
            kind,
            EventKind::Started { .. } | EventKind::Retrying(_) | EventKind::Finished(_)
        );
        if is_of_response && !std::mem::replace(&mut self.has_first, true) {
            let elapsed = self.clock.elapsed();
            self.counters.first_event(elapsed.as_micros());
            self.log(
                LogLevel::Info,
                format_args!(
                    "the first event, {}, after {:.0} ms",
                    kind.name(),
                    elapsed.as_millis()
                ),
            );
        }
        self.count += 1;
        self.has_reply |= is_reply(kind);
        self.push(event);
    }

    fn is_full(&self) -> bool {
        self.emitted_bytes >= FULL
    }
}

/// Whether it is speech, a picture or an action.
fn is_reply(kind: &EventKind<'_>) -> bool {
    match kind {
        EventKind::Goals(goals) => !goals.items.is_empty(),
        EventKind::Status(values) => !values.is_empty(),
        EventKind::Message(_)
        | EventKind::Image(_)
        | EventKind::Chapter { .. }
        | EventKind::Ending { .. }
        | EventKind::State(_) => true,
        _ => false,
    }
}
