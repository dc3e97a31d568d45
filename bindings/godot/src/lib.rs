//! rpggo for Godot 4: nodes that let players talk with AI characters. The work is done by the crate
//! `rpggo`; here it becomes nodes, signals and small objects, on the engine's main thread alone.
//!
//! | what | module |
//! |---|---|
//! | made from the C interface: the nodes' properties and signals, payloads, requests, calls | [`generated`] |
//! | the node that connects to a service | [`client`], [`calls`], with [`options`] and [`native`] |
//! | the node that is a character | [`character`] |
//! | requests in progress, and why they failed | [`request`], [`error`] |
//! | events become signals | [`signals`] |
//! | values in both directions | [`convert`], [`option_values`] |
//! | for the developer | [`export_check`] |

mod calls;
mod character;
mod client;
mod convert;
mod error;
mod export_check;
mod generated;
mod native;
mod option_values;
mod options;
mod request;
mod signals;

use godot::prelude::*;

/// The key is in no memory that was freed.
#[global_allocator]
static MEMORY: rpggo::abi::memory::Wiped = rpggo::abi::memory::Wiped;

struct Extension;

// SAFETY: the safeguards stay on, so nothing is promised that the compiler does not check.
#[gdextension]
unsafe impl ExtensionLibrary for Extension {}
