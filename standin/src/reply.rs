//! Responses that a test writes itself.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The response to one request, for [`Standin::choose`](crate::Standin::choose).
#[derive(Clone, Debug)]
pub struct Choice {
    /// The faults of its connection, as in [`Standin::fault`](crate::Standin::fault); may be empty.
    pub fault: String,
    /// The response.
    pub reply: Reply,
    /// Counts the bytes of the body that were written to the socket, each before it can arrive.
    pub sent: Arc<AtomicU64>,
}

/// A response that is sent exactly as given, for [`Standin::script`](crate::Standin::script).
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body: each chunk is written separately.
    pub chunks: Vec<Vec<u8>>,
    /// What comes after the body.
    pub end: ReplyEnd,
}

/// What comes after the body of a [`Reply`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReplyEnd {
    /// The response ends normally.
    #[default]
    Finish,
    /// The connection closes in the middle of the response.
    Close,
    /// The connection is reset.
    Reset,
    /// Nothing: the connection stays open and no more data is sent.
    Stall,
}

impl Reply {
    /// Status 200 and a stream of server-sent events.
    pub fn sse(body: impl Into<Vec<u8>>) -> Reply {
        Reply::new(200, "text/event-stream", body)
    }

    /// A body of JSON.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Reply {
        Reply::new(status, "application/json", body)
    }

    /// A body of plain text.
    pub fn text(status: u16, body: impl Into<Vec<u8>>) -> Reply {
        Reply::new(status, "text/plain; charset=utf-8", body)
    }

    fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Reply {
        Reply {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            chunks: vec![body.into()],
            end: ReplyEnd::Finish,
        }
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Reply {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a chunk to the body.
    pub fn chunk(mut self, bytes: impl Into<Vec<u8>>) -> Reply {
        self.chunks.push(bytes.into());
        self
    }

    /// Sets what comes after the body.
    pub fn end(mut self, end: ReplyEnd) -> Reply {
        self.end = end;
        self
    }
}
