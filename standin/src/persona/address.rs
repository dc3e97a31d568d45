//! Whom a request is for, and in which form of the wire.

use crate::request::decoded;

/// The two forms of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The paths of the reference.
    Web,
    /// Those of the service's own client, which also streams.
    Sdk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Start,
    Message,
    Stream,
    History,
    Reset,
}

pub(super) struct Address {
    pub(super) form: Form,
    pub(super) persona: String,
    pub(super) call: Call,
}

const WEB: &str = "/api/v1/chat/";
const SDK: &str = "/api/v1/sdk/chat/";

impl Form {
    /// The form that a path is of, right or wrong.
    pub(super) fn of(path: &str) -> Form {
        match path.starts_with(SDK) {
            true => Form::Sdk,
            false => Form::Web,
        }
    }
}

impl Address {
    pub(super) fn read(path: &str) -> Option<Address> {
        let form = Form::of(path);
        let rest = path.strip_prefix(WEB).or_else(|| path.strip_prefix(SDK))?;
        let (persona, call) = rest.split_once('/')?;
        let call = match call {
            "init-session" => Call::Start,
            "message" => Call::Message,
            "message/stream" if form == Form::Sdk => Call::Stream,
            "history" => Call::History,
            "reset" => Call::Reset,
            _ => return None,
        };
        Some(Address {
            form,
            persona: decoded(persona),
            call,
        })
    }
}

impl Call {
    pub(super) fn method(self) -> &'static str {
        match self {
            Call::History => "GET",
            _ => "POST",
        }
    }
}
