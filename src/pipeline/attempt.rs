//! The attempts of one request: sent, read, and sent again where that may help.

use std::future::poll_fn;
use std::ops::ControlFlow;

use super::backoff;
use super::context::Context;
use super::response::{End, Response};
use super::timeouts::Timeouts;
use super::writer::EventWriter;
use crate::event::{Event, EventKind, Finished, FromEvent, Raw, Retrying};
use crate::failure::{Failure, Retry};
use crate::options::LogLevel;
use crate::runtime::time::{self, Duration, Instant};
use crate::service::{HttpCall, Operation};
use crate::status::Status;
use crate::transport::{Channel, Head, Piece};

/// Of a chunk, this much is decoded before its events are queued: so a server that packs many events
/// into few bytes waits for the game, too.
const DECODED_AT_ONCE: usize = 4 << 10;

/// After the end of a reply, this long is waited for what servers send after it, such as usage; some
/// leave the connection open.
const AFTER_REPLY: Duration = Duration::from_millis(1500);

/// A server that loads its model is asked again after this.
const LOADING_DELAY: Duration = Duration::from_secs(1);

/// What the attempts of a request work with.
pub(super) struct Attempts<'a, T> {
    pub(super) context: &'a Context,
    pub(super) channel: &'a mut dyn Channel,
    pub(super) writer: &'a mut EventWriter<T>,
    /// How many bytes of responses came.
    pub(super) received: &'a mut u64,
}

