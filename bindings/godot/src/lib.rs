//! rpggo for Godot 4: nodes that let players talk with AI characters. The work is done by the crate
//! `rpggo`; here it becomes nodes, signals and small objects, on the engine's main thread alone.
//!
//! | what | module |
//! |---|---|
//! | the node that connects to a service | [`client`], [`calls`], with [`options`] and [`native`] |
//! | the node that is a character | [`character`] |
//! | requests | [`chat_request`], [`session_request`]; in progress: [`request`] |
//! | events become signals | [`tell`] |
//! | payloads of signals | [`message`], [`goal`], [`image`], [`session`], [`chapter`], [`character_info`], [`state`], [`cost`], [`error`] |
//! | for the developer | [`stats`], [`export_check`] |

mod calls;
mod chapter;
mod character;
mod character_info;
mod chat_request;
mod client;
mod cost;
mod error;
mod export_check;
mod goal;
mod image;
mod message;
mod native;
mod options;
mod request;
mod session;
mod session_request;
mod state;
mod stats;
mod tell;

use godot::prelude::*;

/// The key is in no memory that was freed.
#[global_allocator]
static MEMORY: rpggo::abi::memory::Wiped = rpggo::abi::memory::Wiped;

struct Extension;

// SAFETY: the safeguards stay on, so nothing is promised that the compiler does not check.
#[gdextension]
unsafe impl ExtensionLibrary for Extension {}
