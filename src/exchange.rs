//! One request from start to `Finished`: sent, answered, and sent again where that may help.

use std::sync::Arc;
use std::time::Duration;

use bounded_static::IntoBoundedStatic;
use tracing::{info, warn};

use crate::answer::Answer;
use crate::event::{Event, EventKind, Finished, FromEvent, Raw, Retrying};
use crate::limits::Limits;
use crate::link::{Answerer, Link};
use crate::log::Lines;
use crate::options::Options;
use crate::outbox::Outbox;
use crate::redact::Redactor;
use crate::service::{Call, Failure, Plan};
use crate::stats::Counters;
use crate::status::Status;

/// What all requests of a client share.
pub(crate) struct Context {
    pub(crate) answerer: Answerer,
    pub(crate) options: Options,
    pub(crate) redactor: Redactor,
    pub(crate) counters: Arc<Counters>,
    /// Where the lines of the log wait, where the game wants them.
    pub(crate) lines: Option<Arc<Lines>>,
}

/// A request that ended badly, so far.
pub(crate) struct Stop {
    pub(crate) failure: Failure,
    pub(crate) http_status: u16,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) may_retry: bool,
}

impl Stop {
    pub(crate) fn at(http_status: u16, failure: Failure) -> Stop {
        Stop {
            failure,
            http_status,
            retry_after: None,
            may_retry: false,
        }
    }

    fn without_secrets(mut self, redactor: &Redactor) -> Stop {
        self.failure.detail = redactor.clean_error(self.failure.detail);
        let raw = redactor.clean_error(self.failure.raw.to_string());
        self.failure.raw = Raw::new(&raw).into_static();
        self
    }
}

/// Does what is planned; everything but `Finished` is in `out` then.
#[expect(clippy::manual_async_fn, reason = "it would keep the plan twice")]
pub(crate) fn run<T: FromEvent>(
    context: &Context,
    mut plan: Plan,
    link: &mut Link,
    out: &mut Outbox<T>,
) -> impl Future<Output = Event<'static>> + Send {
    async move {
        link.begin().await;
        let work = match plan {
            Plan::Send(ref mut call) => return send(context, call, link, out).await,
            Plan::Local(work) => work,
        };
        info!(request = out.request(), "answered by the client itself");
        out.leave_untimed();
        work(out);
        out.flush().await;
        finished(Ok(0))
    }
}

/// Sends the call, and again where that may help.
async fn send<T: FromEvent>(
    context: &Context,
    call: &mut Call,
    link: &mut Link,
    out: &mut Outbox<T>,
) -> Event<'static> {
    let limits = link.limits(context);
    let mut retries = 0;
    loop {
        let what = match link.place() {
            Some(place) => place,
            None => format!("{} {}, {} bytes", call.method, call.path, call.body.len()),
        };
        let what = context.redactor.clean_error(what);
        info!(request = out.request(), "asks: {what}");
        out.flush().await;
        let answered = attempt(context, call, link, out, &limits).await;
        link.stop_reading();
        let stop = match answered {
            Ok(http_status) => return finished(Ok(http_status)),
            Err(stop) => stop.without_secrets(&context.redactor),
        };
        let Some(delay) = link.retry_delay(context, &stop, retries, &limits).await else {
            return finished(Err(stop));
        };
        retries += 1;
        context.counters.retried();
        warn!(
            request = out.request(),
            "try {retries} failed: {}; the next one in {} ms",
            stop.failure.detail,
            delay.as_millis()
        );
        out.send(Event::bare(EventKind::Retrying(Retrying {
            attempt: retries as i32,
            delay_ms: milliseconds(delay),
            status: stop.failure.status,
        })))
        .await;
        link.wait(delay).await;
    }
}

/// Asks once; gives the HTTP status of an answer that was read to its end.
async fn attempt<T: FromEvent>(
    context: &Context,
    call: &mut Call,
    link: &mut Link,
    out: &mut Outbox<T>,
    limits: &Limits,
) -> Result<u16, Stop> {
    let (http_status, mut answer) = {
        // Boxed, as what is rare or short: a request waits for words most of its life, and takes as
        // much memory as the largest of all that it may ever wait for.
        let response = Box::pin(link.send(call, limits)).await?;
        let http_status = response.http_status;
        info!(
            request = out.request(),
            "HTTP {http_status} after {:.0} ms, {}",
            out.elapsed().as_millis(),
            response.way
        );
        (http_status, Answer::new(context, limits, link, response))
    };
    if !(200..=299).contains(&http_status) {
        return Err(Box::pin(answer.refusal(call)).await);
    }
    out.send(Event::bare(EventKind::Started {
        http_status: http_status.into(),
    }))
    .await;
    let read = answer.read(call.decoder.as_mut(), out).await;
    if let Err(failure) = &read
        && failure.status == Status::Cancelled
    {
        // It was cancelled when it was recorded: what waited for more was not told then, either.
        out.clear();
        return Err(Stop::at(0, failure.clone()));
    }
    call.decoder.end(read.is_ok(), out);
    out.flush().await;
    match read {
        Ok(()) => {
            answer.let_go().await;
            Ok(http_status)
        }
        Err(failure) => Err(Stop::at(http_status, failure)),
    }
}

/// The last event of a request, which ended well with that HTTP status, or not.
pub(crate) fn finished(end: Result<u16, Stop>) -> Event<'static> {
    let (finished, raw) = match end {
        Ok(http_status) => {
            let finished = Finished {
                status: Status::Ok,
                http_status: http_status.into(),
                service_code: 0,
                detail: "".into(),
                retry_after_ms: 0,
            };
            (finished, Raw::default())
        }
        Err(stop) => {
            let finished = Finished {
                status: stop.failure.status,
                http_status: stop.http_status.into(),
                service_code: stop.failure.service_code,
                detail: stop.failure.detail.into(),
                retry_after_ms: stop.retry_after.map_or(0, milliseconds),
            };
            (finished, stop.failure.raw)
        }
    };
    Event::new(EventKind::Finished(finished), "", "", raw)
}

fn milliseconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}
