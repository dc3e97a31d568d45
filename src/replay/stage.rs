//! Whose turn it is: the steps of all requests that are played, in one order.
//!
//! With a pace in time, a step comes when it is due. As fast as the game polls, there is no time:
//! the steps come in the order of their recorded times, a few each time that the game has read all
//! there was and polled once more. What it asked for takes effect then, if it did so before it read
//! the first of these events: whether the rest of its calls has arrived here already is chance. So
//! the order depends on nothing but what the game does, and a replay is the same every time.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard};

use futures::FutureExt;
use tokio::sync::{Notify, oneshot};
use tokio::time::{Duration, Instant};

use super::{Job, Reading};
use crate::lock::lock;
use crate::options::Pace;

/// So many steps come for one poll that finds nothing.
const STEPS_FOR_A_POLL: u32 = 16;
/// How often it is looked whether the game has polled: a test does so at once, a game in its next
/// frame.
const GATE_CHECK: Duration = Duration::from_millis(1);
const CHECKS_AT_ONCE: u32 = 100;
/// Requests that overlap in the recording keep their order, if they begin as far apart as there,
/// but for so much: the length of a few bad frames.
const SAME_MOMENT_US: u64 = 250_000;

/// When a request was recorded.
#[derive(Clone, Copy)]
pub(super) struct Recorded {
    pub(super) sitting: usize,
    pub(super) begin: u64,
    pub(super) end: u64,
}

pub(super) struct Stage {
    pace: Pace,
    reading: Reading,
    began: Instant,
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    players: Vec<Player>,
    /// What the game asked for, and how many events it had read then.
    held: VecDeque<(u64, Job)>,
    /// How many events had been queued when the game last polled all there was.
    queued: u64,
    /// The recorded time that it is now, where it does not pass by itself.
    now_us: u64,
    /// How many steps may still come before the game has to poll.
    steps_left: u32,
    is_directed: bool,
    entered: u64,
}

/// A request that is played.
struct Player {
    number: u64,
    recorded: Option<Recorded>,
    began_us: u64,
    /// When its next step is due, and who waits for it. `None` while it is busy with the last.
    waiting: Option<(u64, oneshot::Sender<()>)>,
}

/// A request's place on the stage; dropping it leaves.
pub(super) struct Ticket {
    stage: Arc<Stage>,
    number: u64,
}

enum Next {
    /// Nobody is there.
    Over,
    /// Somebody is busy.
    Busy,
    /// The game has to poll first.
    Poll,
    /// A step is due at this recorded time.
    Due(u64),
}

