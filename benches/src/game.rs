//! A game's side of the library: its ABI, called as from C.

use std::hint::black_box;
use std::ops::AddAssign;

use rpggo::abi::client::rpggo_client;
use rpggo::abi::event::*;
use rpggo::abi::poll::rpggo_poll_event;

use crate::incoming::Incoming;

pub type Poll = extern "C" fn(*mut rpggo_client) -> *const rpggo_event;

/// The function as a game has it: in another library, so not inlined.
pub fn poll_function() -> Poll {
    black_box(rpggo_poll_event as Poll)
}

/// What was read: so many events, with so much text.
#[derive(Default)]
pub struct Read {
    pub events: u64,
    pub said: usize,
}

impl AddAssign for Read {
    fn add_assign(&mut self, more: Read) {
        self.events += more.events;
        self.said += more.said;
    }
}

/// Reads all events that are queued.
pub fn read_all(poll: Poll, client: *mut rpggo_client) -> Read {
    let mut read = Read::default();
    loop {
        let event = poll(client);
        if event.is_null() {
            return read;
        }
        read.events += 1;
        // SAFETY: it stays readable until the next poll, and its kind says what it is.
        read.said += unsafe {
            match (*event).kind {
                RPGGO_EVENT_MESSAGE => (*event).r#as.message.text.len,
                RPGGO_EVENT_IMAGE => (*event).r#as.image.caption.len,
                _ => 0,
            }
        };
    }
}

/// Reads a whole answer as a game does that polls while it comes.
pub fn play(incoming: &mut Incoming) -> Read {
    let poll = poll_function();
    let mut read = Read::default();
    loop {
        let goes_on = incoming.read();
        read += read_all(poll, incoming.client());
        if !goes_on {
            return read;
        }
    }
}
