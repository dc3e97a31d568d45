//! Accepting connections, reading requests, and handing each to whom it is for.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::answer::Answer;
use crate::body::AnswerBody;
use crate::distort::{self, Outgoing};
use crate::fault::{Fault, Faults};
use crate::link::{Ending, Link, Socket, Wire};
use crate::reply::{Choice, Reply};
use crate::seen::{Record, Seen};
use crate::service::Services;

/// Nobody talks this much; whoever does is refused.
const LARGEST_BODY: usize = 64 << 20;

/// Says what a request gets.
pub(crate) type Chooser = dyn Fn(&Seen) -> Option<Choice> + Send + Sync;

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) record: Record,
    services: Mutex<Services>,
    scripts: Mutex<Vec<Reply>>,
    chooser: Mutex<Option<Arc<Chooser>>>,
    /// How many requests have asked for each specification that ends.
    asked: Mutex<HashMap<String, u64>>,
}

impl Shared {
    pub(crate) fn new(services: Services) -> Shared {
        Shared {
            record: Record::default(),
            services: Mutex::new(services),
            scripts: Mutex::default(),
            chooser: Mutex::default(),
            asked: Mutex::default(),
        }
    }

    /// Keeps a reply and gives its number.
    pub(crate) fn script(&self, reply: Reply) -> usize {
        let mut scripts = lock(&self.scripts);
        scripts.push(reply);
        scripts.len()
    }

    /// From now on every request without a prefix is put to this.
    pub(crate) fn choose(&self, chooser: Arc<Chooser>) {
        *lock(&self.chooser) = Some(chooser);
    }

    fn chosen(&self, seen: &Seen) -> Option<Choice> {
        let chooser = lock(&self.chooser).clone()?;
        chooser(seen)
    }

