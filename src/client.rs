//! The handle that holds it all: requests go out at one end, events come in at the other.

use std::sync::Arc;

use futures::future::{AbortHandle, AbortRegistration};

use crate::event::{Event, FromEvent};
use crate::lock::lock;
use crate::options::{Options, ReplaySpeed, WipedOnDrop};
use crate::pipeline::context::Context;
use crate::pipeline::request_task::{Cancel, RequestTask, Running, Waiting};
use crate::recording::write::Recorder;
use crate::recording::{RecordedCall, Recording};
use crate::redact::{Redactor, Secrets};
use crate::request::{ChatRequest, Request, RequestId, SessionCall, SessionRequest};
use crate::runtime::queue::{self, QueueDepth, Reader};
use crate::runtime::random;
use crate::runtime::time::Clock;
use crate::runtime::worker::{TaskSender, Worker};
use crate::service::{self, Protocol, ServiceConfig};
use crate::stats::{Counters, Stats};
use crate::status::{Error, Status};
use crate::transport::Transport;
use crate::transport::http::HttpTransport;
use crate::transport::record::Recorded;
use crate::transport::replay::{GameReads, Replay};

/// A client of a service. Every call returns at once; the response arrives as [`Event`]s.
///
/// Dropping it cancels its requests and returns within 100 ms. Events that are already queued can
/// still be read, but the requests cancelled this way do not finish.
pub struct Client {
    // First: its thread ends before the rest is dropped.
    worker: Worker,
    protocol: Box<dyn Protocol>,
    pub(crate) context: Arc<Context>,
    running: Arc<Running>,
    depth: Arc<QueueDepth>,
    spawn: Box<Spawn>,
}

/// The events of a [`Client`]'s requests, in order.
pub struct Events<E = Event<'static>> {
    pub(crate) reader: Reader<E>,
}

/// Runs a request on the thread; knows the form of the events, which the client does not.
type Spawn = dyn Fn(&TaskSender, RequestTask) + Send + Sync;

impl Client {
    /// Creates a client and the receiver of its events.
    ///
    /// # Errors
    /// [`Status::InvalidArgument`] when an option is invalid or the key is missing;
    /// [`Status::Internal`] when the system cannot create a thread.
    pub fn new(options: Options) -> Result<(Client, Events), Error> {
        Client::with_events(options)
    }

