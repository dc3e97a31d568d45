//! Wakes the library's thread from a thread of the game.

#[cfg(not(unix))]
pub(crate) use elsewhere::{Bell, Ear};
#[cfg(unix)]
pub(crate) use unix::{Bell, Ear};

use std::io;

/// The end that rings, and the end that hears it.
pub(crate) fn new() -> io::Result<(Bell, Ear)> {
    Bell::new()
}

/// A pair of sockets. A waker of the runtime would do the same, but registers itself with the
/// thread that wakes, which keeps a shared library in memory.
#[cfg(unix)]
mod unix {
    use std::io::{self, Write};
    use std::os::unix::net::UnixStream;

    pub(crate) struct Bell {
        stream: UnixStream,
        /// The other end too: as long as that is open, no ring raises SIGPIPE in the game, whose thread
        /// it would end. Apple's systems have no flag for a single write that says so.
        _ear: UnixStream,
    }
    pub(crate) struct Ear(UnixStream);
    pub(crate) struct Listener(tokio::net::UnixStream);

    impl Bell {
        pub(super) fn new() -> io::Result<(Bell, Ear)> {
            let (stream, ear) = UnixStream::pair()?;
            stream.set_nonblocking(true)?;
            ear.set_nonblocking(true)?;
            let _ear = ear.try_clone()?;
            Ok((Bell { stream, _ear }, Ear(ear)))
        }

        pub(crate) fn ring(&self) {
            // A full pair is a bell that was rung.
            let _ = (&self.stream).write(&[1]);
        }
    }

    impl Ear {
        /// To be called within the runtime.
        pub(crate) fn listen(self) -> io::Result<Listener> {
            tokio::net::UnixStream::from_std(self.0).map(Listener)
        }
    }

    impl Listener {
        /// Waits until it was rung since the last time.
        pub(crate) async fn wait(&mut self) {
            let mut rung = [0; 64];
            match self.0.readable().await {
                Ok(()) => drop(self.0.try_read(&mut rung)),
                // Never seen; without this it would be asked again and again.
                Err(_) => std::future::pending().await,
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_bell_that_nobody_hears_is_not_broken() {
            let (bell, ear) = Bell::new().unwrap();
            drop(ear);
            // Else SIGPIPE would be raised, which a test ignores and a game may not.
            assert_eq!((&bell.stream).write(&[1]).unwrap(), 1);
            bell.ring();
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::sync::Arc;

    use tokio::sync::Notify;

    pub(crate) struct Bell(Arc<Notify>);
    pub(crate) struct Ear(Arc<Notify>);

    impl Bell {
        pub(super) fn new() -> io::Result<(Bell, Ear)> {
            let notify = Arc::new(Notify::new());
            Ok((Bell(Arc::clone(&notify)), Ear(notify)))
        }

        pub(crate) fn ring(&self) {
            self.0.notify_one();
        }
    }

    impl Ear {
        /// To be called within the runtime.
        pub(crate) fn listen(self) -> io::Result<Ear> {
            Ok(self)
        }

        /// Waits until it was rung since the last time.
        pub(crate) async fn wait(&mut self) {
            self.0.notified().await;
        }
    }
}
