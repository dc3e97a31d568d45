//! The handle that holds it all: requests go out at one end, events come in at the other.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt;
use futures::future::{AbortHandle, AbortRegistration, Abortable};

use crate::event::{Event, FromEvent};
use crate::exchange::{self, Context, Stop};
use crate::http::Http;
use crate::options::Options;
use crate::outbox::Outbox;
use crate::queue::{self, Reader, Writer};
use crate::redact::Redactor;
use crate::request::{ChatRequest, Operation, RequestId, SessionCall, SessionRequest};
use crate::service::{Failure, Plan, Setup, Wire};
use crate::status::{Error, Status};
use crate::worker::Worker;

/// Asks a service. Every call returns at once; its answer comes as [`Event`]s.
///
/// Dropping it cancels what runs and returns within 100 ms. What is already queued can still be
/// read, but requests that were cancelled so do not finish.
pub struct Client {
    // First: its thread ends before the rest is dropped.
    worker: Worker,
    wire: Box<dyn Wire>,
    context: Arc<Context>,
    running: Arc<Running>,
    spawn: Box<Spawn>,
}

/// What happened to the requests of a [`Client`], in order.
pub struct Events<E = Event<'static>> {
    reader: Reader<E>,
}

/// Runs a request on the thread; knows the form of the events, which the client does not.
type Spawn = dyn Fn(&Worker, Launch) + Send + Sync;

/// The requests under way, each with what cancels it.
type Running = Mutex<HashMap<RequestId, AbortHandle>>;

/// A request that is about to run.
struct Launch {
    id: RequestId,
    plan: Plan,
    context: Arc<Context>,
    running: Arc<Running>,
    cancelled: AbortRegistration,
}

impl Client {
    /// A client and the end where its events are read.
    ///
    /// # Errors
    /// [`Status::InvalidArgument`] when an option is wrong or the key is missing;
    /// [`Status::Internal`] when the system gives no thread.
    pub fn new(options: Options) -> Result<(Client, Events), Error> {
        Client::with_events(options)
    }

    /// The same with events of another form, which are made on the library's thread.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_events<E: FromEvent>(options: Options) -> Result<(Client, Events<E>), Error> {
        let key = options.checked_api_key()?;
        let wire = options.service.open(&Setup {
            api_key: key.as_deref(),
            history_characters: options.max_history_characters,
        });
        let http = Http::new(&options, &*wire)?;
        let (writer, reader) = queue::queue::<E>(options.max_queued_bytes);
        let writer = Arc::new(tokio::sync::Mutex::new(writer));
        let client = Client {
            worker: Worker::start()?,
            wire,
            context: Arc::new(Context {
                http,
                redactor: Redactor::new(key.as_deref(), options.extra_headers.as_deref()),
                options,
            }),
            running: Arc::default(),
            spawn: Box::new(move |worker, launch| {
                let writer = Arc::clone(&writer);
                worker.post(move || drop(tokio::spawn(run(launch, writer))));
            }),
        };
        Ok((client, Events { reader }))
    }

    /// Says something to a character.
    ///
    /// # Errors
    /// [`Status::InvalidArgument`] when a field is missing or wrong, [`Status::Busy`] when too many
    /// requests are under way, [`Status::Unsupported`] when the service has no such call.
    pub fn chat(&self, request: &ChatRequest) -> Result<RequestId, Error> {
        self.start(Operation::Chat(request))
    }

    /// Starts a session: RPGGO's `startgame`, the persona's `init-session`; for OpenAI-compatible
    /// servers in the client, without the network.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_start(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::Start, request))
    }

    /// Goes on with an earlier session: RPGGO's `resumesession`; elsewhere its history.
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_resume(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::Resume, request))
    }

    /// Fetches what was said in a session (persona, OpenAI).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_history(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::History, request))
    }

    /// Begins a session anew (persona, OpenAI).
    ///
    /// # Errors
    /// As [`Client::chat`].
    pub fn session_reset(&self, request: &SessionRequest) -> Result<RequestId, Error> {
        self.start(Operation::Session(SessionCall::Reset, request))
    }

    /// Goes to another chapter (RPGGO: `changechapter`).
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

    /// Cancels a request: its connection is closed, and it finishes with [`Status::Cancelled`].
    /// Events that are already queued stay. One that is over is no error.
    pub fn cancel(&self, request: RequestId) {
        let running = Arc::clone(&self.running);
        self.worker.post(move || {
            if let Some(cancel) = lock(&running).get(&request) {
                cancel.abort();
            }
        });
    }

    fn start(&self, operation: Operation<'_>) -> Result<RequestId, Error> {
        self.context.options.service.check_has(&operation)?;
        self.launch(self.wire.call(operation)?)
    }

    /// Runs a request that is written down.
    pub(crate) fn launch(&self, plan: Plan) -> Result<RequestId, Error> {
        let limit = self.context.options.max_requests;
        let id = RequestId::next();
        let (cancel, cancelled) = AbortHandle::new_pair();
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
            running.insert(id, cancel);
        }
        let launch = Launch {
            id,
            plan,
            context: Arc::clone(&self.context),
            running: Arc::clone(&self.running),
            cancelled,
        };
        (self.spawn)(&self.worker, launch);
        Ok(id)
    }
}

impl<E> Events<E> {
    /// The next event, if there is one. Never waits; call it once a frame until it gives `None`.
    pub fn poll(&mut self) -> Option<E> {
        self.reader.pop()
    }

    /// Gives an event back, so that it is freed on the library's thread and not on this one.
    pub fn give_back(&mut self, event: E) {
        self.reader.give_back(event);
    }
}

/// A request from its start to `Finished`, which comes whatever happens.
async fn run<E: FromEvent>(launch: Launch, writer: Arc<tokio::sync::Mutex<Writer<E>>>) {
    let Launch {
        id,
        plan,
        context,
        running,
        cancelled,
    } = launch;
    let mut out = Outbox::new(id, writer);
    let exchange = exchange::run(&context, plan, &mut out);
    // A panic leaves nothing behind but the request's own state, which is dropped.
    let exchange = AssertUnwindSafe(exchange).catch_unwind();
    let finished = match Abortable::new(exchange, cancelled).await {
        Ok(Ok(finished)) => finished,
        Ok(Err(panic)) => failed(Status::Internal, panic_words(&*panic)),
        Err(_) => {
            out.clear();
            failed(Status::Cancelled, "the game cancelled the request")
        }
    };
    // Over for `max_requests` when the game can hear of it, which may start the next one at once.
    out.finish(finished, || drop(lock(&running).remove(&id)))
        .await;
}

fn failed(status: Status, detail: impl Into<String>) -> Event<'static> {
    exchange::finished(Err(Stop::at(0, Failure::new(status, detail))))
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words");
    if words.contains("spawn") && words.contains("thread") {
        return format!("the system gives no thread for the look-up of a name: {words}");
    }
    format!("a fault of rpggo itself, please report it: {words}")
}

/// The map is whole after every statement, so a panic elsewhere does not spoil it.
fn lock(running: &Running) -> std::sync::MutexGuard<'_, HashMap<RequestId, AbortHandle>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}
