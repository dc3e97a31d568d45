//! The services. Each is one file that knows its wire; nothing else in the library does.

mod aurora;
mod openai;
mod persona;
mod refusal;
mod rpggo;
mod utterance;
mod write;

#[cfg(test)]
mod testing;

pub(crate) use refusal::{Refusal, excerpt, http_status, words_in};

use bounded_static::IntoBoundedStatic;
use reqwest::Method;
use serde::de::IgnoredAny;

use crate::event::Raw;
use crate::json;
use crate::outbox::Emit;
use crate::request::{Operation, SessionCall};
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
            const ALL: &[Service] = &[$(Service::$name),+];

            pub(crate) fn facts(self) -> &'static Facts {
                match self {
                    $(Service::$name => &$module::FACTS,)+
                }
            }

            /// The service for one client.
            pub(crate) fn open(self, setup: &Setup<'_>) -> Box<dyn Wire> {
                match self {
                    $(Service::$name => $module::open(setup),)+
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
    /// Persona chat: a state machine with a score, by JSON. Foil Engine's API.
    Persona = 1 in persona;
    /// Aurora: characters who speak token by token.
    Aurora = 2 in aurora;
    /// Every server with OpenAI's chat completions: llama.cpp, Ollama, LM Studio, vLLM, clouds.
    Openai = 3 in openai;
}

/// What is known of a service before anything is asked.
pub(crate) struct Facts {
    /// Its name for people.
    pub(crate) name: &'static str,
    /// Where it is; `None` where the game has to say.
    pub(crate) default_base_url: Option<&'static str>,
    /// Whether nothing works without a key.
    pub(crate) needs_key: bool,
    /// The calls that it has beside chats.
    pub(crate) session_calls: &'static [SessionCall],
    /// What to do instead of a call that it has not; may be empty.
    pub(crate) instead: fn(SessionCall) -> &'static str,
}

impl Service {
    /// The word for it in recordings and on command lines.
    pub fn word(self) -> String {
        self.facts().name.to_lowercase()
    }

    /// The service with that word.
    pub fn from_word(word: &str) -> Option<Service> {
        Service::ALL.iter().copied().find(|it| it.word() == word)
    }

    /// Refuses a call that the service has not, and says who has it.
    pub(crate) fn check_has(self, operation: &Operation<'_>) -> Result<(), Error> {
        let Operation::Session(call, _) = operation else {
            return Ok(());
        };
        let has = |service: Service| service.facts().session_calls.contains(call);
        if has(self) {
            return Ok(());
        }
        let others = Service::ALL.iter().filter(|&&service| has(service));
        let names: Vec<&str> = others.map(|service| service.facts().name).collect();
        let Facts { name, instead, .. } = self.facts();
        let sentence = format!(
            "{} is not a call of {name}; these have it: {}{}",
            call.name(),
            names.join(", "),
            instead(*call)
        );
        Err(Error::new(Status::Unsupported, sentence))
    }
}

/// What a service is opened with.
pub(crate) struct Setup<'a> {
    pub(crate) api_key: Option<&'a str>,
    pub(crate) history_characters: usize,
}

/// How a service wants to be asked.
pub(crate) trait Wire: Send + Sync {
    /// The header that carries the key: its name and value.
    fn key_header(&self) -> Option<(&'static str, String)>;

    /// Writes the request down, or says what is wrong with it.
    fn call(&self, operation: Operation<'_>) -> Result<Plan, Error>;
}

/// Does a request here, and emits its events.
pub(crate) type Local = Box<dyn FnOnce(&mut dyn Emit) + Send>;

/// What is to be done for a request.
pub(crate) enum Plan {
    Send(Call),
    /// Done here, without the network.
    Local(Local),
}

/// A request as the service wants it.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Behind the base URL; begins with a slash, percent-encoded.
    pub(crate) path: String,
    /// Behind the path; percent-encoded, may be empty.
    pub(crate) query: String,
    /// JSON.
    pub(crate) body: Vec<u8>,
    /// Whether it may reach the service twice: because the service would know it again by its id, or
    /// because nothing comes of it.
    pub(crate) is_repeatable: bool,
    /// What reads the answer.
    pub(crate) decoder: Box<dyn Decoder>,
}

/// What a call is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// An event stream; other forms are read for what they hold.
    Stream,
    /// JSON.
    Json,
    /// Anything: that it succeeded is all that counts.
    Anything,
}

/// Reads the answer to one call.
pub(crate) trait Decoder: Send + Sync {
    /// What the call is answered with.
    fn expected(&self) -> Expected;

    /// How a stream of this service is cut into frames; no line or event is longer than `limit`.
    fn sse(&self, limit: usize) -> sse::Decoder {
        sse::Decoder::new(limit)
    }

    /// Whether the answer may end after the frames that came: `is_clean` when HTTP says that it is
    /// the end, and not when the connection just closed.
    fn may_end(&self, is_clean: bool) -> bool {
        is_clean
    }

    /// Whether all has been said, so that it does not matter what follows, or is cut.
    fn has_said_all(&self) -> bool {
        false
    }

    /// Reads one frame of an event stream.
    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure>;

    /// Reads an answer that is not a stream.
    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure>;

    /// Nothing more comes, because the answer is whole or because it failed: emits what waited for
    /// more.
    fn end(&mut self, is_whole: bool, out: &mut dyn Emit);

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
    pub(crate) raw: Raw<'static>,
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
            Ok(_) => Raw::new(text).into_static(),
            Err(_) => Raw::default(),
        };
        Failure { raw, ..self }
    }

    pub(crate) fn protocol(detail: impl Into<String>) -> Failure {
        Failure::new(Status::Protocol, detail)
    }
}
