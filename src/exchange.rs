//! One request from start to `Finished`: sent, answered, and sent again where that may help.

use std::time::Duration;

use crate::answer::Answer;
use crate::event::{Event, EventKind, Finished, FromEvent, Raw, Retrying};
use crate::http::{Http, Unsent};
use crate::limits::Limits;
use crate::options::Options;
use crate::outbox::Outbox;
use crate::redact::Redactor;
use crate::retry;
use crate::service::{Call, Failure, Plan};
use crate::status::Status;

/// What all requests of a client share.
pub(crate) struct Context {
    pub(crate) http: Http,
    pub(crate) options: Options,
    pub(crate) redactor: Redactor,
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
        self.failure.raw = Raw::new(&raw);
        self
    }
}

/// Does what is planned; everything but `Finished` is in `out` then.
pub(crate) async fn run<T: FromEvent>(
    context: &Context,
    plan: Plan,
    out: &mut Outbox<T>,
) -> Event<'static> {
    match plan {
        Plan::Send(mut call) => send(context, &mut call, out).await,
        Plan::Local(work) => {
            work(out);
            out.flush().await;
            finished(Ok(0))
        }
    }
}

/// Sends the call, and again where that may help.
async fn send<T: FromEvent>(
    context: &Context,
    call: &mut Call,
    out: &mut Outbox<T>,
) -> Event<'static> {
    let limits = Limits::new(&context.options);
    let mut retries = 0;
    loop {
        let stop = match attempt(context, call, out, &limits).await {
            Ok(http_status) => return finished(Ok(http_status)),
            Err(stop) => stop,
        };
        let stop = stop.without_secrets(&context.redactor);
        let delay = retry::delay(retries + 1, stop.retry_after);
        let delay = delay.filter(|_| stop.may_retry && retries < context.options.max_retries);
        let Some(delay) = delay.filter(|&delay| limits.allows(delay)) else {
            return finished(Err(stop));
        };
        retries += 1;
        out.send(Event::bare(EventKind::Retrying(Retrying {
            attempt: retries as i32,
            delay_ms: milliseconds(delay),
            status: stop.failure.status,
        })))
        .await;
        tokio::time::sleep(delay).await;
    }
}

/// Asks once; gives the HTTP status of an answer that was read to its end.
async fn attempt<T: FromEvent>(
    context: &Context,
    call: &mut Call,
    out: &mut Outbox<T>,
    limits: &Limits,
) -> Result<u16, Stop> {
    let response = match limits.first_byte(context.http.send(call)).await {
        Ok(Ok(response)) => response,
        Ok(Err(Unsent {
            failure,
            is_unconnected,
        })) => {
            let may_retry = matches!(failure.status, Status::Network | Status::Timeout)
                && (call.is_repeatable || is_unconnected);
            return Err(Stop {
                may_retry,
                ..Stop::at(0, failure)
            });
        }
        // The service may be at work on it: asked again, it would answer twice.
        Err(failure) => return Err(Stop::at(0, failure)),
    };
    let http_status = response.status().as_u16();
    let mut answer = Answer::new(context, limits, response);
    if !(200..=299).contains(&http_status) {
        return Err(answer.refusal(call).await);
    }
    out.send(Event::bare(EventKind::Started {
        http_status: http_status.into(),
    }))
    .await;
    let read = answer.read(call.decoder.as_mut(), out).await;
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
