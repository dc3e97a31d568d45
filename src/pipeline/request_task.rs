//! A request in progress: from its start to `Finished`, which comes whatever happens.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::{AbortHandle, AbortRegistration, Abortable};

use super::attempt::{Attempts, finished};
use super::context::Context;
use super::writer::{EventWriter, SharedWriter};
use crate::event::{Event, EventKind, Finished, FromEvent};
use crate::failure::Failure;
use crate::lock::lock;
use crate::options::LogLevel;
use crate::recording::RecordedCall;
use crate::request::RequestId;
use crate::runtime;
use crate::runtime::time::Clock;
use crate::service::Operation;
use crate::status::Status;
use crate::transport::{Channel, Opening, Reservation};

/// The requests in progress, each with what cancels it.
pub(crate) type Running = Mutex<HashMap<RequestId, Cancel>>;

/// What cancels a request.
pub(crate) struct Cancel {
    pub(crate) handle: AbortHandle,
    /// The game has requested it.
    pub(crate) is_requested: bool,
}

/// A request that is about to run.
pub(crate) struct RequestTask {
    pub(crate) id: RequestId,
    /// How many events the game had read when it started the request.
    pub(crate) events_read: u64,
    pub(crate) call: RecordedCall,
    pub(crate) operation: Operation,
    pub(crate) reservation: Reservation,
    pub(crate) clock: Clock,
    pub(crate) context: Arc<Context>,
    pub(crate) running: Arc<Running>,
    pub(crate) cancelled: AbortRegistration,
}

/// A request on its way to the client's thread. Where that panics, the request finishes all the same.
pub(crate) struct Waiting<E: FromEvent>(Option<(RequestTask, SharedWriter<E>)>);

impl<E: FromEvent> Waiting<E> {
    pub(crate) fn new(task: RequestTask, writer: SharedWriter<E>) -> Waiting<E> {
        Waiting(Some((task, writer)))
    }

    /// Starts the request; to be called on the client's thread.
    pub(crate) fn start(mut self) {
        if let Some((mut task, writer)) = self.0.take() {
            let opened = panic::catch_unwind(AssertUnwindSafe(|| task.open()));
            let opened = opened.map_err(|panic| panic_message(&*panic));
            spawn(task, writer, opened);
        }
    }
}

impl<E: FromEvent> Drop for Waiting<E> {
    fn drop(&mut self) {
        // Without a panic it is the client that is freed.
        if let Some((task, writer)) = self.0.take()
            && std::thread::panicking()
        {
            let lost = Err(internal_error("a panic before the request began"));
            // A panic during a panic would end the process.
            let _ = panic::catch_unwind(AssertUnwindSafe(|| spawn(task, writer, lost)));
        }
    }
}

impl RequestTask {
    fn open(&mut self) -> Box<dyn Channel> {
        fail_point!("open");
        self.context.transport.open(Opening {
            id: self.id,
            call: &self.call,
            sent: match &self.operation {
                Operation::Send(call) => Some(call),
                Operation::Local(_) => None,
            },
            reservation: std::mem::take(&mut self.reservation),
            clock: self.clock.clone(),
        })
    }
}

/// Runs a request; without a channel there is only its end, which says why.
fn spawn<E: FromEvent>(
    task: RequestTask,
    writer: SharedWriter<E>,
    channel: Result<Box<dyn Channel>, String>,
) {
    let RequestTask {
        id,
        events_read: _,
        call,
        operation,
        reservation: _,
        clock,
        context,
        running,
        cancelled,
    } = task;
    let clock = channel.as_ref().map_or(clock, |channel| channel.clock());
    let writer = EventWriter::new(id, clock, &context, writer);
    let parts = Parts {
        context,
        call,
        channel,
        writer,
        received: 0,
    };
    runtime::spawn(run(parts, operation, cancelled, move || {
        drop(lock(&running).remove(&id));
    }));
}

