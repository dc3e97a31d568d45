//! Which handles are valid. A handle is no address: it names a slot and how often that slot was
//! used, so that a wrong one is recognised without touching any memory.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock, TryLockError};
use std::time::Duration;
use std::{process, thread};

use try_lock::{Locked, TryLock};

use super::event::rpggo_event;
use super::event_arena::EventArena;
use crate::client::{Client, Events};
use crate::lock::lock;
use crate::status::{Error, Status};

/// A client: one background thread, its connections, and its event queue. Opaque; the pointer is a
/// handle, not an address, so an invalid one causes an error and never a crash.
pub struct rpggo_client {
    _opaque: (),
}

/// Clients that can exist at once.
const SLOTS: usize = 4096;
/// A handle is odd, as no address of an object is, then come the slot and its use.
const SLOT_SHIFT: u32 = 1;
const USE_SHIFT: u32 = 13;

/// A client, and the end where its events are read.
pub(crate) struct ClientSlot {
    pub(crate) client: Client,
    pub(crate) reader: Box<EventReader>,
}

/// Where events are read, and the one that the game reads now.
pub(crate) struct EventReader {
    pub(crate) events: Events<EventArena>,
    pub(crate) current: Option<EventArena>,
}

struct Slot {
    /// Written only to make or free the client: a reader never waits for another.
    client: RwLock<Option<Box<Client>>>,
    /// Apart from the client, for a poll to take one lock and no more: the quickest there is, as
    /// only a call that frees the client waits for it.
    reader: TryLock<Option<Box<EventReader>>>,
    /// The handle of the client in it; even, and so that of none, once that is over.
    handle: AtomicUsize,
    /// The process that made it; compared before any wait for a lock, which in a forked child may be
    /// held by a thread that does not exist there.
    process: AtomicU32,
    /// The event that the game may read now.
    current: AtomicPtr<rpggo_event>,
}

impl Slot {
    fn is_of(&self, handle: *mut rpggo_client) -> bool {
        self.handle.load(Ordering::Acquire) == handle.addr()
    }

    fn is_ours(&self) -> bool {
        self.process.load(Ordering::Relaxed) == process::id()
    }

    /// To make or free the client: a poll that is under way ends at once, and a later
    /// one does not come so far.
    fn own_reader(&self) -> Locked<'_, Option<Box<EventReader>>> {
        loop {
            match self.reader.try_lock() {
                Some(reader) => return reader,
                None => thread::sleep(Duration::from_micros(50)),
            }
        }
    }
}

static TABLE: [Slot; SLOTS] = [const {
    Slot {
        client: RwLock::new(None),
        reader: TryLock::new(None),
        handle: AtomicUsize::new(0),
        process: AtomicU32::new(0),
        current: AtomicPtr::new(std::ptr::null_mut()),
    }
}; SLOTS];

/// Slots that were used and are free again, the longest first.
static FREE: Mutex<VecDeque<usize>> = Mutex::new(VecDeque::new());
/// How many slots were ever used.
static USED: AtomicUsize = AtomicUsize::new(0);

/// Keeps a client under a new handle.
pub(crate) fn insert(entry: ClientSlot) -> Result<*mut rpggo_client, Error> {
    let index = {
        let mut free = lock(&FREE);
        let used = USED.load(Ordering::Relaxed);
        match free.pop_front() {
            Some(index) => index,
            None if used < SLOTS => {
                USED.store(used + 1, Ordering::Release);
                used
            }
            None => {
                return Err(Error::new(
                    Status::Busy,
                    format!("{SLOTS} clients exist: free some, one is enough for a game"),
                ));
            }
        }
    };
    let slot = &TABLE[index];
    let used = slot.handle.load(Ordering::Relaxed) >> USE_SHIFT;
    let handle = (used.wrapping_add(1) << USE_SHIFT) | (index << SLOT_SHIFT) | 1;
    let mut place = slot.client.write().unwrap_or_else(PoisonError::into_inner);
    slot.process.store(process::id(), Ordering::Relaxed);
    slot.handle.store(handle, Ordering::Release);
    *place = Some(Box::new(entry.client));
    *slot.own_reader() = Some(entry.reader);
    Ok(std::ptr::without_provenance_mut(handle))
}

