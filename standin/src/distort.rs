//! Turning a service's answer into what goes over the wire, with all that goes wrong on the way.

mod frames;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::answer::{Answer, AnswerForm};
use crate::body::Step;
use crate::fault::{ErrorBody, Fault};
use crate::frame::Form;
use crate::link::Ending;
use crate::reply::{Reply, ReplyEnd};
use crate::service::Service;

/// An answer as it is written.
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) steps: Vec<Step>,
    /// How long it takes until it begins.
    pub(crate) delay: Duration,
    /// The length is told in front, in a `content-length`.
    sized: bool,
    /// Counts the bytes of the body.
    pub(crate) sent: Arc<AtomicU64>,
}

impl Outgoing {
    pub(crate) fn size(&self) -> Option<u64> {
        self.sized.then(|| {
            let lengths = self.steps.iter().map(|step| match step {
                Step::Bytes(bytes) => bytes.len() as u64,
                Step::Fill(_, count) => *count,
                _ => 0,
            });
            lengths.sum()
        })
    }

    /// Counts the bytes of its body there.
    pub(crate) fn counted_by(self, sent: Arc<AtomicU64>) -> Outgoing {
        Outgoing { sent, ..self }
    }

    /// A scripted reply.
    pub(crate) fn reply(reply: Reply) -> Outgoing {
        let mut steps = Vec::new();
        for chunk in reply.chunks {
            steps.extend([Step::Bytes(chunk.into()), Step::Flush]);
        }
        steps.extend(match reply.end {
            ReplyEnd::Finish => None,
            ReplyEnd::Close => Some(Step::End(Ending::Close)),
            ReplyEnd::Reset => Some(Step::End(Ending::Reset)),
            ReplyEnd::Stall => Some(Step::Hold),
        });
        // A length that the test has written itself stays as it is, right or wrong.
        let as_given = reply.headers.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case("content-length")
                || name.eq_ignore_ascii_case("content-type")
                    && value.starts_with("text/event-stream")
        });
        let sized = !as_given && reply.end == ReplyEnd::Finish;
        Outgoing {
            status: reply.status,
            headers: reply.headers,
            steps,
            delay: Duration::ZERO,
            sized,
            sent: Arc::default(),
        }
    }

    /// A service's answer, with these faults.
    pub(crate) fn answer(
        mut answer: Answer,
        faults: &[Fault],
        path: &str,
        service: &dyn Service,
    ) -> Outgoing {
        for fault in faults {
            frames::edit(&mut answer, fault, path, service);
        }
        // Last, because nothing can be edited after it.
        for fault in faults {
            frames::spoil(&mut answer, fault);
        }
        Outgoing::refusal(answer, faults)
    }

    /// An answer whose content stays as it is.
    pub(crate) fn refusal(mut answer: Answer, faults: &[Fault]) -> Outgoing {
        let streams = answer.form == AnswerForm::Stream;
        // What is not streamed is thought out before its first byte.
        let delay = match streams {
            true => Duration::ZERO,
            false => answer.frames.iter().map(|frame| frame.pause).sum(),
        };
        let mut steps = if streams {
            form(faults).render(answer.frames)
        } else {
            answer
                .frames
                .into_iter()
                .flat_map(|frame| frame.data.steps())
                .collect()
        };
        let mut content_type = answer.form.content_type().to_owned();
        let mut sized = !streams;
        for fault in faults {
            match fault {
                Fault::Body(ErrorBody::Html) => content_type = "text/html".to_owned(),
                Fault::ContentType(value) => content_type = value.clone(),
                Fault::ByteOrderMark => steps.insert(0, Step::Bytes("\u{feff}".into())),
                Fault::Hold if streams => steps.push(Step::Hold),
                Fault::GarbageBody | Fault::LongLine(_) => {
                    steps = replaced_steps(fault);
                    content_type = AnswerForm::Stream.content_type().to_owned();
                    sized = false;
                }
                Fault::RetryAfter(value) => {
                    answer
                        .headers
                        .push(("retry-after".to_owned(), value.clone()));
                }
                _ => {}
            }
        }
        answer
            .headers
            .insert(0, ("content-type".to_owned(), content_type));
        Outgoing {
            status: answer.status,
            headers: answer.headers,
            steps,
            delay,
            sized,
            sent: Arc::default(),
        }
    }
}

/// The point at which the body stops, and how.
pub(crate) fn limit(faults: &[Fault]) -> Option<(u64, Step)> {
    faults.iter().find_map(|fault| match fault {
        Fault::Cut(bytes) => Some((*bytes, Step::End(Ending::Close))),
        Fault::Reset(bytes) => Some((*bytes, Step::End(Ending::Reset))),
        Fault::Stall(bytes) => Some((*bytes, Step::Hold)),
        _ => None,
    })
}

/// What is said instead of the service's answer, if a fault asks for it.
pub(crate) fn refusal(faults: &[Fault], target: &str, service: &dyn Service) -> Option<Answer> {
    if faults.contains(&Fault::Redirect) {
        let location = format!("/elsewhere{target}");
        return Some(Answer::text(302, "It has moved.").header("location", &location));
    }
    if let Some(refusal) = faults.iter().find_map(|fault| service.refusal(fault)) {
        return Some(refusal);
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
        ErrorBody::Json => Answer::json_bytes(status, service.status_body(path, status)),
        ErrorBody::Text => Answer::text(status, &format!("The server says {status}.")),
        ErrorBody::Html => Answer::text(
            status,
            &format!("<!DOCTYPE html><html><body><h1>{status}</h1></body></html>"),
        ),
        ErrorBody::Empty => Answer {
            frames: Vec::new(),
            ..Answer::text(status, "")
        },
    })
}

fn form(faults: &[Fault]) -> Form {
    let mut form = Form::default();
    for fault in faults {
        match fault {
            Fault::Listing => form.listing = true,
            Fault::Comments => form.comments = true,
            Fault::LineEnd(end) => form.line_end = end,
            _ => {}
        }
    }
    form
}

/// Bodies that have nothing of the answer's in them.
fn replaced_steps(fault: &Fault) -> Vec<Step> {
    if let Fault::LongLine(length) = fault {
        let opening = &b"data: "[..(*length).min(6) as usize];
        let fill = Step::Fill(b'a', length - opening.len() as u64);
        return vec![Step::Bytes(opening.into()), fill, Step::End(Ending::Close)];
    }
    // The same bytes every time, so that a failure can be repeated.
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
