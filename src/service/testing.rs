//! What the tests of the services share.

use std::ops::ControlFlow;

use serde_json::Value;

use super::decoder::Decoder;
use super::protocol::{HttpCall, Operation, ServiceConfig};
use crate::event::sink::EventSink;
use crate::event::{Event, EventKind, FromEvent};
use crate::failure::Failure;
use crate::options::Service;
use crate::request::{ChatRequest, Request, SessionCall, SessionRequest};
use crate::status::Error;
use crate::wire::sse::Frame;

/// What a decoder emitted.
#[derive(Default)]
pub(super) struct Emitted(pub(super) Vec<Event<'static>>);

impl EventSink for Emitted {
    fn emit(&mut self, event: Event<'_>) {
        self.0.push(Event::from_event(event));
    }
}

impl Emitted {
    pub(super) fn kinds(self) -> Vec<EventKind<'static>> {
        self.0.into_iter().map(|event| event.kind).collect()
    }
}

pub(super) fn setup(api_key: Option<&str>) -> ServiceConfig<'_> {
    ServiceConfig {
        api_key,
        max_history_characters: 40,
    }
}

pub(super) fn chat_request(character_id: &str, session_id: &str) -> ChatRequest {
    ChatRequest {
        character_id: character_id.into(),
        session_id: session_id.into(),
        message: "Hello".into(),
        message_id: Some("m".into()),
        ..ChatRequest::default()
    }
}

pub(super) fn session_request(character_id: &str, session_id: &str) -> SessionRequest {
    SessionRequest {
        character_id: character_id.into(),
        session_id: session_id.into(),
        ..SessionRequest::default()
    }
}

/// What a service sends for a chat.
pub(super) fn chat(
    service: Service,
    key: Option<&str>,
    request: &ChatRequest,
) -> Result<HttpCall, Error> {
    sent(
        service
            .open(&setup(key))
            .operation(Request::Chat(request))?,
    )
}

/// What it sends for another call.
pub(super) fn session(
    service: Service,
    key: Option<&str>,
    call: SessionCall,
    request: &SessionRequest,
) -> Result<HttpCall, Error> {
    sent(
        service
            .open(&setup(key))
            .operation(Request::Session(call, request))?,
    )
}

fn sent(operation: Operation) -> Result<HttpCall, Error> {
    match operation {
        Operation::Send(call) => Ok(call),
        Operation::Local(_) => panic!("nothing is sent"),
    }
}

pub(super) fn body(call: &HttpCall) -> Value {
    serde_json::from_slice(&call.body).unwrap()
}

/// Reads frames until one ends the response, and ends it.
pub(super) fn stream(
    decoder: &mut dyn Decoder,
    frames: &[(&'static str, &str)],
    out: &mut Emitted,
) -> Result<(), Failure> {
    let mut read = Ok(());
    for &(name, data) in frames {
        let frame = Frame {
            name: name.into(),
            data: data.into(),
        };
        match decoder.frame(&frame, out) {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => break,
            Err(failure) => {
                read = Err(failure);
                break;
            }
        }
    }
    decoder.end(read.is_ok(), out);
    read
}

pub(super) fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}
