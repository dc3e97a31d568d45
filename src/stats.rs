//! What a client has done so far, in numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::status::Status;

/// What a client has done so far, and what it holds now.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Stats {
    /// Requests that were started.
    pub requests_started: u64,
    /// Requests that are over, however they ended.
    pub requests_finished: u64,
    /// Those of them that failed: neither [`Status::Ok`] nor cancelled.
    pub requests_failed: u64,
    /// Those of them that the game cancelled, be it when they were recorded.
    pub requests_cancelled: u64,
    /// Events that were queued for the game.
    pub events: u64,
    /// Bytes of answers, as HTTP delivers them: without its heads and TLS.
    pub bytes_received: u64,
    /// Events that wait to be polled now.
    pub queued_events: u64,
    /// About how many bytes of memory they take.
    pub queued_bytes: u64,
    /// Connections that were opened.
    pub connections_opened: u64,
    /// Answers that came on a connection that was open already: no handshake was needed.
    pub connections_reused: u64,
    /// How often a request was tried again.
    pub retries: u64,
    /// The time from the start of a request to the first event that was read from its answer, of
    /// the last request that had one. Zero while there was none.
    pub first_event_last: Duration,
    /// The mean of those times.
    pub first_event_average: Duration,
    /// The longest of them.
    pub first_event_worst: Duration,
}

/// Counts on the library's thread; any thread reads.
#[derive(Default)]
pub(crate) struct Counters {
    started: AtomicU64,
    finished: AtomicU64,
    failed: AtomicU64,
    cancelled: AtomicU64,
    bytes: AtomicU64,
    opened: AtomicU64,
    reused: AtomicU64,
    retries: AtomicU64,
    first_events: AtomicU64,
    first_last_us: AtomicU64,
    first_total_us: AtomicU64,
    first_worst_us: AtomicU64,
}

fn add(counter: &AtomicU64, number: u64) {
    counter.fetch_add(number, Ordering::Release);
}

impl Counters {
    pub(crate) fn started(&self) {
        add(&self.started, 1);
    }

    pub(crate) fn finished(&self, status: Status) {
        add(&self.finished, 1);
        match status {
            Status::Ok => {}
            Status::Cancelled => add(&self.cancelled, 1),
            _ => add(&self.failed, 1),
        }
    }

    pub(crate) fn received(&self, bytes: usize) {
        add(&self.bytes, bytes as u64);
    }

    pub(crate) fn connection_opened(&self) {
        add(&self.opened, 1);
    }

    pub(crate) fn connection_reused(&self) {
        add(&self.reused, 1);
    }

    pub(crate) fn retried(&self) {
        add(&self.retries, 1);
    }

    pub(crate) fn first_event(&self, after_us: u64) {
        self.first_last_us.store(after_us, Ordering::Release);
        self.first_worst_us.fetch_max(after_us, Ordering::Release);
        add(&self.first_total_us, after_us);
        add(&self.first_events, 1);
    }

    /// All but what the queue knows. A part is read before the whole that is counted before it, so
    /// that no part is ever larger.
    pub(crate) fn snapshot(&self) -> Stats {
        let read = |counter: &AtomicU64| counter.load(Ordering::Acquire);
        let time = |counter: &AtomicU64| Duration::from_micros(read(counter));
        let (requests_failed, requests_cancelled) = (read(&self.failed), read(&self.cancelled));
        let requests_finished = read(&self.finished);
        let first_events = read(&self.first_events);
        let average = read(&self.first_total_us).checked_div(first_events);
        let average = Duration::from_micros(average.unwrap_or_default());
        let first_event_worst = time(&self.first_worst_us);
        Stats {
            requests_started: read(&self.started),
            requests_finished,
            requests_failed,
            requests_cancelled,
            bytes_received: read(&self.bytes),
            connections_opened: read(&self.opened),
            connections_reused: read(&self.reused),
            retries: read(&self.retries),
            first_event_last: time(&self.first_last_us),
            // The total may hold one more than was counted.
            first_event_average: average.min(first_event_worst),
            first_event_worst,
            ..Stats::default()
        }
    }
}
