//! Bytes of a response to events: a machine without I/O, which everything else drives. The form of a
//! response is found by its first bytes, whatever its content type says.

use std::borrow::Cow;
use std::ops::ControlFlow;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, LOCATION};
use serde::de::IgnoredAny;

use super::backoff;
use crate::event::sink::EventSink;
use crate::failure::{Failure, Retry};
use crate::redact::Redactor;
use crate::runtime::time::{Duration, SystemTime};
use crate::service::{Decoder, ResponseKind};
use crate::status::Status;
use crate::wire::json;
use crate::wire::ndjson::{self, Lines};
use crate::wire::retry_after::retry_after;
use crate::wire::sse::{self, Frame, TooLong};
use crate::wire::{excerpt, form::Form};

/// Of the body of an error or of a page, no more than this is read.
const LONGEST_ERROR_BODY: usize = 64 << 10;
/// Of a stream that turns out to be none, this much is kept for the error.
const EXCERPT_BYTES: usize = 1024;

/// Reads one response.
pub struct Response<'a> {
    decoder: &'a mut dyn Decoder,
    redactor: &'a Redactor,
    /// The longest line, event or body.
    limit: usize,
    /// What the service calls it, for an error.
    content_type: String,
    framing: Framing,
}

/// How the bytes are cut into what the decoder reads.
enum Framing {
    /// The first bytes, as long as they are blank.
    Unknown(Vec<u8>),
    Sse(Stream),
    /// JSON: a body, until a second line shows that there is one on each.
    Body(Vec<u8>),
    Ndjson(Lines),
    /// A page for people instead of a response.
    Page(Vec<u8>),
    /// The body of an HTTP error.
    Error(HttpError),
    /// Nothing of it matters.
    Ignored,
}

struct Stream {
    sse: sse::Decoder,
    has_frames: bool,
    /// The first bytes, in case that it is no stream.
    begin: Vec<u8>,
}

struct HttpError {
    http_status: u16,
    retry_after: Option<Duration>,
    /// It is known without the body.
    known: Option<String>,
    body: Vec<u8>,
}

/// How a response ended.
pub enum End {
    /// [`Response::push`] said that nothing more is needed.
    Done,
    /// HTTP said so.
    Eof,
    /// The connection closed without that.
    Closed(Failure),
    /// It broke off, or could not be read.
    Failed(Failure),
}

