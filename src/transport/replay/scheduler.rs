//! The order of the steps of all requests that are replayed.
//!
//! At a speed, a step comes when it is due. In lockstep with the game there is no time: the steps come
//! in the order of their recorded times, a few each time that the game has read all events and polled
//! once more. Its calls take effect then, if it made them before it read the first of these events:
//! whether the rest of its calls has arrived here already is chance. So the order depends on nothing
//! but what the game does, and a replay is the same every time.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, ready};

use futures::FutureExt;
use tokio::sync::{Notify, oneshot};

use crate::lock::lock;
use crate::options::ReplaySpeed;
use crate::runtime;
use crate::runtime::queue::{DrainSignal, QueueDepth};
use crate::runtime::time::{self, Duration, Instant};
use crate::runtime::worker::{Task, TaskSender};

/// This many steps come for one poll that finds nothing.
const STEPS_FOR_A_POLL: u32 = 16;
/// How often the signal of the game's poll is read: a test polls at once, a game in its next frame.
const SIGNAL_CHECK: Duration = Duration::from_millis(1);
const CHECKS_AT_ONCE: u32 = 100;
/// Requests that overlap in the recording keep their order, if the game starts them at the recorded
/// distance, give or take this: the length of a few bad frames.
const SAME_MOMENT_US: u64 = 250_000;

/// When a request was recorded.
#[derive(Clone, Copy)]
pub(super) struct RecordedSpan {
    pub(super) run: usize,
    pub(super) begin: u64,
    pub(super) end: u64,
}

/// How the scheduler sees that the game reads.
pub(crate) struct GameReads {
    pub(crate) drain_signal: Arc<DrainSignal>,
    pub(crate) depth: Arc<QueueDepth>,
    pub(crate) tasks: TaskSender,
}

pub(super) struct Scheduler {
    speed: ReplaySpeed,
    game: GameReads,
    began: Instant,
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    playbacks: Vec<Playback>,
    /// The game's calls, each with how many events it had read then.
    held: VecDeque<(u64, Task)>,
    /// How many events had been queued when the game last polled all of them.
    queued: u64,
    /// The recorded time that it is now, where it does not pass by itself.
    now_us: u64,
    /// How many steps may still come before the game has to poll.
    steps_left: u32,
    is_running: bool,
    entered: u64,
}

/// A request that is replayed.
struct Playback {
    number: u64,
    recorded: Option<RecordedSpan>,
    began_us: u64,
    /// When its next step is due, and who waits for it. `None` while it is busy with the last.
    waiting: Option<(u64, oneshot::Sender<()>)>,
}

/// A request's place in the order; dropping it leaves.
pub(super) struct Slot {
    scheduler: Arc<Scheduler>,
    number: u64,
    /// The turn that it waits for.
    turn: Option<oneshot::Receiver<()>>,
}

enum Next {
    /// Nothing is replayed.
    Over,
    /// A request is busy with its last step.
    Busy,
    /// The game has to poll first.
    Poll,
    /// A step is due at this recorded time.
    Due(u64),
}

