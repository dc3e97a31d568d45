//! How a request went: its phases, its times and its end.

use rpggo::recording::{RecordedRequest, Step};
use rpggo::{Event, EventKind, Recording, Status};

use crate::decode::Decoded;
use crate::text;

/// What a request did for a while.
#[derive(Clone, Copy, PartialEq)]
pub enum Phase {
    /// It waits for the head of the answer.
    Waiting,
    /// The answer has begun, but says nothing yet.
    Silent,
    /// The answer comes.
    Streaming,
    /// The answer is a refusal.
    Refused,
    /// It waits before it is tried again.
    Pause,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::Waiting => "waiting for the answer",
            Phase::Silent => "until the first word",
            Phase::Streaming => "streaming",
            Phase::Refused => "refused",
            Phase::Pause => "pause before the next try",
        }
    }

    /// What it looks like.
    pub fn class(self) -> &'static str {
        match self {
            Phase::Waiting => "waiting",
            Phase::Silent => "silent",
            Phase::Streaming => "streaming",
            Phase::Refused => "refused",
            Phase::Pause => "pause",
        }
    }
}

/// A phase and when it was, in microseconds since the start of the request.
pub struct Span {
    pub phase: Phase,
    pub from: u64,
    pub to: u64,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Outcome {
    Fine,
    Failed(Status),
    Cancelled,
    /// The recording ends before the request does.
    Incomplete,
}

impl Outcome {
    /// Its symbol on the page, and its class.
    pub fn class(self) -> &'static str {
        match self {
            Outcome::Fine => "fine",
            Outcome::Failed(_) => "failed",
            Outcome::Cancelled => "cancelled",
            Outcome::Incomplete => "incomplete",
        }
    }

    /// False where nobody read what was left of the answer.
    fn is_read_to_its_end(self) -> bool {
        matches!(self, Outcome::Fine | Outcome::Failed(_))
    }

    pub fn word(self) -> String {
        match self {
            Outcome::Fine => "OK".to_owned(),
            Outcome::Failed(status) => text::status(status),
            Outcome::Cancelled => "Cancelled".to_owned(),
            Outcome::Incomplete => "Incomplete".to_owned(),
        }
    }
}

/// How a request went; times in microseconds since its start.
pub struct Course {
    pub events: Vec<Event<'static>>,
    /// Why its answer could not be read again.
    pub refused: Option<String>,
    pub outcome: Outcome,
    pub spans: Vec<Span>,
    pub chunks: Vec<u64>,
    /// When it was tried again.
    pub retries: Vec<u64>,
    pub first_byte: Option<u64>,
    pub first_word: Option<u64>,
    pub end: u64,
    pub bytes: u64,
}

/// How all requests went.
pub fn courses(recording: &Recording, decoded: Vec<Decoded>) -> Vec<Course> {
    let requests = recording.requests();
    let mut ends = vec![0; recording.runs().len()];
    for request in requests {
        let last = request.steps.last().map_or(0, |it| text::micros(it.at));
        let end = &mut ends[request.run];
        *end = u64::max(*end, text::micros(request.at) + last);
    }
    let requests = requests.iter().zip(decoded);
    requests
        .map(|(request, decoded)| Course::new(request, decoded, ends[request.run]))
        .collect()
}

impl Course {
    /// The run's last sign of life was at `run_end`.
    fn new(request: &RecordedRequest, decoded: Decoded, run_end: u64) -> Course {
        let outcome = match request.finished() {
            Some(Status::Ok) => Outcome::Fine,
            Some(Status::Cancelled) => Outcome::Cancelled,
            Some(status) => Outcome::Failed(status),
            None => Outcome::Incomplete,
        };
        let Decoded {
            mut events,
            refused,
        } = decoded;
        // The game never heard of what the library says at the end of a recording.
        events.retain(|it| match &it.kind {
            EventKind::Finished(_) => outcome != Outcome::Incomplete,
            EventKind::Message(message) => outcome.is_read_to_its_end() || !message.partial,
            _ => true,
        });
        let mut course = Course {
            first_word: first_word(&events),
            events,
            refused,
            outcome,
            spans: Vec::new(),
            chunks: Vec::new(),
            retries: Vec::new(),
            first_byte: None,
            end: request.steps.last().map_or(0, |it| text::micros(it.at)),
            bytes: 0,
        };
        let phase = course.follow(request);
        if outcome == Outcome::Incomplete {
            course.end = run_end.saturating_sub(text::micros(request.at));
        }
        course.close(request, phase);
        course
    }

