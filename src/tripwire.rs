//! Panics in the middle of the library where a test wants one. It is compiled for tests alone:
//! no library that anybody links has it.

/// Panics if the test laid a wire across this stage.
macro_rules! tripwire {
    ($stage:literal) => {
        #[cfg(test)]
        crate::tripwire::cross($stage);
    };
}

#[cfg(test)]
pub(crate) use wire::{cross, is_laid, lay};

#[cfg(test)]
mod wire {
    use std::sync::Mutex;

    use crate::lock::lock;

    /// The stage, and how many pass before somebody falls.
    static LAID: Mutex<Option<(&str, u32)>> = Mutex::new(None);

    /// The `count`-th that crosses the stage falls, from 0; once.
    pub(crate) fn lay(stage: &'static str, count: u32) {
        *lock(&LAID) = Some((stage, count));
    }

    /// Whether nobody has fallen yet; it is taken away.
    pub(crate) fn is_laid() -> bool {
        lock(&LAID).take().is_some()
    }

    pub(crate) fn cross(stage: &str) {
        let mut laid = lock(&LAID);
        match &mut *laid {
            Some((here, 0)) if *here == stage => *laid = None,
            Some((here, count)) if *here == stage => {
                *count -= 1;
                return;
            }
            _ => return,
        }
        drop(laid);
        panic!("tripwire: {stage}");
    }
}
