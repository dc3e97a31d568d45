// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

pub mod action;
pub mod calls;
pub mod chapter;
pub mod character;
pub mod character_info;
pub mod chat_request;
pub mod client;
pub mod cost;
pub mod emit;
pub mod enums;
pub mod error;
pub mod goal;
pub mod image;
pub mod message;
pub mod options;
pub mod requests;
pub mod session;
pub mod session_request;
pub mod state;
pub mod stats;
