//! A server that says each word when the test tells it to: what the game has seen by then was held
//! back by nobody.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// Answers one request, as an OpenAI-compatible server does.
pub struct Teller {
    pub port: u16,
    words: Option<Sender<String>>,
    thread: Option<JoinHandle<String>>,
}

impl Teller {
    pub fn start() -> Teller {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (words, to_say) = channel();
        let thread = std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            tell(stream, &to_say)
        });
        Teller {
            port,
            words: Some(words),
            thread: Some(thread),
        }
    }

    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn say(&self, word: &str) {
        let words = self.words.as_ref().expect("it has not ended");
        words.send(word.to_owned()).unwrap();
    }

    /// Ends the answer, and gives the head of the request.
    pub fn end(mut self) -> String {
        self.words = None;
        self.thread.take().unwrap().join().unwrap()
    }
}

fn tell(mut stream: TcpStream, words: &Receiver<String>) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.trim().parse::<usize>().unwrap());
    stream.read_exact(&mut vec![0; length]).unwrap();
    stream.set_nodelay(true).unwrap();
    // Without a length and without chunks its end is that of the connection, which is what proxies
    // hold back most.
    let begin = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    stream.write_all(begin.as_bytes()).unwrap();
    let mut chunk = |data: &str| {
        // Whoever reads may be gone: that is for the test to see.
        let _ = write!(stream, "data: {data}\n\n");
    };
    for word in words {
        chunk(&format!(
            r#"{{"choices":[{{"index":0,"delta":{{"content":"{word} "}}}}]}}"#
        ));
    }
    chunk(r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#);
    chunk("[DONE]");
    head
}
