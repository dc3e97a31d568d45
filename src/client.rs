//! The handle that holds it all: requests go out at one end, events come in at the other.

use std::sync::Arc;
use std::time::Instant;

use futures::future::AbortHandle;

use crate::clock::Clock;
use crate::event::{Event, FromEvent};
use crate::exchange::Context;
use crate::link::Answerer;
use crate::lock::lock;
use crate::log::{Collector, Lines};
use crate::options::{Options, Passing};
use crate::queue::{self, Level, Reader};
use crate::random;
use crate::recording::{Asked, RecordedRequest};
use crate::redact::{Redactor, Secrets};
use crate::replay::{Claim, Reading, Replay};
use crate::request::{ChatRequest, Operation, RequestId, SessionCall, SessionRequest};
use crate::running::{Cancel, Launch, Running, Waiting};
use crate::service::{Plan, Setup, Wire};
use crate::stats::{Counters, Stats};
use crate::status::{Error, Status};
use crate::worker::{Post, Worker};

/// A client of a service. Every call returns at once; the response arrives as [`Event`]s.
///
/// Dropping it cancels its requests and returns within 100 ms. Events that are already queued can
/// still be read, but the requests cancelled this way do not finish.
pub struct Client {
    // First: its thread ends before the rest is dropped.
    worker: Worker,
    wire: Box<dyn Wire>,
    context: Arc<Context>,
    running: Arc<Running>,
    level: Arc<Level>,
    spawn: Box<Spawn>,
}

/// The events of a [`Client`]'s requests, in order.
pub struct Events<E = Event<'static>> {
    reader: Reader<E>,
}

