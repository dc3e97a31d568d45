//! Let players talk with AI characters over the network.
//!
//! A [`Client`] sends requests to a chat service from one hidden thread; what the service sends
//! arrives as [`Event`]s in a queue that the game reads once a frame with [`Events::poll`]. No call
//! blocks, and no code of the game ever runs on a thread of this library, unless the program has a
//! `tracing` subscriber, which receives there what the library logs.
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
//! # The map
//!
//! From top to bottom: each module uses only those below it.
//!
//! | module | holds |
//! |---|---|
//! | [`abi`] | the same for C: translation only |
//! | [`client`] | the handle that holds it all |
//! | `pipeline` | one request from its start to `Finished` |
//! | `transport` | what responds: the service by HTTP, or a recording of it |
//! | [`recording`] | conversations in files |
//! | `runtime` | the library's thread, and the queue to the game |
//! | `service` | the services, a file or folder each: what is sent, and what a response means |
//! | `reply` | what a reply is, the same for all services |
//! | [`event`] | what the game reads |
//! | `redact` | keeps secrets out of it |
//! | `wire` | event streams, JSON and headers, as bytes and text |
//! | [`options`], [`request`], [`status`], [`stats`], `failure` | plain vocabulary |
//!
//! `docs/inside.md` walks through them with one chat.

#![warn(missing_docs)]
#![deny(unsafe_code)]

// First: the others use its macro.
#[macro_use]
mod fail_point;

pub mod abi;
pub mod client;
pub mod event;
pub mod options;
pub mod recording;
pub mod request;
pub mod stats;
pub mod status;

/// What the project's own tools look at: in no library that a game links.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;

/// Whether this build has the fail points of the tests.
#[doc(hidden)]
pub const HAS_FAIL_POINTS: bool = cfg!(feature = "failpoints");

mod failure;
mod lock;
mod pipeline;
mod redact;
mod reply;
mod runtime;
mod service;
mod transport;
mod wire;

pub use client::{Client, Events};
pub use event::{Event, EventKind};
pub use options::{Options, ReplaySpeed, Service};
pub use recording::Recording;
pub use request::{ChatRequest, RequestId, SessionRequest};
pub use stats::Stats;
pub use status::{Error, Status};
