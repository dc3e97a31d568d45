//! Bytes of a response to events: a machine without I/O, which everything else drives. The form of a
//! response is found by its first bytes, whatever its content type says.

use std::ops::ControlFlow;

use http::header::HeaderMap;

use super::decode::{read_frame, read_text};
use super::http_error::{self, HttpError, compressed, lossy};
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::redact::Redactor;
use crate::service::{Decoder, ResponseKind};
use crate::status::Status;
use crate::wire::form::{Beginning, Form};
use crate::wire::ndjson::{Detector, Lines};
use crate::wire::sse::{self, Frame, TooLong};

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
    /// What the sink had no room for.
    pending: Vec<u8>,
}

/// How the bytes are cut into what the decoder reads.
enum Framing {
    /// The first bytes do not say yet.
    Unknown(Beginning),
    Sse(Stream),
    /// JSON: a body, until a second line shows that there is one on each.
    Body {
        body: Vec<u8>,
        lines: Detector,
    },
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

impl Framing {
    fn body() -> Framing {
        Framing::Body {
            body: Vec::new(),
            lines: Detector::default(),
        }
    }
}

impl Stream {
    fn next(&mut self, input: &mut &[u8]) -> Result<Option<Frame<'_>>, TooLong> {
        let bytes = *input;
        let frame = self.sse.next(input)?;
        if frame.is_some() {
            self.has_frames = true;
        } else if !self.has_frames {
            let room = EXCERPT_BYTES.saturating_sub(self.begin.len());
            self.begin
                .extend_from_slice(&bytes[..bytes.len().min(room)]);
        }
        Ok(frame)
    }
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
            Framing::Unknown(Beginning::default())
        };
        Ok(Response {
            decoder,
            redactor,
            limit,
            content_type: http_error::content_type(headers),
            framing,
            pending: Vec::new(),
        })
    }

    /// Whether it is an HTTP error.
    pub(crate) fn is_error(&self) -> bool {
        matches!(self.framing, Framing::Error(_))
    }

    /// Whether no byte of it is needed.
    pub(crate) fn is_known(&self) -> bool {
        match &self.framing {
            Framing::Ignored => true,
            Framing::Error(error) => error.is_known(),
            _ => false,
        }
    }

    /// Reads the next bytes. The events do not depend on how the bytes are cut. After `Break` or a
    /// failure nothing more is to be pushed, but [`Response::end`] is still to be called.
    ///
    /// Where the sink is full, the rest of the bytes is kept: see [`Response::has_pending`].
    ///
    /// # Errors
    /// Where the response cannot be read.
    pub fn push(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        if self.pending.is_empty() {
            return self.advance(bytes, sink);
        }
        let mut pending = std::mem::take(&mut self.pending);
        pending.extend_from_slice(bytes);
        self.advance(&pending, sink)
    }

    /// Whether the reply is whole, so that what may still come is not worth a wait.
    pub(crate) fn is_complete(&self) -> bool {
        matches!(self.framing, Framing::Sse(_) | Framing::Ndjson(_)) && self.decoder.is_complete()
    }

    /// Whether bytes wait for the sink to have room: push nothing to go on with them.
    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    fn advance(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        match &mut self.framing {
            Framing::Unknown(beginning) => {
                let form = beginning.push(bytes);
                if beginning.blanks() > self.limit {
                    return Err(too_long(self.limit));
                }
                let Some(form) = form else {
                    return Ok(ControlFlow::Continue(()));
                };
                let bytes = match form {
                    Form::Json => beginning.bytes().trim_ascii_start().to_vec(),
                    _ => beginning.bytes().to_vec(),
                };
                self.framing = self.framing_of(form);
                self.advance(&bytes, sink)
            }
            Framing::Body { .. } => self.push_body(bytes, sink),
            Framing::Sse(_) | Framing::Ndjson(_) => self.push_frames(bytes, sink),
            Framing::Page(body) => Ok(http_error::take(body, bytes)),
            Framing::Error(error) => Ok(http_error::take(&mut error.body, bytes)),
            Framing::Ignored => Ok(ControlFlow::Break(())),
        }
    }

    fn framing_of(&self, form: Form) -> Framing {
        let sse = self.decoder.sse(self.limit);
        let is_listing = sse.is_lenient() && self.content_type == "text/event-stream";
        match form {
            Form::Page => Framing::Page(Vec::new()),
            Form::Json if !is_listing => Framing::body(),
            Form::Text if self.decoder.kind() == ResponseKind::Json => Framing::body(),
            _ => Framing::Sse(Stream {
                sse,
                has_frames: false,
                begin: Vec::new(),
            }),
        }
    }

    fn push_frames(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let mut rest = bytes;
        loop {
            let frame = match &mut self.framing {
                Framing::Sse(stream) => stream.next(&mut rest),
                Framing::Ndjson(lines) => lines.next(&mut rest),
                _ => return Ok(ControlFlow::Break(())),
            };
            let Some(frame) = frame.map_err(|TooLong| too_long(self.limit))? else {
                return Ok(ControlFlow::Continue(()));
            };
            fail_point!("frame");
            let read = read_frame(frame, self.redactor, self.decoder, sink)?;
            if read.is_break() {
                return Ok(read);
            }
            if sink.is_full() {
                self.pending.extend_from_slice(rest);
                return Ok(ControlFlow::Continue(()));
            }
        }
    }

    fn push_body(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let Framing::Body { body, lines } = &mut self.framing else {
            return Ok(ControlFlow::Break(()));
        };
        body.extend_from_slice(bytes);
        let length = if self.decoder.kind() == ResponseKind::Stream {
            if lines.sees_lines(body) {
                let body = std::mem::take(body);
                self.framing = Framing::Ndjson(Lines::new(self.limit));
                return self.push_frames(&body, sink);
            }
            body.len() - lines.blanks()
        } else {
            body.len()
        };
        // Blanks may follow without end.
        if length > self.limit || body.len() > 2 * self.limit {
            return Err(too_long(self.limit));
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
            // The text of a page says what it is, however it ended.
            _ if matches!(self.framing, Framing::Page(_)) => self.eof(None, sink),
            End::Done => Ok(()),
            End::Eof => self.eof(None, sink),
            End::Closed(failure) => self.eof(Some(failure), sink),
            // A whole frame may lack only its blank line.
            End::Failed(failure) if failure.is_of_connection() => {
                let read = self.eof(Some(failure.clone()), sink);
                read.map_err(|it| if it.is_of_connection() { failure } else { it })
            }
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
            Framing::Unknown(beginning) => {
                let text = self.redactor.redact_message(lossy(beginning.bytes()));
                Err(closed.unwrap_or_else(|| self.not_expected(&text)))
            }
            Framing::Page(body) => {
                let text = self.redactor.redact_message(lossy(body));
                Err(self.not_expected(&text))
            }
            Framing::Body { body, .. } => {
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
                let Some(last) = lines.end() else {
                    return self.stream_eof(None, false, closed, sink);
                };
                // Without its newline the last line may be whole all the same.
                match read_frame(last, self.redactor, self.decoder, sink) {
                    Ok(ControlFlow::Break(())) => Ok(()),
                    Ok(ControlFlow::Continue(())) => self.stream_eof(None, false, closed, sink),
                    Err(failure) if failure.status == Status::Protocol => {
                        self.stream_eof(None, true, closed, sink)
                    }
                    Err(failure) => Err(failure),
                }
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
        let mut is_cut = is_cut;
        if let Some(frame) = last {
            match read_frame(frame, self.redactor, self.decoder, sink) {
                // Half a frame: the cut is what the game should know.
                Err(failure) if failure.status == Status::Protocol => {}
                Err(failure) => return Err(failure),
                Ok(ControlFlow::Break(())) => return Ok(()),
                // It lacked only its blank line.
                Ok(ControlFlow::Continue(())) => is_cut = false,
            }
            if self.decoder.is_complete() {
                return Ok(());
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
        http_error::not_expected(self.decoder.kind(), &self.content_type, text)
    }
}

fn too_long(limit: usize) -> Failure {
    Failure::protocol(format!(
        "the service sent an event of more than {limit} bytes (max_event_bytes)"
    ))
}