impl Scheduler {
    pub(super) fn new(speed: ReplaySpeed, game: GameReads) -> Arc<Scheduler> {
        Arc::new(Scheduler {
            speed,
            game,
            began: Instant::now(),
            state: Mutex::default(),
            changed: Notify::new(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(super) fn schedule(self: &Arc<Self>, events_read: u64, task: Task) {
        if self.factor().is_some() {
            task();
            return;
        }
        let mut state = self.state();
        state.held.push_back((events_read, task));
        self.start(&mut state);
    }

    /// Starts the task that gives the turns, if it does not run.
    fn start(self: &Arc<Self>, state: &mut State) {
        if !std::mem::replace(&mut state.is_running, true) {
            runtime::spawn(Turns(Arc::clone(self)).run());
        }
    }

    /// How much faster than recorded; `None`: in lockstep with the game.
    fn factor(&self) -> Option<f64> {
        match self.speed {
            ReplaySpeed::Recorded => Some(1.0),
            ReplaySpeed::Times(factor) => Some(factor),
            ReplaySpeed::Lockstep => None,
        }
    }

    /// The recorded time that it is now.
    fn now_us(&self, state: &State) -> u64 {
        match self.factor() {
            Some(factor) => (self.began.elapsed().as_micros() as f64 * factor) as u64,
            None => state.now_us,
        }
    }

    pub(super) fn enter(self: &Arc<Self>, recorded: Option<RecordedSpan>) -> Slot {
        let mut state = self.state();
        let now = self.now_us(&state);
        let overlapping = state.playbacks.iter().find_map(|playback| {
            let (theirs, ours) = (playback.recorded?, recorded?);
            let overlap =
                theirs.run == ours.run && (theirs.begin..=theirs.end).contains(&ours.begin);
            overlap.then(|| playback.began_us.saturating_add(ours.begin - theirs.begin))
        });
        let began_us = overlapping
            .filter(|then| then.abs_diff(now) <= SAME_MOMENT_US)
            .unwrap_or(now);
        state.entered += 1;
        let number = state.entered;
        state.playbacks.push(Playback {
            number,
            recorded,
            began_us,
            waiting: None,
        });
        self.start(&mut state);
        Slot {
            scheduler: Arc::clone(self),
            number,
            turn: None,
        }
    }

    fn next(&self) -> Next {
        let mut state = self.state();
        if state.playbacks.is_empty() {
            if !state.held.is_empty() {
                return Next::Poll;
            }
            state.is_running = false;
            return Next::Over;
        }
        let due: Option<Vec<u64>> = state.playbacks.iter().map(Playback::due).collect();
        let Some(due) = due else {
            return Next::Busy;
        };
        // Where the steps emitted nothing, the game had nothing to react to.
        let has_emitted = self.game.depth.pushed() > state.queued;
        if self.factor().is_none() && state.steps_left == 0 && has_emitted {
            return Next::Poll;
        }
        Next::Due(due.into_iter().min().unwrap_or_default())
    }

    /// The next call that the game made before it read anything that was queued since its last poll.
    fn next_task(&self) -> Option<Task> {
        let mut state = self.state();
        let queued = state.queued;
        if state.held.front()?.0 > queued {
            return None;
        }
        state.held.pop_front().map(|(_, task)| task)
    }

    /// Waits until the game has polled all events.
    async fn polled(&self) {
        let mut checks = 0;
        while !self.game.drain_signal.take() {
            checks += 1;
            if checks < CHECKS_AT_ONCE {
                time::yield_now().await;
            } else {
                time::sleep(SIGNAL_CHECK).await;
            }
        }
    }

    /// Waits until all calls that the game made before its poll have arrived here.
    async fn catch_up(&self) {
        let (arrived, arrival) = oneshot::channel();
        self.game.tasks.send(move || {
            let _ = arrived.send(());
        });
        let _ = arrival.await;
    }

    /// Lets the step come that is due first; before its time, an earlier one may come.
    async fn take_turn(&self, due_us: u64) {
        if let Some(factor) = self.factor() {
            let due = Duration::from_micros((due_us as f64 / factor) as u64);
            let due = self.began.checked_add(due);
            if let Some(due) = due.filter(|due| *due > Instant::now()) {
                let _ = time::until(due, self.changed.notified()).await;
                return;
            }
        }
        fail_point!("turn");
        let mut state = self.state();
        state.now_us = state.now_us.max(due_us);
        state.steps_left = state.steps_left.saturating_sub(1);
        let first = state
            .playbacks
            .iter_mut()
            .find_map(|playback| playback.waiting.take_if(|(due, _)| *due == due_us));
        if let Some((_, turn)) = first {
            // Gone, if it was cancelled: then it has left.
            let _ = turn.send(());
        }
    }
}

/// The task that gives the turns.
struct Turns(Arc<Scheduler>);

impl Turns {
    /// Gives the turns, as long as something is replayed.
    async fn run(self) {
        // After a panic the request whose turn was lost goes on.
        while AssertUnwindSafe(self.give_turns())
            .catch_unwind()
            .await
            .is_err()
        {
            let mut state = self.0.state();
            state.playbacks.iter_mut().for_each(|it| it.waiting = None);
        }
    }

    async fn give_turns(&self) {
        let scheduler = &self.0;
        loop {
            let next = scheduler.next();
            match next {
                Next::Over => return,
                Next::Busy => scheduler.changed.notified().await,
                Next::Poll => {
                    scheduler.game.drain_signal.arm();
                    scheduler.polled().await;
                    scheduler.catch_up().await;
                    while let Some(task) = scheduler.next_task() {
                        fail_point!("held");
                        task();
                    }
                    let mut state = scheduler.state();
                    state.queued = scheduler.game.depth.pushed();
                    state.steps_left = STEPS_FOR_A_POLL;
                }
                Next::Due(due_us) => scheduler.take_turn(due_us).await,
            }
        }
    }
}

impl Drop for Turns {
    fn drop(&mut self) {
        // They lead back here: kept, they would keep all of it.
        let held = std::mem::take(&mut self.0.state().held);
        drop(held);
    }
}

impl Slot {
    /// Does not wait any more.
    pub(super) fn give_up_turn(&mut self) {
        self.turn = None;
    }

    /// Waits for that time of the recorded request, and for its turn.
    pub(super) fn poll_turn(&mut self, at_us: u64, context: &mut Context<'_>) -> Poll<()> {
        let turn = self.turn.get_or_insert_with(|| {
            let (turn, its_turn) = oneshot::channel();
            let mut state = self.scheduler.state();
            if let Some(playback) = state.playback(self.number) {
                playback.waiting = Some((playback.began_us.saturating_add(at_us), turn));
            }
            drop(state);
            self.scheduler.changed.notify_one();
            its_turn
        });
        let _ = ready!(turn.poll_unpin(context));
        self.turn = None;
        Poll::Ready(())
    }
}

impl Playback {
    /// When its next step is due; `None` while it is busy, or about to leave.
    fn due(&self) -> Option<u64> {
        let (due, turn) = self.waiting.as_ref()?;
        (!turn.is_closed()).then_some(*due)
    }
}

impl State {
    fn playback(&mut self, number: u64) -> Option<&mut Playback> {
        self.playbacks.iter_mut().find(|it| it.number == number)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut state = self.scheduler.state();
        state
            .playbacks
            .retain(|playback| playback.number != self.number);
        if state.playbacks.is_empty() {
            // The next one begins as the first did.
            state.steps_left = 0;
        }
        self.scheduler.changed.notify_one();
    }
}
