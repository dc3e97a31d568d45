//! Events become signals: first of the client, then of the character, then of the request, so that
//! all signals have been emitted when code that awaits the request continues. One after the other and
//! with nothing borrowed, so that a handler may free any of them.

use godot::classes::{Engine, SceneTree, object::ConnectFlags};
use godot::prelude::*;
use rpggo::event::LogLevel;
use rpggo::{Event, EventKind, Status};

use crate::character::{self, RpggoCharacter};
use crate::client::RpggoClient;
use crate::cost::RpggoCost;
use crate::error::RpggoError;
use crate::goal::RpggoGoal;
use crate::image::RpggoImage;
use crate::message::RpggoMessage;
use crate::request::RpggoRequest;
use crate::session::RpggoSession;
use crate::state::RpggoState;

/// Emits a signal of a node if it is still alive.
macro_rules! emit {
    ($node:expr, $signal:ident($($argument:expr),*)) => {
        if let Some(node) = $node {
            node.signals().$signal().emit($($argument),*);
        }
    };
}

/// The receivers of a request's events.
struct Audience<'a>(&'a Gd<RpggoRequest>);

impl Audience<'_> {
    // Looked up again for every signal: a handler may have freed it.
    fn client(&self) -> Option<Gd<RpggoClient>> {
        self.0.bind().client()
    }

    fn character(&self) -> Option<Gd<RpggoCharacter>> {
        self.0.bind().character()
    }

    /// The node of the speaker: in a group chat, possibly not the one that was spoken to.
    fn speaker(&self, character_id: &str) -> Option<Gd<RpggoCharacter>> {
        let asked = self.character()?;
        if character_id.is_empty() || self.0.bind().is_to(character_id) {
            return Some(asked);
        }
        Some(character::namesake(&asked, character_id).unwrap_or(asked))
    }
}

/// Emits what happened to a request.
pub fn tell(request: &Gd<RpggoRequest>, event: &Event<'static>) {
    let to = Audience(request);
    match &event.kind {
        EventKind::Started { http_status } => {
            let http_status = i64::from(*http_status);
            emit!(to.client(), started(request, http_status));
            emit!(to.character(), started(http_status));
        }
        EventKind::Text { delta } => {
            let character_id = GString::from(&*event.character_id);
            request.clone().bind_mut().write(delta);
            let delta = GString::from(&**delta);
            emit!(to.client(), text_delta(request, &character_id, &delta));
            emit!(to.speaker(&event.character_id), text_delta(&delta));
            request.signals().text_delta().emit(&delta);
        }
        EventKind::Message(said) => {
            let message = RpggoMessage::read(said, &event.character_id, &event.message_id);
            let mut asked = request.clone();
            asked.bind_mut().say(&message, &said.text, said.history);
            emit!(to.client(), message(request, &message));
            emit!(to.speaker(&event.character_id), message(&message));
            request.signals().message().emit(&message);
        }
        EventKind::Image(image) => {
            let image = RpggoImage::read(image);
            emit!(to.client(), image(request, &image));
            emit!(to.character(), image(&image));
        }
        EventKind::Goals(goals) => {
            let goals = RpggoGoal::read_all(goals);
            emit!(to.client(), goals_changed(request, &goals));
            emit!(to.character(), goals_changed(&goals));
        }
        EventKind::Chapter { chapter_id, text } => {
            let chapter_id = GString::from(&**chapter_id);
            let text = GString::from(&**text);
            emit!(to.client(), chapter_changed(request, &chapter_id, &text));
            emit!(to.character(), chapter_changed(&chapter_id, &text));
        }
        EventKind::Ending { won, text } => {
            let text = GString::from(&**text);
            emit!(to.client(), ended(request, *won, &text));
            emit!(to.character(), ended(*won, &text));
        }
        EventKind::State(state) => {
            let state = RpggoState::read(state);
            emit!(to.client(), state_changed(request, &state));
            emit!(to.character(), state_changed(&state));
        }
        EventKind::Status(values) => {
            let values: VarDictionary = values
                .iter()
                .map(|it| ((&*it.key).to_variant(), (&*it.value).to_variant()))
                .collect();
            emit!(to.client(), status_changed(request, &values));
            emit!(to.character(), status_changed(&values));
        }
        EventKind::Cost(cost) => {
            let cost = RpggoCost::read(cost);
            emit!(to.client(), cost(request, &cost));
            emit!(to.character(), cost(&cost));
        }
        EventKind::Session(session) => {
            let session = RpggoSession::read(session);
            emit!(to.client(), session_changed(request, &session));
        }
        EventKind::Retrying(again) => {
            let (attempt, delay) = (i64::from(again.attempt), i64::from(again.delay_ms));
            emit!(to.client(), retrying(request, attempt, delay));
            emit!(to.character(), retrying(attempt, delay));
        }
        EventKind::Finished(finished) => {
            settle(request, RpggoError::read(finished));
            tell_end(request);
        }
        _ => {}
    }
}

/// Emits a log line for the developer.
pub fn tell_line(client: &Gd<RpggoClient>, level: LogLevel, text: &str) {
    client
        .signals()
        .logged()
        .emit(level as i64, &GString::from(text));
}

/// Finishes a request, without emitting signals yet.
fn settle(request: &Gd<RpggoRequest>, error: Option<Gd<RpggoError>>) {
    request.clone().bind_mut().end(error);
    if let Some(mut character) = Audience(request).character() {
        character.bind_mut().forget(request);
    }
}

/// Emits that a request has finished.
fn tell_end(request: &Gd<RpggoRequest>) {
    let to = Audience(request);
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
