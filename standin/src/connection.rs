//! One accepted connection: the socket below the HTTP library, and the ways to abort it.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio_rustls::server::TlsStream;

/// The size of "endless" headers.
const ENDLESS: usize = 64 << 20;

/// How a connection ends in the middle of a response.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ConnectionEnd {
    /// The TCP stream is closed normally.
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

/// Shared by the HTTP library's side, the body of a response, and the connection's task.
pub(crate) struct Connection {
    state: Mutex<State>,
    ended: Notify,
}

#[derive(Default)]
struct State {
    socket: Option<Socket>,
    /// The maximum number of bytes per write; `None` means no limit.
    write_limit: Option<usize>,
    /// The last write was limited, so the next one waits until it is flushed.
    limited: bool,
    end_after_flush: Option<ConnectionEnd>,
    end: Option<ConnectionEnd>,
}

impl Connection {
    pub(crate) fn new(socket: Socket) -> Arc<Connection> {
        let state = State {
            socket: Some(socket),
            ..State::default()
        };
        Arc::new(Connection {
            state: Mutex::new(state),
            ended: Notify::new(),
        })
    }

    /// Limits the number of bytes per write from now on.
    pub(crate) fn limit_writes(&self, limit: Option<usize>) {
        self.lock().write_limit = limit;
    }

    /// Ends the connection immediately.
    pub(crate) fn end(&self, end: ConnectionEnd) {
        self.lock().end = Some(end);
        self.ended.notify_one();
    }

    /// Ends the connection after everything written is flushed.
    pub(crate) fn end_after_flush(&self, end: ConnectionEnd) {
        self.lock().end_after_flush = Some(end);
    }

    /// Waits until the end is requested.
    pub(crate) async fn ended(&self) {
        self.ended.notified().await;
    }

    /// Closes the socket as requested.
    pub(crate) async fn close(&self) {
        let (socket, end) = {
            let mut state = self.lock();
            (state.socket.take(), state.end.take())
        };
        let (Some(mut socket), Some(end)) = (socket, end) else {
            return;
        };
        // An error means that the peer has already closed the connection.
        let _ = match end {
            ConnectionEnd::Close => socket.tcp_mut().shutdown().await,
            ConnectionEnd::Reset => socket.tcp().set_zero_linger(),
            ConnectionEnd::Garbage => write_garbage(&mut socket).await,
            ConnectionEnd::EndlessHeaders => write_endless_headers(&mut socket).await,
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
pub(crate) struct ConnectionIo(pub(crate) Arc<Connection>);

impl AsyncRead for ConnectionIo {
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

impl AsyncWrite for ConnectionIo {
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
            // Lets the client run, so that it reads the parts one by one.
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
        if let Some(end) = state.end_after_flush.take() {
            state.end = Some(end);
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

    use super::{Connection, ConnectionIo, Socket};

    #[test]
    fn limited_writes_take_no_more_than_their_limit() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a listener");
            let route = listener.local_addr().expect("an route");
            let mut client = TcpStream::connect(route).await.expect("a client");
            let (server, _) = listener.accept().await.expect("a connection");
            let connection = Connection::new(Socket::Plain(server));
            let mut io = ConnectionIo(connection.clone());
            connection.limit_writes(Some(2));
            assert_eq!(io.write(b"abcd").await.expect("written"), 2);
            assert_eq!(io.write(b"cd").await.expect("written"), 2);
            connection.limit_writes(None);
            assert_eq!(io.write(b"efgh").await.expect("written"), 4);
            let mut bytes = [0; 8];
            client.read_exact(&mut bytes).await.expect("all bytes");
            assert_eq!(&bytes, b"abcdefgh");
        });
    }
}
