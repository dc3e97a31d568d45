//! The transport to a recording: responses come from it, without any network.

mod scheduler;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use ::http::header::{HeaderMap, HeaderName, HeaderValue};
use futures::FutureExt;
use futures::future::{self, BoxFuture};

use super::{Channel, Head, Opening, Piece, Reservation, Transport};
use crate::failure::Failure;
use crate::lock::lock;
use crate::options::ReplaySpeed;
use crate::recording::{RecordedCall, RecordedRequest, RecordedStep, Recording, Step};
use crate::runtime::time::{Clock, Duration};
use crate::runtime::worker::Task;
use crate::service::HttpCall;
use crate::status::Status;
pub(crate) use scheduler::GameReads;
use scheduler::{RecordedSpan, Scheduler, Slot};

/// Responds to the requests of one client from a recording.
pub(crate) struct Replay {
    recording: Arc<Recording>,
    /// Which of its requests have been replayed.
    used: Arc<Mutex<Vec<bool>>>,
    scheduler: Arc<Scheduler>,
}

/// The recorded request that responds to one of the game's; free for others again when it is dropped
/// before it was opened.
struct Reserved {
    used: Arc<Mutex<Vec<bool>>>,
    index: Option<usize>,
}

/// One request that is replayed.
struct ReplayChannel {
    recording: Arc<Recording>,
    used: Arc<Mutex<Vec<bool>>>,
    slot: Slot,
    /// Which of the recorded requests it is; `None` where there is none for it.
    recorded: Option<usize>,
    /// Its next step.
    next: usize,
    clock: Arc<AtomicU64>,
    call: String,
}

impl Replay {
    pub(crate) fn new(recording: Arc<Recording>, speed: ReplaySpeed, game: GameReads) -> Replay {
        Replay {
            used: Arc::new(Mutex::new(vec![false; recording.requests().len()])),
            recording,
            scheduler: Scheduler::new(speed, game),
        }
    }

    /// The first recorded request that was not replayed yet: with that character in that session,
    /// with that character, or of that operation.
    fn find(&self, call: &RecordedCall) -> Option<usize> {
        let mut used = lock(&self.used);
        let same_operation = |it: &RecordedCall| it.name() == call.name();
        let same_character = |it: &RecordedCall| it.character_id() == call.character_id();
        let same_session = |it: &RecordedCall| it.session_id() == call.session_id();
        let alike: [&dyn Fn(&RecordedCall) -> bool; 3] = [
            &|it| same_character(it) && same_session(it),
            &same_character,
            &|_| true,
        ];
        let requests = self.recording.requests();
        let index = alike.iter().find_map(|is_alike| {
            (0..requests.len()).find(|&index| {
                let it = &requests[index];
                !used[index] && it.sent.is_some() && same_operation(&it.call) && is_alike(&it.call)
            })
        })?;
        used[index] = true;
        Some(index)
    }

    /// When a request was recorded.
    fn span(&self, index: usize) -> RecordedSpan {
        let request = &self.recording.requests()[index];
        let begin = micros(request.at);
        let last = request.steps.last().map_or(0, |step| micros(step.at));
        RecordedSpan {
            run: request.run,
            begin,
            end: begin + last,
        }
    }
}

impl Transport for Replay {
    fn reserve(&self, call: &RecordedCall) -> Reservation {
        let Some(index) = self.find(call) else {
            return Reservation::default();
        };
        let chat = self.recording.requests()[index].chat();
        Reservation {
            message_id: chat.and_then(|chat| chat.message_id.clone()),
            slot: Some(Box::new(Reserved {
                used: Arc::clone(&self.used),
                index: Some(index),
            })),
        }
    }

    fn schedule(&self, events_read: u64, task: Task) {
        self.scheduler.schedule(events_read, task);
    }

    fn open(&self, opening: Opening<'_>) -> Box<dyn Channel> {
        let reserved = opening.reservation.slot;
        let reserved = reserved.and_then(|slot| slot.downcast::<Reserved>().ok());
        let recorded = reserved.and_then(|mut reserved| reserved.index.take());
        Box::new(ReplayChannel {
            slot: self.scheduler.enter(recorded.map(|it| self.span(it))),
            recording: Arc::clone(&self.recording),
            used: Arc::clone(&self.used),
            recorded,
            next: 0,
            clock: Arc::default(),
            call: opening.call.describe(),
        })
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        if let Some(index) = self.index.take() {
            lock(&self.used)[index] = false;
        }
    }
}

impl Channel for ReplayChannel {
    fn clock(&self) -> Clock {
        Clock::Recorded(Arc::clone(&self.clock))
    }

    fn has_timeouts(&self) -> bool {
        false
    }

    fn source(&self) -> Option<String> {
        let it = self.request()?;
        Some(format!("{} of line {}", it.call.describe(), it.line))
    }

