//! What turns the responses of a service into events.

use std::ops::ControlFlow;

use super::error_body::ErrorBody;
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::wire::sse::{self, Frame};

/// What a successful response consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResponseKind {
    /// An event stream; other forms are read for what they hold.
    Stream,
    /// JSON.
    Json,
    /// Anything: that it succeeded is all that counts.
    Ignored,
}

/// Turns the response to one call into events.
pub(crate) trait Decoder: Send + Sync {
    /// What a successful response consists of.
    fn kind(&self) -> ResponseKind;

    /// How a stream of this service is cut into frames; no line or event is longer than `limit`.
    fn sse(&self, limit: usize) -> sse::Decoder {
        sse::Decoder::new(limit).tolerant()
    }

    /// Whether the response may end after the frames that came: `is_clean` when HTTP says that it is
    /// the end, and not when the connection just closed.
    fn accepts_eof(&self, is_clean: bool) -> bool {
        is_clean
    }

    /// Whether the response is whole, so that it does not matter what follows or is cut.
    fn is_complete(&self) -> bool {
        false
    }

    /// What to tell where a response is whole, and nothing was said, shown or done in it; `None` where
    /// that is as it should be.
    fn empty_reason(&self) -> Option<&'static str> {
        None
    }

    /// Reads one frame of an event stream. Emits nothing where it fails with `Status::Protocol`.
    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure>;

    /// Reads a response that is not a stream. Emits nothing where it fails with
    /// `Status::Protocol`.
    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure>;

    /// Nothing more comes, because the response is whole or because it failed: emits what waited for
    /// more.
    fn end(&mut self, is_whole: bool, sink: &mut dyn EventSink);

    /// Reads the body of an HTTP error.
    fn error_body(&self, text: &str) -> ErrorBody {
        ErrorBody::read(text)
    }
}
