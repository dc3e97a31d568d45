use std::time::Duration;

use godot::prelude::*;

/// What a client has done so far, and what it holds now.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoStats {
    /// Requests that were started.
    #[var(no_set)]
    requests_started: i64,
    /// Requests that are over, however they ended.
    #[var(no_set)]
    requests_finished: i64,
    /// Those of them that failed; the cancelled ones are not among them.
    #[var(no_set)]
    requests_failed: i64,
    /// Those of them that the game cancelled.
    #[var(no_set)]
    requests_cancelled: i64,
    /// Events that were queued for the game.
    #[var(no_set)]
    events: i64,
    /// Bytes of answers, as HTTP delivers them: without its heads and TLS.
    #[var(no_set)]
    bytes_received: i64,
    /// Events that wait for the next frame now.
    #[var(no_set)]
    queued_events: i64,
    /// About how many bytes of memory they take.
    #[var(no_set)]
    queued_bytes: i64,
    /// Connections that were opened.
    #[var(no_set)]
    connections_opened: i64,
    /// Answers that came on a connection that was open already.
    #[var(no_set)]
    connections_reused: i64,
    /// How often a request was tried again.
    #[var(no_set)]
    retries: i64,
    /// Milliseconds from the start of a request to the first event of its answer, of the last
    /// request that had one.
    #[var(no_set)]
    first_event_last_ms: f64,
    /// The mean of those times.
    #[var(no_set)]
    first_event_average_ms: f64,
    /// The longest of them.
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
