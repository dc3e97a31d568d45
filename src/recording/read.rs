//! Reads a recording, and refuses one that is not whole.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use super::format::{Line, RecordedCall, Sent};
use super::{ClientRun, RecordedRequest, RecordedStep, Recording, Step, line};
use crate::options::Service;
use crate::status::Error;

/// No line that a client writes is longer.
pub(super) const LONGEST_LINE: usize = 64 << 20;
/// Nor is a file that a game should hold in memory.
pub(super) const LARGEST_FILE: u64 = 1 << 30;

impl Recording {
    /// Reads a recording.
    ///
    /// # Errors
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) when the file cannot be read, or is not wholly what it should
    /// be; the sentence names the line.
    pub fn load(path: &Path) -> Result<Recording, Error> {
        load(path)
    }

    /// Reads a recording from its text.
    ///
    /// # Errors
    /// As [`Recording::load`].
    pub fn parse(text: &[u8]) -> Result<Recording, Error> {
        parse(text)
    }
}

fn load(path: &Path) -> Result<Recording, Error> {
    let name = path.display();
    let unreadable =
        |error: std::io::Error| Error::invalid(format!("{name} cannot be read: {error}"));
    if path.metadata().is_ok_and(|it| !it.is_file()) {
        return Err(Error::invalid(format!("{name} is not a regular file")));
    }
    let file = File::open(path).map_err(unreadable)?;
    let mut text = Vec::new();
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut text)
        .map_err(unreadable)?;
    if text.len() as u64 > LARGEST_FILE {
        return Err(Error::invalid(format!(
            "{name} is larger than {LARGEST_FILE} bytes, the limit for recordings"
        )));
    }
    parse(&text).map_err(|error| Error::new(error.status(), format!("{name}, {error}")))
}

fn parse(text: &[u8]) -> Result<Recording, Error> {
    let mut reading = Reading::default();
    let mut number = 0;
    let mut rest = text;
    while !rest.is_empty() {
        number += 1;
        let wrong = |why: String| Error::invalid(format!("line {number}: {why}"));
        let Some(end) = memchr::memchr(b'\n', rest) else {
            return Err(wrong(
                if number == 1 {
                    line::FOREIGN
                } else {
                    "the line is cut off and the end of the file is missing: delete this line to replay the rest"
                }
                .into(),
            ));
        };
        let (line, following) = (&rest[..end], &rest[end + 1..]);
        rest = following;
        if line.len() > LONGEST_LINE {
            return Err(wrong(format!(
                "the line has {} bytes, and no line of a recording has more than {LONGEST_LINE}",
                line.len()
            )));
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        reading.take(number, line).map_err(wrong)?;
    }
    reading.end().ok_or_else(|| {
        Error::invalid("line 1: the file is empty: record one with record_path first")
    })
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    service: Option<Service>,
    runs: Vec<ClientRun>,
    requests: Vec<RecordedRequest>,
    /// The requests of this run that are not over, by number.
    open: HashMap<u64, Open>,
    numbers: HashSet<u64>,
    last_us: u64,
}

/// What may come next of a request.
struct Open {
    index: usize,
    at_us: u64,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Requested,
    Responding,
    Ended,
}

impl Reading {
    fn take(&mut self, number: usize, line: &[u8]) -> Result<(), String> {
        let line = match number {
            1 => line::first(line)?,
            _ => line::later(line)?,
        };
        let is_over = self.runs.last().is_none_or(|it| !it.end.is_empty());
        if is_over && !matches!(line, Line::Recording { .. }) {
            return Err("the line comes after the end of the recording".into());
        }
        match line {
            Line::Recording {
                version,
                library,
                service,
                base_url,
                started_unix_ms,
            } => {
                line::check_version(version)?;
                let run = ClientRun {
                    base_url: base_url.into_owned(),
                    library: library.into_owned(),
                    started_unix_ms,
                    end: String::new(),
                };
                self.begin(&service, run)
            }
            Line::Request {
                at_us,
                request,
                operation,
                asked,
                sent,
            } => {
                self.advance(at_us)?;
                let call = RecordedCall::read(&operation, asked)?;
                self.request(at_us, number, request, call, sent)
            }
            Line::EndOfRecording { at_us, reason } => {
                self.advance(at_us)?;
                if reason.is_empty() {
                    return Err("the reason is missing".into());
                }
                if let Some(run) = self.runs.last_mut() {
                    run.end = reason.into_owned();
                }
                Ok(())
            }
            step => {
                let (at_us, request, step) = line::step(step)?;
                self.step(at_us, request, step)
            }
        }
    }

    /// Begins a request.
    fn request(
        &mut self,
        at_us: u64,
        line: usize,
        number: u64,
        call: RecordedCall,
        sent: Option<Sent<'_>>,
    ) -> Result<(), String> {
        if !self.numbers.insert(number) {
            return Err(format!("request {number} appears twice"));
        }
        let open = Open {
            index: self.requests.len(),
            at_us,
            state: State::Requested,
        };
        self.open.insert(number, open);
        self.requests.push(RecordedRequest {
            run: self.runs.len() - 1,
            line,
            number,
            at: Duration::from_micros(at_us),
            call,
            sent: sent.map(line::sent_request),
            steps: Vec::new(),
        });
        Ok(())
    }

    /// Begins what another client wrote.
    fn begin(&mut self, service: &str, run: ClientRun) -> Result<(), String> {
        let known = Service::from_word(service)
            .ok_or_else(|| format!("the service {service:?} is not known to this library"))?;
        if self.service.is_some_and(|service| service != known) {
            return Err(format!(
                "the line is of another service, {service}: a recording has one service"
            ));
        }
        self.service = Some(known);
        self.open.clear();
        self.numbers.clear();
        self.last_us = 0;
        self.runs.push(run);
        Ok(())
    }

    fn advance(&mut self, at_us: u64) -> Result<(), String> {
        if at_us < self.last_us {
            let last = self.last_us;
            return Err(format!(
                "its time {at_us} is before {last} of an earlier line"
            ));
        }
        self.last_us = at_us;
        Ok(())
    }

    fn step(&mut self, at_us: u64, request: u64, what: Step) -> Result<(), String> {
        self.advance(at_us)?;
        let Some(open) = self.open.get_mut(&request) else {
            return Err(format!("request {request} was not started, or is over"));
        };
        open.state = match (open.state, &what) {
            (State::Requested, Step::Response { .. }) | (State::Responding, Step::Chunk(_)) => {
                State::Responding
            }
            (State::Requested, Step::Failed { .. }) => State::Ended,
            (
                State::Responding,
                Step::Complete | Step::Stopped | Step::Closed { .. } | Step::Failed { .. },
            ) => State::Ended,
            (State::Ended, Step::Retrying { .. }) => State::Requested,
            (_, Step::Finished(_)) => State::Ended,
            _ => return Err(format!("this line cannot come next for request {request}")),
        };
        let is_over = matches!(what, Step::Finished(_));
        let at = Duration::from_micros(at_us - open.at_us);
        self.requests[open.index]
            .steps
            .push(RecordedStep { at, what });
        if is_over {
            self.open.remove(&request);
        }
        Ok(())
    }

    fn end(self) -> Option<Recording> {
        Some(Recording {
            service: self.service?,
            runs: self.runs,
            requests: self.requests,
        })
    }
}
