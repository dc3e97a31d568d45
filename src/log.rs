//! What the library does, in sentences for the game's developer: written with `tracing`, and where
//! the options ask for it also told as events.
//!
//! Lines carry their request in the field `request`; that is how they find their way to it.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::subscriber::{Interest, NoSubscriber};
use tracing::{Event, Level, Metadata, span};

use crate::event::LogLevel;
use crate::redact::Redactor;
use crate::request::RequestId;

/// Lines that were written and wait to be queued.
#[derive(Default)]
pub(crate) struct Lines(Mutex<VecDeque<(RequestId, LogLevel, String)>>);

impl Lines {
    /// Takes the next line of that request.
    pub(crate) fn take(&self, request: RequestId) -> Option<(LogLevel, String)> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = lines.iter().position(|(of, ..)| *of == request)?;
        lines.remove(at).map(|(_, level, text)| (level, text))
    }
}

/// Who listens, and for which lines.
#[derive(Clone)]
pub(crate) struct Collector {
    pub(crate) lines: Arc<Lines>,
    pub(crate) most: LogLevel,
    pub(crate) redactor: Redactor,
}

/// Lines that this thread writes are collected while this lives.
pub(crate) struct Listening {
    _collector: tracing::dispatcher::DefaultGuard,
    _second: tracing::Dispatch,
}

impl Collector {
    /// Collects what this thread writes from now on.
    pub(crate) fn listen(self) -> Listening {
        // `tracing` keeps for each line whether anybody wants it. Where it knows of one listener
        // only, it asks the thread that comes to the line first, which may be of a client that
        // nobody listens to; where it knows of two, it asks them.
        let second = tracing::Dispatch::new(NoSubscriber::new());
        let collector = tracing::Dispatch::new(self);
        Listening {
            _collector: tracing::dispatcher::set_default(&collector),
            _second: second,
        }
    }
}

impl tracing::Subscriber for Collector {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.enabled(metadata) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event()
            && metadata.target().starts_with("rpggo")
            && level(metadata.level()) as i32 <= self.most as i32
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        let text = self.redactor.clean_error(line.text);
        let mut lines = self.lines.0.lock().unwrap_or_else(PoisonError::into_inner);
        let request = RequestId::from_raw(line.request);
        lines.push_back((request, level(event.metadata().level()), text));
    }
}

#[derive(Default)]
struct Line {
    request: u64,
    text: String,
}

impl Visit for Line {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "request" {
            self.request = value;
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.text = format!("{value:?}");
        }
    }
}

fn level(level: &Level) -> LogLevel {
    match *level {
        Level::ERROR => LogLevel::Error,
        Level::WARN => LogLevel::Warn,
        Level::INFO => LogLevel::Info,
        _ => LogLevel::Debug,
    }
}