    /// The faults for this request: none once a specification has had its times.
    fn faults(&self, spec: &str, scripted: bool, target: &str) -> Result<Vec<Fault>, String> {
        let faults = Faults::parse(spec)?;
        if !scripted {
            lock(&self.services).check(target, &faults.list)?;
        }
        if let Some(times) = faults.times {
            let mut asked = lock(&self.asked);
            let count = asked.entry(spec.to_owned()).or_default();
            *count += 1;
            if *count > times {
                return Ok(Vec::new());
            }
        }
        Ok(faults.list)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Accepts connections until the runtime ends.
pub(crate) async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let open = Open::new(&shared);
                tokio::spawn(connection(stream, tls.clone(), shared.clone(), open));
            }
            // Most likely too many open files: some of them will be closed.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

/// Counts a connection for as long as it is open.
struct Open {
    number: u64,
    shared: Arc<Shared>,
}

impl Open {
    fn new(shared: &Arc<Shared>) -> Open {
        Open {
            number: shared.record.opened(),
            shared: shared.clone(),
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.shared.record.closed();
    }
}

async fn connection(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    shared: Arc<Shared>,
    // Named so that it is dropped after the socket.
    open: Open,
) {
    // Every write is to leave at once; where that cannot be had, all else still works.
    let _ = stream.set_nodelay(true);
    let socket = match tls {
        None => Socket::Plain(stream),
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(stream) => Socket::Tls(Box::new(stream)),
            // A client that does not trust the certificate: that is its right.
            Err(_) => return,
        },
    };
    let link = Link::new(socket);
    let service = {
        let (link, number) = (link.clone(), open.number);
        service_fn(move |request| {
            let (shared, link) = (shared.clone(), link.clone());
            async move { Ok::<_, Infallible>(respond(request, &shared, link, number).await) }
        })
    };
    let server = auto::Builder::new(TokioExecutor::new());
    let wire = TokioIo::new(Wire(link.clone()));
    tokio::select! {
        // An error here is a client that went away or sent no HTTP.
        _ = server.serve_connection(wire, service) => {}
        () = link.ended() => {}
    }
    link.finish().await;
}

async fn respond(
    request: Request<Incoming>,
    shared: &Shared,
    link: Arc<Link>,
    connection: u64,
) -> Response<AnswerBody> {
    let (head, body) = request.into_parts();
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let (spec, target) = prefix(target, "/fault/");
    let (script, target) = prefix(target, "/script/");
    let Ok(body) = Limited::new(body, LARGEST_BODY).collect().await else {
        let refusal = Answer::text(413, "The body is too long or was cut.");
        return response(Outgoing::refusal(refusal, &[]), &[], link);
    };
    let seen = Seen {
        method: head.method.to_string(),
        path: target.to_owned(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect(),
        body: body.to_bytes().to_vec(),
        connection,
        http_version: format!("{:?}", head.version),
    };
    shared.record.request(seen.clone());

    let is_plain = spec.is_none() && script.is_none();
    let choice = if is_plain { shared.chosen(&seen) } else { None };
    let spec = match &choice {
        Some(choice) => Some(choice.fault.as_str()).filter(|spec| !spec.is_empty()),
        None => spec,
    };
    let has_script = script.is_some() || choice.is_some();
    let faults = spec.map_or(Ok(Vec::new()), |spec| {
        shared.faults(spec, has_script, target)
    });
    let faults = match faults {
        Ok(faults) => faults,
        Err(sentence) => {
            let refusal = Answer::text(400, &sentence);
            return response(Outgoing::refusal(refusal, &[]), &[], link);
        }
    };
    link.limit_writes(None);
    for fault in &faults {
        match fault {
            Fault::StallBefore => std::future::pending().await,
            Fault::ResetBefore => end(&link, Ending::Reset).await,
            Fault::Garbage => end(&link, Ending::Garbage).await,
            Fault::EndlessHeaders => end(&link, Ending::EndlessHeaders).await,
            Fault::SlowHeaders(duration) => tokio::time::sleep(*duration).await,
            Fault::Chunk(bytes) => link.limit_writes(Some(*bytes)),
            _ => {}
        }
    }
    let outgoing = match (choice, script) {
        (Some(choice), _) => Outgoing::reply(choice.reply).counted_by(choice.sent),
        (None, Some(id)) => match scripted(shared, id) {
            Some(reply) => Outgoing::reply(reply),
            None => {
                let refusal = Answer::text(404, &format!("There is no script {id}."));
                Outgoing::refusal(refusal, &faults)
            }
        },
        (None, None) => lock(&shared.services).outgoing(&seen, &faults),
    };
    if !outgoing.delay.is_zero() {
        tokio::time::sleep(outgoing.delay).await;
    }
    response(outgoing, &faults, link)
}

/// Ends the connection under the request's feet.
async fn end(link: &Link, ending: Ending) {
    link.end(ending);
    std::future::pending().await
}

fn scripted(shared: &Shared, id: &str) -> Option<Reply> {
    let index = id.parse::<usize>().ok()?.checked_sub(1)?;
    lock(&shared.scripts).get(index).cloned()
}

/// Splits `/fault/SPEC/rest` into the specification and `/rest`.
fn prefix<'a>(target: &'a str, name: &str) -> (Option<&'a str>, &'a str) {
    let Some(rest) = target.strip_prefix(name) else {
        return (None, target);
    };
    match rest.find('/') {
        Some(slash) => (Some(&rest[..slash]), &rest[slash..]),
        None => (Some(rest), "/"),
    }
}

fn response(outgoing: Outgoing, faults: &[Fault], link: Arc<Link>) -> Response<AnswerBody> {
    let mut builder = Response::builder().status(outgoing.status);
    for (name, value) in &outgoing.headers {
        builder = builder.header(name, value);
    }
    let size = outgoing.size();
    let limit = distort::limit(faults);
    let body = AnswerBody::new(outgoing.steps, limit, size, outgoing.sent, link.clone());
    builder.body(body).unwrap_or_else(|error| {
        let sentence = format!("The stand-in was asked for an answer that HTTP forbids: {error}.");
        response(
            Outgoing::refusal(Answer::text(500, &sentence), &[]),
            &[],
            link,
        )
    })
}
