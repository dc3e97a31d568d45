//! The events that a game read: the library decodes the recorded responses once more.

use std::ops::ControlFlow;
use std::slice;
use std::time::Duration;

use rpggo::event::{Elapsed, Retrying};
use rpggo::internals::{End, EventSink, Failure, Offline, Response, finished};
use rpggo::recording::{RecordedRequest, RecordedStep, Step};
use rpggo::{Event, EventKind, Options, Recording, Status};

/// The events of a request.
#[derive(Default)]
pub struct Decoded {
    pub events: Vec<Event<'static>>,
    /// Why the response could not be decoded.
    pub error: Option<String>,
}

/// Decodes all requests of the recording, in its order.
pub fn decode(recording: &Recording) -> Result<Vec<Decoded>, rpggo::Error> {
    let options = Options {
        // Required, but nothing is sent.
        api_key: Some("-".into()),
        ..Options::new(recording.service())
    };
    let mut decoded = Vec::new();
    for run in 0..recording.runs().len() {
        // A client's sessions end with it.
        let offline = Offline::new(&options)?;
        let requests = recording.requests().iter().filter(|it| it.run == run);
        decoded.extend(requests.map(|it| decode_request(&offline, it)));
    }
    Ok(decoded)
}

fn decode_request(offline: &Offline, request: &RecordedRequest) -> Decoded {
    let mut call = match offline.repeat(request) {
        Ok(call) => call,
        Err(error) => {
            return Decoded {
                error: Some(error.to_string()),
                ..Decoded::default()
            };
        }
    };
    let mut sink = Sink::default();
    let mut steps = request.steps.iter();
    let mut end = Ok(0);
    if call.is_local() {
        call.run_local(&mut sink);
    } else {
        while let Some(step) = steps.next() {
            sink.at = step.at;
            match &step.what {
                Step::Response {
                    http_status,
                    headers,
                } => {
                    let http_status = *http_status;
                    if (200..=299).contains(&http_status) {
                        sink.emit_bare(EventKind::Started {
                            http_status: http_status.into(),
                        });
                    }
                    end = match call.response(http_status, headers) {
                        Some(Ok(response)) => read(response, &mut steps, &mut sink),
                        Some(Err(failure)) => Err(failure),
                        None => Ok(()),
                    }
                    .map(|()| http_status)
                    .map_err(|failure| Failure {
                        http_status,
                        ..failure
                    });
                }
                Step::Failed { status, detail } => end = Err(Failure::new(*status, detail)),
                Step::Retrying { delay } => sink.retrying(*delay, &end),
                _ => {}
            }
        }
    }
    if let Some(status) = request.finished() {
        sink.at = duration(request);
        let end = match end {
            Err(failure) if failure.status == status => Err(failure),
            end if status == Status::Ok => end,
            _ => Err(Failure::new(status, "")),
        };
        sink.emit(finished(end));
    }
    Decoded {
        events: sink.events,
        error: None,
    }
}

/// Reads the chunks of a response, up to its end.
fn read(
    mut response: Response<'_>,
    steps: &mut slice::Iter<'_, RecordedStep>,
    sink: &mut Sink,
) -> Result<(), Failure> {
    let mut end = None;
    while let Some(step) = steps.as_slice().first() {
        let what = match &step.what {
            Step::Retrying { .. } | Step::Finished(_) => break,
            what => what,
        };
        steps.next();
        if end.is_some() {
            continue;
        }
        sink.at = step.at;
        end = match what {
            Step::Chunk(bytes) => match response.push(bytes, sink) {
                Ok(ControlFlow::Continue(())) => None,
                Ok(ControlFlow::Break(())) => Some(End::Done),
                Err(failure) => Some(End::Failed(failure)),
            },
            Step::Closed { status, detail } => Some(End::Closed(Failure::new(*status, detail))),
            Step::Failed { status, detail } => Some(End::Failed(Failure::new(*status, detail))),
            Step::Complete => Some(End::Eof),
            _ => Some(End::Done),
        };
    }
    let cut = || End::Failed(Failure::new(Status::Cancelled, ""));
    response.end(end.unwrap_or_else(cut), sink)
}

/// Collects events with their recorded times.
#[derive(Default)]
struct Sink {
    at: Duration,
    retries: i32,
    events: Vec<Event<'static>>,
}

impl Sink {
    fn emit_bare(&mut self, kind: EventKind<'static>) {
        let mut event = finished(Ok(0));
        event.kind = kind;
        self.emit(event);
    }

    fn retrying(&mut self, delay: Duration, end: &Result<u16, Failure>) {
        self.retries += 1;
        self.emit_bare(EventKind::Retrying(Retrying {
            attempt: self.retries,
            delay_ms: delay.as_millis() as i32,
            status: end.as_ref().map_or_else(|it| it.status, |_| Status::Ok),
        }));
    }
}

impl EventSink for Sink {
    fn emit(&mut self, event: Event<'_>) {
        let mut event = event.into_owned();
        event.elapsed = Elapsed::from_micros(self.at.as_micros() as u64);
        self.events.push(event);
    }
}

fn duration(request: &RecordedRequest) -> Duration {
    request.steps.last().map_or(Duration::ZERO, |it| it.at)
}
