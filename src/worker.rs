//! The hidden thread of a client: one, with a runtime of its own.
//!
//! The game's threads only leave jobs for it and ring. They touch nothing that registers itself with
//! a thread: such a thing would keep a shared library in memory until that thread of the game ends.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Builder;

use crate::abi::thread;
use crate::doorbell::{self, Bell, Ear};
use crate::lock::lock;
use crate::log::Collector;
use crate::status::{Error, Status};

/// What the stack of a TLS handshake and of a frame of JSON need, several times over.
pub(crate) const STACK_BYTES: usize = 1 << 20;
/// The name look-ups of the operating system cannot be stopped; the thread waits this long for one.
const LOOKUP_GRACE: Duration = Duration::from_millis(40);
/// The longest that a game waits for the thread to end.
const LONGEST_STOP: Duration = Duration::from_millis(90);

/// What a thread runs.
pub(crate) type Body = Box<dyn FnOnce() + Send>;
/// Waits for the end of a thread. Dropped without a call, it leaves the thread alone.
pub(crate) type Join = Box<dyn FnOnce() + Send + Sync>;

/// Something to do on the thread, within its runtime.
type Job = Box<dyn FnOnce() + Send>;

/// Does jobs on a thread; dropping it ends them all.
pub(crate) struct Worker {
    post: Post,
    join: Option<Join>,
}

/// Where jobs for the thread are left.
#[derive(Clone)]
pub(crate) struct Post {
    shared: Arc<Shared>,
    bell: Arc<Bell>,
}

/// What both sides see.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: Vec<Job>,
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
        // Jobs may lead back here: kept, they would keep all of it.
        drop(std::mem::take(&mut self.0.state().jobs));
        let phase = &mut self.0.state().phase;
        if !matches!(phase, Phase::Failed(_)) {
            *phase = Phase::Gone;
        }
        self.0.changed.notify_all();
    }
}

impl Worker {
    /// Starts the thread, and `log` collects what it writes.
    pub(crate) fn start(log: Option<Collector>) -> Result<Worker, Error> {
        let failed = |error: io::Error| {
            Error::new(
                Status::Internal,
                format!("the system gives no thread or no file handles: {error}"),
            )
        };
        let (bell, ear) = doorbell::new().map_err(failed)?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let join = thread::launch(Box::new(move || {
            let end = End(theirs);
            // Here, because it registers with the thread that does it.
            let _listening = log.map(Collector::listen);
            if let Err(error) = work(&end.0, ear) {
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
            post: Post {
                shared,
                bell: Arc::new(bell),
            },
            join: Some(join),
        })
    }

    /// Where jobs are left.
    pub(crate) fn post(&self) -> &Post {
        &self.post
    }
}

impl Post {
    /// Does `job` on the thread, soon.
    pub(crate) fn post(&self, job: impl FnOnce() + Send + 'static) {
        let mut state = self.shared.state();
        state.jobs.push(Box::new(job));
        if state.jobs.len() == 1 {
            self.bell.ring();
        }
    }
}

/// The thread's life.
fn work(shared: &Shared, ear: Ear) -> io::Result<()> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .thread_name("rpggo-lookup")
        .max_blocking_threads(4)
        .thread_keep_alive(Duration::from_secs(1))
        .build()?;
    let mut listener = {
        let _inside = runtime.enter();
        ear.listen()?
    };
    shared.enter(Phase::Running);
    runtime.block_on(async {
        loop {
            let (jobs, is_stopping) = {
                let mut state = shared.state();
                (std::mem::take(&mut state.jobs), state.is_stopping)
            };
            if is_stopping {
                return;
            }
            for job in jobs {
                // What was to be done is told by whoever asked for it: see `running::Waiting`.
                let _ = panic::catch_unwind(AssertUnwindSafe(|| {
                    tripwire!("worker");
                    job();
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
            // Rung before the thread can see it and drop its end.
            let mut state = self.post.shared.state();
            state.is_stopping = true;
            self.post.bell.ring();
        }
        // Not joined without a look: after a fork the thread does not exist, and a game must not
        // hang at its exit.
        let is_gone = self
            .post
            .shared
            .wait_while(LONGEST_STOP, |phase| !matches!(phase, Phase::Gone));
        if is_gone && let Some(join) = self.join.take() {
            join();
        }
    }
}
