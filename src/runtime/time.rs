//! Clocks and timers. A browser has others: the rest of the library takes time from here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use std::time::{Duration, SystemTime};
pub(crate) use tokio::time::Instant;

use crate::event::Elapsed;

/// Waits.
pub(crate) async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// Lets the other tasks of the thread run first.
pub(crate) async fn yield_now() {
    tokio::task::yield_now().await;
}

/// Runs the future until that moment at most; `None` where it was not done then.
pub(crate) async fn until<F: Future>(deadline: Instant, future: F) -> Option<F::Output> {
    tokio::time::timeout_at(deadline, future).await.ok()
}

/// Runs the future for that long at most; `None` where it was not done then.
pub(crate) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    tokio::time::timeout(limit, future).await.ok()
}

/// Milliseconds since 1970.
pub(crate) fn unix_ms() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.map_or(0, |now| now.as_millis() as u64)
}

/// How long ago a request was started: by this machine's time, or by that of a recording.
#[derive(Clone)]
pub(crate) enum Clock {
    Real(Instant),
    /// Set as the recording is played, in microseconds.
    Recorded(Arc<AtomicU64>),
}

impl Clock {
    /// A clock that starts now.
    pub(crate) fn start() -> Clock {
        Clock::Real(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Elapsed {
        Elapsed::from_micros(match self {
            Clock::Real(started) => started.elapsed().as_micros() as u64,
            Clock::Recorded(microseconds) => microseconds.load(Ordering::Relaxed),
        })
    }
}
