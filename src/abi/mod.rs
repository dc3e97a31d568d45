//! The library for C, and so for every engine: translation only, one file a noun.
//!
//! | file | holds |
//! |---|---|
//! | [`status`], [`text`] | numbers and strings that both sides know |
//! | [`options`], [`request`] | what the game passes in |
//! | [`event`] | what the game reads; `block` is the memory that an event lives in |
//! | [`client`], [`chat`], [`session`], [`poll`], [`stats`] | the functions |
//! | [`error`] | why this thread's last call failed |
//! | `handle` | which handles are valid: a wrong one is an error, never a crash |
//! | [`memory`] | what was freed holds nothing: no key, and nothing that was said |
//! | `fork` | whether the client is of this process |
//! | `guard` | no panic leaves the library |
//! | `thread` | the library's thread leaves no trace on the game's |
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
pub mod memory;
pub mod options;
pub mod poll;
pub mod request;
pub mod session;
pub mod stats;
pub mod status;
pub mod text;

/// What the benchmarks drive: in no library that is built otherwise.
#[cfg(rpggo_bench)]
#[doc(hidden)]
pub mod bench;
mod block;
mod fork;
mod guard;
mod handle;
pub(crate) mod thread;

#[cfg(test)]
mod panics;
#[cfg(test)]
mod tests;
