//! Events become signals: first of the client, then of the character, then of the request, so that
//! all signals have been emitted when code that awaits the request continues. One after the other and
//! with nothing borrowed, so that a handler may free any of them.

use godot::classes::{Engine, SceneTree, object::ConnectFlags};
use godot::prelude::*;
use rpggo::{Event, EventKind, Status};

use crate::character;
use crate::convert;
use crate::generated::character::RpggoCharacter;
use crate::generated::client::RpggoClient;
use crate::generated::emit::emit_event;
use crate::generated::error::RpggoError;
use crate::generated::message::RpggoMessage;
use crate::request::RpggoRequest;

/// Emits a signal of a node if it is still alive.
macro_rules! emit {
    ($node:expr, $signal:ident($($argument:expr),*)) => {
        if let Some(node) = $node {
            node.signals().$signal().emit($($argument),*);
        }
    };
}
pub(crate) use emit;

/// The receivers of an event.
pub struct Audience<'a> {
    /// Absent in what nobody asked for: the client alone tells it.
    pub request: Option<&'a Gd<RpggoRequest>>,
    client: Option<InstanceId>,
}

impl<'a> Audience<'a> {
    fn of(request: &'a Gd<RpggoRequest>) -> Audience<'a> {
        Audience {
            request: Some(request),
            client: request.bind().client_id(),
        }
    }

    // Looked up again for every signal: a handler may have freed it.
    pub fn client(&self) -> Option<Gd<RpggoClient>> {
        Gd::try_from_instance_id(self.client?).ok()
    }

    pub fn character(&self) -> Option<Gd<RpggoCharacter>> {
        self.request?.bind().character()
    }

    /// The node of the speaker: in a group chat, possibly not the one that was spoken to.
    pub fn speaker(&self, character_id: &str) -> Option<Gd<RpggoCharacter>> {
        let asked = self.character()?;
        if character_id.is_empty() || self.request?.bind().is_to(character_id) {
            return Some(asked);
        }
        Some(character::namesake(&asked, character_id).unwrap_or(asked))
    }
}

/// Emits an event of a client.
pub fn tell(client: &Gd<RpggoClient>, request: Option<&Gd<RpggoRequest>>, event: &Event<'static>) {
    let to = Audience {
        request,
        client: Some(client.instance_id()),
    };
    match &event.kind {
        EventKind::Log { level, text } => {
            let text = convert::text(text);
            emit!(to.client(), logged(*level as i64, &text));
        }
        EventKind::Text { delta } => tell_text(&to, &event.character_id, delta),
        EventKind::Message(said) => {
            let message = RpggoMessage::read(said, event);
            if let Some(request) = request {
                let mut request = request.clone();
                request.bind_mut().say(&message, &said.text, said.history);
            }
            emit!(to.client(), message(request, &message));
            emit!(to.speaker(&event.character_id), message(&message));
            emit!(request, message(&message));
        }
        EventKind::Finished(finished) => {
            if let Some(request) = request {
                settle(request, RpggoError::of(finished));
                tell_end(request);
            }
        }
        _ => emit_event(&to, event),
    }
}

fn tell_text(to: &Audience<'_>, character_id: &str, delta: &str) {
    if let Some(request) = to.request {
        request.clone().bind_mut().write(delta);
    }
    let (speaker, delta) = (convert::text(character_id), convert::text(delta));
    emit!(to.client(), text_delta(to.request, &speaker, &delta));
    emit!(to.speaker(character_id), text_delta(&delta));
    emit!(to.request, text_delta(&delta));
}

/// Finishes a request, without emitting signals yet.
fn settle(request: &Gd<RpggoRequest>, error: Option<Gd<RpggoError>>) {
    request.clone().bind_mut().end(error);
    if let Some(mut character) = Audience::of(request).character() {
        character.bind_mut().forget(request);
    }
}

/// Emits that a request has finished.
fn tell_end(request: &Gd<RpggoRequest>) {
    let to = Audience::of(request);
    let error = request.bind().why();
    if let Some(error) = error.filter(|it| !it.bind().is_cancelled()) {
        emit!(to.client(), failed(request, &error));
        emit!(to.character(), failed(&error));
        request.signals().failed().emit(&error);
    }
    emit!(to.client(), finished(request));
    emit!(to.character(), finished());
    request.signals().finished().emit();
}

/// Finishes a request that was not sent. Emitted after the caller has had time to connect.
pub fn refuse(request: &Gd<RpggoRequest>, error: Gd<RpggoError>) {
    settle(request, Some(error));
    let request = request.clone();
    let tell = Callable::from_fn("rpggo_refused", move |_| tell_end(&request));
    tell.call_deferred(&[]);
}

/// Finishes a request whose client is gone. Emitted in the next frame, when everything that was
/// freed along with the client, such as its scene, is gone too.
pub fn abandon(request: &Gd<RpggoRequest>) {
    let why = "the client was stopped, or left the scene tree, before the response was complete";
    settle(request, Some(RpggoError::new(Status::Cancelled, why)));
    let listeners = Listeners::of(request);
    let request = request.clone();
    in_next_frame(move || {
        tell_end(&request);
        listeners.keep();
    });
}

/// Keeps the listeners of a request until the next frame.
///
/// The engine does not free the variables of a script function that awaits a signal when the
/// script's node is freed, unless something else holds the function: the request would leak.
pub fn hold_listeners(request: &Gd<RpggoRequest>) {
    let listeners = Listeners::of(request);
    in_next_frame(move || {
        listeners.keep();
    });
}

/// The listeners of a request, and their listeners.
struct Listeners(Vec<Array<VarDictionary>>);

impl Listeners {
    fn of(request: &Gd<RpggoRequest>) -> Listeners {
        let mut listeners = Listeners(Vec::new());
        for signal in ["text_delta", "message", "failed", "finished"] {
            listeners.gather(&request.clone().upcast(), signal);
        }
        listeners
    }

    fn gather(&mut self, told: &Gd<Object>, signal: &str) {
        let list = told.get_signal_connection_list(signal);
        for connection in list.iter_shared() {
            let Some(callable) = connection.get("callable") else {
                continue;
            };
            // A function that awaits is bound to its own callable, and may be awaited itself.
            for bound in callable
                .to::<Callable>()
                .get_bound_arguments()
                .iter_shared()
            {
                if let Ok(waits) = bound.try_to::<Gd<Object>>()
                    && waits.get_class() == "GDScriptFunctionState"
                {
                    self.gather(&waits, "completed");
                }
            }
        }
        self.0.push(list);
    }

    /// Moves them into the closure that calls this.
    fn keep(&self) {
        let _ = &self.0;
    }
}

fn in_next_frame(mut run: impl FnMut() + 'static) {
    let tree = Engine::singleton().get_main_loop();
    let Some(Ok(mut tree)) = tree.map(|it| it.try_cast::<SceneTree>()) else {
        return;
    };
    let run = Callable::from_fn("rpggo_next_frame", move |_| run());
    tree.connect_flags("process_frame", &run, ConnectFlags::ONE_SHOT);
}
