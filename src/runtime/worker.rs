//! The hidden thread of a client: one, with a runtime of its own.
//!
//! The game's threads only add tasks to its list and wake it. They touch nothing that registers itself
//! with a thread: that would keep a shared library in memory until that thread of the game ends.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Builder;

use super::thread::{self, Join};
use super::time::Duration;
use super::waker::{self, WakeReceiver, Waker};
use crate::lock::lock;
use crate::status::{Error, Status};

/// The name look-ups of the operating system cannot be stopped; the thread waits this long for one.
const LOOKUP_GRACE: Duration = Duration::from_millis(40);
/// The longest that a game waits for the thread to end.
const LONGEST_STOP: Duration = Duration::from_millis(90);

/// Something to do on the thread, within its runtime.
pub(crate) type Task = Box<dyn FnOnce() + Send>;

/// Runs tasks on a thread; dropping it ends them all.
pub(crate) struct Worker {
    tasks: TaskSender,
    join: Option<Join>,
}

/// Sends tasks to the thread.
#[derive(Clone)]
pub(crate) struct TaskSender {
    shared: Arc<Shared>,
    waker: Arc<Waker>,
}

/// What both sides see.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    tasks: Vec<Task>,
    is_stopping: bool,
    phase: Phase,
}

#[derive(Default)]
enum Phase {
    #[default]
    Starting,
    Running,
    Failed(io::Error),
    /// Everything that the thread had is gone.
    Gone,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    fn enter(&self, phase: Phase) {
        self.state().phase = phase;
        self.changed.notify_all();
    }

    /// Waits while `condition` holds; false when that takes longer than `limit`.
    fn wait_while(&self, limit: Duration, condition: fn(&Phase) -> bool) -> bool {
        let waited = self
            .changed
            .wait_timeout_while(self.state(), limit, |state| condition(&state.phase));
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

/// The end of the thread, however it comes.
struct End(Arc<Shared>);

impl Drop for End {
    fn drop(&mut self) {
        // Tasks may lead back here: kept, they would keep all of it.
        drop(std::mem::take(&mut self.0.state().tasks));
        let phase = &mut self.0.state().phase;
        if !matches!(phase, Phase::Failed(_)) {
            *phase = Phase::Gone;
        }
        self.0.changed.notify_all();
    }
}

impl Worker {
    /// Starts the thread.
    pub(crate) fn start() -> Result<Worker, Error> {
        let failed = |error: io::Error| {
            Error::new(
                Status::Internal,
                format!("the system provides no thread or no file handles: {error}"),
            )
        };
        let (waker, receiver) = waker::new().map_err(failed)?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let join = thread::launch(Box::new(move || {
            let end = End(theirs);
            if let Err(error) = work(&end.0, receiver) {
                end.0.state().phase = Phase::Failed(error);
            }
        }))
        .map_err(failed)?;
        shared.wait_while(Duration::MAX, |phase| matches!(phase, Phase::Starting));
        let error = match &shared.state().phase {
            Phase::Starting | Phase::Running => None,
            Phase::Failed(error) => Some(error.to_string()),
            Phase::Gone => Some("the thread ended at once".to_owned()),
        };
        if let Some(error) = error {
            join();
            return Err(failed(io::Error::other(error)));
        }
        Ok(Worker {
            tasks: TaskSender {
                shared,
                waker: Arc::new(waker),
            },
            join: Some(join),
        })
    }

    /// What sends tasks to the thread.
    pub(crate) fn tasks(&self) -> &TaskSender {
        &self.tasks
    }
}

impl TaskSender {
    /// Runs `task` on the thread, soon.
    pub(crate) fn send(&self, task: impl FnOnce() + Send + 'static) {
        let mut state = self.shared.state();
        state.tasks.push(Box::new(task));
        if state.tasks.len() == 1 {
            self.waker.wake();
        }
    }
}

/// The thread's life.
fn work(shared: &Shared, receiver: WakeReceiver) -> io::Result<()> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .thread_name("rpggo-lookup")
        .max_blocking_threads(4)
        .thread_keep_alive(Duration::from_secs(1))
        .build()?;
    let mut listener = {
        let _inside = runtime.enter();
        receiver.listen()?
    };
    shared.enter(Phase::Running);
    runtime.block_on(async {
        loop {
            let (tasks, is_stopping) = {
                let mut state = shared.state();
                (std::mem::take(&mut state.tasks), state.is_stopping)
            };
            if is_stopping {
                return;
            }
            for task in tasks {
                // A request that is lost so still finishes: see `pipeline::request_task`.
                let _ = panic::catch_unwind(AssertUnwindSafe(|| {
                    fail_point!("worker");
                    task();
                }));
            }
            listener.wait().await;
        }
    });
    drop(listener);
    runtime.shutdown_timeout(LOOKUP_GRACE);
    Ok(())
}

impl Drop for Worker {
    fn drop(&mut self) {
        {
            // Woken before the thread can see it and drop its end.
            let mut state = self.tasks.shared.state();
            state.is_stopping = true;
            self.tasks.waker.wake();
        }
        // Not joined without a look: after a fork the thread does not exist, and a game must not
        // hang at its exit.
        let is_gone = self
            .tasks
            .shared
            .wait_while(LONGEST_STOP, |phase| !matches!(phase, Phase::Gone));
        if is_gone && let Some(join) = self.join.take() {
            join();
        }
    }
}
