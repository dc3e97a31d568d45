//! The body of a response: what is written, when, and how it ends.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::Sleep;

use crate::connection::{Connection, ConnectionEnd};

/// The approximate size of the chunks in which long bodies are generated.
const CHUNK: usize = 16 << 10;

/// One step of writing a body.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Writes these bytes.
    Bytes(Bytes),
    /// Writes one byte this many times.
    Fill(u8, u64),
    /// Writes these frames, each with its number in the middle.
    Flood(Flood),
    /// Waits for this long.
    Delay(Duration),
    /// Flushes what was written.
    Flush,
    /// Sends no more data, and waits until the peer closes the connection.
    Hold,
    /// Ends the connection.
    End(ConnectionEnd),
}

/// Many frames that differ only in a number.
#[derive(Clone, Debug)]
pub(crate) struct Flood {
    pub(crate) before: Bytes,
    pub(crate) after: Bytes,
    /// The numbers still to write.
    pub(crate) numbers: std::ops::Range<u64>,
    pub(crate) newest_first: bool,
}

pub(crate) struct ResponseBody {
    steps: VecDeque<Step>,
    /// After this many more bytes, this step replaces the rest.
    limit: Option<(u64, Step)>,
    size: Option<u64>,
    /// Counts the bytes that were passed to the HTTP library.
    sent: Arc<AtomicU64>,
    sleep: Option<Pin<Box<Sleep>>>,
    connection: Arc<Connection>,
}

impl ResponseBody {
    pub(crate) fn new(
        steps: Vec<Step>,
        limit: Option<(u64, Step)>,
        size: Option<u64>,
        sent: Arc<AtomicU64>,
        connection: Arc<Connection>,
    ) -> ResponseBody {
        ResponseBody {
            steps: steps.into(),
            limit,
            size,
            sent,
            sleep: None,
            connection,
        }
    }

    /// Cuts the next bytes at the limit, and counts them.
    fn take(&mut self, mut bytes: Bytes) -> Bytes {
        if let Some((left, _)) = &mut self.limit {
            bytes.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
            *left -= bytes.len() as u64;
        }
        // Before the peer can receive them.
        self.sent.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        bytes
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = self.get_mut();
        loop {
            if let Some(sleep) = &mut this.sleep {
                ready!(sleep.as_mut().poll(context));
                this.sleep = None;
            }
            if let Some((0, _)) = &this.limit
                && let Some((_, step)) = this.limit.take()
            {
                this.steps = VecDeque::from([step]);
            }
            let Some(step) = this.steps.pop_front() else {
                return Poll::Ready(None);
            };
            let bytes = match step {
                Step::Bytes(bytes) => bytes,
                Step::Fill(byte, count) => {
                    let length = count.min(CHUNK as u64);
                    if count > length {
                        this.steps.push_front(Step::Fill(byte, count - length));
                    }
                    vec![byte; length as usize].into()
                }
                Step::Flood(mut flood) => {
                    let bytes = flood.next_chunk();
                    if !flood.numbers.is_empty() {
                        this.steps.push_front(Step::Flood(flood));
                    }
                    bytes
                }
                Step::Delay(duration) => {
                    this.sleep = Some(Box::pin(tokio::time::sleep(duration)));
                    continue;
                }
                Step::Flush => {
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Step::Hold => {
                    this.steps.push_front(Step::Hold);
                    return Poll::Pending;
                }
                Step::End(end) => {
                    this.connection.end_after_flush(end);
                    this.steps.push_front(Step::Hold);
                    return Poll::Pending;
                }
            };
            let bytes = this.take(bytes);
            if !bytes.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(bytes))));
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.size
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Flood {
    fn next_chunk(&mut self) -> Bytes {
        let mut chunk = Vec::with_capacity(CHUNK + self.before.len() + self.after.len());
        while chunk.len() < CHUNK {
            let number = if self.newest_first {
                self.numbers.next_back()
            } else {
                self.numbers.next()
            };
            let Some(number) = number else { break };
            chunk.extend_from_slice(&self.before);
            chunk.extend_from_slice(number.to_string().as_bytes());
            chunk.extend_from_slice(&self.after);
        }
        chunk.into()
    }
}
