//! From the library's thread to the game's: bounded, in order, and wait-free for the reader.
//!
//! The reader neither allocates nor frees: what it has read goes back through a second ring, and
//! the writer frees it. The reader makes no system call either, so it cannot wake a writer that
//! waits for room; that one looks again after [`ROOM_CHECK`].

use std::sync::Arc;
#[cfg(not(all(test, rpggo_loom)))]
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};

#[cfg(all(test, rpggo_loom))]
use loom::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use rtrb::{Consumer, Producer, RingBuffer};

use super::time::{Duration, sleep};
use crate::event::FromEvent;

/// Events that can wait, whatever their size.
const SLOTS: usize = 4096;
/// How often a writer without room looks whether the game has read something.
const ROOM_CHECK: Duration = Duration::from_millis(5);

struct Queued<T> {
    item: T,
    bytes: usize,
}

/// The library's end.
pub(crate) struct Writer<T> {
    ring: Producer<Queued<T>>,
    recycled: Consumer<T>,
    depth: Arc<QueueDepth>,
    max_bytes: usize,
}

/// The game's end.
pub(crate) struct Reader<T> {
    ring: Consumer<Queued<T>>,
    recycled: Producer<T>,
    depth: Arc<QueueDepth>,
    drain_signal: Arc<DrainSignal>,
}

/// How full the queue is. Each count of events has one end that writes it.
#[derive(Default)]
pub(crate) struct QueueDepth {
    bytes: AtomicUsize,
    pushed: AtomicU64,
    popped: AtomicU64,
}

impl QueueDepth {
    /// The bytes that are queued.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }

    /// How many events were ever queued.
    pub(crate) fn pushed(&self) -> u64 {
        self.pushed.load(Ordering::Acquire)
    }

    /// How many of them the game has read.
    pub(crate) fn popped(&self) -> u64 {
        self.popped.load(Ordering::Acquire)
    }

    /// How many events were ever queued, and how many are now.
    pub(crate) fn events(&self) -> (u64, u64) {
        let popped = self.popped();
        let pushed = self.pushed();
        (pushed, pushed.saturating_sub(popped))
    }
}

/// Lets the library wait until the game has read all that is queued, and polled once more.
#[derive(Default)]
pub(crate) struct DrainSignal(AtomicU8);

const UNARMED: u8 = 0;
const ARMED: u8 = 1;
const DRAINED: u8 = 2;

impl DrainSignal {
    /// From now on a poll that finds nothing sets it.
    pub(crate) fn arm(&self) {
        self.0.store(ARMED, Ordering::Release);
    }

    /// True, once, after such a poll.
    pub(crate) fn take(&self) -> bool {
        self.exchange(DRAINED, UNARMED)
    }

    fn exchange(&self, from: u8, to: u8) -> bool {
        let exchanged = self
            .0
            .compare_exchange(from, to, Ordering::AcqRel, Ordering::Relaxed);
        exchanged.is_ok()
    }
}

/// A queue for events of `max_bytes` in all. One event always fits.
pub(crate) fn queue<T: FromEvent>(max_bytes: usize) -> (Writer<T>, Reader<T>) {
    let (ring_in, ring_out) = RingBuffer::new(SLOTS);
    // In addition to those in the ring, the reader may hold one that it still reads.
    let (recycled_in, recycled_out) = RingBuffer::new(SLOTS + 1);
    let depth = Arc::new(QueueDepth::default());
    let writer = Writer {
        ring: ring_in,
        recycled: recycled_out,
        depth: Arc::clone(&depth),
        max_bytes,
    };
    let reader = Reader {
        ring: ring_out,
        recycled: recycled_in,
        depth,
        drain_signal: Arc::default(),
    };
    (writer, reader)
}

impl<T: FromEvent> Writer<T> {
    /// Puts `item` at the end, as soon as there is room, and runs `before` right before that.
    pub(crate) async fn push(&mut self, item: T, before: impl FnOnce()) {
        fail_point!("queue");
        let bytes = item.size();
        while !self.has_room(bytes) {
            sleep(ROOM_CHECK).await;
        }
        before();
        self.depth.bytes.fetch_add(bytes, Ordering::Relaxed);
        let count = self.depth.pushed.load(Ordering::Relaxed) + 1;
        self.depth.pushed.store(count, Ordering::Release);
        let pushed = self.ring.push(Queued { item, bytes });
        debug_assert!(pushed.is_ok(), "only this end fills the ring");
    }

