//! Servers that answer without end. Each ends one request in time, and takes no memory to speak of.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rpggo_standin::Reply;

use rpggo_testkit::*;

/// More than any of them has to be given.
const MOST_MEMORY: u64 = 48 << 20;

/// Sends `begin`, and then `again` as often as a network carries it, until nobody listens.
struct Endless {
    port: u16,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<u64>>,
}

impl Endless {
    fn start(begin: &str, again: &str) -> Endless {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let begin = begin.to_owned();
        let again = again.repeat((4 << 10) / again.len());
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let limit = Some(Duration::from_secs(20));
            stream.set_write_timeout(limit).unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            let mut sent = 0;
            let mut bytes = begin.as_bytes();
            while !over.load(Ordering::Relaxed) && stream.write_all(bytes).is_ok() {
                sent += bytes.len() as u64;
                bytes = again.as_bytes();
                std::thread::sleep(Duration::from_millis(2));
            }
            sent
        });
        Endless {
            port,
            is_over,
            thread: Some(thread),
        }
    }

    /// How much it could send.
    fn end(mut self) -> u64 {
        self.is_over.store(true, Ordering::Relaxed);
        self.thread.take().unwrap().join().unwrap()
    }
}

/// The most memory that this process ever had.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|it| it.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or_default()
        << 10
}

#[test]
fn what_has_no_end_is_ended() {
    let _alone = alone();
    const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
    let chunked = format!("{OK}transfer-encoding: chunked\r\n\r\n");
    let plain = format!("{OK}\r\n");
    let extension = format!("{chunked}5;");
    let size = format!("{chunked}1");
    let trailer = format!("{chunked}0\r\n");
    let line = format!("{OK}x: ");
    let body = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"a\":\"";
    let protocol: &[&str] = &["RPGGO_PROTOCOL"];
    let broken: &[&str] = &["RPGGO_PROTOCOL", "RPGGO_NETWORK"];
    let late: &[&str] = &["RPGGO_TIMEOUT"];
    let cases: [(&str, &str, &str, &[&str]); 11] = [
        ("a header line", &line, "a", protocol),
        ("headers", OK, "x: y\r\n", protocol),
        ("a status line", "HTTP/1.1 200 ", "O", protocol),
        ("nonsense", "nonsense", "nonsense", protocol),
        (
            "interim answers",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            late,
        ),
        ("a chunk's extension", &extension, "a", broken),
        ("a chunk's size", &size, "1", broken),
        ("trailers", &trailer, "x: y\r\n", broken),
        ("a line of a stream", &plain, "a", protocol),
        ("comments", &plain, ": x\n", late),
        ("a body", body, "a", protocol),
    ];
    for (what, begin, again, expected) in cases {
        let before = peak();
        let server = Endless::start(begin, again);
        let game = Game::with(&format!("http://127.0.0.1:{}", server.port), |it| {
            it.max_retries = -1;
            // Only what nothing else ends waits for that.
            it.total_timeout_ms = if expected == late { 1000 } else { 30_000 };
        });
        let began = Instant::now();
        let events = game.finish(game.chat("mira", "Hello"));
        let took = began.elapsed();
        let last = events.last().unwrap();
        let status = last["status"].as_str().unwrap();
        assert!(expected.contains(&status), "{what}: {last}");
        assert!(took < Duration::from_secs(40), "{what}: {took:?}");
        assert!(last["detail"].as_str().unwrap().len() < 2000, "{what}");
        drop(game);
        let sent = server.end();
        let grown = peak().saturating_sub(before);
        assert!(grown < MOST_MEMORY, "{what}: {grown} of {sent} bytes");
    }
}

#[test]
fn nothing_is_unpacked() {
    let _alone = alone();
    let mut gzip = Command::new("gzip")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("gzip is everywhere");
    let mut input = gzip.stdin.take().unwrap();
    let writing = std::thread::spawn(move || {
        let line = b": a comment of many\n".repeat(50_000);
        input.write_all(b"data: {\"ret\":200}\n\n").unwrap();
        for _ in 0..200 {
            input.write_all(&line).unwrap();
        }
    });
    let bomb = gzip.wait_with_output().unwrap().stdout;
    writing.join().unwrap();
    assert!(bomb.len() < 1 << 20, "200 MB in {} bytes", bomb.len());

    let standin = standin();
    for coding in ["gzip", "x-gzip", "deflate", "br", "zstd"] {
        for (content_type, status) in [
            ("text/event-stream", 200),
            ("application/json", 200),
            ("application/json", 500),
        ] {
            let before = peak();
            let mut reply = Reply::text(status, bomb.clone()).header("content-encoding", coding);
            reply.headers[0].1 = content_type.to_owned();
            let game = Game::with(&standin.script(reply), |it| it.max_retries = -1);
            let outcome = game.outcome();
            let expected = match status {
                200 => "RPGGO_PROTOCOL",
                _ => "RPGGO_SERVICE_ERROR",
            };
            assert_eq!(outcome["status"], expected, "{outcome}");
            let detail = outcome["detail"].as_str().unwrap();
            assert!(
                detail.contains(&format!("compressed ({coding})")),
                "{detail}"
            );
            assert!(peak() - before < MOST_MEMORY);
        }
    }
    // It was not asked for, either.
    for seen in standin.requests() {
        assert_eq!(seen.header("accept-encoding"), None);
        assert_eq!(seen.header("te"), None);
    }
}
