//! What the benchmarks drive: an answer of RPGGO as the library's thread reads it, and the handle
//! that a game polls. Everything is that of a live request but the connection and the thread: the
//! body comes from memory, and is read when the benchmark says so.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{self, Poll, Waker};
use std::time::Instant;
use std::vec;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::runtime::{Builder, Runtime};

use super::block::Block;
use super::client::{rpggo_client, rpggo_client_free};
use super::handle::{self, Entry, Inbox};
use crate::answer::Answer;
use crate::client::{Client, Events};
use crate::clock::Clock;
use crate::exchange::Context;
use crate::link::{Answerer, Response};
use crate::options::Options;
use crate::outbox::Outbox;
use crate::queue::{self, Writer};
use crate::recording::Asked;
use crate::redact::{Redactor, Secrets};
use crate::replay::Claim;
use crate::request::{ChatRequest, RequestId};
use crate::service::{Plan, Service, Setup};

const KEY: &str = "bench-key-0123456789";

/// A client whose only request is answered with these chunks.
pub struct Answering {
    client: *mut rpggo_client,
    runtime: Runtime,
    reading: Pin<Box<dyn Future<Output = ()>>>,
    at_once: usize,
    there: Arc<AtomicUsize>,
}

impl Answering {
    /// An answer of which `at_once` chunks are there each time that it is read.
    pub fn new(chunks: Vec<Bytes>, at_once: usize) -> Answering {
        let options = || Options {
            api_key: Some(KEY.into()),
            ignore_environment_proxy: true,
            ..Options::new(Service::Rpggo)
        };
        let (client, _) = Client::with_events::<Block>(options()).expect("the options are right");
        let (writer, reader) = queue::queue::<Block>(options().max_queued_bytes);
        let inbox = Box::new(Inbox {
            events: Events::of(reader),
            current: None,
        });
        let runtime = Builder::new_current_thread().enable_time().build();
        let there = Arc::default();
        let body = Chunks {
            rest: chunks.into_iter(),
            there: Arc::clone(&there),
        };
        Answering {
            client: handle::insert(Entry { client, inbox }).expect("there is room"),
            runtime: runtime.expect("there is a timer"),
            reading: Box::pin(read(options(), body, writer)),
            at_once,
            there,
        }
    }

    /// What `rpggo_poll_event` takes.
    pub fn client(&self) -> *mut rpggo_client {
        self.client
    }

    /// Reads what is there, and queues its events; false at the answer's end.
    pub fn read(&mut self) -> bool {
        let _runtime = self.runtime.enter();
        self.there.store(self.at_once, Ordering::Relaxed);
        let mut context = task::Context::from_waker(Waker::noop());
        self.reading.as_mut().poll(&mut context).is_pending()
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        rpggo_client_free(self.client);
    }
}

async fn read(options: Options, chunks: Chunks, writer: Writer<Block>) {
    let wire = options.service.open(&Setup {
        api_key: Some(KEY),
        history_characters: options.max_history_characters,
    });
    let redactor = Redactor::new(&Secrets {
        key: Some(KEY),
        extra_headers: None,
        proxy_url: None,
        environment: false,
    });
    let counters = Arc::default();
    let answerer = Answerer::service(&options, &*wire, &counters, &redactor).expect("no network");
    let context = Context {
        answerer,
        redactor,
        options,
        counters,
        lines: None,
    };
    let asked = Asked::Chat(ChatRequest {
        game_id: "g".into(),
        session_id: "s".into(),
        character_id: "c".into(),
        message: "Hello".into(),
        message_id: Some("m".into()),
        ..ChatRequest::default()
    });
    let plan = wire.call(asked.operation()).expect("it can be asked");
    let id = RequestId::next();
    let clock = Clock::Real(Instant::now());
    let claim = Claim::default();
    let mut link = context
        .answerer
        .link(id, &asked, &plan, claim, clock.clone());
    let Plan::Send(mut call) = plan else {
        unreachable!("a chat is sent");
    };
    let limits = link.limits(&context);
    let mut out = Outbox::new(
        id,
        clock,
        &context,
        Arc::new(tokio::sync::Mutex::new(writer)),
    );
    let mut answer = Answer::new(&context, &limits, &mut link, Response::of(chunks));
    let read = answer.read(call.decoder.as_mut(), &mut out).await;
    read.unwrap_or_else(|failure| panic!("{}", failure.detail));
    call.decoder.end(true, &mut out);
    out.flush().await;
}

/// A body that is there in parts.
struct Chunks {
    rest: vec::IntoIter<Bytes>,
    /// How many of them.
    there: Arc<AtomicUsize>,
}

impl From<Chunks> for reqwest::Response {
    fn from(chunks: Chunks) -> reqwest::Response {
        let body = reqwest::Body::wrap(chunks);
        let mut answer = http::Response::new(body);
        let event_stream = http::HeaderValue::from_static("text/event-stream");
        answer
            .headers_mut()
            .insert(http::header::CONTENT_TYPE, event_stream);
        answer.into()
    }
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut task::Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let there = self.there.load(Ordering::Relaxed);
        if there == 0 {
            return Poll::Pending;
        }
        self.there.store(there - 1, Ordering::Relaxed);
        Poll::Ready(self.rest.next().map(|chunk| Ok(Frame::data(chunk))))
    }
}