/// Takes the client away; from then on its handle is invalid.
pub(super) fn remove(handle: *mut rpggo_client) -> Option<ClientSlot> {
    let (index, slot) = find(handle)?;
    // Looked at before the lock is taken: a handle that is over must not disturb the client that
    // has its slot now.
    let is_it = || slot.is_of(handle) && slot.is_ours();
    if !is_it() {
        return None;
    }
    let entry = {
        let mut place = slot.client.write().unwrap_or_else(PoisonError::into_inner);
        if !is_it() {
            return None;
        }
        slot.handle.store(handle.addr() & !1, Ordering::Release);
        let reader = slot.own_reader().take();
        // After the last poll, which may have been under way.
        slot.current.store(std::ptr::null_mut(), Ordering::Relaxed);
        ClientSlot {
            client: *place.take()?,
            reader: reader?,
        }
    };
    let mut free = lock(&FREE);
    free.push_back(index);
    Some(entry)
}

/// The slot of the client; it may be over the next moment.
fn slot(handle: *mut rpggo_client) -> Result<&'static Slot, Error> {
    match find(handle) {
        Some((_, slot)) if slot.is_of(handle) => Ok(slot),
        _ => Err(invalid(handle)),
    }
}

#[cold]
fn invalid(handle: *mut rpggo_client) -> Error {
    Error::new(
        Status::InvalidHandle,
        if handle.is_null() {
            "client is NULL: make one with rpggo_client_new"
        } else {
            "client was freed, or is not a client: use what rpggo_client_new gave"
        },
    )
}

/// Uses the client, which cannot be freed meanwhile.
pub(super) fn with<R>(
    handle: *mut rpggo_client,
    call: impl FnOnce(&Client) -> Result<R, Error>,
) -> Result<R, Error> {
    let slot = slot(handle)?;
    if !slot.is_ours() {
        return Err(Error::new(
            Status::InvalidHandle,
            "client belongs to the process that this one was forked from: make one here with \
             rpggo_client_new",
        ));
    }
    let place = match slot.client.try_read() {
        Ok(place) => place,
        Err(TryLockError::Poisoned(place)) => place.into_inner(),
        // The client of this handle is being freed, or the one that has its slot next made.
        Err(TryLockError::WouldBlock) => return Err(invalid(handle)),
    };
    match &*place {
        Some(client) if slot.is_of(handle) => call(client),
        _ => Err(invalid(handle)),
    }
}

/// Uses the end where the client's events are read: one at a time, and not while it is freed.
pub(super) fn with_reader<R>(
    handle: *mut rpggo_client,
    call: impl FnOnce(&mut EventReader, &AtomicPtr<rpggo_event>) -> R,
) -> Result<R, Error> {
    let slot = slot(handle)?;
    match slot.reader.try_lock() {
        Some(mut place) => match &mut *place {
            Some(reader) if slot.is_of(handle) => Ok(call(reader, &slot.current)),
            _ => Err(invalid(handle)),
        },
        None if slot.is_of(handle) => Err(Error::new(
            Status::Busy,
            "another thread is polling this client: poll each client from one thread",
        )),
        None => Err(invalid(handle)),
    }
}

/// The next event of the client, or why there is none to be had.
pub(super) fn poll(handle: *mut rpggo_client) -> Result<*const rpggo_event, Error> {
    with_reader(handle, |reader, current| {
        fail_point!("poll");
        // What most polls find: it is to cost a game next to nothing.
        if reader.current.is_none() && reader.events.is_empty() {
            return std::ptr::null();
        }
        reader.next(current)
    })
}

impl EventReader {
    #[inline(never)]
    fn next(&mut self, current: &AtomicPtr<rpggo_event>) -> *const rpggo_event {
        if let Some(read) = self.current.take() {
            self.events.recycle(read);
        }
        self.current = self.events.poll();
        let event = self
            .current
            .as_ref()
            .map_or(std::ptr::null(), EventArena::event);
        current.store(event.cast_mut(), Ordering::Relaxed);
        event
    }
}

/// Uses the memory of an event that the game reads now; `None` for any other address.
pub(super) fn with_event<R>(
    event: *const rpggo_event,
    call: impl FnOnce(&mut EventArena) -> R,
) -> Option<R> {
    if event.is_null() {
        return None;
    }
    let used = USED.load(Ordering::Acquire);
    let is_it = |slot: &&Slot| std::ptr::eq(slot.current.load(Ordering::Relaxed), event);
    let slot = TABLE[..used].iter().find(is_it)?;
    // During a poll the event is over.
    let mut reader = slot.reader.try_lock()?;
    let arena = reader.as_mut()?.current.as_mut()?;
    std::ptr::eq(arena.event(), event).then(|| call(arena))
}

fn find(handle: *mut rpggo_client) -> Option<(usize, &'static Slot)> {
    let value = handle.addr();
    let index = (value >> SLOT_SHIFT) & (SLOTS - 1);
    (value & 1 == 1).then(|| (index, &TABLE[index]))
}
