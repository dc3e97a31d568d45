//! The time of a request: the machine's, or that of a recording.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use bounded_static::ToStatic;

/// A time since the start of a request, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, ToStatic)]
pub struct Elapsed(u64);

impl Elapsed {
    pub(crate) fn from_micros(microseconds: u64) -> Elapsed {
        Elapsed(microseconds)
    }

    /// It in whole microseconds.
    pub fn as_micros(self) -> u64 {
        self.0
    }

    /// It in milliseconds.
    pub fn as_millis(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

/// How long ago a request was started.
#[derive(Clone)]
pub(crate) enum Clock {
    Real(Instant),
    /// Set as its recording is played, in microseconds.
    Recorded(Arc<AtomicU64>),
}

impl Clock {
    pub(crate) fn elapsed(&self) -> Elapsed {
        Elapsed::from_micros(match self {
            Clock::Real(started) => started.elapsed().as_micros() as u64,
            Clock::Recorded(microseconds) => microseconds.load(Ordering::Relaxed),
        })
    }
}
