//! The client of the crate `rpggo`, and its requests in progress.

use std::collections::HashMap;

use godot::prelude::*;
use rpggo::{Client, Event, EventKind, Events, Options, RequestId};

use crate::generated::error::RpggoError;
use crate::generated::requests::Request;
use crate::request::RpggoRequest;
use crate::signals;

/// A running client. Dropping it cancels its requests.
pub struct Native {
    client: Client,
    events: Events,
    under_way: HashMap<RequestId, Gd<RpggoRequest>>,
}

/// An event, with the request it belongs to, if any.
pub struct Received {
    pub event: Event<'static>,
    pub request: Option<Gd<RpggoRequest>>,
}

impl Native {
    pub fn start(options: Options) -> Result<Native, Gd<RpggoError>> {
        let (client, events) = Client::new(options).map_err(|it| RpggoError::refused(&it))?;
        Ok(Native {
            client,
            events,
            under_way: HashMap::new(),
        })
    }

    pub fn ask(
        &mut self,
        asked: &Request,
        request: &mut Gd<RpggoRequest>,
    ) -> Result<(), Gd<RpggoError>> {
        let started = asked.start(&self.client);
        let id = started.map_err(|it| RpggoError::refused(&it))?;
        request.bind_mut().begin(id);
        self.under_way.insert(id, request.clone());
        Ok(())
    }

    /// The next event.
    pub fn next(&mut self) -> Option<Received> {
        let event = self.events.poll()?;
        let request = match event.kind {
            EventKind::Finished(_) => self.under_way.remove(&event.request),
            _ => self.under_way.get(&event.request).cloned(),
        };
        Some(Received { event, request })
    }

    /// Returns an event to the library, which frees it on its own thread.
    pub fn recycle(&mut self, event: Event<'static>) {
        self.events.recycle(event);
    }

    pub fn cancel(&self, request: RequestId) {
        self.client.cancel(request);
    }

    pub fn cancel_all(&self) {
        for request in self.under_way.keys() {
            self.client.cancel(*request);
        }
    }

    pub fn stats(&self) -> rpggo::Stats {
        self.client.stats()
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        // Otherwise they would be awaited forever. In the order in which they were started.
        let mut requests: Vec<_> = self.under_way.drain().collect();
        requests.sort_by_key(|(id, _)| *id);
        for (_, request) in requests {
            signals::abandon(&request);
        }
    }
}