    fn has_room(&mut self, bytes: usize) -> bool {
        while self.recycled.pop().is_ok() {}
        let queued = self.depth.bytes();
        !self.ring.is_full() && (queued == 0 || queued + bytes <= self.max_bytes)
    }
}

impl<T> Reader<T> {
    /// The next event, if there is one.
    pub(crate) fn pop(&mut self) -> Option<T> {
        // Read first: all that was queued before it was armed is in the ring then.
        let is_armed = self.drain_signal.0.load(Ordering::Acquire) == ARMED;
        let Ok(Queued { item, bytes }) = self.ring.pop() else {
            if is_armed {
                self.drain_signal.exchange(ARMED, DRAINED);
            }
            return None;
        };
        self.depth.bytes.fetch_sub(bytes, Ordering::Relaxed);
        let count = self.depth.popped.load(Ordering::Relaxed) + 1;
        self.depth.popped.store(count, Ordering::Release);
        Some(item)
    }

    /// Whether there is none now, and no armed signal for a poll to set.
    pub(crate) fn is_empty(&self) -> bool {
        self.drain_signal.0.load(Ordering::Acquire) != ARMED && self.ring.is_empty()
    }

    pub(crate) fn depth(&self) -> Arc<QueueDepth> {
        Arc::clone(&self.depth)
    }

    pub(crate) fn drain_signal(&self) -> Arc<DrainSignal> {
        Arc::clone(&self.drain_signal)
    }

    /// Returns what was read; the library's thread frees it.
    pub(crate) fn recycle(&mut self, item: T) {
        // Full only where more comes back than was read: then this thread frees it.
        drop(self.recycled.push(item));
    }
}

#[cfg(all(test, rpggo_loom))]
mod loom_tests;

#[cfg(all(test, not(rpggo_loom)))]
mod tests {
    use super::*;
    use crate::event::{Event, EventKind};

    fn event(text: &str) -> Event<'_> {
        Event::bare(EventKind::Text { delta: text.into() })
    }

    fn ready(future: impl Future<Output = ()>) -> bool {
        use futures::FutureExt;
        future.now_or_never().is_some()
    }

    #[test]
    fn events_come_out_in_order() {
        let (mut writer, mut reader) = queue::<Event<'static>>(1 << 20);
        for text in ["one", "two", "three"] {
            assert!(ready(writer.push(Event::from_event(event(text)), || {})));
        }
        for text in ["one", "two", "three"] {
            assert_eq!(reader.pop().unwrap().kind, event(text).kind);
        }
        assert!(reader.pop().is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_full_queue_makes_the_writer_wait_and_loses_nothing() {
        let size = Event::from_event(event("x")).size();
        let (mut writer, mut reader) = queue::<Event<'static>>(3 * size);
        let writing = tokio::spawn(async move {
            for _ in 0..10 {
                writer.push(Event::from_event(event("x")), || {}).await;
            }
        });
        let mut read = 0;
        while read < 10 {
            tokio::time::sleep(ROOM_CHECK * 2).await;
            let queued = reader.depth.bytes();
            assert!(queued <= 3 * size, "{queued}");
            let item = reader
                .pop()
                .expect("the writer goes on as soon as there is room");
            reader.recycle(item);
            read += 1;
        }
        writing.await.unwrap();
    }

    #[test]
    fn an_event_larger_than_the_whole_queue_goes_through_alone() {
        let (mut writer, mut reader) = queue::<Event<'static>>(1);
        assert!(ready(writer.push(Event::from_event(event("large")), || {})));
        assert!(reader.pop().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_read_is_freed_by_the_writer() {
        let (mut writer, mut reader) = queue::<Event<'static>>(1 << 30);
        for round in 0..3 * SLOTS {
            writer.push(Event::from_event(event("x")), || {}).await;
            let item = reader.pop().unwrap();
            reader.recycle(item);
            assert!(writer.recycled.slots() <= 1, "{round}");
        }
    }
}
