//! Wakes the library's thread from a thread of the game.

#[cfg(not(unix))]
pub(in crate::runtime) use elsewhere::{WakeReceiver, Waker};
#[cfg(unix)]
pub(in crate::runtime) use unix::{WakeReceiver, Waker};

use std::io;

/// The end that wakes, and the end that is woken.
pub(in crate::runtime) fn new() -> io::Result<(Waker, WakeReceiver)> {
    Waker::new()
}

/// A pair of sockets. A waker of the runtime would do the same, but registers itself with the
/// thread that wakes, which keeps a shared library in memory.
#[cfg(unix)]
mod unix {
    use std::io::{self, Write};
    use std::os::unix::net::UnixStream;

    pub(in crate::runtime) struct Waker {
        stream: UnixStream,
        /// The other end too: as long as that is open, no wake-up raises SIGPIPE in the game, whose thread
        /// it would end. Apple's systems have no flag for a single write that says so.
        _receiver: UnixStream,
    }
    pub(in crate::runtime) struct WakeReceiver(UnixStream);
    pub(in crate::runtime) struct WakeListener(tokio::net::UnixStream);

    impl Waker {
        pub(in crate::runtime) fn new() -> io::Result<(Waker, WakeReceiver)> {
            let (stream, receiver) = UnixStream::pair()?;
            stream.set_nonblocking(true)?;
            receiver.set_nonblocking(true)?;
            let _receiver = receiver.try_clone()?;
            Ok((Waker { stream, _receiver }, WakeReceiver(receiver)))
        }

        pub(in crate::runtime) fn wake(&self) {
            // A full buffer means that a wake-up is already pending.
            let _ = (&self.stream).write(&[1]);
        }
    }

    impl WakeReceiver {
        /// To be called within the runtime.
        pub(in crate::runtime) fn listen(self) -> io::Result<WakeListener> {
            tokio::net::UnixStream::from_std(self.0).map(WakeListener)
        }
    }

    impl WakeListener {
        /// Waits for the next wake-up, or returns at once after one that was not waited for.
        pub(in crate::runtime) async fn wait(&mut self) {
            let mut bytes = [0; 64];
            match self.0.readable().await {
                Ok(()) => drop(self.0.try_read(&mut bytes)),
                // Never observed; returning would spin.
                Err(_) => std::future::pending().await,
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_waker_without_a_receiver_is_not_broken() {
            let (waker, receiver) = Waker::new().unwrap();
            drop(receiver);
            // Else SIGPIPE would be raised, which a test ignores and a game may not.
            assert_eq!((&waker.stream).write(&[1]).unwrap(), 1);
            waker.wake();
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::sync::Arc;

    use tokio::sync::Notify;

    pub(in crate::runtime) struct Waker(Arc<Notify>);
    pub(in crate::runtime) struct WakeReceiver(Arc<Notify>);

    impl Waker {
        pub(in crate::runtime) fn new() -> io::Result<(Waker, WakeReceiver)> {
            let notify = Arc::new(Notify::new());
            Ok((Waker(Arc::clone(&notify)), WakeReceiver(notify)))
        }

        pub(in crate::runtime) fn wake(&self) {
            self.0.notify_one();
        }
    }

    impl WakeReceiver {
        /// To be called within the runtime.
        pub(in crate::runtime) fn listen(self) -> io::Result<WakeReceiver> {
            Ok(self)
        }

        /// Waits for the next wake-up, or returns at once after one that was not waited for.
        pub(in crate::runtime) async fn wait(&mut self) {
            self.0.notified().await;
        }
    }
}
