//! The calls of a client.

use godot::prelude::*;
use rpggo::{ChatRequest, SessionRequest};

use crate::character::{self, RpggoCharacter};
use crate::chat_request::RpggoChatRequest;
use crate::client::RpggoClient;
use crate::native::Asked;
use crate::request::RpggoRequest;
use crate::session_request::{RpggoSessionRequest, SessionCall};
use crate::tell;

#[godot_api(secondary)]
impl RpggoClient {
    /// Sends a message to a character.
    #[func(gd_self)]
    pub fn chat(this: Gd<Self>, request: Gd<RpggoChatRequest>) -> Gd<RpggoRequest> {
        let chat = request.bind().write();
        Self::ask(&this, None, Asked::Chat(chat))
    }

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
        Self::ask(&this, None, Asked::Chat(chat))
    }

    /// Makes a session call, with all fields that a service may use.
    #[func(gd_self)]
    pub fn session(this: Gd<Self>, request: Gd<RpggoSessionRequest>) -> Gd<RpggoRequest> {
        let asked = Asked::Session(request.bind().call, request.bind().write());
        Self::ask(&this, None, asked)
    }

    /// Starts a session; the result arrives with [signal session_changed].
    #[func(gd_self)]
    pub fn start_session(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] game_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: session_id.to_string(),
            game_id: game_id.to_string(),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Asked::Session(SessionCall::Start, request))
    }

    /// Resumes an earlier session.
    #[func(gd_self)]
    pub fn resume_session(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] game_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: session_id.to_string(),
            game_id: game_id.to_string(),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Asked::Session(SessionCall::Resume, request))
    }

    /// Fetches the history of a session (persona, OpenAI): one [signal message] per message.
    #[func(gd_self)]
    pub fn fetch_history(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] character_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: session_id.to_string(),
            character_id: character_id.to_string(),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Asked::Session(SessionCall::History, request))
    }

    /// Restarts a session (persona, OpenAI).
    #[func(gd_self)]
    pub fn reset_session(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] character_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: session_id.to_string(),
            character_id: character_id.to_string(),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Asked::Session(SessionCall::Reset, request))
    }

    /// Switches to another chapter (RPGGO).
    #[func(gd_self)]
    pub fn change_chapter(
        this: Gd<Self>,
        session_id: GString,
        chapter_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: session_id.to_string(),
            chapter_id: chapter_id.to_string(),
            ..SessionRequest::default()
        };
        Self::ask(
            &this,
            None,
            Asked::Session(SessionCall::ChangeChapter, request),
        )
    }

    /// Fetches a preview of a game (RPGGO).
    #[func(gd_self)]
    pub fn fetch_game(this: Gd<Self>, #[opt(default = "")] game_id: GString) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            game_id: game_id.to_string(),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Asked::Session(SessionCall::FetchGame, request))
    }
}

impl RpggoClient {
    /// Starts a request, with or without a character.
    pub fn ask(
        this: &Gd<Self>,
        character: Option<&Gd<RpggoCharacter>>,
        mut asked: Asked,
    ) -> Gd<RpggoRequest> {
        let session = character::session_of_this_run();
        let game_id = this.bind().game_id.to_string();
        let (who, session_id, game) = match &mut asked {
            Asked::Chat(it) => (&it.character_id, &mut it.session_id, &mut it.game_id),
            Asked::Session(_, it) => (&it.character_id, &mut it.session_id, &mut it.game_id),
        };
        if session_id.is_empty() {
            session_id.push_str(session);
        }
        if game.is_empty() {
            game.push_str(&game_id);
        }
        let mut request = RpggoRequest::new(Some(this), character, who, session_id);
        let mut this = this.clone();
        let mut client = this.bind_mut();
        let started = client
            .running()
            .and_then(|native| native.ask(&asked, &mut request));
        drop(client);
        if let Err(error) = started {
            tell::refuse(&request, error);
        }
        request
    }
}
