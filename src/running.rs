//! A request under way: from its start to `Finished`, which comes whatever happens.

use std::collections::HashMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::{AbortHandle, AbortRegistration, Abortable};
use tracing::{error, info};

use crate::clock::Clock;
use crate::event::{Event, EventKind, Finished, FromEvent};
use crate::exchange::{self, Context, Stop};
use crate::link::Link;
use crate::lock::lock;
use crate::outbox::{Outbox, SharedWriter};
use crate::recording::Asked;
use crate::replay::Claim;
use crate::request::RequestId;
use crate::service::{Failure, Plan};
use crate::status::Status;

/// The requests under way, each with what cancels it.
pub(crate) type Running = Mutex<HashMap<RequestId, Cancel>>;

/// What cancels a request.
pub(crate) struct Cancel {
    pub(crate) handle: AbortHandle,
    /// The game has asked for it.
    pub(crate) is_asked: bool,
}

/// A request that is about to run.
pub(crate) struct Launch {
    pub(crate) id: RequestId,
    /// How many events the game had read when it asked.
    pub(crate) read: u64,
    pub(crate) asked: Asked,
    pub(crate) plan: Plan,
    pub(crate) claim: Claim,
    pub(crate) clock: Clock,
    pub(crate) context: Arc<Context>,
    pub(crate) running: Arc<Running>,
    pub(crate) cancelled: AbortRegistration,
}

/// A request that waits to begin. Where that panics, it finishes all the same.
pub(crate) struct Waiting<E: FromEvent>(Option<(Launch, SharedWriter<E>)>);

impl<E: FromEvent> Waiting<E> {
    pub(crate) fn new(launch: Launch, writer: SharedWriter<E>) -> Waiting<E> {
        Waiting(Some((launch, writer)))
    }

    /// To be called on the library's thread.
    pub(crate) fn begin(mut self) {
        if let Some((launch, writer)) = self.0.take() {
            begin(launch, writer);
        }
    }
}

impl<E: FromEvent> Drop for Waiting<E> {
    fn drop(&mut self) {
        // Without a panic it is the client that is freed.
        if let Some((launch, writer)) = self.0.take()
            && std::thread::panicking()
        {
            let lost = Err(fault_words("a panic before the request began"));
            // Nothing may panic on the way out of a panic.
            let _ = panic::catch_unwind(AssertUnwindSafe(|| spawn(launch, writer, lost)));
        }
    }
}

/// Begins a request, on the library's thread.
pub(crate) fn begin<E: FromEvent>(mut launch: Launch, writer: SharedWriter<E>) {
    let link = panic::catch_unwind(AssertUnwindSafe(|| {
        let (asked, plan) = (&launch.asked, &launch.plan);
        let claim = std::mem::take(&mut launch.claim);
        let clock = launch.clock.clone();
        let answerer = &launch.context.answerer;
        answerer.link(launch.id, asked, plan, claim, clock)
    }));
    spawn(launch, writer, link.map_err(|panic| panic_words(&*panic)));
}

/// Runs a request; without a link there is only its end, which says why.
fn spawn<E: FromEvent>(launch: Launch, writer: SharedWriter<E>, link: Result<Link, String>) {
    let Launch {
        id,
        read: _,
        asked,
        plan,
        claim: _,
        clock,
        context,
        running,
        cancelled,
    } = launch;
    let clock = link.as_ref().map_or(clock, Link::clock);
    let out = Outbox::new(id, clock, &context, writer);
    let run = run(context, asked, plan, link, out, cancelled, move || {
        drop(lock(&running).remove(&id));
    });
    drop(tokio::spawn(run));
}

/// A request from its start to `Finished`, which comes whatever happens.
#[expect(
    clippy::manual_async_fn,
    reason = "it would keep all of this twice, as long as the request lives"
)]
fn run<E: FromEvent>(
    context: Arc<Context>,
    asked: Asked,
    plan: Plan,
    mut link: Result<Link, String>,
    mut out: Outbox<E>,
    cancelled: AbortRegistration,
    over: impl FnOnce() + Send,
) -> impl Future<Output = ()> + Send {
    async move {
        let mut last = match &mut link {
            Err(words) => failed(Status::Internal, std::mem::take(words)),
            Ok(link) => {
                let exchange = exchange::run(&context, plan, link, &mut out);
                // A panic leaves nothing behind but the request's own state, which is dropped.
                let exchange = AssertUnwindSafe(exchange).catch_unwind();
                match Abortable::new(exchange, cancelled).await {
                    Ok(Ok(finished)) => finished,
                    Ok(Err(panic)) => failed(Status::Internal, panic_words(&*panic)),
                    Err(_) => {
                        out.clear();
                        failed(Status::Cancelled, "the game cancelled the request")
                    }
                }
            }
        };
        let told = panic::catch_unwind(AssertUnwindSafe(|| {
            if let EventKind::Finished(finished) = &last.kind {
                let link = link.as_mut().ok();
                let received = link.map_or(0, |link| {
                    link.finished(finished.status);
                    link.received()
                });
                let what = context.redactor.clean_error(asked.in_words());
                tell_end(&what, finished, received, &out);
            }
        }));
        if let Err(panic) = told {
            last = failed(Status::Internal, panic_words(&*panic));
        }
        if let EventKind::Finished(finished) = &last.kind {
            context.counters.finished(finished.status);
        }
        // Over for `max_requests` when the game can hear of it, which may start the next one at once.
        let mut over = Some(over);
        for _ in 0..2 {
            let before = || {
                if let Some(over) = over.take() {
                    over();
                }
            };
            let finishing = AssertUnwindSafe(out.finish(last, before)).catch_unwind();
            match finishing.await {
                Ok(()) => break,
                // It was not queued: nothing can panic once it is.
                Err(panic) => last = failed(Status::Internal, panic_words(&*panic)),
            }
        }
        if let Some(over) = over {
            over();
        }
    }
}

/// Writes into the log how a request ended.
fn tell_end<E: FromEvent>(what: &str, finished: &Finished<'_>, bytes: u64, out: &Outbox<E>) {
    let request = out.request();
    let (events, after) = (out.count(), out.elapsed().as_millis());
    let sum = format!("{events} events from {bytes} bytes in {after:.0} ms");
    match finished.status {
        Status::Ok => info!(request, "finished ({what}): {sum}"),
        Status::Cancelled => info!(request, "cancelled ({what}): {sum}"),
        status => error!(
            request,
            "failed with {} ({what}): {}; {sum}",
            status.name(),
            finished.detail
        ),
    }
}

fn failed(status: Status, detail: impl Into<String>) -> Event<'static> {
    exchange::finished(Err(Stop::at(0, Failure::new(status, detail))))
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words");
    if words.contains("spawn") && words.contains("thread") {
        return format!("the system gives no thread for the look-up of a name: {words}");
    }
    fault_words(words)
}

fn fault_words(words: &str) -> String {
    format!("a fault of rpggo itself, please report it: {words}")
}
