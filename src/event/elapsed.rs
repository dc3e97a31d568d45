//! When an event was read.

use bounded_static::ToStatic;

/// A time since the start of a request, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, ToStatic)]
pub struct Elapsed(u64);

impl Elapsed {
    /// That many microseconds.
    pub fn from_micros(microseconds: u64) -> Elapsed {
        Elapsed(microseconds)
    }

    /// In whole microseconds.
    pub fn as_micros(self) -> u64 {
        self.0
    }

    /// In milliseconds.
    pub fn as_millis(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}
