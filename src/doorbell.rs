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

    pub(crate) struct Bell(UnixStream);
    pub(crate) struct Ear(UnixStream);
    pub(crate) struct Listener(tokio::net::UnixStream);

    impl Bell {
        pub(super) fn new() -> io::Result<(Bell, Ear)> {
            let (bell, ear) = UnixStream::pair()?;
            bell.set_nonblocking(true)?;
            ear.set_nonblocking(true)?;
            Ok((Bell(bell), Ear(ear)))
        }

        pub(crate) fn ring(&self) {
            // A full pair is a bell that was rung.
            let _ = (&self.0).write(&[1]);
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
