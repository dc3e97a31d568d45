//! The frames of an answer, and the forms in which they go over the wire.

use std::time::Duration;

use hyper::body::Bytes;
use serde_json::Value;

use crate::body::{Flood, Step};

/// One event of an answer.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) event: String,
    pub(crate) data: Data,
    /// Somebody says something in it.
    pub(crate) speech: bool,
    /// It says that the answer is over.
    pub(crate) last: bool,
    /// How long it takes until it is sent.
    pub(crate) pause: Duration,
}

/// What a frame carries.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// These bytes, nearly always JSON.
    Bytes(Vec<u8>),
    /// The bytes with a long filling between them: opening bytes, then as many closing ones.
    Filled {
        before: Vec<u8>,
        fill: Vec<(u8, u64)>,
        after: Vec<u8>,
    },
    /// As many frames as this, with the number between the two parts.
    Flood {
        before: Vec<u8>,
        after: Vec<u8>,
        count: u64,
    },
}

/// How frames are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    /// The way the service's reference prints them: newest first, and no `event:` and `data:`.
    pub(crate) listing: bool,
    pub(crate) line_end: &'static str,
    pub(crate) comments: bool,
}

impl Default for Form {
    fn default() -> Form {
        Form {
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
            speech: false,
            last: false,
            pause: Duration::ZERO,
        }
    }

    /// A piece of what somebody says, which takes so long until it is sent.
    pub(crate) fn piece(event: &str, data: impl Into<Vec<u8>>, pause: Duration) -> Frame {
        Frame {
            speech: true,
            pause,
            ..Frame::new(event, data)
        }
    }

    /// This frame as the one that tells that the answer is over.
    pub(crate) fn last(self) -> Frame {
        Frame { last: true, ..self }
    }

    /// Changes what the frame carries, if that is JSON.
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

impl Form {
    /// All frames, ready to be written.
    pub(crate) fn render(&self, mut frames: Vec<Frame>) -> Vec<Step> {
        if self.listing {
            frames.reverse();
        }
        let mut steps = Vec::new();
        for frame in frames {
            if !frame.pause.is_zero() {
                steps.push(Step::Pause(frame.pause));
            }
            let (opening, closing) = self.around(&frame);
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
                // One frame is one chunk on the wire, as long as it is no monster.
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

    /// What stands before and after a frame's data.
    fn around(&self, frame: &Frame) -> (Vec<u8>, Vec<u8>) {
        let end = self.line_end;
        let event = &frame.event;
        if self.listing {
            // The listing has no line for data that there isn't.
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
        let opening = format!("{heartbeat}{event}{comment}data: ");
        (opening.into(), format!("{end}{end}").into())
    }

    /// Data of several lines, each as one of its own. JSON has only one.
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
    /// The data alone, ready to be written.
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

    /// The bytes, as long as nobody has made something else of them.
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
