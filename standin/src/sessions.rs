//! The sessions of a service; the oldest are removed.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// With more sessions, the oldest is removed.
const MAX_SESSIONS: usize = 1000;

/// The sessions of a service.
pub(crate) struct Sessions<K, S> {
    /// The number of sessions started so far.
    started: u64,
    /// Each session with its number.
    sessions: HashMap<K, (u64, S)>,
}

impl<K: Clone + Eq + Hash, S> Sessions<K, S> {
    pub(crate) fn new() -> Sessions<K, S> {
        Sessions {
            started: 0,
            sessions: HashMap::new(),
        }
    }

    pub(crate) fn start(&mut self, id: K, session: S) {
        self.started += 1;
        self.sessions.insert(id, (self.started, session));
        if self.sessions.len() > MAX_SESSIONS {
            let oldest = self.sessions.iter().min_by_key(|(_, (number, _))| *number);
            if let Some(id) = oldest.map(|(id, _)| id.clone()) {
                self.sessions.remove(&id);
            }
        }
    }

    pub(crate) fn get<Q>(&mut self, id: &Q) -> Option<&mut S>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.sessions.get_mut(id).map(|(_, session)| session)
    }
}
