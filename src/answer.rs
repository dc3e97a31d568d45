//! What the service answers: which form it has, and its bytes on their way to the decoder.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION};

use crate::event::FromEvent;
use crate::exchange::{Context, Stop};
use crate::json;
use crate::limits::Limits;
use crate::link::{Link, Piece, Response};
use crate::outbox::Outbox;
use crate::retry;
use crate::service::{Call, Decoder, Expected, Failure, Flow, excerpt};
use crate::sse::{self, TooLong};
use crate::status::Status;

/// Of the body of an error, no more than this is read.
const LONGEST_ERROR_BODY: usize = 64 << 10;
/// Of a text that is no event stream, so much is shown.
const EXCERPT_BYTES: usize = 1024;
/// How long to wait at the end of a chat for the end of its stream, so that the connection can be
/// used again: first before the game hears of it, then behind its back.
const GRACE: Duration = Duration::from_millis(10);
const LINGER: Duration = Duration::from_secs(1);

/// What the service answers.
pub(crate) struct Answer<'a> {
    context: &'a Context,
    limits: &'a Limits,
    link: &'a mut Link,
    response: Response,
}

/// How an answer is to be read.
enum Form {
    Stream,
    Body,
    /// JSON, or a stream after all: the first character tells.
    Either,
    Unexpected(String),
}

