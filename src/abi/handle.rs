//! Which handles are valid. A handle is no address: it names a slot and how often that slot was
//! used, so that a wrong one can be told without touching any memory.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock, TryLockError};
use std::thread;
use std::time::Duration;

use try_lock::{Locked, TryLock};

use super::block::Block;
use super::client::rpggo_client;
use super::event::rpggo_event;
use super::fork;
use crate::client::{Client, Events};
use crate::lock::lock;
use crate::status::{Error, Status};

/// Clients that can exist at once.
const SLOTS: usize = 4096;
/// A handle is odd, as no address of an object is, then come the slot and its use.
const SLOT_SHIFT: u32 = 1;
const USE_SHIFT: u32 = 13;

/// A client, and the end where its events are read.
pub(super) struct Entry {
    pub(super) client: Client,
    pub(super) inbox: Box<Inbox>,
}

/// Where events are read, and the one that the game reads now.
pub(super) struct Inbox {
    pub(super) events: Events<Block>,
    pub(super) current: Option<Block>,
}

struct Slot {
    /// Written only by whoever makes or frees the client: a reader never waits for another.
    client: RwLock<Option<Box<Client>>>,
    /// Apart from the client, for a poll to take one lock and no more: the quickest there is, as
    /// nobody waits for it but whoever frees the client.
    inbox: TryLock<Option<Box<Inbox>>>,
    /// The handle of the client in it; even, and so that of none, once that is over.
    handle: AtomicUsize,
    /// The process that made it; looked at before any lock, which in a forked child may be held by
    /// a thread that is not there.
    generation: AtomicUsize,
    /// The event that the game may read now.
    current: AtomicPtr<rpggo_event>,
}

impl Slot {
    fn is_of(&self, handle: *mut rpggo_client) -> bool {
        self.handle.load(Ordering::Acquire) == handle.addr()
    }

    fn is_ours(&self) -> bool {
        self.generation.load(Ordering::Relaxed) == fork::generation()
    }

    /// For whoever makes or frees the client: a poll that is under way ends at once, and a later
    /// one does not come so far.
    fn own_inbox(&self) -> Locked<'_, Option<Box<Inbox>>> {
        loop {
            match self.inbox.try_lock() {
                Some(inbox) => return inbox,
                None => thread::sleep(Duration::from_micros(50)),
            }
        }
    }
}

static TABLE: [Slot; SLOTS] = [const {
    Slot {
        client: RwLock::new(None),
        inbox: TryLock::new(None),
        handle: AtomicUsize::new(0),
        generation: AtomicUsize::new(0),
        current: AtomicPtr::new(std::ptr::null_mut()),
    }
}; SLOTS];

/// Slots that were used and are free again, the longest first.
static FREE: Mutex<VecDeque<usize>> = Mutex::new(VecDeque::new());
/// How many slots were ever used.
static USED: AtomicUsize = AtomicUsize::new(0);

/// Keeps a client under a new handle.
pub(super) fn insert(entry: Entry) -> Result<*mut rpggo_client, Error> {
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
    slot.generation.store(fork::generation(), Ordering::Relaxed);
    slot.handle.store(handle, Ordering::Release);
    *place = Some(Box::new(entry.client));
    *slot.own_inbox() = Some(entry.inbox);
    Ok(std::ptr::without_provenance_mut(handle))
}

/// Takes the client away; from then on its handle is invalid.
pub(super) fn remove(handle: *mut rpggo_client) -> Option<Entry> {
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
        let inbox = slot.own_inbox().take();
        // Behind the last poll, which may have been under way.
        slot.current.store(std::ptr::null_mut(), Ordering::Relaxed);
        Entry {
            client: *place.take()?,
            inbox: inbox?,
        }
    };
    let mut free = lock(&FREE);
    free.push_back(index);
    Some(entry)
}

/// The slot of the client; it may be over the next moment.
fn slot(handle: *mut rpggo_client) -> Result<&'static Slot, Error> {
    let (_, slot) = find(handle).ok_or_else(|| invalid(handle))?;
    if !slot.is_of(handle) {
        return Err(invalid(handle));
    }
    if !slot.is_ours() {
        return Err(Error::new(
            Status::InvalidHandle,
            "client belongs to the process that this one was forked from: make one here with \
             rpggo_client_new",
        ));
    }
    Ok(slot)
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
pub(super) fn with_inbox<R>(
    handle: *mut rpggo_client,
    call: impl FnOnce(&mut Inbox, &AtomicPtr<rpggo_event>) -> R,
) -> Result<R, Error> {
    let slot = slot(handle)?;
    match slot.inbox.try_lock() {
        Some(mut place) => match &mut *place {
            Some(inbox) if slot.is_of(handle) => Ok(call(inbox, &slot.current)),
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
    with_inbox(handle, |inbox, current| {
        tripwire!("poll");
        // What most polls find: it is to cost a game next to nothing.
        if inbox.current.is_none() && inbox.events.is_empty() {
            return std::ptr::null();
        }
        inbox.next(current)
    })
}

impl Inbox {
    #[inline(never)]
    fn next(&mut self, current: &AtomicPtr<rpggo_event>) -> *const rpggo_event {
        if let Some(read) = self.current.take() {
            self.events.give_back(read);
        }
        self.current = self.events.poll();
        let event = self.current.as_ref().map_or(std::ptr::null(), Block::event);
        current.store(event.cast_mut(), Ordering::Relaxed);
        event
    }
}

/// Uses the memory of an event that the game reads now; `None` for any other address.
pub(super) fn with_event<R>(
    event: *const rpggo_event,
    call: impl FnOnce(&mut Block) -> R,
) -> Option<R> {
    if event.is_null() {
        return None;
    }
    let used = USED.load(Ordering::Acquire);
    let is_it =
        |slot: &&Slot| std::ptr::eq(slot.current.load(Ordering::Relaxed), event) && slot.is_ours();
    let slot = TABLE[..used].iter().find(is_it)?;
    // While somebody polls, the event is over.
    let mut inbox = slot.inbox.try_lock()?;
    let block = inbox.as_mut()?.current.as_mut()?;
    std::ptr::eq(block.event(), event).then(|| call(block))
}

fn find(handle: *mut rpggo_client) -> Option<(usize, &'static Slot)> {
    let value = handle.addr();
    let index = (value >> SLOT_SHIFT) & (SLOTS - 1);
    (value & 1 == 1).then(|| (index, &TABLE[index]))
}
