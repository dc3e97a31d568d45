//! One request's link to what answers it: the service, perhaps recorded, or a recording.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::clock::Clock;
use crate::exchange::{Context, Stop};
use crate::http::{self, Http, Unsent};
use crate::limits::Limits;
use crate::options::Options;
use crate::recording::{Asked, How, Recorder, Step, Track};
use crate::redact::Redactor;
use crate::replay::{Claim, Job, Play, Replay};
use crate::request::RequestId;
use crate::retry;
use crate::service::{Call, Failure, Plan, Wire};
use crate::stats::Counters;
use crate::status::{Error, Status};

/// What answers the requests of a client.
pub(crate) enum Answerer {
    Service(Arc<Http>, Option<Arc<Recorder>>),
    Recording(Arc<Replay>),
}

/// One request's way there and back.
pub(crate) struct Link {
    request: u64,
    way: Way,
    received: u64,
}

enum Way {
    Service(ToService),
    Recording(Play),
}

/// The way to the service.
struct ToService {
    http: Arc<Http>,
    /// Where it is recorded.
    track: Option<Track>,
    clock: Clock,
}

/// An answer whose head has come.
pub(crate) struct Response {
    pub(crate) http_status: u16,
    /// Only until the body is read: they hold on to the memory that they were read into.
    pub(crate) headers: HeaderMap,
    /// How it came, for the log.
    pub(crate) way: &'static str,
    /// `None` where it is played.
    body: Option<reqwest::Response>,
}

/// What comes next of a body.
pub(crate) enum Piece {
    Bytes(Bytes),
    End,
    /// The server closed the connection without saying that this is the end.
    Closed(Failure),
}

impl Answerer {
    /// The service, whose answers are recorded where the options ask for it.
    pub(crate) fn service(
        options: &Options,
        wire: &dyn Wire,
        counters: &Arc<Counters>,
        redactor: &Redactor,
    ) -> Result<Answerer, Error> {
        let http = Http::new(options, wire, Arc::clone(counters))?;
        let recorder = options.record_path.as_deref().map(|path| {
            let (service, limit) = (options.service, options.max_recording_bytes);
            Recorder::open(path, limit, service, http.base_url(), redactor.clone())
        });
        let recorder = recorder.transpose()?.map(Arc::new);
        Ok(Answerer::Service(Arc::new(http), recorder))
    }

    /// Does what the game asked for when it had read so many events, when its time is there.
    pub(crate) fn admit(&self, read: u64, job: Job) {
        tripwire!("admit");
        match self {
            Answerer::Service(..) => job(),
            Answerer::Recording(replay) => replay.admit(read, job),
        }
    }

    /// What will answer a request, before it is written down.
    pub(crate) fn claim(&self, asked: &Asked) -> Claim {
        match self {
            Answerer::Service(..) => Claim::default(),
            Answerer::Recording(replay) => replay.claim(asked),
        }
    }

    /// The link of a request that starts now.
    pub(crate) fn link(
        &self,
        id: RequestId,
        asked: &Asked,
        plan: &Plan,
        claim: Claim,
        clock: Clock,
    ) -> Link {
        let call = match plan {
            Plan::Send(call) => Some(call),
            Plan::Local(_) => None,
        };
        tripwire!("link");
        let way = match self {
            Answerer::Service(http, recorder) => Way::Service(ToService {
                http: Arc::clone(http),
                track: recorder.as_ref().map(|it| it.track(id.get(), asked, call)),
                clock,
            }),
            Answerer::Recording(replay) => Way::Recording(replay.play(asked, claim)),
        };
        Link {
            request: id.get(),
            way,
            received: 0,
        }
    }
}

impl Link {
    pub(crate) fn clock(&self) -> Clock {
        match &self.way {
            Way::Service(service) => service.clock.clone(),
            Way::Recording(play) => play.clock(),
        }
    }

    /// How many bytes of answers came.
    pub(crate) fn received(&self) -> u64 {
        self.received
    }

    /// Where the answer comes from, where that is a recording.
    pub(crate) fn place(&self) -> Option<String> {
        match &self.way {
            Way::Service(..) => None,
            Way::Recording(play) => play.place(),
        }
    }

    /// Waits until the request may begin.
    pub(crate) async fn begin(&mut self) {
        if let Way::Recording(play) = &mut self.way {
            play.begin().await;
        }
    }

    /// The timeouts that the request has: a recording has those that struck.
    pub(crate) fn limits(&self, context: &Context) -> Limits {
        match &self.way {
            Way::Service(..) => Limits::new(&context.options),
            Way::Recording(_) => Limits::none(),
        }
    }

    /// Asks, and waits for the head of the answer.
    pub(crate) async fn send(&mut self, call: &Call, limits: &Limits) -> Result<Response, Stop> {
        tripwire!("send");
        match &mut self.way {
            Way::Service(ToService { http, track, .. }) => {
                let answered = ask(http, call, limits).await;
                if let Some(track) = track {
                    match &answered {
                        Ok(response) => track.answer(response.http_status, &response.headers),
                        Err(stop) => track.end(How::Failed, Some(&stop.failure)),
                    }
                }
                answered
            }
            Way::Recording(play) => match play.step().await {
                Some(Step::Answer {
                    http_status,
                    headers,
                }) => Ok(Response {
                    http_status,
                    headers: recorded_headers(&headers),
                    way: "from the recording",
                    body: None,
                }),
                Some(Step::Failed { status, detail }) => {
                    Err(Stop::at(0, Failure::new(status, detail)))
                }
                other => Err(Stop::at(0, play.over(other))),
            },
        }
    }

