//! The log of received requests and of connections, for a test to check or to wait for.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One request that was received completely.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The method, such as `POST`.
    pub method: String,
    /// Path and query, without a `/fault/…` or `/script/…` before it.
    pub path: String,
    /// The headers in order; names are in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The number of the connection; the first one is 1.
    pub connection: u64,
    /// The protocol, such as `HTTP/1.1`.
    pub http_version: String,
}

impl Seen {
    /// The value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// The log of one stand-in.
#[derive(Default)]
pub(crate) struct RequestLog {
    counts: Mutex<Counts>,
    changed: Condvar,
}

#[derive(Default)]
struct Counts {
    requests: Vec<Seen>,
    accepted: u64,
    open: u64,
}

impl RequestLog {
    pub(crate) fn add_request(&self, seen: Seen) {
        self.lock().requests.push(seen);
        self.changed.notify_all();
    }

    /// Counts a connection and returns its number.
    pub(crate) fn opened(&self) -> u64 {
        let mut counts = self.lock();
        counts.accepted += 1;
        counts.open += 1;
        let number = counts.accepted;
        drop(counts);
        self.changed.notify_all();
        number
    }

    pub(crate) fn closed(&self) {
        self.lock().open -= 1;
        self.changed.notify_all();
    }

    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.lock().requests.clone()
    }

    pub(crate) fn take_requests(&self) -> Vec<Seen> {
        std::mem::take(&mut self.lock().requests)
    }

    pub(crate) fn accepted(&self) -> u64 {
        self.lock().accepted
    }

    pub(crate) fn open(&self) -> u64 {
        self.lock().open
    }

    pub(crate) fn wait_for_requests(&self, count: usize, timeout: Duration) -> Vec<Seen> {
        self.wait_while(timeout, |counts| counts.requests.len() < count)
            .requests
            .clone()
    }

    pub(crate) fn wait_for_open(&self, count: u64, timeout: Duration) -> bool {
        self.wait_while(timeout, |counts| counts.open > count).open <= count
    }

    fn wait_while(
        &self,
        timeout: Duration,
        condition: impl FnMut(&mut Counts) -> bool,
    ) -> MutexGuard<'_, Counts> {
        self.changed
            .wait_timeout_while(self.lock(), timeout, condition)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
