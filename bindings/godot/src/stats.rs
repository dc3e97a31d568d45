use std::time::Duration;

use godot::prelude::*;

/// Statistics of a client since its creation, and its current queue.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoStats {
    /// Requests started.
    #[var(no_set)]
    requests_started: i64,
    /// Requests finished, with any result.
    #[var(no_set)]
    requests_finished: i64,
    /// Finished requests that failed, not counting cancelled ones.
    #[var(no_set)]
    requests_failed: i64,
    /// Finished requests that the game cancelled.
    #[var(no_set)]
    requests_cancelled: i64,
    /// Events queued for the game.
    #[var(no_set)]
    events: i64,
    /// Bytes of response bodies received over HTTP, not counting headers and TLS.
    #[var(no_set)]
    bytes_received: i64,
    /// Events currently queued for the next frame.
    #[var(no_set)]
    queued_events: i64,
    /// Approximate memory used by the queued events, in bytes.
    #[var(no_set)]
    queued_bytes: i64,
    /// Connections opened.
    #[var(no_set)]
    connections_opened: i64,
    /// Responses received on an existing connection.
    #[var(no_set)]
    connections_reused: i64,
    /// Retries made.
    #[var(no_set)]
    retries: i64,
    /// Milliseconds from the start of a request to the first event of its response, for the last
    /// request that had one.
    #[var(no_set)]
    first_event_last_ms: f64,
    /// The average of those times.
    #[var(no_set)]
    first_event_average_ms: f64,
    /// The longest of those times.
    #[var(no_set)]
    first_event_worst_ms: f64,
}

#[godot_api]
impl RpggoStats {}

impl RpggoStats {
    pub fn read(stats: &rpggo::Stats) -> Gd<Self> {
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        Gd::from_object(RpggoStats {
            requests_started: number(stats.requests_started),
            requests_finished: number(stats.requests_finished),
            requests_failed: number(stats.requests_failed),
            requests_cancelled: number(stats.requests_cancelled),
            events: number(stats.events),
            bytes_received: number(stats.bytes_received),
            queued_events: number(stats.queued_events),
            queued_bytes: number(stats.queued_bytes),
            connections_opened: number(stats.connections_opened),
            connections_reused: number(stats.connections_reused),
            retries: number(stats.retries),
            first_event_last_ms: milliseconds(stats.first_event_last),
            first_event_average_ms: milliseconds(stats.first_event_average),
            first_event_worst_ms: milliseconds(stats.first_event_worst),
        })
    }
}