    /// The next piece of the answer.
    pub(crate) async fn piece(
        &mut self,
        context: &Context,
        response: &mut Response,
        limits: &Limits,
    ) -> Result<Piece, Failure> {
        tripwire!("piece");
        response.headers = HeaderMap::new();
        let piece = match &mut self.way {
            Way::Service(ToService { http, .. }) => match &mut response.body {
                Some(body) => read(http, body, limits).await,
                None => Ok(Piece::End),
            },
            Way::Recording(play) => match play.step().await {
                Some(Step::Chunk(bytes)) => Ok(Piece::Bytes(bytes)),
                Some(Step::Complete) => Ok(Piece::End),
                Some(Step::Closed { status, detail }) => {
                    Ok(Piece::Closed(Failure::new(status, detail)))
                }
                Some(Step::Failed { status, detail }) => Err(Failure::new(status, detail)),
                other => Err(play.over(other)),
            },
        };
        if let Ok(Piece::Bytes(bytes)) = &piece {
            context.counters.received(bytes.len());
            self.received += bytes.len() as u64;
            tracing::debug!(
                request = self.request,
                "{} bytes after {:.0} ms",
                bytes.len(),
                self.clock().elapsed().as_millis()
            );
        }
        if let Some(track) = self.track() {
            match &piece {
                Ok(Piece::Bytes(bytes)) => track.chunk(bytes),
                Ok(Piece::End) => track.end(How::Complete, None),
                Ok(Piece::Closed(failure)) => track.end(How::Closed, Some(failure)),
                Err(failure) => track.end(How::Failed, Some(failure)),
            }
        }
        piece
    }

    /// Where it is recorded.
    fn track(&mut self) -> Option<&mut Track> {
        match &mut self.way {
            Way::Service(ToService { track, .. }) => track.as_mut(),
            Way::Recording(_) => None,
        }
    }

    /// The client reads no more of this answer.
    pub(crate) fn stop_reading(&mut self) {
        if let Some(track) = self.track() {
            track.stop();
        }
    }

    /// How long to wait before asking again, after `stop`; `None`: not at all.
    pub(crate) async fn retry_delay(
        &mut self,
        context: &Context,
        stop: &Stop,
        retries: u32,
        limits: &Limits,
    ) -> Option<Duration> {
        match &mut self.way {
            Way::Service(ToService { track, .. }) => {
                if !stop.may_retry || retries >= context.options.max_retries {
                    return None;
                }
                let delay = retry::delay(retries + 1, stop.retry_after)?;
                if !limits.allows(delay) {
                    return None;
                }
                // As the game hears of it: in milliseconds.
                let delay = Duration::from_millis(delay.as_millis() as u64);
                if let Some(track) = track {
                    track.retrying(delay.as_millis() as u64);
                }
                Some(delay)
            }
            Way::Recording(play) => match play.after_answer().await {
                Some(Step::Retrying { delay }) => Some(delay),
                _ => None,
            },
        }
    }

    /// Waits before asking again. A recording has its own times.
    pub(crate) async fn wait(&self, delay: Duration) {
        if let Way::Service(..) = &self.way {
            tokio::time::sleep(delay).await;
        }
    }

    /// The request is over.
    pub(crate) fn finished(&mut self, status: Status) {
        tripwire!("finished");
        match &mut self.way {
            Way::Service(ToService { track, .. }) => {
                if let Some(track) = track {
                    track.finished(status);
                }
            }
            Way::Recording(play) => play.finish(status),
        }
    }
}

impl Response {
    #[cfg(rpggo_bench)]
    pub(crate) fn of(answer: impl Into<reqwest::Response>) -> Response {
        let mut answer = answer.into();
        Response {
            http_status: answer.status().as_u16(),
            headers: std::mem::take(answer.headers_mut()),
            way: "from memory",
            body: Some(answer),
        }
    }

    /// What is left of it, for the connection to be used again.
    pub(crate) fn into_rest(self) -> Option<reqwest::Response> {
        self.body
    }
}

async fn ask(http: &Http, call: &Call, limits: &Limits) -> Result<Response, Stop> {
    match limits.first_byte(http.send(call)).await {
        Ok(Ok(mut answer)) => {
            let is_reused = http.is_reused(&answer);
            // Notes of those who carried it, which nobody reads any more.
            drop(std::mem::take(answer.extensions_mut()));
            Ok(Response {
                http_status: answer.status().as_u16(),
                headers: std::mem::take(answer.headers_mut()),
                way: if is_reused {
                    "on an open connection"
                } else {
                    "on a new connection"
                },
                body: Some(answer),
            })
        }
        Ok(Err(Unsent {
            failure,
            is_unconnected,
        })) => {
            let may_retry = matches!(failure.status, Status::Network | Status::Timeout)
                && (call.is_repeatable || is_unconnected);
            Err(Stop {
                may_retry,
                ..Stop::at(0, failure)
            })
        }
        // The service may be at work on it: asked again, it would answer twice.
        Err(failure) => Err(Stop::at(0, failure)),
    }
}

async fn read(
    http: &Http,
    body: &mut reqwest::Response,
    limits: &Limits,
) -> Result<Piece, Failure> {
    match limits.idle(body.chunk()).await? {
        Ok(Some(bytes)) => Ok(Piece::Bytes(bytes)),
        Ok(None) => Ok(Piece::End),
        Err(error) => {
            let is_closed = http::is_closed(&error);
            let failure = http.failure(error);
            if is_closed {
                Ok(Piece::Closed(failure))
            } else {
                Err(failure)
            }
        }
    }
}

fn recorded_headers(headers: &[(String, String)]) -> HeaderMap {
    let parsed = headers.iter().filter_map(|(name, value)| {
        let name = HeaderName::try_from(name).ok()?;
        Some((name, HeaderValue::try_from(value).ok()?))
    });
    parsed.collect()
}
