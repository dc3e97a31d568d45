//! Starting, stopping, the request log, scripts, TLS and HTTP/2.

mod common;

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use common::{
    CHAT, GAME, HEADERS, START, TIMEOUT, chat, chat_body, post, request, send, start, start_game,
};
use rpggo_standin::{Config, Reply, ReplyEnd, Standin};
use serde_json::json;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// The threads of this process with this name.
#[cfg(target_os = "linux")]
fn threads(name: &str) -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").expect("threads can be listed");
    let names = tasks
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
    names.filter(|found| found.trim() == name).count()
}

// In its own process: the other tests start stand-ins at the same time.
#[cfg(target_os = "linux")]
#[test]
fn a_hundred_starts_leave_no_thread() {
    if std::env::var_os("ALONE").is_none() {
        let program = std::env::current_exe().expect("this program has a path");
        let status = std::process::Command::new(program)
            .args(["--exact", "a_hundred_starts_leave_no_thread"])
            .env("ALONE", "1")
            .status()
            .expect("it runs");
        assert!(status.success());
        return;
    }
    let files = || {
        std::fs::read_dir("/proc/self/fd")
            .expect("files can be listed")
            .count()
    };
    let before = files();
    for _ in 0..100 {
        let standin = start();
        start_game(&standin);
        assert_eq!(threads("standin"), 1);
        let mut stalled = send(&standin.fault("stall=9"), "POST", START, HEADERS, "{}");
        let mut byte = [0];
        stalled
            .read_exact(&mut byte)
            .expect("the response has begun");
        drop(standin);
        let mut rest = Vec::new();
        // It ends, with or without an error.
        let _ = stalled.read_to_end(&mut rest);
    }
    // A thread that was joined may be listed for a moment longer.
    let deadline = std::time::Instant::now() + TIMEOUT;
    while threads("standin") > 0 && std::time::Instant::now() < deadline {
        std::thread::yield_now();
    }
    assert_eq!(threads("standin"), 0);
    assert_eq!(files(), before);
}

#[test]
fn a_port_can_be_chosen_and_is_free_again() {
    let port = start().port();
    let standin = Standin::start(Config {
        port,
        ..Config::default()
    })
    .expect("the port is free");
    assert_eq!(standin.base_url(), format!("http://127.0.0.1:{port}"));
    assert!(
        Standin::start(Config {
            port,
            ..Config::default()
        })
        .is_err(),
        "it is taken"
    );
}

#[test]
fn requests_and_connections_are_logged() {
    let standin = start();
    assert!(standin.requests().is_empty());
    start_game(&standin);
    chat(&standin.fault("times=9,crlf"), "mira", "1", "hello");
    let seen = standin.requests();
    assert_eq!(seen.len(), 2);
    assert_eq!(
        (seen[0].method.as_str(), seen[0].path.as_str()),
        ("POST", START)
    );
    assert_eq!(seen[1].path, CHAT);
    assert_eq!(
        seen[1].body,
        chat_body("mira", "1", "hello").to_string().into_bytes()
    );
    assert_eq!(seen[1].header("Authorization"), Some("Bearer key"));
    assert_eq!((seen[0].connection, seen[1].connection), (1, 2));
    assert_eq!(seen[1].http_version, "HTTP/1.1");
    assert_eq!(standin.connections(), 2);
    assert!(standin.wait_for_open_connections(0, TIMEOUT));

    let idle = TcpStream::connect(("127.0.0.1", standin.port())).expect("it listens");
    let late = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| standin.wait_for_requests(3, TIMEOUT));
        request(&standin.base_url(), "GET", "/x?y=1", HEADERS, "");
        waiting.join().expect("it waits without panic")
    });
    assert_eq!(late[2].path, "/x?y=1");
    assert!(!standin.wait_for_open_connections(0, Duration::from_millis(1)));
    assert_eq!(standin.open_connections(), 1);
    drop(idle);
    assert!(standin.wait_for_open_connections(0, TIMEOUT));
    assert_eq!(standin.take_requests().len(), 3);
    assert_eq!(
        standin.wait_for_requests(1, Duration::from_millis(1)).len(),
        0
    );
}

#[test]
fn connections_close_when_clients_disconnect() {
    let standin = start();
    start_game(&standin);
    let body = chat_body("mira", "1", "hello").to_string();
    let mut unread = Vec::new();
    for spec in [
        "flood=100000000",
        "oversize=1000000000",
        "stall-before",
        "hold",
        "trickle,flood=1000",
    ] {
        for _ in 0..10 {
            unread.push(send(&standin.fault(spec), "POST", CHAT, HEADERS, &body));
        }
    }
    standin.wait_for_requests(51, TIMEOUT);
    drop(unread);
    assert!(standin.wait_for_open_connections(0, TIMEOUT));
}