    fn begin(&mut self) -> BoxFuture<'_, ()> {
        future::poll_fn(|context| self.slot.poll_turn(0, context)).boxed()
    }

    fn send<'a>(&'a mut self, _: &'a HttpCall) -> BoxFuture<'a, Result<Head, Failure>> {
        async {
            match self.step().await {
                Some(Step::Response {
                    http_status,
                    headers,
                }) => Ok(Head {
                    http_status,
                    headers: recorded_headers(&headers),
                    origin: "from the recording",
                }),
                Some(Step::Failed { status, detail }) => Err(Failure::new(status, detail)),
                other => Err(self.over(other)),
            }
        }
        .boxed()
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Piece, Failure>> {
        Poll::Ready(match ready!(self.poll_step(context)) {
            Some(Step::Chunk(bytes)) => Ok(Piece::Bytes(bytes)),
            Some(Step::Complete) => Ok(Piece::End),
            Some(Step::Closed { status, detail }) => {
                Ok(Piece::Closed(Failure::new(status, detail)))
            }
            Some(Step::Failed { status, detail }) => Err(Failure::new(status, detail)),
            other => Err(self.over(other)),
        })
    }

    fn stop(&mut self, _: Option<&Failure>) {}

    fn release(&mut self) -> BoxFuture<'_, ()> {
        future::ready(()).boxed()
    }

    fn retry_delay(&mut self, _: Option<Duration>) -> BoxFuture<'_, Option<Duration>> {
        async {
            self.skip_response();
            match self.step().await {
                Some(Step::Retrying { delay }) => Some(delay),
                _ => None,
            }
        }
        .boxed()
    }

    /// The next step has its own time.
    fn wait(&mut self, _: Duration) -> BoxFuture<'_, ()> {
        future::ready(()).boxed()
    }

    /// At the recorded time, if the request ended as it did then.
    fn finish(&mut self, status: Status) {
        self.slot.give_up_turn();
        self.skip_response();
        if let Some(RecordedStep { at, what }) = self.peek()
            && *what == Step::Finished(status)
        {
            self.clock.store(micros(*at), Ordering::Relaxed);
        }
    }
}

impl ReplayChannel {
    fn request(&self) -> Option<&RecordedRequest> {
        Some(&self.recording.requests()[self.recorded?])
    }

    fn peek(&self) -> Option<&RecordedStep> {
        self.request()?.steps.get(self.next)
    }

    /// What happens next, at its time; `None` when the recording has no more of it.
    fn poll_step(&mut self, context: &mut Context<'_>) -> Poll<Option<Step>> {
        let Some(at) = self.peek().map(|step| micros(step.at)) else {
            return Poll::Ready(None);
        };
        ready!(self.slot.poll_turn(at, context));
        fail_point!("replay");
        self.clock.store(at, Ordering::Relaxed);
        let step = self.peek().map(|step| step.what.clone());
        self.next += 1;
        Poll::Ready(step)
    }

    async fn step(&mut self) -> Option<Step> {
        future::poll_fn(|context| self.poll_step(context)).await
    }

    /// Leaves out what was not read of the response.
    fn skip_response(&mut self) {
        let is_after =
            |step: &RecordedStep| matches!(step.what, Step::Retrying { .. } | Step::Finished(_));
        while self.peek().is_some_and(|step| !is_after(step)) {
            self.next += 1;
        }
    }

    /// Says why there is nothing more to replay; `last` is the step where it became known.
    fn over(&self, last: Option<Step>) -> Failure {
        if let Some(Step::Finished(Status::Cancelled)) = last {
            return Failure::new(
                Status::Cancelled,
                "the game cancelled this request when it was recorded: there is no more of it",
            );
        }
        let Some(request) = self.request() else {
            return self.missing();
        };
        let run = &self.recording.runs()[request.run];
        let why = match run.end.as_str() {
            _ if last.is_some() => "the client read no further when it was recorded",
            "client_freed" => "the client was freed in the middle of it",
            "size_limit" => "the recording had reached max_recording_bytes",
            "write_failed" => "its file could not be written",
            _ => "the program ended in the middle of it",
        };
        Failure::new(
            Status::Network,
            format!(
                "the recording has no more of this response ({}, line {}): {why}",
                request.call.describe(),
                request.line
            ),
        )
    }

    fn missing(&self) -> Failure {
        let used = lock(&self.used);
        let all = self.recording.requests().iter().zip(used.iter());
        let mut left: Vec<String> = all
            .filter(|(it, used)| !**used && it.sent.is_some())
            .map(|(it, _)| it.call.describe())
            .collect();
        let has = match left.len() {
            0 => "all of it was replayed: make a new client to start over".to_owned(),
            1..=4 => format!("it has left: {}", left.join(", ")),
            count => {
                left.truncate(3);
                format!("it has left: {} and {} more", left.join(", "), count - 3)
            }
        };
        Failure::new(
            Status::Unsupported,
            format!("the recording has no response to {}; {has}", self.call),
        )
    }
}

/// The headers that a recording has.
pub(crate) fn recorded_headers(headers: &[(String, String)]) -> HeaderMap {
    let parsed = headers.iter().filter_map(|(name, value)| {
        let name = HeaderName::try_from(name).ok()?;
        Some((name, HeaderValue::try_from(value).ok()?))
    });
    parsed.collect()
}

fn micros(time: Duration) -> u64 {
    time.as_micros() as u64
}
