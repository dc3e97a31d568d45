//! The services. All that is known of one is in its file or folder; its bare listing is cut
//! into frames in `wire::sse`.

mod aurora;
mod decoder;
mod encode;
mod error_body;
mod error_status;
mod key;
mod openai;
mod persona;
mod protocol;
mod rpggo;

#[cfg(test)]
mod testing;

pub(crate) use decoder::{Decoder, ResponseKind};
pub(crate) use error_body::ErrorBody;
pub(crate) use key::api_key;
pub(crate) use protocol::{HttpCall, Operation, Protocol, ServiceConfig, ServiceInfo};

use crate::options::Service;
use crate::request::Request;
use crate::status::{Error, Status};

impl Service {
    pub(crate) fn info(self) -> &'static ServiceInfo {
        match self {
            Service::Rpggo => &rpggo::INFO,
            Service::Persona => &persona::INFO,
            Service::Aurora => &aurora::INFO,
            Service::Openai => &openai::INFO,
        }
    }

    /// The service's protocol for one client.
    pub(crate) fn open(self, config: &ServiceConfig<'_>) -> Box<dyn Protocol> {
        match self {
            Service::Rpggo => rpggo::open(config),
            Service::Persona => persona::open(config),
            Service::Aurora => aurora::open(config),
            Service::Openai => openai::open(config),
        }
    }

    /// The word for it in recordings and on command lines.
    pub fn word(self) -> String {
        self.info().name.to_lowercase()
    }

    /// The service with that word.
    pub fn from_word(word: &str) -> Option<Service> {
        Service::ALL.iter().copied().find(|it| it.word() == word)
    }

    /// Refuses a call that the service does not support, and says which services do.
    pub(crate) fn check_supports(self, request: &Request<'_>) -> Result<(), Error> {
        let Request::Session(call, _) = request else {
            return Ok(());
        };
        let supports = |service: Service| service.info().session_calls.contains(call);
        if supports(self) {
            return Ok(());
        }
        let others = Service::ALL.iter().filter(|&&service| supports(service));
        let names: Vec<&str> = others.map(|service| service.info().name).collect();
        let ServiceInfo { name, instead, .. } = self.info();
        let sentence = format!(
            "{name} does not support {} (supported by {}){}",
            call.name(),
            names.join(", "),
            instead(*call)
        );
        Err(Error::new(Status::Unsupported, sentence))
    }
}
