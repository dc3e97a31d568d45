//! What a client has done so far, in numbers.

use std::time::Duration;

use super::error::into_status;
use super::handle::{self, rpggo_client};
use super::panic_boundary::panic_boundary;
use super::status::rpggo_status;
use crate::stats::Stats;
use crate::status::Error;

/// Statistics of a client since its creation, and its current queue. Initialize it with
/// `RPGGO_STATS_INIT`. Later versions add fields only at the end.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_stats {
    /// `sizeof(rpggo_stats)`; `RPGGO_STATS_INIT` sets it.
    pub struct_size: usize,
    /// Requests started.
    pub requests_started: u64,
    /// Requests finished, with any result. Their `RPGGO_EVENT_FINISHED` may still be queued.
    pub requests_finished: u64,
    /// Finished requests that failed: neither `RPGGO_OK` nor cancelled.
    pub requests_failed: u64,
    /// Finished requests that the game cancelled, including recorded cancellations in a replay.
    pub requests_cancelled: u64,
    /// Events queued for the game.
    pub events: u64,
    /// Bytes of response bodies received over HTTP, not counting headers and TLS.
    pub bytes_received: u64,
    /// Events currently queued for `rpggo_poll_event`.
    pub queued_events: u64,
    /// Approximate memory used by the queued events, in bytes; at most `max_queued_bytes`, plus one
    /// event.
    pub queued_bytes: u64,
    /// Connections opened to the service or its proxy.
    pub connections_opened: u64,
    /// Responses received on an existing connection, without a new handshake.
    pub connections_reused: u64,
    /// Retries made.
    pub retries: u64,
    /// Time from the start of a request to the first event decoded from its response (not
    /// `RPGGO_EVENT_STARTED`, `RPGGO_EVENT_RETRYING`, `RPGGO_EVENT_FINISHED` and `RPGGO_EVENT_LOG`),
    /// for the last request that had one, in milliseconds. 0 when there was none yet.
    pub first_event_last_ms: f64,
    /// The average of those times, in milliseconds.
    pub first_event_average_ms: f64,
    /// The longest of those times, in milliseconds.
    pub first_event_worst_ms: f64,
}

/// Size of the struct in the first release: a smaller one is an error.
const STATS_LEAST: usize =
    std::mem::offset_of!(rpggo_stats, first_event_worst_ms) + size_of::<f64>();

/// Reads a client's statistics. Cheap enough to call once per frame. Any thread.
///
/// `out_stats`: initialize it with `RPGGO_STATS_INIT`; receives the numbers. (The type is named
/// `rpggo_stats` because in C a type and a function cannot share a name.)
///
/// Returns `RPGGO_OK`, `RPGGO_INVALID_ARGUMENT` or `RPGGO_INVALID_HANDLE`.
///
/// # Safety
/// `out_stats` is NULL or points to `out_stats->struct_size` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_client_stats(
    client: *mut rpggo_client,
    out_stats: *mut rpggo_stats,
) -> rpggo_status {
    into_status(panic_boundary(|| {
        if out_stats.is_null() {
            return Err(Error::invalid(
                "out_stats is NULL: pass a rpggo_stats that begins with RPGGO_STATS_INIT",
            ));
        }
        // SAFETY: not NULL, and the size is the first field.
        let size = unsafe { out_stats.cast::<usize>().read_unaligned() };
        if size < STATS_LEAST {
            return Err(Error::invalid(format!(
                "rpggo_stats.struct_size is {size}, but at least {STATS_LEAST} is needed: begin \
                 with RPGGO_STATS_INIT"
            )));
        }
        let stats = handle::with(client, |client| Ok(client.stats()))?;
        let written = translate(&stats, size);
        let known = size.min(size_of::<rpggo_stats>());
        // SAFETY: the caller promises `size` writable bytes, and `known` is no more than that; of
        // a caller that knows more fields, the rest stays as it is.
        unsafe {
            std::ptr::copy_nonoverlapping(
                (&raw const written).cast::<u8>(),
                out_stats.cast::<u8>(),
                known,
            );
        }
        Ok(())
    }))
}

fn translate(stats: &Stats, struct_size: usize) -> rpggo_stats {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    rpggo_stats {
        struct_size,
        requests_started: stats.requests_started,
        requests_finished: stats.requests_finished,
        requests_failed: stats.requests_failed,
        requests_cancelled: stats.requests_cancelled,
        events: stats.events,
        bytes_received: stats.bytes_received,
        queued_events: stats.queued_events,
        queued_bytes: stats.queued_bytes,
        connections_opened: stats.connections_opened,
        connections_reused: stats.connections_reused,
        retries: stats.retries,
        first_event_last_ms: milliseconds(stats.first_event_last),
        first_event_average_ms: milliseconds(stats.first_event_average),
        first_event_worst_ms: milliseconds(stats.first_event_worst),
    }
}
