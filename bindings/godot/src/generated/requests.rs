// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use rpggo::request::{ChatRequest, SessionRequest};
use rpggo::{Client, Error, RequestId};

use crate::generated::enums::SessionCall;

/// What a game asks for.
pub enum Request {
    Chat(ChatRequest),
    Session(SessionCall, SessionRequest),
}

impl Request {
    pub fn start(&self, client: &Client) -> Result<RequestId, Error> {
        match self {
            Request::Chat(it) => client.chat(it),
            Request::Session(SessionCall::Start, it) => client.session_start(it),
            Request::Session(SessionCall::Resume, it) => client.session_resume(it),
            Request::Session(SessionCall::History, it) => client.session_history(it),
            Request::Session(SessionCall::Reset, it) => client.session_reset(it),
            Request::Session(SessionCall::ChapterChange, it) => client.chapter_change(it),
            Request::Session(SessionCall::GameFetch, it) => client.game_fetch(it),
        }
    }

    pub fn character_id(&mut self) -> Option<&mut String> {
        match self {
            Request::Chat(it) => Some(&mut it.character_id),
            Request::Session(_, it) => Some(&mut it.character_id),
        }
    }

    pub fn session_id(&mut self) -> Option<&mut String> {
        match self {
            Request::Chat(it) => Some(&mut it.session_id),
            Request::Session(_, it) => Some(&mut it.session_id),
        }
    }

    pub fn game_id(&mut self) -> Option<&mut String> {
        match self {
            Request::Chat(it) => Some(&mut it.game_id),
            Request::Session(_, it) => Some(&mut it.game_id),
        }
    }
}
