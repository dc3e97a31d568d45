//! What all services have in common, and which of them a request is for.

use std::sync::Arc;
use std::time::Duration;

use hyper::StatusCode;

use crate::answer::Answer;
use crate::aurora::Aurora;
use crate::distort::{self, Outgoing};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::openai::OpenAi;
use crate::persona::Persona;
use crate::request::Request;
use crate::rpggo::Rpggo;
use crate::seen::Seen;
use crate::story::Story;

/// What a service is made from.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) story: Arc<Story>,
    pub(crate) api_key: Option<String>,
    pub(crate) pace: Duration,
}

/// The wire of one service.
pub(crate) trait Service: Send {
    /// How it is called in a sentence.
    fn name(&self) -> &'static str;

    /// Its paths, for somebody who got lost.
    fn paths(&self) -> &'static [&'static str];

    /// Is this path one of its own?
    fn knows(&self, path: &str) -> bool {
        self.paths().contains(&path)
    }

    /// Does it answer a message that is sent again as it did before? If not, a request that a fault
    /// refuses must not move the story.
    fn knows_retries(&self) -> bool {
        false
    }

    /// Why this fault does not exist here, if it does not.
    fn check(&self, fault: &Fault) -> Result<(), String> {
        match fault.is_common() {
            true => Ok(()),
            false => Err(self.has_no(fault)),
        }
    }

    /// The sentence for a fault that does not exist here.
    fn has_no(&self, fault: &Fault) -> String {
        format!(
            "The fault \"{}\" does not exist for {}.",
            fault.name(),
            self.name()
        )
    }

    /// The answer of the story.
    fn answer(&mut self, request: &Request) -> Answer;

    /// A refusal that only this service has.
    fn refusal(&self, _fault: &Fault) -> Option<Answer> {
        None
    }

    /// The JSON that comes with an HTTP error.
    fn status_body(&self, path: &str, status: u16) -> Vec<u8>;

    /// The JSON that says an error over HTTP 200.
    fn error_body(&self, path: &str, code: i64) -> Vec<u8> {
        self.status_body(path, u16::try_from(code).unwrap_or_default())
    }

    /// An error in the middle of a stream.
    fn error_frame(&self, path: &str, code: i64) -> Frame {
        Frame::new("", self.error_body(path, code))
    }

    /// Adds what a later version of the service might send.
    fn add_unknown(&self, frames: &mut Vec<Frame>, streams: bool);
}

/// All services that are there.
pub(crate) struct Services(Vec<Box<dyn Service>>);

impl Services {
    pub(crate) fn new(setup: &Setup) -> Services {
        Services(vec![
            // The first one also answers for paths that nobody knows.
            Box::new(Rpggo::new(setup.clone())),
            Box::new(Persona::new(setup.clone())),
            Box::new(Aurora::new(setup.clone())),
            Box::new(OpenAi::new(setup.clone())),
        ])
    }

    /// Why one of these faults does not exist for this path, if it does not.
    pub(crate) fn check(&self, target: &str, faults: &[Fault]) -> Result<(), String> {
        let (path, _) = path_and_query(target);
        let service = &self.0[self.position(path).unwrap_or_default()];
        faults.iter().try_for_each(|fault| service.check(fault))
    }

    /// What goes over the wire for this request.
    pub(crate) fn outgoing(&mut self, seen: &Seen, faults: &[Fault]) -> Outgoing {
        let (path, query) = path_and_query(&seen.path);
        let position = self.position(path);
        let nowhere = position.is_none().then(|| self.nowhere(path));
        let service = &mut self.0[position.unwrap_or_default()];
        let request = Request {
            seen,
            path,
            query,
            faults,
        };
        if let Some(refusal) = distort::refusal(faults, &seen.path, &**service) {
            if nowhere.is_none() && service.knows_retries() {
                service.answer(&request);
            }
            return Outgoing::refusal(refusal, faults);
        }
        let answer = nowhere.unwrap_or_else(|| service.answer(&request));
        Outgoing::answer(answer, faults, path, &**service)
    }

    fn position(&self, path: &str) -> Option<usize> {
        self.0.iter().position(|service| service.knows(path))
    }

    fn nowhere(&self, path: &str) -> Answer {
        let known = self.0.iter().flat_map(|service| service.paths());
        let known: Vec<&str> = known.copied().collect();
        let sentence = format!(
            "There is no {path} here. The paths are: {}.",
            known.join(", ")
        );
        Answer::text(404, &sentence)
    }
}

fn path_and_query(target: &str) -> (&str, &str) {
    target.split_once('?').unwrap_or((target, ""))
}

/// What an HTTP status says in words.
pub(crate) fn status_words(status: u16) -> &'static str {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("Something went wrong")
}
