//! Whether this process is still the one that made a client. A fork copies the client's memory but
//! not its thread: nothing that is asked of the copy would ever be done, and its locks may be held by
//! threads that are not there.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How often this process was forked from another since the library is there.
static GENERATION: AtomicUsize = AtomicUsize::new(0);

/// What a client of this process is marked with. No system call: a poll asks for it.
pub(super) fn generation() -> usize {
    GENERATION.load(Ordering::Relaxed)
}

/// Sees forks from now on. The registration goes with the library when that is unloaded.
pub(super) fn watch() {
    #[cfg(unix)]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        extern "C" fn in_the_child() {
            GENERATION.fetch_add(1, Ordering::Relaxed);
        }
        // SAFETY: the function does nothing that a forked child must not do. Where there is no
        // memory for it, a child is told nothing.
        ONCE.call_once(|| unsafe {
            libc::pthread_atfork(None, None, Some(in_the_child));
        });
    }
}
