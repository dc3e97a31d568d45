//! Bytes of a response to events: a machine without I/O, which everything else drives. The form of a
//! response is found by its first bytes, whatever its content type says.

use std::ops::ControlFlow;

use http::header::{CONTENT_TYPE, HeaderMap};

use super::decode::{read_frame, read_text};
use super::http_error::{self, HttpError, compressed, lossy};
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::redact::Redactor;
use crate::service::{Decoder, ResponseKind};
use crate::status::Status;
use crate::wire::ndjson::{self, Lines};
use crate::wire::sse::{self, Frame, TooLong};
use crate::wire::{excerpt, form::Form};

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
            Framing::Page(body) => Ok(http_error::take(body, bytes)),
            Framing::Error(error) => Ok(http_error::take(&mut error.body, bytes)),
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
        fail_point!("end");
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
            Framing::Sse(_) | Framing::Ndjson(_) if self.decoder.is_complete() => Ok(()),
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
                if !is_stream && last.is_none() {
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

/// Leaves out all but the last of the blanks at the beginning: an endless number may come.
fn without_blanks(mut begin: Vec<u8>) -> Vec<u8> {
    let blanks = begin.len() - begin.trim_ascii_start().len();
    begin.drain(..blanks.saturating_sub(1));
    begin
}

/// The content type without its parameters.
fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    excerpt(&essence.unwrap_or_default().to_ascii_lowercase()).into_owned()
}

fn too_long(limit: usize) -> Failure {
    Failure::protocol(format!(
        "the service sent an event of more than {limit} bytes (max_event_bytes)"
    ))
}
