//! For the project's own inspector, fuzz targets, benchmarks and tests: not a part of the API, and
//! may change at any time.

use std::sync::Arc;

use futures::FutureExt;

pub use crate::event::FromEvent;
pub use crate::event::sink::EventSink;
pub use crate::failure::{Failure, Retry};
pub use crate::pipeline::attempt::finished;
pub use crate::pipeline::response::{End, Response};
pub use crate::wire::sse;

#[cfg(feature = "failpoints")]
pub use crate::fail_point::{arm, disarm};

use crate::abi::event_arena::EventArena;
use crate::abi::handle::{self, ClientSlot, EventReader, rpggo_client};
use crate::client::{Client, Events};
use crate::options::{Options, Service};
use crate::pipeline::writer::EventWriter;
use crate::recording::RecordedRequest;
use crate::redact::{Redactor, Secrets};
use crate::request::{ChatRequest, Request, RequestId, SessionCall, SessionRequest};
use crate::runtime::queue;
use crate::runtime::time::Clock;
use crate::service::{self, Operation, Protocol, ServiceConfig};
use crate::status::Error;
use crate::transport::replay::recorded_headers;

/// A service as one client speaks to it, without a network.
pub struct Offline {
    protocol: Box<dyn Protocol>,
    redactor: Redactor,
    max_event_bytes: usize,
}

/// A request of [`Offline`].
pub struct OfflineCall<'a> {
    offline: &'a Offline,
    operation: Operation,
}

/// The calls of a service in addition to chats.
pub fn session_calls(service: Service) -> &'static [SessionCall] {
    service.info().session_calls
}

impl Offline {
    /// The service of the options, with their key.
    ///
    /// # Errors
    /// Where the key is missing or wrong.
    pub fn new(options: &Options) -> Result<Offline, Error> {
        let key = service::api_key(options)?;
        let key = key.as_ref().map(|key| key.as_str());
        Ok(Offline {
            protocol: options.service.open(&ServiceConfig {
                api_key: key,
                max_history_characters: options.max_history_characters,
            }),
            redactor: Redactor::new(&Secrets {
                key,
                extra_headers: None,
                proxy_url: None,
                query: None,
                environment: false,
            }),
            max_event_bytes: options.max_event_bytes,
        })
    }

    /// Encodes a chat.
    ///
    /// # Errors
    /// As [`Client::chat`](crate::Client::chat).
    pub fn chat(&self, request: &ChatRequest) -> Result<OfflineCall<'_>, Error> {
        self.call(Request::Chat(request))
    }

    /// Encodes another call.
    ///
    /// # Errors
    /// As [`Client::chat`](crate::Client::chat).
    pub fn session(
        &self,
        call: SessionCall,
        request: &SessionRequest,
    ) -> Result<OfflineCall<'_>, Error> {
        self.call(Request::Session(call, request))
    }

    /// Encodes a recorded request once more.
    ///
    /// # Errors
    /// As [`Client::chat`](crate::Client::chat).
    pub fn repeat(&self, request: &RecordedRequest) -> Result<OfflineCall<'_>, Error> {
        self.call(request.call.request())
    }

    fn call(&self, request: Request<'_>) -> Result<OfflineCall<'_>, Error> {
        Ok(OfflineCall {
            offline: self,
            operation: self.protocol.operation(request)?,
        })
    }
}

impl OfflineCall<'_> {
    /// Whether the client responds by itself.
    pub fn is_local(&self) -> bool {
        matches!(self.operation, Operation::Local(_))
    }

    /// Emits the events of a call that the client responds to by itself.
    pub fn run_local(self, sink: &mut dyn EventSink) {
        if let Operation::Local(local) = self.operation {
            local(sink);
        }
    }

    /// Reads a response with that head; `None` where the client responds by itself.
    ///
    /// # Errors
    /// Where the head says that it cannot be read.
    pub fn response(
        &mut self,
        http_status: u16,
        headers: &[(String, String)],
    ) -> Option<Result<Response<'_>, Failure>> {
        let Operation::Send(call) = &mut self.operation else {
            return None;
        };
        Some(Response::new(
            http_status,
            &recorded_headers(headers),
            self.offline.max_event_bytes,
            &self.offline.redactor,
            call.decoder.as_mut(),
        ))
    }
}

/// A client of the C ABI whose queue is filled by the caller instead of by requests.
pub struct Feed {
    client: *mut rpggo_client,
    writer: EventWriter<EventArena>,
}

impl Feed {
    /// A client with these options.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn new(options: Options) -> Result<Feed, Error> {
        let (writer, reader) = queue::queue(options.max_queued_bytes);
        let (client, _) = Client::with_events::<EventArena>(options)?;
        let writer = Arc::new(tokio::sync::Mutex::new(writer));
        let (id, clock) = (RequestId::next(), Clock::start());
        let writer = EventWriter::new(id, clock, &client.context, writer);
        let reader = Box::new(EventReader {
            events: Events { reader },
            current: None,
        });
        let client = handle::insert(ClientSlot { client, reader })?;
        Ok(Feed { client, writer })
    }

    /// What `rpggo_poll_event` and `rpggo_client_free` take.
    pub fn client(&self) -> *mut rpggo_client {
        self.client
    }

    /// Takes the events of a request.
    pub fn sink(&mut self) -> &mut dyn EventSink {
        &mut self.writer
    }

    /// Queues what was emitted; false where there is no room for all of it.
    pub fn flush(&mut self) -> bool {
        self.writer.flush().now_or_never().is_some()
    }
}
