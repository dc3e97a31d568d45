//! Random numbers: for ids and for spreading retries.

/// A unique id: 32 hexadecimal digits.
pub(crate) fn id() -> String {
    format!("{:016x}{:016x}", number(), number())
}

/// A number from 0 up to, not including, 1.
pub(crate) fn fraction() -> f64 {
    (number() >> 11) as f64 / (1_u64 << 53) as f64
}

fn number() -> u64 {
    getrandom::u64().unwrap_or_else(|_| {
        // A system without randomness: unique within the process will do.
        use std::hash::{BuildHasher, RandomState};
        RandomState::new().hash_one(crate::request::RequestId::next().get())
    })
}
