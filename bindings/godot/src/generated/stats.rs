// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;

use crate::convert;

/// Statistics of a client since its creation, and its current queue.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoStats {
    /// Requests started.
    #[var(no_set)]
    pub requests_started: i64,
    /// Requests finished, with any result. Their [signal RpggoClient.finished] may still be queued.
    #[var(no_set)]
    pub requests_finished: i64,
    /// Finished requests that failed: neither [constant RpggoError.OK] nor cancelled.
    #[var(no_set)]
    pub requests_failed: i64,
    /// Finished requests that the game cancelled, including recorded cancellations in a replay.
    #[var(no_set)]
    pub requests_cancelled: i64,
    /// Events queued for the game.
    #[var(no_set)]
    pub events: i64,
    /// Bytes of response bodies received over HTTP, not counting headers and TLS.
    #[var(no_set)]
    pub bytes_received: i64,
    /// Events currently queued for [method RpggoClient.poll].
    #[var(no_set)]
    pub queued_events: i64,
    /// Approximate memory used by the queued events, in bytes; at most `max_queued_bytes`, plus one
    /// event.
    #[var(no_set)]
    pub queued_bytes: i64,
    /// Connections opened to the service or its proxy.
    #[var(no_set)]
    pub connections_opened: i64,
    /// Responses received on an existing connection, without a new handshake.
    #[var(no_set)]
    pub connections_reused: i64,
    /// Retries made.
    #[var(no_set)]
    pub retries: i64,
    /// Time from the start of a request to the first event decoded from its response (not
    /// [signal RpggoClient.started], [signal RpggoClient.retrying], [signal RpggoClient.finished]
    /// and [signal RpggoClient.logged]), for the last request that had one, in milliseconds. 0 when
    /// there was none yet.
    #[var(no_set)]
    pub first_event_last_ms: f64,
    /// The average of those times, in milliseconds.
    #[var(no_set)]
    pub first_event_average_ms: f64,
    /// The longest of those times, in milliseconds.
    #[var(no_set)]
    pub first_event_worst_ms: f64,
}

#[godot_api]
impl RpggoStats {}

impl RpggoStats {
    pub fn read(it: &rpggo::Stats) -> Gd<Self> {
        Gd::from_object(RpggoStats {
            requests_started: convert::number(it.requests_started),
            requests_finished: convert::number(it.requests_finished),
            requests_failed: convert::number(it.requests_failed),
            requests_cancelled: convert::number(it.requests_cancelled),
            events: convert::number(it.events),
            bytes_received: convert::number(it.bytes_received),
            queued_events: convert::number(it.queued_events),
            queued_bytes: convert::number(it.queued_bytes),
            connections_opened: convert::number(it.connections_opened),
            connections_reused: convert::number(it.connections_reused),
            retries: convert::number(it.retries),
            first_event_last_ms: convert::milliseconds(it.first_event_last),
            first_event_average_ms: convert::milliseconds(it.first_event_average),
            first_event_worst_ms: convert::milliseconds(it.first_event_worst),
        })
    }
}
