//! Injects faults: turns a service's response into the steps that write it.

mod frames;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::body::Step;
use crate::connection::ConnectionEnd;
use crate::fault::{ErrorBody, Fault};
use crate::frame::StreamFormat;
use crate::reply::{Reply, ReplyEnd};
use crate::response::{Response, ResponseKind};
use crate::service::Service;

/// A response as it is written.
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) steps: Vec<Step>,
    /// The delay before its first byte.
    pub(crate) delay: Duration,
    /// It has a `content-length`.
    has_length: bool,
    /// Counts the bytes of the body.
    pub(crate) sent: Arc<AtomicU64>,
}

impl Outgoing {
    pub(crate) fn size(&self) -> Option<u64> {
        self.has_length.then(|| {
            let lengths = self.steps.iter().map(|step| match step {
                Step::Bytes(bytes) => bytes.len() as u64,
                Step::Fill(_, count) => *count,
                _ => 0,
            });
            lengths.sum()
        })
    }

    /// Sets the counter for the bytes of the body.
    pub(crate) fn counted_by(self, sent: Arc<AtomicU64>) -> Outgoing {
        Outgoing { sent, ..self }
    }

    /// A response that the test has written.
    pub(crate) fn scripted(reply: Reply) -> Outgoing {
        let mut steps = Vec::new();
        for chunk in reply.chunks {
            steps.extend([Step::Bytes(chunk.into()), Step::Flush]);
        }
        steps.extend(match reply.end {
            ReplyEnd::Finish => None,
            ReplyEnd::Close => Some(Step::End(ConnectionEnd::Close)),
            ReplyEnd::Reset => Some(Step::End(ConnectionEnd::Reset)),
            ReplyEnd::Stall => Some(Step::Hold),
        });
        // A length that the test sets is not changed, even if it is wrong.
        let is_unchanged = reply.headers.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case("content-length")
                || name.eq_ignore_ascii_case("content-type")
                    && value.starts_with("text/event-stream")
        });
        let has_length = !is_unchanged && reply.end == ReplyEnd::Finish;
        Outgoing {
            status: reply.status,
            headers: reply.headers,
            steps,
            delay: Duration::ZERO,
            has_length,
            sent: Arc::default(),
        }
    }

    /// A service's response with these faults.
    pub(crate) fn with_faults(
        mut response: Response,
        faults: &[Fault],
        path: &str,
        service: &dyn Service,
    ) -> Outgoing {
        for fault in faults {
            frames::edit(&mut response, fault, path, service);
        }
        // Last, because corrupt data cannot be edited.
        for fault in faults {
            frames::corrupt(&mut response, fault);
        }
        Outgoing::encode(response, faults)
    }

    /// A response with these faults, but without those in the content of its frames.
    pub(crate) fn encode(mut response: Response, faults: &[Fault]) -> Outgoing {
        let streams = response.kind == ResponseKind::Stream;
        // A response that is not a stream is delayed as a whole.
        let delay = match streams {
            true => Duration::ZERO,
            false => response.frames.iter().map(|frame| frame.delay).sum(),
        };
        let mut steps = if streams {
            stream_format(faults).encode(response.frames)
        } else {
            response
                .frames
                .into_iter()
                .flat_map(|frame| frame.data.steps())
                .collect()
        };
        let mut content_type = response.kind.content_type().to_owned();
        let mut has_length = !streams;
        for fault in faults {
            match fault {
                Fault::Body(ErrorBody::Html) => content_type = "text/html".to_owned(),
                Fault::ContentType(value) => content_type = value.clone(),
                Fault::ByteOrderMark => steps.insert(0, Step::Bytes("\u{feff}".into())),
                Fault::Hold if streams => steps.push(Step::Hold),
                Fault::GarbageBody | Fault::LongLine(_) => {
                    steps = replacement_body(fault);
                    content_type = ResponseKind::Stream.content_type().to_owned();
                    has_length = false;
                }
                Fault::RetryAfter(value) => {
                    response
                        .headers
                        .push(("retry-after".to_owned(), value.clone()));
                }
                _ => {}
            }
        }
        response
            .headers
            .insert(0, ("content-type".to_owned(), content_type));
        Outgoing {
            status: response.status,
            headers: response.headers,
            steps,
            delay,
            has_length,
            sent: Arc::default(),
        }
    }
}

/// The number of bytes after which the body stops, and how it stops.
pub(crate) fn limit(faults: &[Fault]) -> Option<(u64, Step)> {
    faults.iter().find_map(|fault| match fault {
        Fault::Cut(bytes) => Some((*bytes, Step::End(ConnectionEnd::Close))),
        Fault::Reset(bytes) => Some((*bytes, Step::End(ConnectionEnd::Reset))),
        Fault::Stall(bytes) => Some((*bytes, Step::Hold)),
        _ => None,
    })
}

/// The response that replaces that of the service, if a fault requests one.
pub(crate) fn replacement(
    faults: &[Fault],
    target: &str,
    service: &dyn Service,
) -> Option<Response> {
    if faults.contains(&Fault::Redirect) {
        let location = format!("/elsewhere{target}");
        return Some(Response::text(302, "It has moved.").header("location", &location));
    }
    if let Some(response) = faults
        .iter()
        .find_map(|fault| service.fault_response(fault))
    {
        return Some(response);
    }
    let path = target.split('?').next().unwrap_or_default();
    let status = faults.iter().find_map(|fault| match fault {
        Fault::Status(status) => Some(*status),
        _ => None,
    })?;
    let body = faults.iter().find_map(|fault| match fault {
        Fault::Body(body) => Some(*body),
        _ => None,
    });
    Some(match body.unwrap_or_default() {
        ErrorBody::Json => Response::json_bytes(status, service.status_body(path, status)),
        ErrorBody::Text => Response::text(status, &format!("The server says {status}.")),
        ErrorBody::Html => Response::text(
            status,
            &format!("<!DOCTYPE html><html><body><h1>{status}</h1></body></html>"),
        ),
        ErrorBody::Empty => Response {
            frames: Vec::new(),
            ..Response::text(status, "")
        },
    })
}

fn stream_format(faults: &[Fault]) -> StreamFormat {
    let mut format = StreamFormat::default();
    for fault in faults {
        match fault {
            Fault::Listing => format.listing = true,
            Fault::Comments => format.comments = true,
            Fault::LineEnd(end) => format.line_end = end,
            _ => {}
        }
    }
    format
}

/// A body that replaces that of the response.
fn replacement_body(fault: &Fault) -> Vec<Step> {
    if let Fault::LongLine(length) = fault {
        let opening = &b"data: "[..(*length).min(6) as usize];
        let fill = Step::Fill(b'a', length - opening.len() as u64);
        return vec![
            Step::Bytes(opening.into()),
            fill,
            Step::End(ConnectionEnd::Close),
        ];
    }
    // The same bytes every time, so that a failure can be reproduced.
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    let bytes = std::iter::repeat_with(|| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as u8
    });
    let bytes: Vec<u8> = bytes.take(4096).collect();
    vec![Step::Bytes(bytes.into())]
}
