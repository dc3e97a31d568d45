//! Panics in the middle of the library, for tests: compiled with the feature `failpoints` only.

/// Panics where a test armed this point.
macro_rules! fail_point {
    ($name:literal) => {
        #[cfg(feature = "failpoints")]
        crate::fail_point::hit($name);
    };
}

#[cfg(feature = "failpoints")]
pub use armed::{arm, disarm, hit};

#[cfg(feature = "failpoints")]
mod armed {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, Ordering};

    use crate::lock::lock;

    /// The point, and how many hits pass before it panics.
    static ARMED: Mutex<Option<(&str, u32)>> = Mutex::new(None);

    /// So that threads do not wait for each other where nothing is armed.
    static IS_ARMED: AtomicBool = AtomicBool::new(false);

    /// Lets hit number `count` of the point panic, from 0; once.
    pub fn arm(point: &'static str, count: u32) {
        *lock(&ARMED) = Some((point, count));
        IS_ARMED.store(true, Ordering::SeqCst);
    }

    /// Disarms the point; true where it was not hit.
    pub fn disarm() -> bool {
        IS_ARMED.store(false, Ordering::SeqCst);
        lock(&ARMED).take().is_some()
    }

    /// Panics if the point is armed.
    ///
    /// # Panics
    /// That is what it is for.
    pub fn hit(point: &str) {
        if !IS_ARMED.load(Ordering::Relaxed) {
            return;
        }
        let mut armed = lock(&ARMED);
        match &mut *armed {
            Some((here, 0)) if *here == point => *armed = None,
            Some((here, count)) if *here == point => {
                *count -= 1;
                return;
            }
            _ => return,
        }
        drop(armed);
        panic!("fail point: {point}");
    }
}
