//! What a client has done so far, in numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::status::Status;

/// Statistics of a client since its creation, and its current queue.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Stats {
    /// Requests started.
    pub requests_started: u64,
    /// Requests finished, with any result.
    pub requests_finished: u64,
    /// Finished requests that failed: neither [`Status::Ok`] nor cancelled.
    pub requests_failed: u64,
    /// Finished requests that the game cancelled, including recorded cancellations in a replay.
    pub requests_cancelled: u64,
    /// Events queued for the game.
    pub events: u64,
    /// Bytes of response bodies received over HTTP, not counting headers and TLS.
    pub bytes_received: u64,
    /// Events currently queued for polling.
    pub queued_events: u64,
    /// Approximate memory used by the queued events, in bytes.
    pub queued_bytes: u64,
    /// Connections opened.
    pub connections_opened: u64,
    /// Responses received on an existing connection, without a new handshake.
    pub connections_reused: u64,
    /// Retries made.
    pub retries: u64,
    /// Time from the start of a request to the first event decoded from its response, for the last
    /// request that had one. Zero when there was none yet.
    pub first_event_last: Duration,
    /// The average of those times.
    pub first_event_average: Duration,
    /// The longest of those times.
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
