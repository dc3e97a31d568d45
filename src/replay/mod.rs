//! Plays a recording: what is asked of the service is answered from it, without any network.

mod stage;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::clock::Clock;
use crate::lock::lock;
use crate::options::Pace;
use crate::queue::{Gate, Level};
use crate::recording::{Asked, RecordedRequest, RecordedStep, Recording, Step};
use crate::service::Failure;
use crate::status::Status;
use crate::worker::Post;
use stage::Stage;

/// Something to do on the library's thread.
pub(crate) type Job = Box<dyn FnOnce() + Send>;

/// How the stage sees that the game reads.
pub(crate) struct Reading {
    pub(crate) gate: Arc<Gate>,
    pub(crate) level: Arc<Level>,
    pub(crate) post: Post,
}

/// A recording that answers the requests of one client.
pub(crate) struct Replay {
    recording: Arc<Recording>,
    /// Which of its requests were asked for again.
    used: Mutex<Vec<bool>>,
    stage: Arc<Stage>,
}

/// The recorded request that answers one of the game's; free for others again when it is dropped
/// before it was played.
#[derive(Default)]
pub(crate) struct Claim(Option<(Arc<Replay>, usize)>);

/// One request, played.
pub(crate) struct Play {
    replay: Arc<Replay>,
    turn: stage::Ticket,
    /// Which of the recorded requests it is; `None` where there is none for it.
    recorded: Option<usize>,
    next: usize,
    clock: Arc<AtomicU64>,
    asked: String,
}

impl Replay {
    pub(crate) fn new(recording: Arc<Recording>, pace: Pace, reading: Reading) -> Replay {
        Replay {
            used: Mutex::new(vec![false; recording.requests().len()]),
            recording,
            stage: Stage::new(pace, reading),
        }
    }

    /// Does what the game asked for: at once, or, where the recording is played as fast as the game
    /// polls, at a moment that depends only on what it had `read`: so many events.
    pub(crate) fn admit(&self, read: u64, job: Job) {
        self.stage.admit(read, job);
    }

    /// Begins to play what was claimed.
    pub(crate) fn play(self: &Arc<Self>, asked: &Asked, mut claim: Claim) -> Play {
        let recorded = claim.0.take().map(|(_, index)| index);
        let range = recorded.map(|index| {
            let request = &self.recording.requests()[index];
            let begin = micros(request.at);
            let last = request.steps.last().map_or(0, |step| micros(step.at));
            stage::Recorded {
                sitting: request.sitting,
                begin,
                end: begin + last,
            }
        });
        Play {
            turn: self.stage.enter(range),
            recorded,
            next: 0,
            clock: Arc::default(),
            asked: asked.in_words(),
            replay: Arc::clone(self),
        }
    }

    /// The first recorded request that was not played yet: of that character in that session, of
    /// that character, or of that operation.
    pub(crate) fn claim(self: &Arc<Self>, asked: &Asked) -> Claim {
        let index = self.find(asked);
        Claim(index.map(|index| (Arc::clone(self), index)))
    }

    fn find(&self, asked: &Asked) -> Option<usize> {
        let mut used = lock(&self.used);
        let same_operation = |it: &Asked| it.name() == asked.name();
        let same_character = |it: &Asked| it.character_id() == asked.character_id();
        let same_session = |it: &Asked| it.session_id() == asked.session_id();
        let alike: [&dyn Fn(&Asked) -> bool; 3] = [
            &|it| same_character(it) && same_session(it),
            &same_character,
            &|_| true,
        ];
        let requests = self.recording.requests();
        let index = alike.iter().find_map(|is_alike| {
            (0..requests.len()).find(|&index| {
                let it = &requests[index];
                !used[index]
                    && it.sent.is_some()
                    && same_operation(&it.asked)
                    && is_alike(&it.asked)
            })
        })?;
        used[index] = true;
        Some(index)
    }
}