/// Runs a request on the thread; knows the form of the events, which the client does not.
type Spawn = dyn Fn(&Post, Launch) + Send + Sync;

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
        let passing = Passing(options);
        let options = &passing.0;
        options.check_replay()?;
        let key = options.checked_api_key()?;
        let key = key.as_ref().map(|key| key.as_str());
        let wire = options.service.open(&Setup {
            api_key: key,
            history_characters: options.max_history_characters,
        });
        let redactor = Redactor::new(&Secrets {
            key,
            extra_headers: options.extra_headers.as_deref(),
            proxy_url: options.proxy_url.as_deref(),
            environment: !options.ignore_environment_proxy,
        });
        let counters = Arc::<Counters>::default();
        let log = options.log_level.map(|most| Collector {
            lines: Arc::<Lines>::default(),
            most,
        });
        let lines = log.as_ref().map(|log| Arc::clone(&log.lines));
        let (writer, reader) = queue::queue::<E>(options.max_queued_bytes);
        let worker = Worker::start(log)?;
        let answerer = match &options.replay {
            Some(recording) => {
                let reading = Reading {
                    gate: reader.gate(),
                    level: reader.level(),
                    post: worker.post().clone(),
                };
                let replay = Replay::new(Arc::clone(recording), options.pace, reading);
                Answerer::Recording(Arc::new(replay))
            }
            None => Answerer::service(options, &*wire, &counters, &redactor)?,
        };
        let writer = Arc::new(tokio::sync::Mutex::new(writer));
        let client = Client {
            wire,
            context: Arc::new(Context {
                answerer,
                redactor,
                options: options.without_secrets(),
                counters,
                lines,
            }),
            running: Arc::default(),
            level: reader.level(),
            spawn: Box::new(move |post, launch| {
                let (context, read) = (Arc::clone(&launch.context), launch.read);
                let waiting = Waiting::new(launch, Arc::clone(&writer));
                post.post(move || {
                    let begin = Box::new(move || waiting.begin());
                    context.answerer.admit(read, begin);
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
        self.start(Operation::Chat(request))
    }

    /// Starts a session: RPGGO's `startgame`, the persona's `init-session`; for OpenAI-compatible
    /// servers, handled in the client, without the network.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_start(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::Start, request))
    }

    /// Resumes an earlier session: RPGGO's `resumesession`; with other services, fetches its
    /// history.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_resume(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::Resume, request))
    }

    /// Fetches the history of a session (persona, OpenAI).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_history(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::History, request))
    }

    /// Restarts a session (persona, OpenAI).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_reset(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::Reset, request))
    }

    /// Switches to another chapter (RPGGO: `changechapter`).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn chapter_change(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::ChapterChange, request))
    }

    /// Fetches a preview of a game (RPGGO: `gamemetadata`).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn game_fetch(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::GameFetch, request))
    }

    /// Cancels a request: closes its connection and finishes it with [`Status::Cancelled`]. Events
    /// that are already queued are still delivered. A request that has already finished is not an
    /// error.
    pub fn cancel(&self, request: RequestId) {
        match lock(&self.running).get_mut(&request) {
            Some(cancel) if !cancel.is_asked => cancel.is_asked = true,
            // It is over, or cancelled before. A game that asks without end must not keep the
            // thread from its work, nor fill the memory with jobs.
            _ => return,
        }
        let running = Arc::clone(&self.running);
        let context = Arc::clone(&self.context);
        let read = self.level.popped();
        self.worker.post().post(move || {
            let cancel = Box::new(move || {
                tripwire!("cancel");
                if let Some(cancel) = lock(&running).get(&request) {
                    cancel.handle.abort();
                }
            });
            context.answerer.admit(read, cancel);
        });
    }

    /// Sends a recorded request again.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn repeat(&self, recorded: &RecordedRequest) -> Result<RequestId, Error> {
        self.start(recorded.asked.operation())
    }

    /// The statistics since its creation, and the current queue.
    pub fn stats(&self) -> Stats {
        let (events, queued_events) = self.level.events();
        Stats {
            events,
            queued_events,
            queued_bytes: self.level.bytes() as u64,
            ..self.context.counters.snapshot()
        }
    }

    fn start(&self, operation: Operation<'_>) -> Result<RequestId, Error> {
        self.context.options.service.check_has(&operation)?;
        let mut asked = Asked::new(&operation);
        let claim = self.context.answerer.claim(&asked);
        asked.name_message(|| claim.message_id().unwrap_or_else(random::id));
        tripwire!("request");
        let plan = self.wire.call(asked.operation())?;
        self.launch(asked, plan, claim)
    }

    /// Runs a request that is written down.
    pub(crate) fn launch(
        &self,
        asked: Asked,
        plan: Plan,
        claim: Claim,
    ) -> Result<RequestId, Error> {
        let limit = self.context.options.max_requests;
        let id = RequestId::next();
        let (handle, cancelled) = AbortHandle::new_pair();
        {
            let mut running = lock(&self.running);
            if running.len() >= limit {
                return Err(Error::new(
                    Status::Busy,
                    format!(
                        "{limit} requests are under way, which is max_requests: wait for one to \
                         finish, or cancel one"
                    ),
                ));
            }
            let is_asked = false;
            running.insert(id, Cancel { handle, is_asked });
        }
        self.context.counters.started();
        let launch = Launch {
            id,
            read: self.level.popped(),
            asked,
            plan,
            claim,
            clock: Clock::Real(Instant::now()),
            context: Arc::clone(&self.context),
            running: Arc::clone(&self.running),
            cancelled,
        };
        (self.spawn)(self.worker.post(), launch);
        Ok(id)
    }
}

impl<E> Events<E> {
    #[cfg(rpggo_bench)]
    pub(crate) fn of(reader: Reader<E>) -> Events<E> {
        Events { reader }
    }

    /// Returns the next event, if there is one. Never waits; call it once per frame until it
    /// returns `None`.
    pub fn poll(&mut self) -> Option<E> {
        self.reader.pop()
    }

    /// Whether there is none, and nobody waits for that to be found out.
    pub(crate) fn is_empty(&self) -> bool {
        self.reader.is_empty()
    }

    /// Returns an event to the library, so that it is freed on the library's thread and not on this
    /// one.
    pub fn give_back(&mut self, event: E) {
        self.reader.give_back(event);
    }
}
