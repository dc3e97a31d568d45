//! Let players talk with AI characters over the network.
//!
//! A [`Client`] sends requests to a chat service from one hidden thread; what the service answers
//! arrives as [`Event`]s in a queue that the game reads once a frame with [`Events::poll`]. No call
//! blocks, and no code of the game ever runs on a thread of this library, unless the program has a
//! `tracing` subscriber, which hears there what the library does.
//!
//! ```no_run
//! # fn main() -> Result<(), rpggo::Error> {
//! use rpggo::{ChatRequest, Client, EventKind, Options, Service};
//!
//! let options = Options { api_key: Some("…".into()), ..Options::new(Service::Rpggo) };
//! let (client, mut events) = Client::new(options)?;
//! client.chat(&ChatRequest {
//!     game_id: "the game".into(),
//!     session_id: "this player's session".into(),
//!     character_id: "who is spoken to".into(),
//!     message: "Good evening!".into(),
//!     ..ChatRequest::default()
//! })?;
//! 'game: loop {
//!     // … a frame of the game …
//!     while let Some(event) = events.poll() {
//!         match event.kind {
//!             EventKind::Message(message) => println!("{}: {}", event.character_id, message.text),
//!             EventKind::Finished(finished) => {
//!                 println!("{}", finished.detail);
//!                 break 'game;
//!             }
//!             _ => {}
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # The way of the data
//!
//! | step | module |
//! |---|---|
//! | what the game asks for | [`request`] |
//! | as the service wants it: address, headers, body | `service` (one file a service) |
//! | one request from start to `Finished` | `running` (whatever happens), `exchange`, with `limits` (timeouts) and `retry` |
//! | to the service, or to a recording of it | `link` |
//! | connections, TLS, proxies | `http`, `connections`, `tls` |
//! | a conversation in a file, and played from it | [`recording`], `replay` |
//! | the answer's form | `answer` |
//! | bytes to frames | `sse` |
//! | frames to events | `service` again, with `json` for values of any shape |
//! | what the game reads | [`event`], [`status`]; for its developer [`stats`], `log` |
//! | from the library's thread to the game's | `outbox`, `queue` |
//! | the handle that holds it all, and its thread | [`client`], `worker`, `doorbell` |
//! | the same for C: translation only | [`abi`] |

#![warn(missing_docs)]
#![deny(unsafe_code)]

// First: the others use its macro.
#[macro_use]
mod tripwire;

pub mod abi;
pub mod client;
pub mod event;
pub mod options;
pub mod recording;
pub mod request;
pub mod stats;
pub mod status;

mod answer;
mod clock;
mod connections;
mod doorbell;
mod exchange;
/// What `cargo fuzz` and the tests play: in no library that is built otherwise.
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod http;
mod json;
mod limits;
mod link;
mod lock;
mod log;
mod outbox;
mod queue;
mod random;
mod redact;
mod replay;
mod retry;
mod running;
mod service;
mod sse;
mod tls;
mod worker;

pub use client::{Client, Events};
pub use event::{Event, EventKind};
pub use options::{Options, Pace};
pub use recording::Recording;
pub use request::{ChatRequest, RequestId, SessionRequest};
pub use service::Service;
pub use stats::Stats;
pub use status::{Error, Status};
