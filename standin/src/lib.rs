//! A stand-in for chat services on loopback: it speaks their wires (HTTP, JSON and server-sent
//! events), tells a story from a file, checks what it is sent, and can be asked to misbehave in
//! every way a network or a server can. RPGGO, the persona service, Aurora and whatever is
//! compatible with OpenAI's chat completions are all there at once, each under its own paths.
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
//! - [`Standin`] and [`Config`]: start it, ask where it is and what it has seen.
//! - [`Story`]: what its characters say; [`Story::bundled`] is a little tale to talk with.
//! - [`Reply`]: answers of your own, byte by byte.
//! - The faults of [`Standin::fault`] are listed in this crate's README.

#![warn(missing_docs)]

mod answer;
mod aurora;
mod body;
mod distort;
mod fault;
mod frame;
mod link;
mod openai;
mod persona;
mod play;
mod reply;
mod request;
mod rpggo;
mod seen;
mod server;
mod service;
mod sessions;
mod standin;
mod story;
mod tls;

pub use reply::{Choice, Reply, ReplyEnd};
pub use seen::Seen;
pub use standin::{Config, Standin};
pub use story::{
    Chapter, Character, CharacterKind, Game, Goal, Line, Outcome, Picture, Prompt, Speech, Story,
    StoryError,
};
