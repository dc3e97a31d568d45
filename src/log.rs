//! What the library does, in sentences for the game's developer: written with `tracing`, and where
//! the options ask for it also told as events.
//!
//! Lines carry their request in the field `request`; that is how they find their way to it. Whoever
//! writes one has taken secrets out of it.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::subscriber::{Interest, NoSubscriber};
use tracing::{Event, Level, Metadata, span};

use crate::event::LogLevel;
use crate::lock::lock;
use crate::request::RequestId;

/// Lines that were written and wait to be queued.
#[derive(Default)]
pub(crate) struct Lines(Mutex<VecDeque<(RequestId, LogLevel, String)>>);

impl Lines {
    /// Takes the next line of that request.
    pub(crate) fn take(&self, request: RequestId) -> Option<(LogLevel, String)> {
        let mut lines = lock(&self.0);
        let at = lines.iter().position(|(of, ..)| *of == request)?;
        lines.remove(at).map(|(_, level, text)| (level, text))
    }
}

/// Who listens, and for which lines.
#[derive(Clone)]
pub(crate) struct Collector {
    pub(crate) lines: Arc<Lines>,
    pub(crate) most: LogLevel,
}

/// A collector, and who listened on this thread before it: a Rust program may have a subscriber.
struct Subscriber {
    collector: Collector,
    outer: tracing::Dispatch,
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
        let collector = tracing::Dispatch::new(Subscriber {
            collector: self,
            outer: tracing::dispatcher::get_default(Clone::clone),
        });
        Listening {
            _collector: tracing::dispatcher::set_default(&collector),
            _second: second,
        }
    }
}

impl Collector {
    fn wants(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event()
            && metadata.target().starts_with("rpggo")
            && level(metadata.level()) as i32 <= self.most as i32
    }

    fn take(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        let mut lines = lock(&self.lines.0);
        let request = RequestId::from_raw(line.request);
        lines.push_back((request, level(event.metadata().level()), line.text));
    }
}

impl tracing::Subscriber for Subscriber {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.collector.wants(metadata) || self.outer.enabled(metadata)
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        self.outer.new_span(attributes)
    }

    fn record(&self, span: &span::Id, values: &span::Record<'_>) {
        self.outer.record(span, values);
    }

    fn record_follows_from(&self, span: &span::Id, follows: &span::Id) {
        self.outer.record_follows_from(span, follows);
    }

    fn enter(&self, span: &span::Id) {
        self.outer.enter(span);
    }

    fn exit(&self, span: &span::Id) {
        self.outer.exit(span);
    }

    fn event(&self, event: &Event<'_>) {
        if self.collector.wants(event.metadata()) {
            self.collector.take(event);
        }
        if self.outer.enabled(event.metadata()) {
            self.outer.event(event);
        }
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
