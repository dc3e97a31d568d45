//! The library's thread, made so that it leaves no trace on the game's.
//!
//! The standard library's threads register themselves with the thread that makes them, and on Linux
//! that keeps a shared library in memory after it was closed. Elsewhere they will do.

// pthread_create and its like.
#![allow(unsafe_code)]

#[cfg(unix)]
pub(super) use unix::launch;

/// What the stack of a TLS handshake and of a frame of JSON need, several times over.
const STACK_BYTES: usize = 1 << 20;

/// What a thread runs.
pub(super) type Main = Box<dyn FnOnce() + Send>;
/// Waits for the end of a thread. Dropped without a call, it detaches the thread.
pub(super) type Join = Box<dyn FnOnce() + Send + Sync>;

/// Makes a thread named `rpggo`.
#[cfg(not(unix))]
pub(super) fn launch(body: Main) -> std::io::Result<Join> {
    let thread = std::thread::Builder::new()
        .name("rpggo".into())
        .stack_size(STACK_BYTES)
        .spawn(body)?;
    Ok(Box::new(move || drop(thread.join())))
}

#[cfg(unix)]
mod unix {
    use std::ffi::c_void;
    use std::io;
    use std::mem::MaybeUninit;
    use std::panic::{self, AssertUnwindSafe};

    use super::{Join, Main, STACK_BYTES};
    use crate::runtime::panics;

    /// Makes a thread named `rpggo`.
    pub(crate) fn launch(body: Main) -> io::Result<Join> {
        let body = Box::into_raw(Box::new(body));
        let mut thread = MaybeUninit::uninit();
        // SAFETY: the attributes are made before they are used; `run` takes the body back.
        let error = unsafe {
            let mut attributes = MaybeUninit::uninit();
            let error = libc::pthread_attr_init(attributes.as_mut_ptr());
            if error != 0 {
                drop(Box::from_raw(body));
                return Err(io::Error::from_raw_os_error(error));
            }
            libc::pthread_attr_setstacksize(attributes.as_mut_ptr(), STACK_BYTES);
            let error =
                libc::pthread_create(thread.as_mut_ptr(), attributes.as_ptr(), run, body.cast());
            libc::pthread_attr_destroy(attributes.as_mut_ptr());
            error
        };
        if error != 0 {
            // SAFETY: no thread took it.
            drop(unsafe { Box::from_raw(body) });
            return Err(io::Error::from_raw_os_error(error));
        }
        // SAFETY: it was made.
        let thread = Thread(Some(unsafe { thread.assume_init() }));
        Ok(Box::new(move || thread.join()))
    }

    extern "C" fn run(body: *mut c_void) -> *mut c_void {
        // SAFETY: `launch` made it for this thread alone.
        let body = unsafe { Box::from_raw(body.cast::<Main>()) };
        name_thread();
        leave_signals_to_the_game();
        panics::silence_this_thread();
        let _ = panic::catch_unwind(AssertUnwindSafe(body));
        std::ptr::null_mut()
    }

    fn name_thread() {
        // SAFETY: the name ends in a NUL.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        unsafe {
            libc::pthread_setname_np(libc::pthread_self(), c"rpggo".as_ptr());
        }
        // SAFETY: as above.
        #[cfg(target_vendor = "apple")]
        unsafe {
            libc::pthread_setname_np(c"rpggo".as_ptr());
        }
    }

    /// The game's handlers are code of the game: they do not run on this thread, nor on those that
    /// it makes. Above all SIGPIPE, which a write to a closed connection raises, does not end the
    /// game. What a fault of the thread itself raises still reaches the handlers.
    fn leave_signals_to_the_game() {
        let own = [
            libc::SIGABRT,
            libc::SIGBUS,
            libc::SIGFPE,
            libc::SIGILL,
            libc::SIGSEGV,
            libc::SIGTRAP,
            libc::SIGPROF,
        ];
        let mut blocked = MaybeUninit::uninit();
        // SAFETY: the set is filled before it is used.
        unsafe {
            libc::sigfillset(blocked.as_mut_ptr());
            for signal in own {
                libc::sigdelset(blocked.as_mut_ptr(), signal);
            }
            libc::pthread_sigmask(libc::SIG_BLOCK, blocked.as_ptr(), std::ptr::null_mut());
        }
    }

    /// A thread; left alone when it is dropped.
    struct Thread(Option<libc::pthread_t>);

    // SAFETY: it is only a name, which any thread may join or detach once.
    unsafe impl Send for Thread {}
    // SAFETY: as above; nothing is done by a shared reference.
    unsafe impl Sync for Thread {}

    impl Thread {
        fn join(mut self) {
            if let Some(thread) = self.0.take() {
                // SAFETY: it was neither joined nor detached before.
                unsafe { libc::pthread_join(thread, std::ptr::null_mut()) };
            }
        }
    }

    impl Drop for Thread {
        fn drop(&mut self) {
            if let Some(thread) = self.0.take() {
                // SAFETY: it was neither joined nor detached before.
                unsafe { libc::pthread_detach(thread) };
            }
        }
    }
}