impl Claim {
    /// The id that the message had when it was recorded.
    pub(crate) fn message_id(&self) -> Option<String> {
        let (replay, index) = self.0.as_ref()?;
        let recorded = &replay.recording.requests()[*index];
        recorded.chat()?.message_id.clone()
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Some((replay, index)) = self.0.take() {
            let mut used = lock(&replay.used);
            used[index] = false;
        }
    }
}

impl Play {
    pub(crate) fn clock(&self) -> Clock {
        Clock::Recorded(Arc::clone(&self.clock))
    }

    /// Waits for its turn to begin.
    pub(crate) async fn begin(&mut self) {
        self.turn.wait(0).await;
    }

    /// Where it is recorded, for people.
    pub(crate) fn place(&self) -> Option<String> {
        let it = self.request()?;
        Some(format!("{} of line {}", it.asked.in_words(), it.line))
    }

    /// What happens next, at its time; `None` when the recording has no more of it.
    pub(crate) async fn step(&mut self) -> Option<Step> {
        let RecordedStep { at, what } = self.peek()?.clone();
        self.turn.wait(micros(at)).await;
        tripwire!("replay");
        self.clock.store(micros(at), Ordering::Relaxed);
        self.next += 1;
        Some(what)
    }

    /// What happens after the answer is over: leaves out what was not read of it.
    pub(crate) async fn after_answer(&mut self) -> Option<Step> {
        self.skip_answer()?;
        self.step().await
    }

    fn skip_answer(&mut self) -> Option<&RecordedStep> {
        while !matches!(self.peek()?.what, Step::Retrying { .. } | Step::Finished(_)) {
            self.next += 1;
        }
        self.peek()
    }

    /// The request is over: at the recorded time, if it ended as it did then.
    pub(crate) fn finish(&mut self, status: Status) {
        let last = self.skip_answer();
        if let Some(RecordedStep { at, what }) = last
            && *what == Step::Finished(status)
        {
            let at = micros(*at);
            self.clock.store(at, Ordering::Relaxed);
        }
    }

    fn request(&self) -> Option<&RecordedRequest> {
        Some(&self.replay.recording.requests()[self.recorded?])
    }

    fn peek(&self) -> Option<&RecordedStep> {
        self.request()?.steps.get(self.next)
    }

    /// Says why there is nothing more to play; `last` is the step where it became known.
    pub(crate) fn over(&self, last: Option<Step>) -> Failure {
        if let Some(Step::Finished(Status::Cancelled)) = last {
            return Failure::new(
                Status::Cancelled,
                "the game cancelled this request when it was recorded: there is no more of it",
            );
        }
        let Some(request) = self.request() else {
            return self.missing();
        };
        let sitting = &self.replay.recording.sittings()[request.sitting];
        let why = match sitting.end.as_str() {
            _ if last.is_some() => "the client read no further when it was recorded",
            "client_freed" => "the client was freed in the middle of it",
            "size_limit" => "the recording had reached max_recording_bytes",
            "write_failed" => "its file could not be written",
            _ => "the program ended in the middle of it",
        };
        Failure::new(
            Status::Network,
            format!(
                "the recording has no more of this answer ({}, line {}): {why}",
                request.asked.in_words(),
                request.line
            ),
        )
    }

    fn missing(&self) -> Failure {
        let requests = self.replay.recording.requests();
        let used = lock(&self.replay.used);
        let answered = requests.iter().zip(used.iter());
        let mut left: Vec<String> = answered
            .filter(|(it, used)| !**used && it.sent.is_some())
            .map(|(it, _)| it.asked.in_words())
            .collect();
        let has = match left.len() {
            0 => "all that it has was played: make a new client to begin again".to_owned(),
            1..=4 => format!("it has left: {}", left.join(", ")),
            count => {
                left.truncate(3);
                format!("it has left: {} and {} more", left.join(", "), count - 3)
            }
        };
        Failure::new(
            Status::Unsupported,
            format!("the recording has no answer to {}; {has}", self.asked),
        )
    }
}

fn micros(time: std::time::Duration) -> u64 {
    time.as_micros() as u64
}
