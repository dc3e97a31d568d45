//! reqwest with eventsource-stream and serde_json, on a runtime of one thread.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

use eventsource_stream::Eventsource;
use futures::StreamExt;
use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::{BODY, Client, Heard, KEY, Place};

pub struct Reqwest {
    asked: UnboundedSender<()>,
    queue: Queue,
}

type Queue = Arc<Mutex<VecDeque<Event>>>;

enum Event {
    Words(String),
    End,
}

impl Reqwest {
    pub fn new(place: &Place<'_>) -> Reqwest {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder();
        if !place.authorities.is_empty() {
            let file = std::fs::read(place.authorities).expect("the certificate");
            let authority = reqwest::Certificate::from_pem(&file).expect("a certificate");
            builder = builder.add_root_certificate(authority);
        }
        let client = builder.build().expect("a client");
        let url = place.chat_url();
        let (asked, mut asks) = unbounded_channel();
        let queue = Queue::default();
        let theirs = Arc::clone(&queue);
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                while asks.recv().await.is_some() {
                    tokio::spawn(chat(client.clone(), url.clone(), Arc::clone(&theirs)));
                }
            });
        });
        Reqwest { asked, queue }
    }
}

async fn chat(client: reqwest::Client, url: String, queue: Queue) {
    let request = client
        .post(url)
        .bearer_auth(KEY)
        .header("content-type", "application/json")
        .body(BODY);
    let answer = request.send().await.expect("an answer");
    let mut frames = answer.bytes_stream().eventsource();
    while let Some(frame) = frames.next().await {
        let frame = frame.expect("a frame");
        if frame.event != "data" {
            continue;
        }
        let json: serde_json::Value = serde_json::from_str(&frame.data).expect("JSON");
        let text = json["data"]["result"]["text"].as_str().expect("a text");
        push(&queue, Event::Words(text.to_owned()));
    }
    push(&queue, Event::End);
}

fn push(queue: &Queue, event: Event) {
    queue.lock().expect("the queue").push_back(event);
}

impl Client for Reqwest {
    fn chat(&mut self) {
        self.asked.send(()).expect("the thread");
    }

    fn poll(&mut self) -> Option<Heard> {
        let event = self.queue.lock().expect("the queue").pop_front()?;
        Some(match event {
            Event::Words(text) => Heard::words(&text),
            Event::End => Heard::End,
        })
    }
}

/// `reqwest::Client::new()` and nothing else: no thread, and no runtime.
pub struct Alone {
    _client: reqwest::Client,
}

impl Alone {
    pub fn new() -> Alone {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Alone {
            _client: reqwest::Client::new(),
        }
    }
}

impl Client for Alone {
    fn chat(&mut self) {}

    fn poll(&mut self) -> Option<Heard> {
        None
    }
}
