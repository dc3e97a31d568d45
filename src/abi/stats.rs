//! What a client has done so far, in numbers.

use std::time::Duration;

use super::error::into_status;
use super::handle::{self, rpggo_client};
use super::panic_boundary::panic_boundary;
use super::status::rpggo_status;
use crate::stats::Stats;
use crate::status::Error;

/// What a client has done since it was made, and what it holds now. Begin with `RPGGO_STATS_INIT`.
/// Later versions add fields at the end only.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_stats {
    /// `sizeof(rpggo_stats)`; `RPGGO_STATS_INIT` sets it.
    pub struct_size: usize,
    /// Requests that were started.
    pub requests_started: u64,
    /// Requests that are over, however they ended. Their `RPGGO_EVENT_FINISHED` may still wait to be
    /// polled.
    pub requests_finished: u64,
    /// Those of them that failed: neither `RPGGO_OK` nor cancelled.
    pub requests_failed: u64,
    /// Those of them that the game cancelled, be it when they were recorded.
    pub requests_cancelled: u64,
    /// Events that were queued for the game.
    pub events: u64,
    /// Bytes of answers, as HTTP delivers them: without its heads and TLS.
    pub bytes_received: u64,
    /// Events that wait for `rpggo_poll_event` now.
    pub queued_events: u64,
    /// About how many bytes of memory they take; at most `max_queued_bytes`, but for one event.
    pub queued_bytes: u64,
    /// Connections that were opened to the service or its proxy.
    pub connections_opened: u64,
    /// Answers that came on a connection that was open already: no handshake was needed.
    pub connections_reused: u64,
    /// How often a request was tried again.
    pub retries: u64,
    /// The time from the start of a request to the first event that was read from its answer (not
    /// `RPGGO_EVENT_STARTED`, `_RETRYING`, `_FINISHED` and `_LOG`), of the last request that had one,
    /// in milliseconds. 0 while there was none.
    pub first_event_last_ms: f64,
    /// The mean of those times, in milliseconds.
    pub first_event_average_ms: f64,
    /// The longest of them, in milliseconds.
    pub first_event_worst_ms: f64,
}

/// The size of the first version that was ever released: a smaller struct is a mistake.
const STATS_LEAST: usize =
    std::mem::offset_of!(rpggo_stats, first_event_worst_ms) + size_of::<f64>();

/// What the client has done so far. Cheap: it may be called once a frame. Any thread.
///
/// `out_stats`: begins with `RPGGO_STATS_INIT`; receives the numbers. (In C a type and a function
/// cannot have the same name, so it is a `rpggo_stats`.)
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
