//! The library for C, and so for every engine: translation only, one file a noun.
//!
//! | file | holds |
//! |---|---|
//! | [`client`], [`chat`], [`session`], [`poll`], [`stats`] | the functions |
//! | [`options`], [`request`] | what the game passes in; `sized`: structs that say their own size |
//! | [`event`] | what the game reads; `event_arena`: the memory that an event lives in |
//! | [`status`], [`text`] | numbers and strings that both sides know |
//! | [`error`] | why this thread's last call failed |
//! | [`handle`] | which handles are valid: a wrong one is an error, never a crash |
//! | `panic_boundary` | no panic leaves the library |
//! | [`memory`] | freed memory is wiped: no key is left in it, and nothing that was said |
//!
//! `include/rpggo.h` is generated from these files, comments and all.

#![allow(unsafe_code)]
#![allow(non_camel_case_types)]
// Written for readers of the C header, where these are plain text.
#![allow(rustdoc::bare_urls)]

pub mod chat;
pub mod client;
pub mod error;
pub mod event;
pub mod handle;
pub mod memory;
pub mod options;
pub mod poll;
pub mod request;
pub mod session;
pub mod stats;
pub mod status;
pub mod text;

pub(crate) mod event_arena;
mod panic_boundary;
mod sized;

#[cfg(test)]
mod tests;