impl<'a> Response<'a> {
    /// Reads a response with that head.
    pub(crate) fn new(
        http_status: u16,
        headers: &HeaderMap,
        limit: usize,
        redactor: &'a Redactor,
        decoder: &'a mut dyn Decoder,
    ) -> Result<Response<'a>, Failure> {
        let framing = if !(200..=299).contains(&http_status) {
            Framing::Error(HttpError::new(http_status, headers))
        } else if decoder.kind() == ResponseKind::Ignored {
            Framing::Ignored
        } else if let Some(message) = compressed(headers) {
            return Err(Failure::protocol(message));
        } else {
            Framing::Unknown(Vec::new())
        };
        Ok(Response {
            decoder,
            redactor,
            limit,
            content_type: content_type(headers),
            framing,
        })
    }

    /// Whether it is an HTTP error.
    pub(crate) fn is_error(&self) -> bool {
        matches!(self.framing, Framing::Error(_))
    }

    /// Whether no byte of it is needed.
    pub(crate) fn is_ignored(&self) -> bool {
        matches!(self.framing, Framing::Ignored)
    }

    /// Reads the next bytes. The events do not depend on how the bytes are cut. After `Break` or a
    /// failure nothing more is to be pushed, but [`Response::end`] is still to be called.
    ///
    /// # Errors
    /// Where the response cannot be read.
    pub fn push(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        match &mut self.framing {
            Framing::Unknown(begin) => {
                begin.extend_from_slice(bytes);
                let begin = std::mem::take(begin);
                self.begin(begin, sink)
            }
            Framing::Sse(_) => self.push_sse(bytes, sink),
            Framing::Body(_) => self.push_body(bytes, sink),
            Framing::Ndjson(_) => self.push_lines(bytes, sink),
            Framing::Page(body) | Framing::Error(HttpError { body, .. }) => {
                let room = LONGEST_ERROR_BODY - body.len();
                body.extend_from_slice(&bytes[..bytes.len().min(room)]);
                Ok(match room > bytes.len() {
                    true => ControlFlow::Continue(()),
                    false => ControlFlow::Break(()),
                })
            }
            Framing::Ignored => Ok(ControlFlow::Break(())),
        }
    }

    /// Finds the form of the response by its first bytes.
    fn begin(
        &mut self,
        begin: Vec<u8>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        self.framing = match Form::of(&begin) {
            None => {
                self.framing = Framing::Unknown(without_blanks(begin));
                return Ok(ControlFlow::Continue(()));
            }
            Some(Form::Json) => Framing::Body(Vec::new()),
            Some(Form::Page) => Framing::Page(Vec::new()),
            Some(Form::Text) if self.decoder.kind() == ResponseKind::Json => {
                Framing::Body(Vec::new())
            }
            Some(Form::Text | Form::Sse) => Framing::Sse(Stream {
                sse: self.decoder.sse(self.limit),
                has_frames: false,
                begin: Vec::new(),
            }),
        };
        self.push(&begin, sink)
    }

    fn push_sse(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let Framing::Sse(stream) = &mut self.framing else {
            return Ok(ControlFlow::Break(()));
        };
        let mut rest = bytes;
        loop {
            let frame = stream.sse.next(&mut rest);
            let Some(frame) = frame.map_err(|TooLong| too_long(self.limit))? else {
                break;
            };
            fail_point!("frame");
            stream.has_frames = true;
            let read = read_frame(frame, self.redactor, self.decoder, sink)?;
            if read.is_break() {
                return Ok(read);
            }
        }
        if !stream.has_frames {
            let room = EXCERPT_BYTES.saturating_sub(stream.begin.len());
            stream
                .begin
                .extend_from_slice(&bytes[..bytes.len().min(room)]);
        }
        Ok(ControlFlow::Continue(()))
    }

    fn push_body(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let Framing::Body(body) = &mut self.framing else {
            return Ok(ControlFlow::Break(()));
        };
        body.extend_from_slice(bytes);
        if self.decoder.kind() == ResponseKind::Stream && ndjson::has_second_line(body) {
            let body = std::mem::take(body);
            self.framing = Framing::Ndjson(Lines::new(self.limit));
            return self.push_lines(&body, sink);
        }
        if body.len() > self.limit {
            return Err(self.too_long());
        }
        Ok(ControlFlow::Continue(()))
    }

    fn push_lines(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let Framing::Ndjson(lines) = &mut self.framing else {
            return Ok(ControlFlow::Break(()));
        };
        let mut rest = bytes;
        while let Some(line) = lines
            .next(&mut rest)
            .map_err(|TooLong| too_long(self.limit))?
        {
            let read = read_frame(line, self.redactor, self.decoder, sink)?;
            if read.is_break() {
                return Ok(read);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Nothing more comes: emits what waited for more.
    ///
    /// # Errors
    /// What is wrong with the response.
    pub fn end(mut self, end: End, sink: &mut dyn EventSink) -> Result<(), Failure> {
        if let Framing::Error(error) = self.framing {
            return Err(error.failure(self.redactor, self.decoder));
        }
        let read = match end {
            End::Done if matches!(self.framing, Framing::Page(_)) => self.eof(None, sink),
            End::Done => Ok(()),
            End::Eof => self.eof(None, sink),
            End::Closed(failure) => self.eof(Some(failure), sink),
            End::Failed(failure) => Err(failure),
        };
        self.decoder.end(read.is_ok(), sink);
        read
    }

    /// Whether the response may end here.
    fn eof(&mut self, closed: Option<Failure>, sink: &mut dyn EventSink) -> Result<(), Failure> {
        match &mut self.framing {
            Framing::Ignored => Ok(()),
            Framing::Unknown(_) => Err(closed.unwrap_or_else(|| self.not_expected(""))),
            Framing::Page(body) => {
                let text = self.redactor.redact_message(lossy(body));
                Err(self.not_expected(&text))
            }
            Framing::Body(body) => {
                if let Some(failure) = closed {
                    return Err(failure);
                }
                let body = std::mem::take(body);
                let text = String::from_utf8_lossy(&body);
                let (redactor, decoder) = (self.redactor, &mut *self.decoder);
                read_text(text, redactor, |text| decoder.body(text, sink))
            }
            Framing::Ndjson(lines) => {
                let last = lines.end();
                let is_cut = last.is_some();
                self.stream_eof(last, is_cut, closed, sink)
            }
            Framing::Sse(stream) => {
                let is_cut = stream.sse.is_inside_frame();
                let is_stream = stream.has_frames || stream.sse.has_begun_frame();
                let begin = std::mem::take(&mut stream.begin);
                let last = stream.sse.end().map_err(|TooLong| too_long(self.limit))?;
                let last = last.map(Frame::into_owned);
                if !is_stream && last.is_none() && !self.decoder.is_complete() {
                    let text = self.redactor.redact_message(lossy(&begin));
                    return Err(closed.unwrap_or_else(|| self.not_expected(&text)));
                }
                self.stream_eof(last, is_cut, closed, sink)
            }
            Framing::Error(_) => Ok(()),
        }
    }

    /// The end of a stream, whose `last` frame may be cut.
    fn stream_eof(
        &mut self,
        last: Option<Frame<'static>>,
        is_cut: bool,
        closed: Option<Failure>,
        sink: &mut dyn EventSink,
    ) -> Result<(), Failure> {
        if self.decoder.is_complete() {
            return Ok(());
        }
        if let Some(frame) = last {
            match read_frame(frame, self.redactor, self.decoder, sink) {
                // Half a frame: the cut is what the game should know.
                Err(failure) if failure.status == Status::Protocol => {}
                read => return read.map(drop),
            }
        }
        if is_cut {
            return Err(Failure::new(
                Status::Network,
                "the response stopped in the middle of a frame: what came before it was delivered",
            ));
        }
        match closed {
            _ if self.decoder.accepts_eof(closed.is_none()) => Ok(()),
            Some(failure) => Err(failure),
            None => Err(Failure::new(
                Status::Network,
                "the response stopped before its end: what came before it was delivered",
            )),
        }
    }

    /// It is not what the service promises.
    fn not_expected(&self, text: &str) -> Failure {
        let text = excerpt(text);
        if text.is_empty() {
            return Failure::protocol(
                "the response is empty: check base_url, and whether the service works",
            );
        }
        let expected = match self.decoder.kind() {
            ResponseKind::Stream => "an event stream",
            _ => "JSON",
        };
        let is = match self.content_type.as_str() {
            "" | "text/event-stream" | "application/json" => format!("is not {expected}"),
            content_type => format!("is {content_type}, not {expected}"),
        };
        Failure::protocol(format!(
            "the response {is}: check base_url (it begins: {text})"
        ))
    }

    fn too_long(&self) -> Failure {
        too_long(self.limit)
    }
}

impl HttpError {
    fn new(http_status: u16, headers: &HeaderMap) -> HttpError {
        let is_redirect = headers.contains_key(LOCATION) && (300..400).contains(&http_status);
        let known = if is_redirect {
            Some(format!(
                "the service responded with a redirect (HTTP {http_status}), which is not followed: \
                 set base_url to where the service is now"
            ))
        } else {
            compressed(headers)
        };
        HttpError {
            http_status,
            retry_after: retry_after(headers, SystemTime::now()),
            known,
            body: Vec::new(),
        }
    }

    fn failure(self, redactor: &Redactor, decoder: &dyn Decoder) -> Failure {
        let code = self.http_status;
        if let Some(message) = self.known.as_ref().filter(|_| (300..400).contains(&code)) {
            return Failure {
                http_status: code,
                ..Failure::protocol(message.as_str())
            };
        }
        let text = match self.known {
            Some(message) => message,
            None => redactor.redact_message(lossy(&self.body)),
        };
        let body = decoder.error_body(&text);
        let message = excerpt(&body.message);
        let said = if message.is_empty() {
            String::new()
        } else {
            format!(": {message}")
        };
        let status = match code {
            // These are clear by themselves, whichever server on the way sent them.
            401 | 403 | 408 | 429 => Status::from_http(code),
            _ => body.status.unwrap_or(Status::from_http(code)),
        };
        let advice = match status {
            Status::Unauthorized => "; check rpggo_client_options.api_key",
            Status::BadRequest => "; check base_url and the ids of the request",
            Status::RateLimited => "; send fewer requests, or wait",
            _ => "",
        };
        // Not where the service has said what is wrong, and the same would be wrong again.
        let may_help = code < 500 || matches!(status, Status::ServiceError | Status::RateLimited);
        Failure {
            http_status: code,
            service_code: body.service_code,
            raw: raw_json(&text),
            retry_after: self.retry_after,
            retry: if may_help {
                backoff::after_http(code)
            } else {
                Retry::Never
            },
            ..Failure::new(
                status,
                format!("the service responded HTTP {code}{said}{advice}"),
            )
        }
    }
}

/// Reads a frame of a stream.
fn read_frame(
    mut frame: Frame<'_>,
    redactor: &Redactor,
    decoder: &mut dyn Decoder,
    sink: &mut dyn EventSink,
) -> Result<ControlFlow<()>, Failure> {
    let data = std::mem::take(&mut frame.data);
    read_text(data, redactor, |text| {
        let name = Cow::Borrowed(&*frame.name);
        let data = Cow::Borrowed(text);
        decoder.frame(&Frame { name, data }, sink)
    })
}

/// Reads a text of the service: once without secrets, and where that cannot be read, once more
/// repaired.
fn read_text<R>(
    text: Cow<'_, str>,
    redactor: &Redactor,
    mut read: impl FnMut(&str) -> Result<R, Failure>,
) -> Result<R, Failure> {
    if json::is_too_deep(&text) {
        return Err(Failure::protocol(
            "the service sent JSON that is nested too deep",
        ));
    }
    let mut text = redactor.redact_event(text);
    fail_point!("decoder");
    let mut result = read(&text);
    if let Err(failure) = &result
        && failure.status == Status::Protocol
        && let Some(repaired) = json::repair(&text)
    {
        text = repaired.into();
        result = read(&text);
    }
    result.map_err(|failure| Failure {
        raw: raw_json(&text),
        ..failure
    })
}

/// Leaves out all but the last of the blanks at the beginning: an endless number may come.
fn without_blanks(mut begin: Vec<u8>) -> Vec<u8> {
    let blanks = begin.len() - begin.trim_ascii_start().len();
    begin.drain(..blanks.saturating_sub(1));
    begin
}

/// The text, where it is a JSON object.
fn raw_json(text: &str) -> String {
    match json::read_object::<IgnoredAny>(text) {
        Ok(_) => text.to_owned(),
        Err(_) => String::new(),
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The content type without its parameters.
fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    excerpt(&essence.unwrap_or_default().to_ascii_lowercase()).into_owned()
}

/// What is wrong with a response that has to be unpacked: nothing is, as that has no bound.
fn compressed(headers: &HeaderMap) -> Option<String> {
    const CODINGS: [&str; 6] = ["gzip", "x-gzip", "deflate", "br", "zstd", "compress"];
    let codings = headers.get(CONTENT_ENCODING)?.to_str().ok()?;
    let last = codings.rsplit(',').next()?.trim();
    let coding = CODINGS.iter().find(|it| last.eq_ignore_ascii_case(it))?;
    Some(format!(
        "the response is compressed ({coding}), which was not requested: the proxy or gateway in \
         front of the service has to send it uncompressed"
    ))
}

fn too_long(limit: usize) -> Failure {
    Failure::protocol(format!(
        "the service sent an event of more than {limit} bytes (max_event_bytes)"
    ))
}
