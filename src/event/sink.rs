//! Where decoders put their events.

use super::Event;

/// Takes events as they are decoded.
pub trait EventSink {
    /// Takes an event. What it borrows is gone when this returns: an implementation copies what it
    /// keeps.
    fn emit(&mut self, event: Event<'_>);

    /// Whether the events so far should be read before there are more.
    fn is_full(&self) -> bool {
        false
    }
}
