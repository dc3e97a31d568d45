//! How a client is asked; the other calls are generated.

use godot::prelude::*;
use rpggo::ChatRequest;

use crate::character;
use crate::generated::character::RpggoCharacter;
use crate::generated::client::RpggoClient;
use crate::generated::requests::Request;
use crate::request::RpggoRequest;
use crate::signals;

#[godot_api(secondary)]
impl RpggoClient {
    /// Sends a message to a character. Without a session id, uses the session of this running game.
    #[func(gd_self)]
    pub fn say(
        this: Gd<Self>,
        character_id: GString,
        session_id: GString,
        text: GString,
    ) -> Gd<RpggoRequest> {
        let chat = ChatRequest {
            character_id: character_id.to_string(),
            session_id: session_id.to_string(),
            message: text.to_string(),
            ..ChatRequest::default()
        };
        Self::ask(&this, None, Request::Chat(chat))
    }
}

impl RpggoClient {
    /// Starts a request, with or without a character.
    pub fn ask(
        this: &Gd<Self>,
        character: Option<&Gd<RpggoCharacter>>,
        mut asked: Request,
    ) -> Gd<RpggoRequest> {
        fill(asked.session_id(), character::session_of_this_run());
        fill(asked.game_id(), &this.bind().game_id.to_string());
        let who = asked.character_id().cloned().unwrap_or_default();
        let session_id = asked.session_id().cloned().unwrap_or_default();
        let mut request = RpggoRequest::new(Some(this), character, &who, &session_id);
        let mut this = this.clone();
        let mut client = this.bind_mut();
        let started = client
            .running()
            .and_then(|native| native.ask(&asked, &mut request));
        drop(client);
        if let Err(error) = started {
            signals::refuse(&request, error);
        }
        request
    }
}

/// Sets what the game has left empty.
fn fill(field: Option<&mut String>, value: &str) {
    if let Some(field) = field
        && field.is_empty()
    {
        field.push_str(value);
    }
}
