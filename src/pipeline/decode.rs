//! A text of the service on its way to its decoder: without secrets, and repaired where that helps.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::http_error::raw_json;
use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::redact::Redactor;
use crate::service::Decoder;
use crate::status::Status;
use crate::wire::json;
use crate::wire::sse::Frame;

/// Reads a frame of a stream.
pub(super) fn read_frame(
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
pub(super) fn read_text<R>(
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