    /// The same with another form of events, which are built on the library's thread.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_events<E: FromEvent>(options: Options) -> Result<(Client, Events<E>), Error> {
        let mut options = WipedOnDrop(options);
        let recording = recording(&options.0)?;
        let key = service::api_key(&options.0)?;
        // It was read, and may be long.
        options.0.replay_text = None;
        let options = &options.0;
        let key = key.as_ref().map(|key| key.as_str());
        let protocol = options.service.open(&ServiceConfig {
            api_key: key,
            max_history_characters: options.max_history_characters,
        });
        let redactor = Redactor::new(&Secrets {
            key,
            extra_headers: options.extra_headers.as_deref(),
            proxy_url: options.proxy_url.as_deref(),
            query: options.query.as_deref(),
            environment: !options.ignore_environment_proxy,
        });
        let counters = Arc::<Counters>::default();
        let (writer, reader) = queue::queue::<E>(options.max_queued_bytes);
        let worker = Worker::start()?;
        let transport: Box<dyn Transport> = match recording {
            Some(recording) => {
                let game = GameReads {
                    drain_signal: reader.drain_signal(),
                    depth: reader.depth(),
                    tasks: worker.tasks().clone(),
                };
                Box::new(Replay::new(recording, options.replay_speed, game))
            }
            None => {
                let http = HttpTransport::new(options, &*protocol, Arc::clone(&counters))?;
                recorded(http, options, &redactor)?
            }
        };
        let writer = Arc::new(tokio::sync::Mutex::new(writer));
        let client = Client {
            protocol,
            context: Arc::new(Context {
                transport,
                redactor,
                options: options.without_secrets(),
                counters,
            }),
            running: Arc::default(),
            depth: reader.depth(),
            spawn: Box::new(move |tasks, task| {
                let (context, events_read) = (Arc::clone(&task.context), task.events_read);
                let waiting = Waiting::new(task, Arc::clone(&writer));
                tasks.send(move || {
                    fail_point!("schedule");
                    let start = Box::new(move || waiting.start());
                    context.transport.schedule(events_read, start);
                });
            }),
            worker,
        };
        Ok((client, Events { reader }))
    }

    /// Sends a message to a character.
    ///
    /// # Errors
    /// [`Status::InvalidArgument`] when a field is missing or invalid, [`Status::Busy`] when too
    /// many requests are in progress, [`Status::Unsupported`] when the service does not support
    /// this call.
    pub fn chat(&self, request: &ChatRequest) -> Result<RequestId, Error> {
        self.start(Request::Chat(request))
    }

    /// Starts a session: RPGGO's `startgame`, the persona's `init-session`; for OpenAI-compatible
    /// servers, handled in the client, without the network.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_start(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Request::Session(SessionCall::Start, request))
    }

    /// Resumes an earlier session: RPGGO's `resumesession`; with other services, fetches its
    /// history.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_resume(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Request::Session(SessionCall::Resume, request))
    }

    /// Fetches the history of a session (persona, OpenAI).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_history(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Request::Session(SessionCall::History, request))
    }

    /// Restarts a session (persona, OpenAI).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_reset(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Request::Session(SessionCall::Reset, request))
    }

    /// Switches to another chapter (RPGGO: `changechapter`).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn chapter_change(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Request::Session(SessionCall::ChapterChange, request))
    }

    /// Fetches a preview of a game (RPGGO: `gamemetadata`).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn game_fetch(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Request::Session(SessionCall::GameFetch, request))
    }

    /// Cancels a request: closes its connection and finishes it with [`Status::Cancelled`]. Events
    /// that are already queued are still delivered. A request that has already finished is not an
    /// error.
    pub fn cancel(&self, request: RequestId) {
        match lock(&self.running).get_mut(&request) {
            Some(cancel) if !cancel.is_requested => cancel.is_requested = true,
            // It is over, or cancelled before. A game that cancels without end must not keep the
            // thread from its work, nor fill the memory with tasks.
            _ => return,
        }
        let running = Arc::clone(&self.running);
        let context = Arc::clone(&self.context);
        let events_read = self.depth.popped();
        self.worker.tasks().send(move || {
            let cancel = Box::new(move || {
                fail_point!("cancel");
                if let Some(cancel) = lock(&running).get(&request) {
                    cancel.handle.abort();
                }
            });
            context.transport.schedule(events_read, cancel);
        });
    }

    /// The statistics since its creation, and the current queue.
    pub fn stats(&self) -> Stats {
        let (events, queued_events) = self.depth.events();
        Stats {
            events,
            queued_events,
            queued_bytes: self.depth.bytes() as u64,
            ..self.context.counters.snapshot()
        }
    }

    fn start(&self, request: Request<'_>) -> Result<RequestId, Error> {
        self.context.options.service.check_supports(&request)?;
        // First: a call that is refused changes nothing.
        let (mut place, cancelled) = self.admit()?;
        self.launch(place.id, request, cancelled)?;
        place.is_taken = true;
        Ok(place.id)
    }

    /// A place among the requests in progress.
    fn admit(&self) -> Result<(Place<'_>, AbortRegistration), Error> {
        let limit = self.context.options.max_requests;
        let mut running = lock(&self.running);
        if running.len() >= limit {
            return Err(Error::new(
                Status::Busy,
                format!(
                    "{limit} requests are in progress (max_requests): wait for one to finish, or \
                     cancel one"
                ),
            ));
        }
        let (handle, cancelled) = AbortHandle::new_pair();
        let cancel = Cancel {
            handle,
            is_requested: false,
        };
        let id = RequestId::next();
        running.insert(id, cancel);
        let place = Place {
            id,
            running: &self.running,
            is_taken: false,
        };
        Ok((place, cancelled))
    }

    /// Encodes a request, and runs it.
    fn launch(
        &self,
        id: RequestId,
        request: Request<'_>,
        cancelled: AbortRegistration,
    ) -> Result<(), Error> {
        let mut call = RecordedCall::new(&request);
        let reservation = self.context.transport.reserve(&call);
        let message_id = reservation.message_id.as_ref();
        call.name_message(|| message_id.cloned().unwrap_or_else(random::id));
        fail_point!("request");
        let operation = self.protocol.operation(call.request())?;
        self.context.counters.started();
        let task = RequestTask {
            id,
            events_read: self.depth.popped(),
            call,
            operation,
            reservation,
            clock: Clock::start(),
            context: Arc::clone(&self.context),
            running: Arc::clone(&self.running),
            cancelled,
        };
        (self.spawn)(self.worker.tasks(), task);
        Ok(())
    }
}

