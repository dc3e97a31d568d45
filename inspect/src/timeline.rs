//! The timeline of a request: its phases, times and outcome.

use rpggo::recording::{RecordedRequest, Step};
use rpggo::{Event, EventKind, Recording, Status};

use crate::decode::Decoded;
use crate::text;

/// A phase of a request.
#[derive(Clone, Copy, PartialEq)]
pub enum Phase {
    /// It waits for the head of the response.
    Waiting,
    /// The response has begun, but has no text yet.
    NoText,
    /// The response is received.
    Streaming,
    /// The response is an HTTP error.
    Error,
    /// It waits for the next attempt.
    Delay,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::Waiting => "waiting for the response",
            Phase::NoText => "until the first word",
            Phase::Streaming => "streaming",
            Phase::Error => "error",
            Phase::Delay => "delay before the next attempt",
        }
    }

    /// Its CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Phase::Waiting => "waiting",
            Phase::NoText => "no-text",
            Phase::Streaming => "streaming",
            Phase::Error => "error",
            Phase::Delay => "delay",
        }
    }
}

/// A phase and its time, in microseconds since the start of the request.
pub struct Span {
    pub phase: Phase,
    pub from: u64,
    pub to: u64,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Outcome {
    Ok,
    Failed(Status),
    Cancelled,
    /// The recording ends before the request does.
    Incomplete,
}

impl Outcome {
    /// The name of its symbol, and its CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Outcome::Ok => "ok",
            Outcome::Failed(_) => "failed",
            Outcome::Cancelled => "cancelled",
            Outcome::Incomplete => "incomplete",
        }
    }

    /// True if the client read the response to its end.
    fn is_read_to_end(self) -> bool {
        matches!(self, Outcome::Ok | Outcome::Failed(_))
    }

    pub fn label(self) -> String {
        match self {
            Outcome::Ok => "OK".to_owned(),
            Outcome::Failed(status) => text::status(status),
            Outcome::Cancelled => "Cancelled".to_owned(),
            Outcome::Incomplete => "Incomplete".to_owned(),
        }
    }
}

/// The timeline of a request; times in microseconds since its start.
pub struct Timeline {
    pub events: Vec<Event<'static>>,
    /// Why its response could not be decoded.
    pub decode_error: Option<String>,
    pub outcome: Outcome,
    pub spans: Vec<Span>,
    pub chunks: Vec<u64>,
    /// The times of its retries.
    pub retries: Vec<u64>,
    pub first_byte: Option<u64>,
    pub first_word: Option<u64>,
    pub end: u64,
    pub bytes: u64,
}

/// The timelines of all requests.
pub fn timelines(recording: &Recording, decoded: Vec<Decoded>) -> Vec<Timeline> {
    let requests = recording.requests();
    let mut ends = vec![0; recording.runs().len()];
    for request in requests {
        let last = request.steps.last().map_or(0, |it| text::micros(it.at));
        let end = &mut ends[request.run];
        *end = u64::max(*end, text::micros(request.at) + last);
    }
    let requests = requests.iter().zip(decoded);
    requests
        .map(|(request, decoded)| Timeline::new(request, decoded, ends[request.run]))
        .collect()
}

impl Timeline {
    /// `run_end` is the time of the last recorded step in its run.
    fn new(request: &RecordedRequest, decoded: Decoded, run_end: u64) -> Timeline {
        let outcome = match request.finished() {
            Some(Status::Ok) => Outcome::Ok,
            Some(Status::Cancelled) => Outcome::Cancelled,
            Some(status) => Outcome::Failed(status),
            None => Outcome::Incomplete,
        };
        let Decoded { mut events, error } = decoded;
        // The game did not read the events that the library emits at the end of a recording.
        events.retain(|it| match &it.kind {
            EventKind::Finished(_) => outcome != Outcome::Incomplete,
            EventKind::Message(message) => outcome.is_read_to_end() || !message.partial,
            _ => true,
        });
        let mut timeline = Timeline {
            first_word: first_word(&events),
            events,
            decode_error: error,
            outcome,
            spans: Vec::new(),
            chunks: Vec::new(),
            retries: Vec::new(),
            first_byte: None,
            end: request.steps.last().map_or(0, |it| text::micros(it.at)),
            bytes: 0,
        };
        let phase = timeline.add_steps(request);
        if outcome == Outcome::Incomplete {
            timeline.end = run_end.saturating_sub(text::micros(request.at));
        }
        timeline.add_last_phase(request, phase);
        timeline
    }

