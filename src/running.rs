//! A request under way: from its start to `Finished`, which comes whatever happens.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
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
pub(crate) type Running = Mutex<HashMap<RequestId, AbortHandle>>;

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

/// Begins a request, on the library's thread.
pub(crate) fn begin<E: FromEvent>(launch: Launch, writer: SharedWriter<E>) {
    let Launch {
        id,
        read: _,
        asked,
        plan,
        claim,
        clock,
        context,
        running,
        cancelled,
    } = launch;
    let link = context.answerer.link(id, &asked, &plan, claim, clock);
    let out = Outbox::new(id, link.clock(), &context, writer);
    let run = run(context, asked, plan, link, out, cancelled, move || {
        drop(lock(&running).remove(&id));
    });
    drop(tokio::spawn(run));
}

/// A request from its start to `Finished`, which comes whatever happens.
async fn run<E: FromEvent>(
    context: Arc<Context>,
    asked: Asked,
    plan: Plan,
    mut link: Link,
    mut out: Outbox<E>,
    cancelled: AbortRegistration,
    over: impl FnOnce() + Send,
) {
    let exchange = exchange::run(&context, plan, &mut link, &mut out);
    // A panic leaves nothing behind but the request's own state, which is dropped.
    let exchange = AssertUnwindSafe(exchange).catch_unwind();
    let last = match Abortable::new(exchange, cancelled).await {
        Ok(Ok(finished)) => finished,
        Ok(Err(panic)) => failed(Status::Internal, panic_words(&*panic)),
        Err(_) => {
            out.clear();
            failed(Status::Cancelled, "the game cancelled the request")
        }
    };
    if let EventKind::Finished(finished) = &last.kind {
        link.finished(finished.status);
        context.counters.finished(finished.status);
        let what = context.redactor.clean_error(asked.in_words());
        tell_end(&what, finished, link.received(), &out);
    }
    // Over for `max_requests` when the game can hear of it, which may start the next one at once.
    out.finish(last, over).await;
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
    format!("a fault of rpggo itself, please report it: {words}")
}
