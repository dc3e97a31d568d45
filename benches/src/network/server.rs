//! The service, as small as it can be: what it says are times, which tell how long they were on the
//! way. What it does stands in the path: `/FRAMES/MICROSECONDS/…` is a chat of so many frames, so
//! far apart; with 0 frames it says one and then holds the line.

use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, interval_at, sleep, sleep_until};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;

use super::now;

/// A chat of the reference. Its first frame is what the server says.
const CHAT: &str = include_str!("../../../tests/fixtures/rpggo_chat.sse");
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\
                    transfer-encoding: chunked\r\n\r\n";
const FIN: &str = "event: fin\ndata: \n\n";

/// One thread for all servers.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut builder = Builder::new_multi_thread();
        let built = builder.worker_threads(1).enable_all().build();
        built.expect("the runtime of the server")
    })
}

/// Starts a server at that host of this machine.
pub fn plain(host: &str) -> SocketAddr {
    listen(host, |stream| async move {
        let _ = serve(stream).await;
    })
}

/// Starts a server with TLS 1.3, and says where the certificate is that it is to be trusted by.
pub fn with_tls() -> (SocketAddr, PathBuf) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let file = std::env::temp_dir().join(format!("rpggo-benches-{}.pem", std::process::id()));
    std::fs::write(&file, made.cert.pem()).expect("the certificate's file");
    let key = made.signing_key.serialize_der();
    let key = tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer::from(key).into();
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&tokio_rustls::rustls::version::TLS13])
        .and_then(|config| {
            let config = config.with_no_client_auth();
            config.with_single_cert(vec![made.cert.der().clone()], key)
        })
        .expect("TLS");
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let address = listen("127.0.0.1", move |stream| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                let _ = serve(stream).await;
            }
        }
    });
    (address, file)
}

/// Moves a server far away: all that is sent takes so long each way, and so does the handshake of
/// TCP, which nothing can delay on one machine: the first bytes wait for a way there and back.
pub fn far(server: SocketAddr, way: Duration) -> SocketAddr {
    listen("127.0.0.1", move |near| async move {
        sleep(2 * way).await;
        let far = TcpStream::connect(server).await.expect("the server");
        far.set_nodelay(true).expect("TCP");
        let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
        tokio::join!(delay(near_in, far_out, way), delay(far_in, near_out, way));
    })
}

/// Carries bytes from one end to the other; each piece arrives that much later.
async fn delay(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, way: Duration) {
    let (send, mut receive) = tokio::sync::mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let reading = async move {
        let mut piece = [0; 16 << 10];
        while let Ok(count @ 1..) = from.read(&mut piece).await {
            let _ = send.send((Instant::now() + way, piece[..count].to_vec()));
        }
    };
    let writing = async {
        while let Some((due, piece)) = receive.recv().await {
            sleep_until(due).await;
            if to.write_all(&piece).await.is_err() {
                return;
            }
        }
    };
    tokio::join!(reading, writing);
}

fn listen<F: Future<Output = ()> + Send + 'static>(
    host: &str,
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> SocketAddr {
    let _inside = runtime().enter();
    let listener = bind(host).expect("a port of this machine");
    let address = listener.local_addr().expect("a port");
    runtime().spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            stream.set_nodelay(true).expect("TCP");
            tokio::spawn(serve(stream));
        }
    });
    address
}

fn bind(host: &str) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    let host = host.parse().expect("an address");
    socket.bind(SocketAddr::new(host, 0))?;
    // As many as connect at once.
    socket.listen(4096)
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    let mut read = Vec::new();
    while let Some(path) = request(&mut stream, &mut read).await? {
        let mut parts = path.split('/').skip(1).map(str::parse);
        let (Some(Ok(frames)), Some(Ok(apart))) = (parts.next(), parts.next()) else {
            return Ok(());
        };
        chat(&mut stream, frames, Duration::from_micros(apart)).await?;
    }
    Ok(())
}

/// The path of the next request; `None` where the other end is gone.
async fn request(
    stream: &mut (impl AsyncRead + Unpin),
    read: &mut Vec<u8>,
) -> io::Result<Option<String>> {
    loop {
        if let Some(head) = memchr::memmem::find(read, b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&read[..head]).to_ascii_lowercase();
            let mut lengths = text
                .lines()
                .filter_map(|line| line.strip_prefix("content-length:"));
            let length = lengths.next().and_then(|it| it.trim().parse().ok());
            let whole = head + 4 + length.unwrap_or(0);
            if read.len() >= whole {
                read.drain(..whole);
                return Ok(text.split(' ').nth(1).map(str::to_owned));
            }
        }
        if stream.read_buf(read).await? == 0 {
            return Ok(None);
        }
    }
}

async fn chat(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    frames: u64,
    apart: Duration,
) -> io::Result<()> {
    stream.write_all(HEAD.as_bytes()).await?;
    if frames == 0 {
        stream.write_all(frame(false).as_bytes()).await?;
        stream.flush().await?;
        // Until the other end closes it.
        stream.read_u8().await?;
        return Ok(());
    }
    if apart.is_zero() {
        for left in (0..frames).rev() {
            stream.write_all(frame(left == 0).as_bytes()).await?;
        }
        return stream.flush().await;
    }
    // Not all of them at the same moment.
    let offset = apart.mul_f64(f64::from((now() % 1000) as u32) / 1000.0);
    let mut ticks = interval_at(Instant::now() + offset, apart);
    for left in (0..frames).rev() {
        ticks.tick().await;
        stream.write_all(frame(left == 0).as_bytes()).await?;
    }
    stream.flush().await
}

/// What is said now, as a chunk; the last one is the end of the chat too.
fn frame(is_last: bool) -> String {
    static PARTS: OnceLock<(&str, &str)> = OnceLock::new();
    let (before, after) = *PARTS.get_or_init(|| {
        let frame = &CHAT[..CHAT.find("\n\n").expect("a frame") + 2];
        let text = frame.find("\"text\":\"").expect("its text") + "\"text\":\"".len();
        let end = frame[text..].find('"').expect("its end");
        (&frame[..text], &frame[text + end..])
    });
    let end = if is_last { FIN } else { "" };
    let length = before.len() + 20 + after.len() + end.len();
    let mut chunk = String::with_capacity(length + 32);
    let written = write!(chunk, "{length:x}\r\n{before}{:020}{after}{end}\r\n", now());
    written.expect("memory");
    if is_last {
        chunk.push_str("0\r\n\r\n");
    }
    chunk
}
