//! Plays what a server sends, step by step.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// One thing that a server does.
#[derive(Deserialize, Clone, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    send: Option<String>,
    send_base64: Option<String>,
    pause_ms: Option<u64>,
    /// How the connection ends: `close`, `reset`, or `hold`: not at all.
    then: Option<String>,
}

/// Answers each request with the next list of steps.
pub struct Server {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(responses: Vec<Vec<Step>>) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a port");
        let address = listener.local_addr().expect("it has one");
        let is_over = Arc::<AtomicBool>::default();
        let over = Arc::clone(&is_over);
        let thread = std::thread::spawn(move || serve(&listener, &responses, &over));
        Server {
            address,
            is_over,
            thread: Some(thread),
        }
    }

    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // It waits for the next connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server did not panic");
        }
    }
}

fn serve(listener: &TcpListener, responses: &[Vec<Step>], is_over: &AtomicBool) {
    let next = AtomicUsize::new(0);
    // The game's connections are gone when a case ends, as its client is freed: the threads end.
    std::thread::scope(|scope| {
        for stream in listener.incoming() {
            if is_over.load(Ordering::Relaxed) {
                return;
            }
            let (stream, next) = (stream.expect("a connection"), &next);
            scope.spawn(move || {
                let mut stream = stream;
                while read_request(&mut stream).is_some() {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    match responses.get(at) {
                        Some(steps) if answer(&mut stream, steps) => {}
                        _ => return,
                    }
                }
            });
        }
    });
}

/// Reads a request; `None` where the connection is over.
fn read_request(stream: &mut TcpStream) -> Option<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = length.map_or(0, |it| it.trim().parse().expect("a number"));
    stream.read_exact(&mut vec![0; length]).ok()
}

/// Does the steps; whether the connection goes on.
fn answer(stream: &mut TcpStream, steps: &[Step]) -> bool {
    for step in steps {
        let bytes = match (&step.send, &step.send_base64) {
            (Some(text), _) => text.clone().into_bytes(),
            (_, Some(text)) => STANDARD.decode(text).expect("it is base64"),
            _ => Vec::new(),
        };
        // The game may have seen enough.
        let _ = stream.write_all(&bytes);
        if let Some(pause) = step.pause_ms {
            std::thread::sleep(Duration::from_millis(pause));
        }
        match step.then.as_deref() {
            Some("close") => {
                let _ = stream.shutdown(Shutdown::Write);
                return false;
            }
            Some("reset") => {
                reset(stream);
                return false;
            }
            Some("hold") => {
                // Until the game hangs up.
                let _ = stream.read(&mut [0]);
                return false;
            }
            _ => {}
        }
    }
    true
}

/// Closes with a reset instead of an end.
fn reset(stream: &TcpStream) {
    let socket = socket2::SockRef::from(stream);
    socket
        .set_linger(Some(Duration::ZERO))
        .expect("it can be set");
}