impl<'a> Answer<'a> {
    pub(crate) fn new(
        context: &'a Context,
        limits: &'a Limits,
        link: &'a mut Link,
        response: Response,
    ) -> Answer<'a> {
        Answer {
            context,
            limits,
            link,
            response,
        }
    }

    /// Reads an answer that succeeded, whatever form it has.
    pub(crate) async fn read<T: FromEvent>(
        &mut self,
        decoder: &mut dyn Decoder,
        out: &mut Outbox<T>,
    ) -> Result<(), Failure> {
        if decoder.expected() != Expected::Anything
            && let Some(words) = self.compressed()
        {
            return Err(Failure::protocol(words));
        }
        let form = match decoder.expected() {
            Expected::Anything => {
                self.skip(out).await;
                return Ok(());
            }
            Expected::Json => match self.form() {
                Form::Either => Form::Body,
                other => other,
            },
            Expected::Stream => self.form(),
        };
        match form {
            Form::Stream => self.read_stream(Vec::new(), decoder, out).await,
            Form::Body => self.read_body(Vec::new(), decoder, out).await,
            Form::Either => {
                let mut begin = Vec::new();
                while begin.trim_ascii_start().is_empty() && begin.len() < LONGEST_ERROR_BODY {
                    let Some(chunk) = self.chunk().await? else {
                        return Err(no_stream(""));
                    };
                    out.flush().await;
                    begin.extend_from_slice(&chunk);
                }
                match begin.trim_ascii_start().first() {
                    Some(b'{') => self.read_body(begin, decoder, out).await,
                    _ => self.read_stream(begin, decoder, out).await,
                }
            }
            Form::Unexpected(content_type) => {
                let text = Box::pin(self.text()).await;
                let text = excerpt(&text);
                let expected = match decoder.expected() {
                    Expected::Stream => "an event stream",
                    _ => "JSON",
                };
                Err(Failure::protocol(format!(
                    "the answer is {content_type}, not {expected}: check base_url (it says: {text})"
                )))
            }
        }
    }

    /// What is wrong with an answer that has to be unpacked: nothing is, as that has no bound.
    fn compressed(&self) -> Option<String> {
        const CODINGS: [&str; 6] = ["gzip", "x-gzip", "deflate", "br", "zstd", "compress"];
        let codings = self.response.headers.get(CONTENT_ENCODING)?.to_str().ok()?;
        let last = codings.rsplit(',').next()?.trim();
        let coding = CODINGS.iter().find(|it| last.eq_ignore_ascii_case(it))?;
        Some(format!(
            "the answer is compressed ({coding}), which was not asked for: whatever stands before \
             the service has to leave it as it is"
        ))
    }

    fn form(&self) -> Form {
        let content_type = self.response.headers.get(CONTENT_TYPE);
        let value = content_type.and_then(|value| value.to_str().ok());
        let essence = value.unwrap_or_default().split(';').next();
        let essence = essence.unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "text/event-stream" => Form::Stream,
            "" | "application/json" | "application/octet-stream" | "text/plain" => Form::Either,
            json if json.ends_with("+json") => Form::Either,
            other => Form::Unexpected(excerpt(other).into_owned()),
        }
    }

    async fn read_stream<T: FromEvent>(
        &mut self,
        begin: Vec<u8>,
        decoder: &mut dyn Decoder,
        out: &mut Outbox<T>,
    ) -> Result<(), Failure> {
        let mut sse = decoder.sse(self.context.options.max_event_bytes);
        let mut is_empty = true;
        // What it says, in case that it is no stream.
        let mut words = Vec::new();
        let mut chunk = Bytes::from(begin);
        let closed = loop {
            let mut rest = &chunk[..];
            while let Some(frame) = sse.next(&mut rest).map_err(|TooLong| self.too_long())? {
                is_empty = false;
                tripwire!("frame");
                let flow = self.decode(frame, decoder, out);
                out.flush().await;
                if flow? == Flow::Done {
                    return Ok(());
                }
            }
            if is_empty && words.len() < EXCERPT_BYTES {
                words.extend_from_slice(&chunk[..chunk.len().min(EXCERPT_BYTES)]);
            }
            // Gone before the next one is read, which can have its memory then.
            drop(chunk);
            let piece = self.piece().await?;
            out.flush().await;
            match piece {
                Piece::Bytes(next) => chunk = next,
                Piece::End => break None,
                Piece::Closed(failure) => break Some(failure),
            }
        };
        if decoder.has_said_all() {
            return Ok(());
        }
        let is_cut = sse.is_inside_frame();
        let is_stream = !is_empty || sse.has_begun_frame();
        if let Some(frame) = sse.end().map_err(|TooLong| self.too_long())? {
            match self.decode(frame, decoder, out) {
                // Half a frame: it is the cut that the game should hear of.
                Err(failure) if failure.status == Status::Protocol => {}
                read => return read.map(|_| ()),
            }
        }
        if !is_stream {
            let words = String::from_utf8_lossy(&words).into_owned();
            let words = self.context.redactor.clean_error(words);
            return Err(closed.unwrap_or_else(|| no_stream(&words)));
        }
        if is_cut {
            return Err(Failure::new(
                Status::Network,
                "the answer stopped in the middle of a frame: what came before it was delivered",
            ));
        }
        match closed {
            _ if decoder.may_end(closed.is_none()) => Ok(()),
            Some(failure) => Err(failure),
            None => Err(Failure::new(
                Status::Network,
                "the answer stopped before its end: what came before it was delivered",
            )),
        }
    }

    fn decode<T: FromEvent>(
        &self,
        mut frame: sse::Frame<'_>,
        decoder: &mut dyn Decoder,
        out: &mut Outbox<T>,
    ) -> Result<Flow, Failure> {
        let data = std::mem::take(&mut frame.data);
        self.read_text(data, out, |text, out| {
            let name = Cow::Borrowed(&*frame.name);
            let data = Cow::Borrowed(text);
            decoder.frame(&sse::Frame { name, data }, out)
        })
    }

    /// Reads a text of the service: once without secrets, and where that cannot be read, once more
    /// repaired.
    fn read_text<T: FromEvent, R>(
        &self,
        text: Cow<'_, str>,
        out: &mut Outbox<T>,
        mut read: impl FnMut(&str, &mut Outbox<T>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        if json::is_too_deep(&text) {
            let what = "the service sent JSON that is nested too deep";
            return Err(Failure::protocol(what));
        }
        let mut text = self.context.redactor.clean(text);
        tripwire!("decoder");
        let mut result = read(&text, out);
        if let Err(failure) = &result
            && failure.status == Status::Protocol
            && let Some(repaired) = json::repair(&text)
        {
            out.clear();
            text = repaired.into();
            result = read(&text, out);
        }
        result.map_err(|failure| failure.read_from(&text))
    }

    async fn read_body<T: FromEvent>(
        &mut self,
        mut body: Vec<u8>,
        decoder: &mut dyn Decoder,
        out: &mut Outbox<T>,
    ) -> Result<(), Failure> {
        let longest = self.context.options.max_event_bytes;
        while body.len() <= longest
            && let Some(chunk) = self.chunk().await?
        {
            out.flush().await;
            body.extend_from_slice(&chunk);
        }
        if body.len() > longest {
            return Err(self.too_long());
        }
        let text = String::from_utf8_lossy(&body);
        if text.trim().is_empty() {
            return Err(no_stream(""));
        }
        self.read_text(text, out, |text, out| decoder.body(text, out))
    }

    /// Reads to the end, for the connection to be used again; it does not matter what there is.
    async fn skip<T: FromEvent>(&mut self, out: &mut Outbox<T>) {
        let mut length = 0;
        while let Ok(Some(chunk)) = self.chunk().await {
            out.flush().await;
            length += chunk.len();
            if length > self.context.options.max_event_bytes {
                return;
            }
        }
    }

    /// Reads an HTTP error.
    pub(crate) async fn refusal(&mut self, call: &Call) -> Stop {
        let code = self.response.http_status;
        let retry_after = retry::retry_after(&self.response.headers);
        if self.response.headers.contains_key(LOCATION) && (300..400).contains(&code) {
            return Stop::at(
                code,
                Failure::protocol(format!(
                    "the service answered with a redirect (HTTP {code}), which is not followed: \
                     set base_url to where the service is now"
                )),
            );
        }
        let text = match self.compressed() {
            Some(words) => words,
            None => self.text().await,
        };
        let refusal = call.decoder.refusal(&text);
        let words = excerpt(&refusal.words);
        let said = if words.is_empty() {
            String::new()
        } else {
            format!(": {words}")
        };
        let status = match code {
            // These are clear by themselves, whoever on the way sent them.
            401 | 403 | 408 | 429 => Status::from_http(code),
            _ => refusal.status.unwrap_or(Status::from_http(code)),
        };
        let advice = match status {
            Status::Unauthorized => "; check rpggo_client_options.api_key",
            Status::BadRequest => "; check base_url and the ids of the request",
            Status::RateLimited => "; ask less often, or later",
            _ => "",
        };
        Stop {
            failure: Failure {
                service_code: refusal.service_code,
                ..Failure::new(
                    status,
                    format!("the service answered HTTP {code}{said}{advice}"),
                )
                .read_from(&text)
            },
            http_status: code,
            retry_after,
            // Not where the service has said what is wrong, and the same would be wrong again.
            may_retry: retry::is_worth_it(code, call.is_repeatable)
                && (code < 500 || matches!(status, Status::ServiceError | Status::RateLimited)),
        }
    }

    /// What can be had of the body of an error, as text.
    async fn text(&mut self) -> String {
        let mut body = Vec::new();
        let limits = self.limits;
        // The error itself is known: it does not matter how its words ended.
        let _ = limits
            .idle(async {
                while body.len() < LONGEST_ERROR_BODY
                    && let Ok(Some(chunk)) = self.chunk().await
                {
                    body.extend_from_slice(&chunk);
                }
            })
            .await;
        body.truncate(LONGEST_ERROR_BODY);
        let text = String::from_utf8_lossy(&body).into_owned();
        self.context.redactor.clean_error(text)
    }

    /// The next piece of the body; `None` at its end.
    async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        match self.piece().await? {
            Piece::Bytes(bytes) => Ok(Some(bytes)),
            Piece::End => Ok(None),
            Piece::Closed(failure) => Err(failure),
        }
    }

    async fn piece(&mut self) -> Result<Piece, Failure> {
        self.link
            .piece(self.context, &mut self.response, self.limits)
            .await
    }

    /// Waits for the end of the stream, so that its connection can be used again.
    pub(crate) async fn let_go(self) {
        let Some(mut response) = self.response.into_rest() else {
            return;
        };
        let drain = async move { while let Ok(Some(_)) = response.chunk().await {} };
        let mut drain = Box::pin(drain);
        if tokio::time::timeout(GRACE, &mut drain).await.is_err() {
            tokio::spawn(tokio::time::timeout(LINGER, drain));
        }
    }

    fn too_long(&self) -> Failure {
        Failure::protocol(format!(
            "the service sent an event of more than {} bytes (max_event_bytes)",
            self.context.options.max_event_bytes
        ))
    }
}

fn no_stream(words: &str) -> Failure {
    let words = excerpt(words);
    Failure::protocol(if words.is_empty() {
        "the answer is empty: check base_url, and whether the service works".to_owned()
    } else {
        format!("the answer is no event stream: check base_url (it says: {words})")
    })
}
