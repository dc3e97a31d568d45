//! Accepts connections, reads requests, and passes each to a script, a chooser or a service.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::body::ResponseBody;
use crate::connection::{Connection, ConnectionEnd, ConnectionIo, Socket};
use crate::fault::{Fault, Faults};
use crate::inject::{self, Outgoing};
use crate::reply::{Choice, Reply};
use crate::request_log::{RequestLog, Seen};
use crate::response::Response;
use crate::service::Services;

/// The maximum size of a request's body.
const MAX_BODY: usize = 64 << 20;

type HttpResponse = hyper::Response<ResponseBody>;

/// Chooses the response to a request.
pub(crate) type Chooser = dyn Fn(&Seen) -> Option<Choice> + Send + Sync;

/// The state that all connections share.
pub(crate) struct Shared {
    pub(crate) log: RequestLog,
    services: Mutex<Services>,
    scripts: Mutex<Vec<Reply>>,
    chooser: Mutex<Option<Arc<Chooser>>>,
    /// The number of requests with each specification that has `times`.
    fault_uses: Mutex<HashMap<String, u64>>,
}

impl Shared {
    pub(crate) fn new(services: Services) -> Shared {
        Shared {
            log: RequestLog::default(),
            services: Mutex::new(services),
            scripts: Mutex::default(),
            chooser: Mutex::default(),
            fault_uses: Mutex::default(),
        }
    }

    /// Stores a reply and returns its number.
    pub(crate) fn script(&self, reply: Reply) -> usize {
        let mut scripts = lock(&self.scripts);
        scripts.push(reply);
        scripts.len()
    }

    /// Passes every request without a prefix to this function from now on.
    pub(crate) fn choose(&self, chooser: Arc<Chooser>) {
        *lock(&self.chooser) = Some(chooser);
    }

    fn chosen(&self, seen: &Seen) -> Option<Choice> {
        let chooser = lock(&self.chooser).clone()?;
        chooser(seen)
    }

    /// The faults for this request; none if the specification has already applied `times` times.
    fn faults(&self, spec: &str, scripted: bool, target: &str) -> Result<Vec<Fault>, String> {
        let faults = Faults::parse(spec)?;
        if !scripted {
            lock(&self.services).check(target, &faults.list)?;
        }
        if let Some(times) = faults.times {
            let mut uses = lock(&self.fault_uses);
            let count = uses.entry(spec.to_owned()).or_default();
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
                let open = OpenConnection::new(&shared);
                tokio::spawn(serve(stream, tls.clone(), shared.clone(), open));
            }
            // Most likely too many open files, some of which will be closed.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

/// Counts a connection as long as it is open.
struct OpenConnection {
    number: u64,
    shared: Arc<Shared>,
}

impl OpenConnection {
    fn new(shared: &Arc<Shared>) -> OpenConnection {
        OpenConnection {
            number: shared.log.opened(),
            shared: shared.clone(),
        }
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.shared.log.closed();
    }
}

async fn serve(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    shared: Arc<Shared>,
    // A named parameter, so that it is dropped after the socket.
    open: OpenConnection,
) {
    // Send each write immediately. If that is not possible, everything else still works.
    let _ = stream.set_nodelay(true);
    let socket = match tls {
        None => Socket::Plain(stream),
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(stream) => Socket::Tls(Box::new(stream)),
            // The client does not trust the certificate.
            Err(_) => return,
        },
    };
    let connection = Connection::new(socket);
    let service = {
        let (connection, number) = (connection.clone(), open.number);
        service_fn(move |request| {
            let (shared, connection) = (shared.clone(), connection.clone());
            async move { Ok::<_, Infallible>(respond(request, &shared, connection, number).await) }
        })
    };
    let server = auto::Builder::new(TokioExecutor::new());
    let io = TokioIo::new(ConnectionIo(connection.clone()));
    tokio::select! {
        // An error means that the client closed the connection, or did not send HTTP.
        _ = server.serve_connection(io, service) => {}
        () = connection.ended() => {}
    }
    connection.close().await;
}

async fn respond(
    request: Request<Incoming>,
    shared: &Shared,
    connection: Arc<Connection>,
    connection_number: u64,
) -> HttpResponse {
    let (head, body) = request.into_parts();
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let (spec, target) = split_prefix(target, "/fault/");
    let (script, target) = split_prefix(target, "/script/");
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        return error(413, "The body is too long or was cut.", connection);
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
        connection: connection_number,
        http_version: format!("{:?}", head.version),
    };
    shared.log.add_request(seen.clone());

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
        Err(message) => return error(400, &message, connection),
    };
    connection.limit_writes(None);
    for fault in &faults {
        match fault {
            Fault::StallBefore => std::future::pending().await,
            Fault::ResetBefore => abort(&connection, ConnectionEnd::Reset).await,
            Fault::Garbage => abort(&connection, ConnectionEnd::Garbage).await,
            Fault::EndlessHeaders => abort(&connection, ConnectionEnd::EndlessHeaders).await,
            Fault::SlowHeaders(duration) => tokio::time::sleep(*duration).await,
            Fault::Chunk(bytes) => connection.limit_writes(Some(*bytes)),
            _ => {}
        }
    }
    let outgoing = match (choice, script) {
        (Some(choice), _) => Outgoing::scripted(choice.reply).counted_by(choice.sent),
        (None, Some(id)) => match script_with_id(shared, id) {
            Some(reply) => Outgoing::scripted(reply),
            None => {
                let response = Response::text(404, &format!("There is no script {id}."));
                Outgoing::encode(response, &faults)
            }
        },
        (None, None) => lock(&shared.services).outgoing(&seen, &faults),
    };
    if !outgoing.delay.is_zero() {
        tokio::time::sleep(outgoing.delay).await;
    }
    http_response(outgoing, &faults, connection)
}

/// Ends the connection before the request gets a response.
async fn abort(connection: &Connection, end: ConnectionEnd) {
    connection.end(end);
    std::future::pending().await
}

fn script_with_id(shared: &Shared, id: &str) -> Option<Reply> {
    let index = id.parse::<usize>().ok()?.checked_sub(1)?;
    lock(&shared.scripts).get(index).cloned()
}

/// Splits `/fault/SPEC/rest` into the specification and `/rest`.
fn split_prefix<'a>(target: &'a str, name: &str) -> (Option<&'a str>, &'a str) {
    let Some(rest) = target.strip_prefix(name) else {
        return (None, target);
    };
    match rest.find('/') {
        Some(slash) => (Some(&rest[..slash]), &rest[slash..]),
        None => (Some(rest), "/"),
    }
}

fn error(status: u16, message: &str, connection: Arc<Connection>) -> HttpResponse {
    let response = Response::text(status, message);
    http_response(Outgoing::encode(response, &[]), &[], connection)
}

fn http_response(
    outgoing: Outgoing,
    faults: &[Fault],
    connection: Arc<Connection>,
) -> HttpResponse {
    let mut builder = hyper::Response::builder().status(outgoing.status);
    for (name, value) in &outgoing.headers {
        builder = builder.header(name, value);
    }
    let size = outgoing.size();
    let limit = inject::limit(faults);
    let body = ResponseBody::new(
        outgoing.steps,
        limit,
        size,
        outgoing.sent,
        connection.clone(),
    );
    builder.body(body).unwrap_or_else(|invalid| {
        let message = format!("The requested response is not valid HTTP: {invalid}.");
        error(500, &message, connection)
    })
}
