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

/// Sees forks from now on. With glibc the registration goes with the library when that is unloaded.
pub(super) fn watch() {
    #[cfg(unix)]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(registration::register);
    }
}

#[cfg(unix)]
extern "C" fn in_the_child() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

/// `pthread_atfork`, said for itself. What is linked for it by that name differs: it may be one that
/// knows nothing of libraries that are unloaded, and then the next fork would call what is gone.
///
/// cbindgen:ignore
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod registration {
    use std::ffi::{c_int, c_void};

    type Handler = Option<unsafe extern "C" fn()>;

    unsafe extern "C" {
        fn __register_atfork(
            prepare: Handler,
            parent: Handler,
            child: Handler,
            library: *const c_void,
        ) -> c_int;
        fn __cxa_finalize(library: *const c_void);
    }

    /// Stands for this library: glibc compares the address.
    static LIBRARY: u8 = 0;

    pub(super) fn register() {
        // SAFETY: the function does nothing that a forked child must not do, and is forgotten before it is
        // gone. Where there is no memory for it, a child is told nothing.
        unsafe {
            __register_atfork(
                None,
                None,
                Some(super::in_the_child),
                (&raw const LIBRARY).cast(),
            )
        };
    }

    extern "C" fn forget() {
        // SAFETY: it forgets what was registered with that address, and nothing else.
        unsafe { __cxa_finalize((&raw const LIBRARY).cast()) };
    }

    /// Called when the library is unloaded, and at the process's end.
    #[used]
    // SAFETY: the section is a list of such functions.
    #[unsafe(link_section = ".fini_array")]
    static AT_THE_END: extern "C" fn() = forget;
}

#[cfg(all(unix, not(all(target_os = "linux", target_env = "gnu"))))]
mod registration {
    pub(super) fn register() {
        // SAFETY: the function does nothing that a forked child must not do. Where there is no memory for
        // it, a child is told nothing.
        unsafe { libc::pthread_atfork(None, None, Some(super::in_the_child)) };
    }
}
