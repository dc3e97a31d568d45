//! The trait of all services, and the selection of the service for a request.

use std::sync::Arc;
use std::time::Duration;

use hyper::StatusCode;

use crate::aurora::Aurora;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::inject::{self, Outgoing};
use crate::openai::OpenAi;
use crate::persona::Persona;
use crate::request::Request;
use crate::request_log::Seen;
use crate::response::Response;
use crate::rpggo::Rpggo;
use crate::story::Story;

/// The configuration of a service.
#[derive(Clone)]
pub(crate) struct ServiceConfig {
    pub(crate) story: Arc<Story>,
    pub(crate) api_key: Option<String>,
    pub(crate) pace: Duration,
}

/// The protocol of one service.
pub(crate) trait Service: Send {
    /// Its name in error messages.
    fn name(&self) -> &'static str;

    /// Its paths, for the response to an unknown path.
    fn paths(&self) -> &'static [&'static str];

    /// Whether this is one of its paths.
    fn handles(&self, path: &str) -> bool {
        self.paths().contains(&path)
    }

    /// Whether a message that is sent again gets the same response. If not, the story must not
    /// advance when a fault replaces the response with an error.
    fn detects_retries(&self) -> bool {
        false
    }

    /// An error message if the service does not support this fault.
    fn check(&self, fault: &Fault) -> Result<(), String> {
        match fault.is_common() {
            true => Ok(()),
            false => Err(self.unsupported(fault)),
        }
    }

    /// The error message for a fault that the service does not support.
    fn unsupported(&self, fault: &Fault) -> String {
        format!(
            "The fault \"{}\" does not exist for {}.",
            fault.name(),
            self.name()
        )
    }

    /// The response from the story.
    fn respond(&mut self, request: &Request) -> Response;

    /// The response to a fault that only this service supports.
    fn fault_response(&self, _fault: &Fault) -> Option<Response> {
        None
    }

    /// The body of an HTTP error.
    fn status_body(&self, path: &str, status: u16) -> Vec<u8>;

    /// The body of an error with HTTP 200.
    fn error_body(&self, path: &str, code: i64) -> Vec<u8> {
        self.status_body(path, u16::try_from(code).unwrap_or_default())
    }

    /// An error in the middle of a stream.
    fn error_frame(&self, path: &str, code: i64) -> Frame {
        Frame::new("", self.error_body(path, code))
    }

    /// Adds frames and fields that a later version of the service might send.
    fn add_unknown(&self, frames: &mut Vec<Frame>, streams: bool);
}

/// All services.
pub(crate) struct Services(Vec<Box<dyn Service>>);

impl Services {
    pub(crate) fn new(config: &ServiceConfig) -> Services {
        Services(vec![
            // The first one also handles faults of unknown paths.
            Box::new(Rpggo::new(config.clone())),
            Box::new(Persona::new(config.clone())),
            Box::new(Aurora::new(config.clone())),
            Box::new(OpenAi::new(config.clone())),
        ])
    }

    /// An error message if one of these faults is not supported for this path.
    pub(crate) fn check(&self, target: &str, faults: &[Fault]) -> Result<(), String> {
        let (path, _) = path_and_query(target);
        let service = &self.0[self.position(path).unwrap_or_default()];
        faults.iter().try_for_each(|fault| service.check(fault))
    }

    /// The response to this request, with its faults.
    pub(crate) fn outgoing(&mut self, seen: &Seen, faults: &[Fault]) -> Outgoing {
        let (path, query) = path_and_query(&seen.path);
        let position = self.position(path);
        let not_found = position.is_none().then(|| self.not_found(path));
        let service = &mut self.0[position.unwrap_or_default()];
        let request = Request {
            seen,
            path,
            query,
            faults,
        };
        if let Some(response) = inject::replacement(faults, &seen.path, &**service) {
            if not_found.is_none() && service.detects_retries() {
                service.respond(&request);
            }
            return Outgoing::encode(response, faults);
        }
        let response = not_found.unwrap_or_else(|| service.respond(&request));
        Outgoing::with_faults(response, faults, path, &**service)
    }

    fn position(&self, path: &str) -> Option<usize> {
        self.0.iter().position(|service| service.handles(path))
    }

    fn not_found(&self, path: &str) -> Response {
        let paths = self.0.iter().flat_map(|service| service.paths());
        let paths: Vec<&str> = paths.copied().collect();
        let message = format!("Unknown path {path}. The paths are: {}.", paths.join(", "));
        Response::text(404, &message)
    }
}

fn path_and_query(target: &str) -> (&str, &str) {
    target.split_once('?').unwrap_or((target, ""))
}

/// The reason phrase of an HTTP status.
pub(crate) fn reason_phrase(status: u16) -> &'static str {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("Something went wrong")
}
