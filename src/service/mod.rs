//! The services. Each is one file that knows its wire; nothing else in the library does.

mod rpggo;

use std::borrow::Cow;

use reqwest::Method;
use serde::de::IgnoredAny;

use crate::event::Raw;
use crate::json;
use crate::outbox::Emit;
use crate::request::Operation;
use crate::sse::{self, Frame};
use crate::status::{Error, Status};

/// Makes the services known, each by one line.
macro_rules! services {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal in $module:ident;)+) => {
        /// A chat service.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        #[repr(i32)]
        pub enum Service {
            $($(#[doc = $doc])+ $name = $number,)+
        }

        impl Service {
            pub(crate) fn wire(self) -> &'static dyn Wire {
                match self {
                    $(Service::$name => &$module::$name,)+
                }
            }

            /// The service with that number in the C ABI.
            pub(crate) fn from_number(number: i32) -> Option<Service> {
                match number {
                    $($number => Some(Service::$name),)+
                    _ => None,
                }
            }
        }
    };
}

services! {
    /// RPGGO V2: games with chapters, goals, endings and pictures.
    Rpggo = 0 in rpggo;
}

/// How a service wants to be asked, and how it answers.
pub(crate) trait Wire: Sync {
    /// Its name for people.
    fn name(&self) -> &'static str;

    /// Where it is; `None` where the game has to say.
    fn default_base_url(&self) -> Option<&'static str>;

    /// Whether nothing works without a key.
    fn needs_key(&self) -> bool;

    /// The header that carries the key: its name and value.
    fn authorization(&self, key: &str) -> (&'static str, String);

    /// Writes the request down, or says what is wrong with it.
    fn call(&self, operation: Operation<'_>) -> Result<Call, Error>;
}

/// A request as the service wants it.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Behind the base URL; begins with a slash, percent-encoded.
    pub(crate) path: String,
    /// JSON.
    pub(crate) body: Vec<u8>,
    /// What reads the answer.
    pub(crate) decoder: Box<dyn Decoder>,
}

/// Reads the answer to one call.
pub(crate) trait Decoder: Send + Sync {
    /// How a stream of this service is cut into frames; no line or event is longer than `limit`.
    fn sse(&self, limit: usize) -> sse::Decoder;

    /// Reads one frame of an event stream.
    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure>;

    /// Reads an answer that is not a stream.
    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure>;

    /// Nothing more comes, for whatever reason: emits what waited for more.
    fn end(&mut self, out: &mut dyn Emit);

    /// Reads the body of an HTTP error: the service's own code and words.
    fn refusal(&self, text: &str) -> Refusal;
}

/// Whether more frames are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    More,
    Done,
}

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) status: Status,
    /// 0 where the service gave none.
    pub(crate) service_code: i64,
    /// What happened and what to do.
    pub(crate) detail: String,
    /// The JSON that says so, where there is any.
    pub(crate) raw: Raw,
}

impl Failure {
    pub(crate) fn new(status: Status, detail: impl Into<String>) -> Failure {
        Failure {
            status,
            service_code: 0,
            detail: detail.into(),
            raw: Raw::default(),
        }
    }

    /// Keeps what the failure was read from.
    pub(crate) fn read_from(self, text: &str) -> Failure {
        let raw = match json::read_object::<IgnoredAny>(text) {
            Ok(_) => Raw::new(text),
            Err(_) => Raw::default(),
        };
        Failure { raw, ..self }
    }

    pub(crate) fn protocol(detail: impl Into<String>) -> Failure {
        Failure::new(Status::Protocol, detail)
    }
}

/// What a service says in the body of an HTTP error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// What the service's own code means, where it is a known one.
    pub(crate) status: Option<Status>,
    /// 0 where it gave none.
    pub(crate) service_code: i64,
    /// Its words, or the body as it is.
    pub(crate) words: String,
}

/// The beginning of a text of a server, fit to be shown in a sentence.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 300;
    let text = text.trim();
    let plain = |c: char| !c.is_control();
    if text.len() <= LONGEST && text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut short: String = text
        .chars()
        .map(|c| if plain(c) { c } else { ' ' })
        .take(LONGEST)
        .collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Cow::Owned(short)
}