#[test]
fn scripts_are_sent_exactly_as_given() {
    let standin = start();
    let send_to = |base: &str| request(base, "POST", "/any/path", HEADERS, "{}");
    let sse = send_to(&standin.script(Reply::sse("data: 1\n\n").chunk("data: 2\n\n")));
    assert_eq!(
        (sse.status, sse.header("content-type")),
        (200, Some("text/event-stream"))
    );
    assert_eq!(
        (sse.text().as_str(), sse.complete),
        ("data: 1\n\ndata: 2\n\n", true)
    );
    let json = send_to(&standin.script(Reply::json(418, "{}").header("x-tea", "none")));
    assert_eq!((json.status, json.header("x-tea")), (418, Some("none")));
    assert_eq!(json.header("content-length"), Some("2"));
    let text = send_to(&standin.script(Reply::text(200, "hello").end(ReplyEnd::Close)));
    assert!(text.text() == "hello" && !text.complete && !text.reset);
    let reset = send_to(&standin.script(Reply::sse("data: 1\n").end(ReplyEnd::Reset)));
    assert!(reset.text() == "data: 1\n" && reset.reset);
    let claimed = Reply::json(200, "{}")
        .header("content-length", "9")
        .end(ReplyEnd::Close);
    let claimed = send_to(&standin.script(claimed));
    assert_eq!(
        (claimed.header("content-length"), claimed.text().as_str()),
        (Some("9"), "{}")
    );
    let stall = standin.script(Reply::sse("data: 1\n").end(ReplyEnd::Stall));
    let mut stream = send(&stall, "GET", "/", HEADERS, "");
    stream
        .set_read_timeout(Some(Duration::from_millis(200)))
        .expect("it can be set");
    let mut bytes = Vec::new();
    let error = stream.read_to_end(&mut bytes).expect_err("it stays open");
    assert!(matches!(
        error.kind(),
        ErrorKind::WouldBlock | ErrorKind::TimedOut
    ));
    assert!(common::find(&bytes, b"data: 1\n").is_some());
    assert_eq!(standin.requests()[0].path, "/any/path");
    assert_eq!(
        send_to(&format!("{}/script/99", standin.base_url())).status,
        404
    );
    let both = format!("{}/fault/cut=3{}", standin.base_url(), "/script/1");
    assert_eq!(send_to(&both).text(), "dat");
    let wrong = send_to(&standin.script(Reply::text(200, "x").header("no good", "x")));
    assert_eq!(wrong.status, 500);
}

#[test]
fn sessions_do_not_mix() {
    let standin = start();
    for session in ["a", "b"] {
        let body = json!({"game_id": GAME, "session_id": session});
        post(&standin.base_url(), START, &body);
        let mut body = chat_body("mira", "same", "hello");
        body["session_id"] = json!(session);
        let response = post(&standin.base_url(), CHAT, &body);
        assert!(response.text().contains("\"current_count\":1"));
    }
}

/// One request over TLS by a client that trusts only the stand-in's CA.
fn over_tls(standin: &Standin, spec: &str) -> std::io::Result<Vec<u8>> {
    let mut roots = RootCertStore::empty();
    let pem = standin.ca_pem().expect("a CA");
    roots
        .add(CertificateDer::from_pem_slice(pem.as_bytes()).expect("PEM"))
        .expect("a CA");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").expect("a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("a client");
    let socket = TcpStream::connect(("127.0.0.1", standin.port()))?;
    let mut stream = StreamOwned::new(connection, socket);
    let body = json!({"game_id": GAME, "session_id": "s"}).to_string();
    write!(
        stream,
        "POST /fault/{spec}{START} HTTP/1.1\r\nhost: localhost\r\n{HEADERS}"
    )?;
    write!(stream, "content-length: {}\r\n\r\n{body}", body.len())?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response)?;
    Ok(response)
}

#[test]
fn the_certificate_is_signed_by_its_own_ca() {
    let config = Config {
        tls: true,
        ..Config::default()
    };
    let standin = Standin::start(config.clone()).expect("it starts");
    assert_eq!(
        standin.base_url(),
        format!("https://localhost:{}", standin.port())
    );
    let response = over_tls(&standin, "chunk=5").expect("it is trusted");
    assert!(response.starts_with(b"HTTP/1.1 200 OK"));
    let cut = over_tls(&standin, "cut=9").expect_err("no close_notify");
    assert_eq!(cut.kind(), ErrorKind::UnexpectedEof);
    let reset = over_tls(&standin, "reset=9").expect_err("a reset");
    assert_eq!(reset.kind(), ErrorKind::ConnectionReset);
    let wrong_name = Config {
        certificate_names: vec!["elsewhere.example".to_owned()],
        ..config.clone()
    };
    for config in [
        wrong_name,
        Config {
            certificate_expired: true,
            ..config
        },
    ] {
        let standin = Standin::start(config).expect("it starts");
        let error = over_tls(&standin, "crlf").expect_err("it is not trusted");
        assert!(error.to_string().contains("certificate"), "{error}");
        assert!(standin.requests().is_empty());
    }
    assert_eq!(start().ca_pem(), None);
}

#[test]
fn http2_is_supported() {
    use http_body_util::{BodyExt, Full};
    use hyper_util::rt::{TokioExecutor, TokioIo};

    let standin = start();
    start_game(&standin);
    let send_to = async |spec: &str| {
        let socket = tokio::net::TcpStream::connect(("127.0.0.1", standin.port()))
            .await
            .expect("it listens");
        let (mut sender, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(socket))
                .await
                .expect("it supports HTTP/2");
        tokio::spawn(connection);
        let body = chat_body("mira", "1", "hello").to_string();
        let request = hyper::Request::post(format!("{}{CHAT}", standin.fault(spec)))
            .header("authorization", "key")
            .header("content-type", "application/json")
            .body(Full::new(hyper::body::Bytes::from(body)))
            .expect("a request");
        let response = sender.send_request(request).await.expect("a response");
        response
            .into_body()
            .collect()
            .await
            .map(|body| body.to_bytes())
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("it starts");
    let body = runtime
        .block_on(send_to("comments"))
        .expect("a complete body");
    assert!(body.ends_with(b"event: fin\n:a comment in between\ndata: \n\n"));
    runtime
        .block_on(send_to("cut=50"))
        .expect_err("the connection closes in the middle");
    runtime
        .block_on(send_to("reset=50"))
        .expect_err("the connection is reset in the middle");
    assert_eq!(standin.requests()[1].http_version, "HTTP/2.0");
}
