//! The route of a request: the persona, the call, and the form of the API.

use crate::request::percent_decoded;

/// The two forms of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The paths of the reference.
    Web,
    /// The paths of the service's own client, which also stream.
    Sdk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    InitSession,
    Message,
    Stream,
    History,
    Reset,
}

pub(super) struct Route {
    pub(super) form: Form,
    pub(super) persona: String,
    pub(super) call: Call,
}

const WEB: &str = "/api/v1/chat/";
const SDK: &str = "/api/v1/sdk/chat/";

impl Form {
    /// The form of a path, even of an unknown one.
    pub(super) fn of(path: &str) -> Form {
        match path.starts_with(SDK) {
            true => Form::Sdk,
            false => Form::Web,
        }
    }
}

impl Route {
    pub(super) fn parse(path: &str) -> Option<Route> {
        let form = Form::of(path);
        let rest = path.strip_prefix(WEB).or_else(|| path.strip_prefix(SDK))?;
        let (persona, call) = rest.split_once('/')?;
        let call = match call {
            "init-session" => Call::InitSession,
            "message" => Call::Message,
            "message/stream" if form == Form::Sdk => Call::Stream,
            "history" => Call::History,
            "reset" => Call::Reset,
            _ => return None,
        };
        Some(Route {
            form,
            persona: percent_decoded(persona),
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