    /// Adds all phases but the last, which it returns.
    fn add_steps(&mut self, request: &RecordedRequest) -> Phase {
        let mut phase = Phase::Waiting;
        let mut steps = request.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let at = text::micros(step.at);
            match &step.what {
                Step::Response { http_status, .. } => {
                    self.add_span(at, phase);
                    phase = match http_status {
                        200..=299 => {
                            self.first_byte = Some(at);
                            Phase::Streaming
                        }
                        _ => Phase::Error,
                    };
                }
                Step::Chunk(bytes) => {
                    self.bytes += bytes.len() as u64;
                    self.chunks.push(at);
                }
                Step::Retrying { delay } => {
                    self.add_span(at, phase);
                    self.retries.push(at);
                    phase = Phase::Delay;
                    if let Some(next) = steps.peek() {
                        let end = (at + text::micros(*delay)).min(text::micros(next.at));
                        self.add_span(end, phase);
                        phase = Phase::Waiting;
                    }
                }
                _ => {}
            }
        }
        phase
    }

    /// Adds a phase that begins where the last one ended.
    fn add_span(&mut self, to: u64, phase: Phase) {
        let from = self.spans.last().map_or(0, |it| it.to);
        self.spans.push(Span { phase, from, to });
    }

    /// Adds the last phase, and before it the time without text.
    fn add_last_phase(&mut self, request: &RecordedRequest, phase: Phase) {
        if request.sent.is_none() {
            return;
        }
        let from = self.spans.last().map_or(0, |it| it.to);
        if phase == Phase::Streaming && request.chat().is_some() {
            let first_word = self.first_word.unwrap_or(self.end);
            self.add_span(first_word.clamp(from, self.end), Phase::NoText);
        }
        self.add_span(self.end, phase);
        self.spans.retain(|it| it.to > it.from);
    }

    /// The duration, or the minimum if the request is incomplete.
    pub fn length(&self) -> String {
        let prefix = if self.outcome == Outcome::Incomplete {
            "> "
        } else {
            ""
        };
        format!("{prefix}{}", text::duration(self.end))
    }

    /// The time of an event; that of `Finished` as it was recorded.
    pub fn time(&self, event: &Event<'_>) -> u64 {
        match event.kind {
            EventKind::Finished(_) => self.end,
            _ => text::elapsed(event),
        }
    }

    /// The error message that the game read.
    pub fn detail(&self) -> Option<&str> {
        let Some(EventKind::Finished(finished)) = self.events.last().map(|it| &it.kind) else {
            return None;
        };
        // With another status than the recorded one, the game read another message.
        (Outcome::Failed(finished.status) == self.outcome).then_some(&*finished.detail)
    }
}

/// When the first text arrived.
fn first_word(events: &[Event<'_>]) -> Option<u64> {
    let first = events.iter().find(|event| match &event.kind {
        EventKind::Text { delta } => !delta.is_empty(),
        EventKind::Message(message) => !message.text.is_empty() && !message.history,
        _ => false,
    });
    first.map(text::elapsed)
}

/// All requests in numbers.
#[derive(Default)]
pub struct Totals {
    pub requests: usize,
    pub failed: usize,
    pub cancelled: usize,
    pub incomplete: usize,
    pub retries: usize,
    pub bytes: u64,
    pub events: usize,
    pub first_byte: Option<Times>,
    pub first_word: Option<Times>,
}

/// The median and the maximum of several times.
pub struct Times {
    pub median: u64,
    pub worst: u64,
}

impl Totals {
    pub fn new(timelines: &[Timeline]) -> Totals {
        let mut totals = Totals {
            requests: timelines.len(),
            first_byte: Times::of(timelines.iter().filter_map(|it| it.first_byte)),
            first_word: Times::of(timelines.iter().filter_map(|it| it.first_word)),
            ..Totals::default()
        };
        for timeline in timelines {
            match timeline.outcome {
                Outcome::Ok => {}
                Outcome::Failed(_) => totals.failed += 1,
                Outcome::Cancelled => totals.cancelled += 1,
                Outcome::Incomplete => totals.incomplete += 1,
            }
            totals.retries += timeline.retries.len();
            totals.bytes += timeline.bytes;
            totals.events += timeline.events.len();
        }
        totals
    }

    /// The numbers as text, such as `9 requests, 1 failed, 295 events`.
    pub fn summary(&self) -> String {
        let mut summary = text::count(self.requests, "request");
        for (count, what) in [
            (self.failed, "failed"),
            (self.cancelled, "cancelled"),
            (self.incomplete, "incomplete"),
        ] {
            if count > 0 {
                summary += &format!(", {count} {what}");
            }
        }
        if self.retries > 0 {
            summary += &format!(", {}", text::count_of(self.retries, "retry", "retries"));
        }
        format!("{summary}, {}", text::count(self.events, "event"))
    }
}

impl Times {
    fn of(times: impl Iterator<Item = u64>) -> Option<Times> {
        let mut times: Vec<u64> = times.collect();
        times.sort_unstable();
        let last = times.len().checked_sub(1)?;
        Some(Times {
            median: u64::midpoint(times[last / 2], times[times.len() / 2]),
            worst: times[last],
        })
    }
}
