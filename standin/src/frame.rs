//! The frames of a response, and the formats in which they are sent.

use std::time::Duration;

use hyper::body::Bytes;
use serde_json::Value;

use crate::body::{Flood, Step};

/// One event of a response.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) event: String,
    pub(crate) data: Data,
    /// It contains a character's text.
    pub(crate) has_text: bool,
    /// It marks the end of the response.
    pub(crate) is_end_marker: bool,
    /// It is written as it is, without `data:`.
    pub(crate) is_bare: bool,
    /// The delay before it is sent.
    pub(crate) delay: Duration,
}

/// The data of a frame.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// These bytes, in most cases JSON.
    Bytes(Vec<u8>),
    /// Two parts, and between them repeated bytes, each with its number of repetitions.
    Filled {
        before: Vec<u8>,
        fill: Vec<(u8, u64)>,
        after: Vec<u8>,
    },
    /// This many frames, each with its number between the two parts.
    Flood {
        before: Vec<u8>,
        after: Vec<u8>,
        count: u64,
    },
}

/// How frames are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StreamFormat {
    /// As the service's reference prints them: newest first, without `event:` and `data:`.
    pub(crate) listing: bool,
    pub(crate) line_end: &'static str,
    pub(crate) comments: bool,
}

impl Default for StreamFormat {
    fn default() -> StreamFormat {
        StreamFormat {
            listing: false,
            line_end: "\n",
            comments: false,
        }
    }
}

impl Frame {
    pub(crate) fn new(event: &str, data: impl Into<Vec<u8>>) -> Frame {
        Frame {
            event: event.to_owned(),
            data: Data::Bytes(data.into()),
            has_text: false,
            is_end_marker: false,
            is_bare: false,
            delay: Duration::ZERO,
        }
    }

    /// A part of a character's text, sent after this delay.
    pub(crate) fn delta(event: &str, data: impl Into<Vec<u8>>, delay: Duration) -> Frame {
        Frame {
            has_text: true,
            delay,
            ..Frame::new(event, data)
        }
    }

    /// A line that is written as it is.
    pub(crate) fn bare(line: impl Into<Vec<u8>>) -> Frame {
        Frame {
            is_bare: true,
            ..Frame::new("", line)
        }
    }

    /// Makes the frame an end marker of the response.
    pub(crate) fn end_marker(self) -> Frame {
        Frame {
            is_end_marker: true,
            ..self
        }
    }

    /// Changes the data, if it is JSON.
    pub(crate) fn edit(&mut self, change: impl FnOnce(&mut Value)) {
        let value = self
            .data
            .bytes()
            .and_then(|bytes| serde_json::from_slice(bytes).ok());
        if let Some(mut value) = value {
            change(&mut value);
            self.data = Data::Bytes(value.to_string().into_bytes());
        }
    }
}

impl StreamFormat {
    /// The steps that write these frames.
    pub(crate) fn encode(&self, mut frames: Vec<Frame>) -> Vec<Step> {
        if self.listing {
            frames.reverse();
        }
        let mut steps = Vec::new();
        for frame in frames {
            if !frame.delay.is_zero() {
                steps.push(Step::Delay(frame.delay));
            }
            let (opening, closing) = self.delimiters(&frame);
            match frame.data {
                Data::Flood {
                    before,
                    after,
                    count,
                } => steps.push(Step::Flood(Flood {
                    before: joined(&[&opening, &before]),
                    after: joined(&[&after, &closing]),
                    numbers: 0..count,
                    newest_first: self.listing,
                })),
                // A frame is written at once, unless it is very large.
                Data::Bytes(data) => {
                    let data = self.lines(data);
                    steps.push(Step::Bytes(joined(&[&opening, &data, &closing])));
                }
                data => {
                    steps.push(Step::Bytes(opening.into()));
                    steps.extend(data.steps());
                    steps.push(Step::Bytes(closing.into()));
                }
            }
        }
        steps
    }

    /// The bytes before and after a frame's data.
    fn delimiters(&self, frame: &Frame) -> (Vec<u8>, Vec<u8>) {
        let end = self.line_end;
        let event = &frame.event;
        if self.listing {
            // The listing has no line for empty data.
            let closing = if frame.data.is_empty() { "" } else { end };
            return (format!("{event}{end}").into(), closing.into());
        }
        let (heartbeat, comment) = match self.comments {
            true => (
                format!(": heartbeat{end}{end}"),
                format!(":a comment in between{end}"),
            ),
            false => (String::new(), String::new()),
        };
        let event = match event.as_str() {
            "" => String::new(),
            event => format!("event: {event}{end}"),
        };
        let data = if frame.is_bare { "" } else { "data: " };
        let opening = format!("{heartbeat}{event}{comment}{data}");
        (opening.into(), format!("{end}{end}").into())
    }

    /// Writes each line of the data as a `data:` line. JSON has only one.
    fn lines(&self, data: Vec<u8>) -> Vec<u8> {
        if self.listing || !data.contains(&b'\n') {
            return data;
        }
        let separator = format!("{}data: ", self.line_end);
        let lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
        lines.join(separator.as_bytes())
    }
}

impl Data {
    /// The steps that write only the data.
    pub(crate) fn steps(self) -> Vec<Step> {
        match self {
            Data::Bytes(bytes) => vec![Step::Bytes(bytes.into())],
            Data::Filled {
                before,
                fill,
                after,
            } => {
                let mut steps = vec![Step::Bytes(before.into())];
                steps.extend(
                    fill.into_iter()
                        .map(|(byte, count)| Step::Fill(byte, count)),
                );
                steps.push(Step::Bytes(after.into()));
                steps
            }
            Data::Flood { before, after, .. } => vec![Step::Bytes(joined(&[&before, &after]))],
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Data::Bytes(bytes) if bytes.is_empty())
    }

    /// The bytes, unless they were replaced.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Data::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

fn joined(parts: &[&[u8]]) -> Bytes {
    parts.concat().into()
}
