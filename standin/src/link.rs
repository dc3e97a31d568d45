//! One accepted connection: the socket below the HTTP library, and the ways to end it rudely.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio_rustls::server::TlsStream;

/// Header lines for ever do end: after this many bytes.
const ENDLESS: usize = 64 << 20;

/// How a connection ends before HTTP would end it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ending {
    /// The TCP stream is closed as it should, the answer is not.
    Close,
    /// The TCP stream is reset.
    Reset,
    /// Bytes that are not HTTP, then a close.
    Garbage,
    /// Header lines without an end.
    EndlessHeaders,
}

pub(crate) enum Socket {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// What the HTTP side, the body of an answer and the connection's task share.
pub(crate) struct Link {
    state: Mutex<State>,
    ended: Notify,
}

#[derive(Default)]
struct State {
    socket: Option<Socket>,
    /// The most bytes that one write takes; none: all there are.
    write_limit: Option<usize>,
    /// The last write was limited, so the next one waits until it has gone out.
    limited: bool,
    after_flush: Option<Ending>,
    ending: Option<Ending>,
}

impl Link {
    pub(crate) fn new(socket: Socket) -> Arc<Link> {
        let state = State {
            socket: Some(socket),
            ..State::default()
        };
        Arc::new(Link {
            state: Mutex::new(state),
            ended: Notify::new(),
        })
    }

    /// From now on every write takes this many bytes at most.
    pub(crate) fn limit_writes(&self, limit: Option<usize>) {
        self.lock().write_limit = limit;
    }

    /// Ends the connection at once.
    pub(crate) fn end(&self, ending: Ending) {
        self.lock().ending = Some(ending);
        self.ended.notify_one();
    }

    /// Ends the connection when all that was written has gone out.
    pub(crate) fn end_after_flush(&self, ending: Ending) {
        self.lock().after_flush = Some(ending);
    }

    /// Waits until somebody asked for an end.
    pub(crate) async fn ended(&self) {
        self.ended.notified().await;
    }

    /// Closes the socket in the way that was asked for.
    pub(crate) async fn finish(&self) {
        let (socket, ending) = {
            let mut state = self.lock();
            (state.socket.take(), state.ending.take())
        };
        let (Some(mut socket), Some(ending)) = (socket, ending) else {
            return;
        };
        // The peer may be gone already: then there is nobody left to be rude to.
        let _ = match ending {
            Ending::Close => socket.tcp_mut().shutdown().await,
            Ending::Reset => socket.tcp().set_zero_linger(),
            Ending::Garbage => write_garbage(&mut socket).await,
            Ending::EndlessHeaders => write_endless_headers(&mut socket).await,
        };
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write_garbage(socket: &mut Socket) -> io::Result<()> {
    socket
        .write_all(b"\x00\x15\xff\xfeTHIS IS NOT HTTP\x80\r\nnor: is\x00this\r\n\r\n")
        .await?;
    socket.shutdown().await
}

async fn write_endless_headers(socket: &mut Socket) -> io::Result<()> {
    socket
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n")
        .await?;
    let value = "a".repeat(80);
    let mut sent = 0;
    let mut number = 0;
    while sent < ENDLESS {
        let mut lines = String::new();
        for _ in 0..100 {
            lines.push_str(&format!("x-header-{number}: {value}\r\n"));
            number += 1;
        }
        socket.write_all(lines.as_bytes()).await?;
        sent += lines.len();
    }
    socket.shutdown().await
}

/// The socket as the HTTP library sees it.
pub(crate) struct Wire(pub(crate) Arc<Link>);

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.0.lock().socket {
            Some(socket) => Pin::new(socket).poll_read(context, buffer),
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let mut state = self.0.lock();
        let State {
            socket,
            write_limit,
            limited,
            ..
        } = &mut *state;
        let Some(socket) = socket else {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        };
        let mut socket = Pin::new(socket);
        if *limited {
            ready!(socket.as_mut().poll_flush(context))?;
            *limited = false;
            // Lets the client have its turn, so that it sees the pieces one by one.
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let length = write_limit.map_or(bytes.len(), |limit| bytes.len().min(limit));
        let written = ready!(socket.poll_write(context, &bytes[..length]))?;
        *limited = write_limit.is_some();
        Poll::Ready(Ok(written))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut state = self.0.lock();
        let Some(socket) = &mut state.socket else {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        };
        ready!(Pin::new(socket).poll_flush(context))?;
        if let Some(ending) = state.after_flush.take() {
            state.ending = Some(ending);
            self.0.ended.notify_one();
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.0.lock().socket {
            Some(socket) => Pin::new(socket).poll_shutdown(context),
            None => Poll::Ready(Ok(())),
        }
    }
}

impl Socket {
    fn tcp(&self) -> &TcpStream {
        match self {
            Socket::Plain(stream) => stream,
            Socket::Tls(stream) => stream.get_ref().0,
        }
    }

    fn tcp_mut(&mut self) -> &mut TcpStream {
        match self {
            Socket::Plain(stream) => stream,
            Socket::Tls(stream) => stream.get_mut().0,
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Socket::Plain(stream) => Pin::new(stream).poll_read(context, buffer),
            Socket::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Socket::Plain(stream) => Pin::new(stream).poll_write(context, bytes),
            Socket::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Socket::Plain(stream) => Pin::new(stream).poll_flush(context),
            Socket::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Socket::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Socket::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    use super::{Link, Socket, Wire};

    #[test]
    fn limited_writes_take_no_more_than_their_limit() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
            let address = listener.local_addr().expect("an address");
            let mut client = TcpStream::connect(address).await.expect("a client");
            let (server, _) = listener.accept().await.expect("a connection");
            let link = Link::new(Socket::Plain(server));
            let mut wire = Wire(link.clone());
            link.limit_writes(Some(2));
            assert_eq!(wire.write(b"abcd").await.expect("written"), 2);
            assert_eq!(wire.write(b"cd").await.expect("written"), 2);
            link.limit_writes(None);
            assert_eq!(wire.write(b"efgh").await.expect("written"), 4);
            let mut bytes = [0; 8];
            client.read_exact(&mut bytes).await.expect("all of it");
            assert_eq!(&bytes, b"abcdefgh");
        });
    }
}