/// A place among the requests in progress, which is free again where its request is not launched.
struct Place<'a> {
    id: RequestId,
    running: &'a Running,
    is_taken: bool,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if !self.is_taken {
            lock(self.running).remove(&self.id);
        }
    }
}

/// The recording that is replayed instead of asking the service.
fn recording(options: &Options) -> Result<Option<Arc<Recording>>, Error> {
    if let ReplaySpeed::Times(factor) = options.replay_speed
        && !(0.01..=1000.0).contains(&factor)
    {
        return Err(Error::invalid(format!(
            "replay_speed is {factor}: use 0.01 to 1000, or -1 (as fast as the game polls)"
        )));
    }
    let named = |name: &str, error: Error| {
        Error::new(error.status(), format!("{name}: {}", error.message()))
    };
    let recording = match (&options.replay_path, &options.replay_text) {
        (Some(_), Some(_)) => {
            return Err(Error::invalid(
                "replay_path and replay_text are both set: set one",
            ));
        }
        (Some(path), None) => Recording::load(path).map_err(|it| named("replay_path", it))?,
        (None, Some(text)) => {
            Recording::parse(text.as_bytes()).map_err(|it| named("replay_text", it))?
        }
        (None, None) => return Ok(None),
    };
    if options.record_path.is_some() {
        return Err(Error::invalid(
            "record_path and replay_path are both set: record or replay, not both",
        ));
    }
    if recording.service() != options.service {
        return Err(Error::invalid(format!(
            "the recording is of {}, but service is {}: set service to the recording's",
            recording.service().info().name,
            options.service.info().name
        )));
    }
    Ok(Some(Arc::new(recording)))
}

/// The transport, recorded where the options ask for it.
fn recorded(
    http: HttpTransport,
    options: &Options,
    redactor: &Redactor,
) -> Result<Box<dyn Transport>, Error> {
    let Some(path) = &options.record_path else {
        return Ok(Box::new(http));
    };
    let (service, limit) = (options.service, options.max_recording_bytes);
    let recorder = Recorder::open(path, limit, service, http.base_url(), redactor.clone())?;
    Ok(Box::new(Recorded {
        inner: http,
        recorder: Arc::new(recorder),
    }))
}

impl<E> Events<E> {
    /// Returns the next event, if there is one. Never waits; call it once per frame until it
    /// returns `None`.
    pub fn poll(&mut self) -> Option<E> {
        self.reader.pop()
    }

    /// Whether there is none, and nothing waits for a poll that finds none.
    pub(crate) fn is_empty(&self) -> bool {
        self.reader.is_empty()
    }

    /// Returns an event to the library, so that it is freed on the library's thread and not on this
    /// one.
    pub fn recycle(&mut self, event: E) {
        self.reader.recycle(event);
    }
}