/// What a request consists of while it runs.
struct Parts<E> {
    context: Arc<Context>,
    call: RecordedCall,
    channel: Result<Box<dyn Channel>, String>,
    writer: EventWriter<E>,
    received: u64,
}

/// A request from its start to `Finished`, which comes whatever happens.
#[expect(
    clippy::manual_async_fn,
    reason = "it would keep all of this twice, as long as the request lives"
)]
fn run<E: FromEvent>(
    mut parts: Parts<E>,
    operation: Operation,
    cancelled: AbortRegistration,
    over: impl FnOnce() + Send,
) -> impl Future<Output = ()> + Send {
    async move {
        let mut last = parts.attempts(operation, cancelled).await;
        let logged = panic::catch_unwind(AssertUnwindSafe(|| {
            if let EventKind::Finished(finished) = &last.kind {
                parts.log_end(finished);
            }
        }));
        if let Err(panic) = logged {
            last = failed(Status::Internal, panic_message(&*panic));
        }
        if let EventKind::Finished(finished) = &last.kind {
            parts.context.counters.finished(finished.status);
        }
        // Over for `max_requests` when the game can read it, which may start the next one at once.
        let mut over = Some(over);
        for _ in 0..2 {
            let before = || {
                if let Some(over) = over.take() {
                    over();
                }
            };
            let finishing = AssertUnwindSafe(parts.writer.finish(last, before)).catch_unwind();
            match finishing.await {
                Ok(()) => break,
                // It was not queued: nothing can panic once it is.
                Err(panic) => last = failed(Status::Internal, panic_message(&*panic)),
            }
        }
        if let Some(over) = over {
            over();
        }
    }
}

impl<E: FromEvent> Parts<E> {
    /// Everything but `Finished`, which it gives.
    async fn attempts(
        &mut self,
        operation: Operation,
        cancelled: AbortRegistration,
    ) -> Event<'static> {
        let channel = match &mut self.channel {
            Ok(channel) => channel.as_mut(),
            Err(message) => return failed(Status::Internal, std::mem::take(message)),
        };
        let attempts = Attempts {
            context: &self.context,
            channel,
            writer: &mut self.writer,
            received: &mut self.received,
        };
        // A panic leaves only the request's own state, which is dropped.
        let attempts = AssertUnwindSafe(attempts.run(operation)).catch_unwind();
        match Abortable::new(attempts, cancelled).await {
            Ok(Ok(end)) => finished(end),
            Ok(Err(panic)) => failed(Status::Internal, panic_message(&*panic)),
            Err(_) => {
                self.writer.clear();
                failed(Status::Cancelled, "the game cancelled the request")
            }
        }
    }

    /// Writes into the log how the request ended.
    fn log_end(&mut self, finished: &Finished<'_>) {
        fail_point!("finished");
        if let Ok(channel) = &mut self.channel {
            channel.finish(finished.status);
            if let Some(warning) = channel.take_warning() {
                self.writer.log(LogLevel::Warn, format_args!("{warning}"));
            }
        }
        let what = self.context.redactor.redact_message(self.call.describe());
        let (events, after) = (self.writer.count(), self.writer.elapsed().as_millis());
        let sum = format!(
            "{events} events from {} bytes in {after:.0} ms",
            self.received
        );
        let (level, line) = match finished.status {
            Status::Ok => (LogLevel::Info, format!("finished ({what}): {sum}")),
            Status::Cancelled => (LogLevel::Info, format!("cancelled ({what}): {sum}")),
            status => {
                let (name, detail) = (status.name(), &finished.detail);
                let line = format!("failed with {name} ({what}): {detail}; {sum}");
                (LogLevel::Error, line)
            }
        };
        self.writer.log(level, format_args!("{line}"));
    }
}

fn failed(status: Status, message: impl Into<String>) -> Event<'static> {
    finished(Err(Failure::new(status, message)))
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    internal_error(message.unwrap_or("a panic without a message"))
}

fn internal_error(message: &str) -> String {
    format!("internal error in rpggo, please report it: {message}")
}