impl<T: FromEvent> Attempts<'_, T> {
    /// Does the operation; gives the HTTP status of a response that was read to its end. Everything
    /// but `Finished` is in the writer then.
    pub(super) async fn run(mut self, operation: Operation) -> Result<u16, Failure> {
        self.channel.begin().await;
        match operation {
            Operation::Send(mut call) => self.send(&mut call).await,
            Operation::Local(local) => {
                self.log(LogLevel::Info, format_args!("done without the network"));
                self.writer.leave_untimed();
                local(self.writer);
                self.writer.flush().await;
                Ok(0)
            }
        }
    }

    /// Sends the call, and again where that may help.
    async fn send(&mut self, call: &mut HttpCall) -> Result<u16, Failure> {
        let timeouts = if self.channel.has_timeouts() {
            Timeouts::new(&self.context.options)
        } else {
            Timeouts::none()
        };
        let mut retries = 0;
        loop {
            let what = match self.channel.source() {
                Some(source) => source,
                None => format!("{} {}, {} bytes", call.method, call.path, call.body.len()),
            };
            let what = self.context.redactor.redact_message(what);
            self.log(LogLevel::Info, format_args!("sends: {what}"));
            self.writer.flush().await;
            let read = self.attempt(call, &timeouts).await;
            self.channel.stop(None);
            let failure = match read {
                Ok(http_status) => return Ok(http_status),
                Err(failure) => self.without_secrets(failure),
            };
            let planned = self.planned_delay(call, &failure, retries, &timeouts);
            let Some(delay) = self.channel.retry_delay(planned).await else {
                return Err(failure);
            };
            retries += 1;
            self.context.counters.retried();
            self.log(
                LogLevel::Warn,
                format_args!(
                    "attempt {retries} failed: {}; the next one in {} ms",
                    failure.message,
                    delay.as_millis()
                ),
            );
            let retrying = Retrying {
                attempt: retries as i32,
                delay_ms: milliseconds(delay),
                status: failure.status,
            };
            self.writer
                .send(Event::bare(EventKind::Retrying(retrying)))
                .await;
            self.channel.wait(delay).await;
        }
    }

    /// How long to wait before the next attempt; `None`: it would not help.
    fn planned_delay(
        &self,
        call: &HttpCall,
        failure: &Failure,
        retries: u32,
        timeouts: &Timeouts,
    ) -> Option<Duration> {
        let may_help = match failure.retry {
            Retry::Never => false,
            Retry::IfIdempotent => call.is_idempotent,
            Retry::Always => true,
            Retry::WhileLoading => {
                let waited = self.writer.elapsed().as_millis() / 1000.0;
                let longest = self.context.options.first_byte_timeout.as_secs_f64();
                let goes_on = waited + LOADING_DELAY.as_secs_f64() < longest;
                return (goes_on && timeouts.allows(LOADING_DELAY)).then_some(LOADING_DELAY);
            }
        };
        if !may_help || retries >= self.context.options.max_retries {
            return None;
        }
        let delay = backoff::delay(retries + 1, failure.retry_after)?;
        // As the game reads it: in milliseconds.
        let delay = Duration::from_millis(delay.as_millis() as u64);
        timeouts.allows(delay).then_some(delay)
    }

    /// One attempt; gives the HTTP status of a response that was read to its end.
    async fn attempt(&mut self, call: &mut HttpCall, timeouts: &Timeouts) -> Result<u16, Failure> {
        // Boxed, as what is rare or short: a request spends most of its life waiting for data, and takes as
        // much memory as the largest of all that it may ever wait for.
        let head = Box::pin(self.head(call, timeouts)).await?;
        let http_status = head.http_status;
        let at_status = |failure| Failure {
            http_status,
            ..failure
        };
        let context = self.context;
        let (limit, redactor) = (context.options.max_event_bytes, &context.redactor);
        let decoder = call.decoder.as_mut();
        let response = Response::new(http_status, &head.headers, limit, redactor, decoder);
        // Headers hold on to the memory that they were read into.
        drop(head);
        if !matches!(&response, Ok(response) if response.is_error()) {
            self.writer
                .send(Event::bare(EventKind::Started {
                    http_status: http_status.into(),
                }))
                .await;
        }
        let mut response = response.map_err(at_status)?;
        let end = self.read(&mut response, timeouts).await;
        if let End::Failed(failure) = &end
            && failure.status == Status::Cancelled
        {
            // It was cancelled when it was recorded: what waited for more was not emitted then.
            self.writer.clear();
            return Err(failure.clone());
        }
        let read = response.end(end, self.writer);
        let read = read.and_then(|()| match call.decoder.empty_reason() {
            Some(reason) if !self.writer.has_reply() => {
                Err(Failure::new(Status::EmptyReply, reason))
            }
            _ => Ok(()),
        });
        let read = read.map_err(at_status);
        self.writer.flush().await;
        if read.is_ok() {
            self.channel.release().await;
        }
        read.map(|()| http_status)
    }

    /// Sends the call, and waits for the head of the response.
    async fn head(&mut self, call: &HttpCall, timeouts: &Timeouts) -> Result<Head, Failure> {
        fail_point!("send");
        let head = timeouts.first_byte(self.channel.send(call)).await;
        let head = match head {
            Ok(head) => head?,
            // The service may be at work on it: sent again, it would respond twice.
            Err(timeout) => {
                self.channel.stop(Some(&timeout));
                return Err(timeout);
            }
        };
        let after = self.writer.elapsed().as_millis();
        self.log(
            LogLevel::Info,
            format_args!(
                "HTTP {} after {after:.0} ms, {}",
                head.http_status, head.origin
            ),
        );
        Ok(head)
    }

    /// Reads a response up to its end.
    async fn read(&mut self, response: &mut Response<'_>, timeouts: &Timeouts) -> End {
        if response.is_known() {
            return End::Done;
        }
        if response.is_error() {
            // Not within the timeout: the queue may be full.
            self.writer.flush().await;
            let unlimited = Timeouts::none();
            let all = Box::pin(self.read_error(response, &unlimited));
            // The error itself is known: it does not matter how its body ends, and that may not take
            // long.
            return match timeouts.idle(all).await {
                Ok(end) => end,
                Err(timeout) => {
                    self.channel.stop(Some(&timeout));
                    End::Eof
                }
            };
        }
        let mut after_reply = None;
        let mut events = self.writer.count();
        loop {
            let is_complete = response.is_complete();
            if self.writer.count() != events {
                // It was not the end: some servers give a reason with each piece.
                events = self.writer.count();
                after_reply = None;
            }
            if is_complete && self.channel.has_timeouts() {
                after_reply.get_or_insert_with(|| Instant::now() + AFTER_REPLY);
            }
            let piece = match after_reply {
                Some(until) => time::until(until, self.piece(timeouts)).await,
                None => Some(self.piece(timeouts).await),
            };
            let bytes = match piece {
                None => return End::Done,
                Some(Ok(Piece::Bytes(bytes))) => bytes,
                Some(Ok(Piece::End)) => return End::Eof,
                Some(Ok(Piece::Closed(failure))) => return End::Closed(failure),
                Some(Err(failure)) if is_complete && failure.status != Status::Cancelled => {
                    return End::Closed(failure);
                }
                Some(Err(failure)) => return End::Failed(failure),
            };
            self.writer.flush().await;
            for part in bytes.chunks(DECODED_AT_ONCE) {
                let mut read = response.push(part, self.writer);
                self.writer.flush().await;
                while matches!(read, Ok(ControlFlow::Continue(()))) && response.has_pending() {
                    read = response.push(&[], self.writer);
                    self.writer.flush().await;
                }
                match read {
                    Ok(ControlFlow::Continue(())) => {}
                    Ok(ControlFlow::Break(())) => return End::Done,
                    // Nothing after its end can spoil a reply.
                    Err(failure) if response.is_complete() => return End::Closed(failure),
                    Err(failure) => return End::Failed(failure),
                }
            }
        }
    }

    async fn read_error(&mut self, response: &mut Response<'_>, timeouts: &Timeouts) -> End {
        loop {
            match self.piece(timeouts).await {
                Ok(Piece::Bytes(bytes)) => match response.push(&bytes, self.writer) {
                    Ok(ControlFlow::Continue(())) => {}
                    _ => return End::Done,
                },
                Ok(_) => return End::Eof,
                Err(failure) => return End::Failed(failure),
            }
        }
    }

    /// The next piece of the response.
    async fn piece(&mut self, timeouts: &Timeouts) -> Result<Piece, Failure> {
        fail_point!("piece");
        let next = poll_fn(|context| self.channel.poll_next(context));
        let piece = match timeouts.idle(next).await {
            Ok(piece) => piece,
            Err(timeout) => {
                self.channel.stop(Some(&timeout));
                Err(timeout)
            }
        };
        if let Ok(Piece::Bytes(bytes)) = &piece {
            self.context.counters.received(bytes.len());
            *self.received += bytes.len() as u64;
            let after = self.writer.elapsed().as_millis();
            self.log(
                LogLevel::Debug,
                format_args!("{} bytes after {after:.0} ms", bytes.len()),
            );
        }
        piece
    }

    fn log(&mut self, level: LogLevel, line: std::fmt::Arguments<'_>) {
        if let Some(warning) = self.channel.take_warning() {
            self.writer.log(LogLevel::Warn, format_args!("{warning}"));
        }
        self.writer.log(level, line);
    }

    fn without_secrets(&self, failure: Failure) -> Failure {
        let redactor = &self.context.redactor;
        Failure {
            message: redactor.redact_message(failure.message),
            raw: redactor.redact_message(failure.raw),
            ..failure
        }
    }
}

/// The last event of a request, which ended well with that HTTP status, or not.
pub fn finished(end: Result<u16, Failure>) -> Event<'static> {
    let (finished, raw) = match end {
        Ok(http_status) => {
            let finished = Finished {
                status: Status::Ok,
                http_status: http_status.into(),
                service_code: 0,
                detail: "".into(),
                retry_after_ms: 0,
            };
            (finished, String::new())
        }
        Err(failure) => {
            let finished = Finished {
                status: failure.status,
                http_status: failure.http_status.into(),
                service_code: failure.service_code,
                detail: failure.message.into(),
                retry_after_ms: failure.retry_after.map_or(0, milliseconds),
            };
            (finished, failure.raw)
        }
    };
    Event::new(EventKind::Finished(finished), "", "", Raw::new(&raw)).into_owned()
}

fn milliseconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}
