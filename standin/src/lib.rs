//! A stand-in for chat services on loopback: it implements their protocols (HTTP, JSON and
//! server-sent events), plays a story from a file, validates requests, and injects faults of the
//! network and of the server on request. RPGGO, the persona service, Aurora and OpenAI's chat
//! completions are served at once, each under its own paths.
//!
//! ```
//! use rpggo_standin::{Config, Standin};
//!
//! let standin = Standin::start(Config::default())?;
//! println!("point your client at {}", standin.base_url());
//! println!("or, to see a cut connection, at {}", standin.fault("cut=120"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! - [`Standin`] and [`Config`]: start it, get its URL and the requests it has received.
//! - [`Story`]: what its characters say; [`Story::bundled`] is a short one to start with.
//! - [`Reply`]: responses of your own, byte by byte.
//! - The faults of [`Standin::fault`] are listed in this crate's README.

#![warn(missing_docs)]

mod aurora;
mod body;
mod connection;
mod fault;
mod frame;
mod inject;
mod openai;
mod persona;
mod progress;
mod reply;
mod request;
mod request_log;
mod response;
mod rpggo;
mod server;
mod service;
mod sessions;
mod standin;
mod story;
mod tls;

pub use reply::{Choice, Reply, ReplyEnd};
pub use request_log::Seen;
pub use standin::{Config, Standin};
pub use story::{
    Chapter, Character, CharacterKind, Game, Goal, Line, Outcome, Picture, Prompt, Speech, Story,
    StoryError,
};