impl Stage {
    pub(super) fn new(pace: Pace, reading: Reading) -> Arc<Stage> {
        Arc::new(Stage {
            pace,
            reading,
            began: Instant::now(),
            state: Mutex::default(),
            changed: Notify::new(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(super) fn admit(self: &Arc<Self>, read: u64, job: Job) {
        if self.speed().is_some() {
            job();
            return;
        }
        let mut state = self.state();
        state.held.push_back((read, job));
        self.direct(&mut state);
    }

    /// Sees to it that somebody gives the turns.
    fn direct(self: &Arc<Self>, state: &mut State) {
        if !std::mem::replace(&mut state.is_directed, true) {
            tokio::spawn(Directed(Arc::clone(self)).direct());
        }
    }

    /// How much faster than recorded; `None`: as fast as the game polls.
    fn speed(&self) -> Option<f64> {
        match self.pace {
            Pace::Recorded => Some(1.0),
            Pace::Times(factor) => Some(factor),
            Pace::AsPolled => None,
        }
    }

    /// The recorded time that it is now.
    fn now_us(&self, state: &State) -> u64 {
        match self.speed() {
            Some(speed) => (self.began.elapsed().as_micros() as f64 * speed) as u64,
            None => state.now_us,
        }
    }

    pub(super) fn enter(self: &Arc<Self>, recorded: Option<Recorded>) -> Ticket {
        let mut state = self.state();
        let now = self.now_us(&state);
        let beside = state.players.iter().find_map(|player| {
            let (theirs, ours) = (player.recorded?, recorded?);
            let overlap =
                theirs.sitting == ours.sitting && (theirs.begin..=theirs.end).contains(&ours.begin);
            overlap.then(|| player.began_us.saturating_add(ours.begin - theirs.begin))
        });
        let began_us = beside
            .filter(|then| then.abs_diff(now) <= SAME_MOMENT_US)
            .unwrap_or(now);
        state.entered += 1;
        let number = state.entered;
        state.players.push(Player {
            number,
            recorded,
            began_us,
            waiting: None,
        });
        self.direct(&mut state);
        Ticket {
            stage: Arc::clone(self),
            number,
        }
    }

    fn next(&self) -> Next {
        let mut state = self.state();
        if state.players.is_empty() {
            if !state.held.is_empty() {
                return Next::Poll;
            }
            state.is_directed = false;
            return Next::Over;
        }
        let due: Option<Vec<u64>> = state.players.iter().map(Player::due).collect();
        let Some(due) = due else {
            return Next::Busy;
        };
        // Where the steps told nothing, the game had nothing to react to.
        let has_told = self.reading.level.pushed() > state.queued;
        if self.speed().is_none() && state.steps_left == 0 && has_told {
            return Next::Poll;
        }
        Next::Due(due.into_iter().min().unwrap_or_default())
    }

    /// What the game asked for before it read anything that was queued since its last poll.
    fn next_job(&self) -> Option<Job> {
        let mut state = self.state();
        let queued = state.queued;
        if state.held.front()?.0 > queued {
            return None;
        }
        state.held.pop_front().map(|(_, job)| job)
    }

    /// Waits until the game has polled all there was.
    async fn polled(&self) {
        let mut checks = 0;
        while !self.reading.gate.was_polled() {
            checks += 1;
            if checks < CHECKS_AT_ONCE {
                tokio::task::yield_now().await;
            } else {
                tokio::time::sleep(GATE_CHECK).await;
            }
        }
    }

    /// Waits until all that the game asked for before its poll has arrived here.
    async fn catch_up(&self) {
        let (arrived, arrival) = oneshot::channel();
        self.reading.post.post(move || {
            let _ = arrived.send(());
        });
        let _ = arrival.await;
    }

    /// Lets the step come that is due first; before its time is there, somebody may come who is
    /// earlier.
    async fn take_turn(&self, due_us: u64) {
        if let Some(speed) = self.speed() {
            let due = Duration::from_micros((due_us as f64 / speed) as u64);
            let due = self.began.checked_add(due);
            if let Some(due) = due.filter(|due| *due > Instant::now()) {
                let _ = tokio::time::timeout_at(due, self.changed.notified()).await;
                return;
            }
        }
        tripwire!("turn");
        let mut state = self.state();
        state.now_us = state.now_us.max(due_us);
        state.steps_left = state.steps_left.saturating_sub(1);
        let first = state
            .players
            .iter_mut()
            .find_map(|player| player.waiting.take_if(|(due, _)| *due == due_us));
        if let Some((_, turn)) = first {
            // Gone, if it was cancelled: then it has left.
            let _ = turn.send(());
        }
    }
}

/// The end of the turns, also where the thread ends in their midst.
struct Directed(Arc<Stage>);

impl Directed {
    /// Gives the turns, as long as somebody is there.
    async fn direct(self) {
        // After a panic nobody waits for the turn that he did not get.
        while AssertUnwindSafe(self.give_turns())
            .catch_unwind()
            .await
            .is_err()
        {
            let mut state = self.0.state();
            state.players.iter_mut().for_each(|it| it.waiting = None);
        }
    }

    async fn give_turns(&self) {
        let stage = &self.0;
        loop {
            let next = stage.next();
            match next {
                Next::Over => return,
                Next::Busy => stage.changed.notified().await,
                Next::Poll => {
                    stage.reading.gate.open();
                    stage.polled().await;
                    stage.catch_up().await;
                    while let Some(job) = stage.next_job() {
                        tripwire!("held");
                        job();
                    }
                    let mut state = stage.state();
                    state.queued = stage.reading.level.pushed();
                    state.steps_left = STEPS_FOR_A_POLL;
                }
                Next::Due(due_us) => stage.take_turn(due_us).await,
            }
        }
    }
}

impl Drop for Directed {
    fn drop(&mut self) {
        // They lead back here: kept, they would keep all of it.
        let held = std::mem::take(&mut self.0.state().held);
        drop(held);
    }
}

impl Ticket {
    /// Waits for that time of the recorded request, and for its turn.
    pub(super) async fn wait(&mut self, at_us: u64) {
        let (turn, its_turn) = oneshot::channel();
        {
            let mut state = self.stage.state();
            if let Some(player) = state.player(self.number) {
                player.waiting = Some((player.began_us.saturating_add(at_us), turn));
            }
        }
        self.stage.changed.notify_one();
        let _ = its_turn.await;
    }
}

impl Player {
    /// When its next step is due; `None` while it is busy, or about to leave.
    fn due(&self) -> Option<u64> {
        let (due, turn) = self.waiting.as_ref()?;
        (!turn.is_closed()).then_some(*due)
    }
}

impl State {
    fn player(&mut self, number: u64) -> Option<&mut Player> {
        self.players.iter_mut().find(|it| it.number == number)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut state = self.stage.state();
        state.players.retain(|player| player.number != self.number);
        if state.players.is_empty() {
            // Whoever comes next begins as the first did.
            state.steps_left = 0;
        }
        self.stage.changed.notify_one();
    }
}
