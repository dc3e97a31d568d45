//! The one thread of a client and the one queue to the game. Threads, clocks, timers and random
//! numbers are taken from here.
//!
//! | file | holds |
//! |---|---|
//! | `worker`, `waker`, `thread` | the thread, its list of tasks, and what wakes it |
//! | `queue` | events on their way to the game |
//! | `panics` | which threads' panics are printed |
//! | `time`, `random` | clocks, timers and random numbers |

pub(crate) mod panics;
pub(crate) mod queue;
pub(crate) mod random;
mod thread;
pub(crate) mod time;
mod waker;
pub(crate) mod worker;

/// Runs a future on the client's thread; to be called there.
pub(crate) fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    drop(tokio::spawn(future));
}
