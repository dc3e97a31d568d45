//! The hidden thread of a client: one, with a runtime of its own.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::status::{Error, Status};

/// What the stack of a TLS handshake and of a frame of JSON need, several times over.
const STACK_BYTES: usize = 1 << 20;
/// The name look-ups of the operating system cannot be stopped; the thread waits this long for one.
const LOOKUP_GRACE: Duration = Duration::from_millis(40);
/// The longest that a game waits for the thread.
const LONGEST_STOP: Duration = Duration::from_millis(90);

/// Runs the requests of a client; dropping it ends them all.
pub(crate) struct Worker {
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
    gone: Arc<Gone>,
    thread: Option<JoinHandle<()>>,
}

/// Told by the thread when everything it had is gone.
#[derive(Default)]
struct Gone {
    is_gone: Mutex<bool>,
    told: Condvar,
}

impl Gone {
    fn tell(&self) {
        *self.is_gone.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.told.notify_all();
    }

    /// Whether it was told within that time.
    fn wait(&self, limit: Duration) -> bool {
        let is_gone = self.is_gone.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .told
            .wait_timeout_while(is_gone, limit, |is_gone| !*is_gone);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Worker {
    pub(crate) fn start() -> Result<Worker, Error> {
        let failed = |what: std::io::Error| {
            Error::new(
                Status::Internal,
                format!("the system gives no thread or no file handles: {what}"),
            )
        };
        let runtime = Builder::new_current_thread()
            .enable_all()
            .thread_name("rpggo-lookup")
            .max_blocking_threads(4)
            .thread_keep_alive(Duration::from_secs(1))
            .build()
            .map_err(failed)?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let gone = Arc::new(Gone::default());
        let tell = Arc::clone(&gone);
        let thread = std::thread::Builder::new()
            .name("rpggo".into())
            .stack_size(STACK_BYTES)
            .spawn(move || {
                // Ends when the other side is dropped.
                let _ = runtime.block_on(stopped);
                runtime.shutdown_timeout(LOOKUP_GRACE);
                tell.tell();
            })
            .map_err(failed)?;
        Ok(Worker {
            handle,
            stop: Some(stop),
            gone,
            thread: Some(thread),
        })
    }

    /// Runs `future` on the thread.
    pub(crate) fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.handle.spawn(future);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.stop.take());
        // Not joined without a look: after a fork the thread does not exist, and a game must not
        // hang at its exit.
        if self.gone.wait(LONGEST_STOP)
            && let Some(thread) = self.thread.take()
        {
            let _ = thread.join();
        }
    }
}