    /// Goes through the steps; gives the phase that lasts to the end.
    fn follow(&mut self, request: &RecordedRequest) -> Phase {
        let mut phase = Phase::Waiting;
        let mut steps = request.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let at = text::micros(step.at);
            match &step.what {
                Step::Response { http_status, .. } => {
                    self.until(at, phase);
                    phase = match http_status {
                        200..=299 => {
                            self.first_byte = Some(at);
                            Phase::Streaming
                        }
                        _ => Phase::Refused,
                    };
                }
                Step::Chunk(bytes) => {
                    self.bytes += bytes.len() as u64;
                    self.chunks.push(at);
                }
                Step::Retrying { delay } => {
                    self.until(at, phase);
                    self.retries.push(at);
                    phase = Phase::Pause;
                    if let Some(next) = steps.peek() {
                        let over = (at + text::micros(*delay)).min(text::micros(next.at));
                        self.until(over, phase);
                        phase = Phase::Waiting;
                    }
                }
                _ => {}
            }
        }
        phase
    }

    /// The phase lasted until then.
    fn until(&mut self, to: u64, phase: Phase) {
        let from = self.spans.last().map_or(0, |it| it.to);
        self.spans.push(Span { phase, from, to });
    }

    /// The last phase: an answer is silent until its first word.
    fn close(&mut self, request: &RecordedRequest, phase: Phase) {
        if request.sent.is_none() {
            return;
        }
        let from = self.spans.last().map_or(0, |it| it.to);
        if phase == Phase::Streaming && request.chat().is_some() {
            let spoke = self.first_word.unwrap_or(self.end);
            self.until(spoke.clamp(from, self.end), Phase::Silent);
        }
        self.until(self.end, phase);
        self.spans.retain(|it| it.to > it.from);
    }

    /// How long it took, as far as that is known.
    pub fn length(&self) -> String {
        let so_far = if self.outcome == Outcome::Incomplete {
            "> "
        } else {
            ""
        };
        format!("{so_far}{}", text::duration(self.end))
    }

    /// When the game was told of it: of the end when it was recorded.
    pub fn time(&self, event: &Event<'_>) -> u64 {
        match event.kind {
            EventKind::Finished(_) => self.end,
            _ => text::elapsed(event),
        }
    }

    /// What went wrong, as the game was told.
    pub fn detail(&self) -> Option<&str> {
        let Some(EventKind::Finished(finished)) = self.events.last().map(|it| &it.kind) else {
            return None;
        };
        // Where it ends otherwise now, those are not the words that the game was told.
        (Outcome::Failed(finished.status) == self.outcome).then_some(&*finished.detail)
    }
}

/// When the player could read something.
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

/// The middle and the longest of some times.
pub struct Times {
    pub median: u64,
    pub worst: u64,
}

impl Totals {
    pub fn new(courses: &[Course]) -> Totals {
        let mut totals = Totals {
            requests: courses.len(),
            first_byte: Times::of(courses.iter().filter_map(|it| it.first_byte)),
            first_word: Times::of(courses.iter().filter_map(|it| it.first_word)),
            ..Totals::default()
        };
        for course in courses {
            match course.outcome {
                Outcome::Fine => {}
                Outcome::Failed(_) => totals.failed += 1,
                Outcome::Cancelled => totals.cancelled += 1,
                Outcome::Incomplete => totals.incomplete += 1,
            }
            totals.retries += course.retries.len();
            totals.bytes += course.bytes;
            totals.events += course.events.len();
        }
        totals
    }

    pub fn in_words(&self) -> String {
        let mut words = text::count(self.requests, "request");
        for (count, what) in [
            (self.failed, "failed"),
            (self.cancelled, "cancelled"),
            (self.incomplete, "incomplete"),
        ] {
            if count > 0 {
                words += &format!(", {count} {what}");
            }
        }
        if self.retries > 0 {
            words += &format!(", {}", text::count_of(self.retries, "retry", "retries"));
        }
        format!("{words}, {}", text::count(self.events, "event"))
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
