//! A response that comes while the benchmark says so: decoded, queued, and polled through the ABI.
//! Everything is that of a live request but the connection and the library's own thread.

use std::ops::ControlFlow;
use std::vec;

use bytes::Bytes;
use rpggo::abi::client::{rpggo_client, rpggo_client_free};
use rpggo::internals::{End, Feed, Offline, OfflineCall, Response};
use rpggo::{ChatRequest, Options, Service};

const KEY: &str = "bench-key-0123456789";
/// As the library's thread decodes: what is more waits until the events before it are queued.
const DECODED_AT_ONCE: usize = 4 << 10;

/// A client whose only request gets these chunks.
pub struct Incoming {
    feed: Feed,
    response: Option<Response<'static>>,
    rest: vec::IntoIter<Bytes>,
    at_once: usize,
}

impl Incoming {
    /// A response of which `at_once` chunks are there each time that it is read.
    pub fn new(chunks: Vec<Bytes>, at_once: usize) -> Incoming {
        let options = Options {
            api_key: Some(KEY.into()),
            ignore_environment_proxy: true,
            ..Options::new(Service::Rpggo)
        };
        // They live as long as the program, which is one benchmark.
        let offline = Offline::new(&options).expect("the options are right");
        let offline: &'static Offline = Box::leak(Box::new(offline));
        let call = offline.chat(&ChatRequest {
            game_id: "g".into(),
            session_id: "s".into(),
            character_id: "c".into(),
            message: "Hello".into(),
            message_id: Some("m".into()),
            ..ChatRequest::default()
        });
        let call: &'static mut OfflineCall<'static> =
            Box::leak(Box::new(call.expect("it can be sent")));
        let header = ("content-type".to_owned(), "text/event-stream".to_owned());
        let response = call.response(200, &[header]).expect("a chat is sent");
        Incoming {
            feed: Feed::new(options).expect("the options are right"),
            response: Some(response.unwrap_or_else(|failure| panic!("{failure:?}"))),
            rest: chunks.into_iter(),
            at_once,
        }
    }

    /// What `rpggo_poll_event` takes.
    pub fn client(&self) -> *mut rpggo_client {
        self.feed.client()
    }

    /// Reads what is there, and queues its events; false at the end of the response.
    pub fn read(&mut self) -> bool {
        for _ in 0..self.at_once {
            let (Some(response), Some(chunk)) = (&mut self.response, self.rest.next()) else {
                self.end();
                return false;
            };
            for part in chunk.chunks(DECODED_AT_ONCE) {
                let read = response.push(part, self.feed.sink());
                assert!(self.feed.flush(), "there is room");
                match read {
                    Ok(ControlFlow::Continue(())) => {}
                    Ok(ControlFlow::Break(())) => {
                        self.end();
                        return false;
                    }
                    Err(failure) => panic!("{failure:?}"),
                }
            }
        }
        true
    }

    fn end(&mut self) {
        if let Some(response) = self.response.take() {
            let end = response.end(End::Done, self.feed.sink());
            end.unwrap_or_else(|failure| panic!("{failure:?}"));
            assert!(self.feed.flush(), "there is room");
        }
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        rpggo_client_free(self.client());
    }
}
