//! What every service has: what is known of it, and how requests are encoded.

use http::Method;

use super::decoder::Decoder;
use crate::event::sink::EventSink;
use crate::request::{Request, SessionCall};
use crate::status::Error;

/// What is known of a service before anything is requested.
pub(crate) struct ServiceInfo {
    /// Its name for people.
    pub(crate) name: &'static str,
    /// Where it is; `None` where the game has to say.
    pub(crate) default_base_url: Option<&'static str>,
    /// What people put at the end of `base_url`, where the library adds it itself.
    pub(crate) chat_path: Option<&'static str>,
    /// Whether nothing works without a key.
    pub(crate) needs_key: bool,
    /// The calls that it supports in addition to chats.
    pub(crate) session_calls: &'static [SessionCall],
    /// What to do instead of a call that it does not support; may be empty.
    pub(crate) instead: fn(SessionCall) -> &'static str,
}

/// What a service is opened with.
pub(crate) struct ServiceConfig<'a> {
    pub(crate) api_key: Option<&'a str>,
    pub(crate) max_history_characters: usize,
}

/// How a service is spoken to.
pub(crate) trait Protocol: Send + Sync {
    /// The header that carries the key: its name and value.
    fn key_header(&self) -> Option<(&'static str, String)>;

    /// Encodes the request, or says what is wrong with it.
    fn operation(&self, request: Request<'_>) -> Result<Operation, Error>;
}

/// Does a request here, and emits its events.
pub(crate) type Local = Box<dyn FnOnce(&mut dyn EventSink) + Send>;

/// What is to be done for a request.
pub(crate) enum Operation {
    Send(HttpCall),
    /// Done here, without the network.
    Local(Local),
}

/// A request as the service wants it.
pub(crate) struct HttpCall {
    pub(crate) method: Method,
    /// Appended to the base URL; begins with a slash, percent-encoded.
    pub(crate) path: String,
    /// The query without its `?`; percent-encoded, may be empty.
    pub(crate) query: String,
    /// JSON.
    pub(crate) body: Vec<u8>,
    /// Whether it may reach the service twice: the service would recognise it by its id, or it has no
    /// effect.
    pub(crate) is_idempotent: bool,
    /// Reads the response.
    pub(crate) decoder: Box<dyn Decoder>,
}
