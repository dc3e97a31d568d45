// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::request::SessionRequest;

use crate::convert;
use crate::generated::chat_request::RpggoChatRequest;
use crate::generated::client::RpggoClient;
use crate::generated::enums::SessionCall;
use crate::generated::requests::Request;
use crate::generated::session_request::RpggoSessionRequest;
use crate::request::RpggoRequest;

#[godot_api(secondary)]
impl RpggoClient {
    /// Sends a message to a character. Returns at once; the response arrives as events from
    /// [method RpggoClient.poll]: [signal RpggoClient.started], then one
    /// [signal RpggoClient.message] per message along with any other events, and always
    /// [signal RpggoClient.finished] at the end.
    #[func(gd_self)]
    pub fn chat_start(this: Gd<Self>, request: Gd<RpggoChatRequest>) -> Gd<RpggoRequest> {
        let request = request.bind().write();
        Self::ask(&this, None, Request::Chat(request))
    }

    /// Makes the [member RpggoSessionRequest.call] of a request, with all its members.
    #[func(gd_self)]
    pub fn session(this: Gd<Self>, request: Gd<RpggoSessionRequest>) -> Gd<RpggoRequest> {
        let (call, request) = (request.bind().call, request.bind().write());
        Self::ask(&this, None, Request::Session(call, request))
    }

    /// Starts a session. The result arrives as [signal RpggoClient.session_changed].
    ///
    /// - RPGGO (`startgame`): returns the chapter and its characters. Requires `session_id` and
    ///   `game_id`; `chapter_id` selects the chapter, empty means the first.
    /// - Persona (`init-session`): also sends the opening line as [signal RpggoClient.message].
    ///   Requires `session_id` and `character_id`, and for most services `player_name` and
    ///   `player_gender` (without them the service may respond with
    ///   [constant RpggoError.BAD_REQUEST]); `machine_id` is optional. An existing session is
    ///   restarted.
    /// - OpenAI-compatible: handled in the client, without the network (no
    ///   [signal RpggoClient.started]). Requires `session_id`; sets `system_prompt` and clears
    ///   earlier turns.
    /// - Aurora: [constant RpggoError.UNSUPPORTED]; a session begins with its first message.
    ///
    /// An empty session is the one of this running game, an empty game the client's. For all else
    /// that a request may have, use [method RpggoClient.session] with a [RpggoSessionRequest].
    #[func(gd_self)]
    pub fn session_start(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] game_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: convert::write(&session_id),
            game_id: convert::write(&game_id),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Request::Session(SessionCall::Start, request))
    }

    /// Resumes an earlier session.
    ///
    /// - RPGGO (`resumesession`): the result arrives as [signal RpggoClient.session_changed].
    ///   Requires `session_id` and `game_id`.
    /// - Persona and OpenAI-compatible: same as [method RpggoClient.session_history].
    /// - Aurora: [constant RpggoError.UNSUPPORTED]; send the next message with the same
    ///   `session_id`.
    ///
    /// An empty session is the one of this running game, an empty game the client's. For all else
    /// that a request may have, use [method RpggoClient.session] with a [RpggoSessionRequest].
    #[func(gd_self)]
    pub fn session_resume(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] game_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: convert::write(&session_id),
            game_id: convert::write(&game_id),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Request::Session(SessionCall::Resume, request))
    }

    /// Fetches the history of a session: each message arrives as [signal RpggoClient.message] with
    /// its `role` and with `history` set to true.
    ///
    /// - Persona: also [signal RpggoClient.state_changed] if the service reports it. Requires
    ///   `session_id` and `character_id`.
    /// - OpenAI-compatible: the turns kept in the client
    ///   ([member RpggoClient.max_history_characters]). Requires `session_id`.
    /// - RPGGO and Aurora: [constant RpggoError.UNSUPPORTED]; the error lists the services that
    ///   support it.
    ///
    /// An empty session is the one of this running game, an empty game the client's. For all else
    /// that a request may have, use [method RpggoClient.session] with a [RpggoSessionRequest].
    #[func(gd_self)]
    pub fn session_history(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] character_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: convert::write(&session_id),
            character_id: convert::write(&character_id),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Request::Session(SessionCall::History, request))
    }

    /// Restarts a session.
    ///
    /// - Persona: requires `session_id` and `character_id`.
    /// - OpenAI-compatible: clears the turns and keeps the system prompt. Requires `session_id`.
    /// - RPGGO and Aurora: [constant RpggoError.UNSUPPORTED]; the error lists the services that
    ///   support it.
    ///
    /// An empty session is the one of this running game, an empty game the client's. For all else
    /// that a request may have, use [method RpggoClient.session] with a [RpggoSessionRequest].
    #[func(gd_self)]
    pub fn session_reset(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] character_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: convert::write(&session_id),
            character_id: convert::write(&character_id),
            ..SessionRequest::default()
        };
        Self::ask(&this, None, Request::Session(SessionCall::Reset, request))
    }

    /// Switches to another chapter (`changechapter`; RPGGO only). Call it after
    /// [signal RpggoClient.chapter_changed], with the `chapter_id` of that event. The result
    /// arrives as [signal RpggoClient.session_changed]. Requires `session_id`, `game_id` and
    /// `chapter_id`.
    ///
    /// An empty session is the one of this running game, an empty game the client's. For all else
    /// that a request may have, use [method RpggoClient.session] with a [RpggoSessionRequest].
    #[func(gd_self)]
    pub fn chapter_change(
        this: Gd<Self>,
        #[opt(default = "")] session_id: GString,
        #[opt(default = "")] chapter_id: GString,
    ) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            session_id: convert::write(&session_id),
            chapter_id: convert::write(&chapter_id),
            ..SessionRequest::default()
        };
        Self::ask(
            &this,
            None,
            Request::Session(SessionCall::ChapterChange, request),
        )
    }

    /// Fetches a preview of a game, without a session (`gamemetadata`; RPGGO only). The result
    /// arrives as [signal RpggoClient.session_changed] with all chapters. Requires `game_id`.
    ///
    /// An empty session is the one of this running game, an empty game the client's. For all else
    /// that a request may have, use [method RpggoClient.session] with a [RpggoSessionRequest].
    #[func(gd_self)]
    pub fn game_fetch(this: Gd<Self>, #[opt(default = "")] game_id: GString) -> Gd<RpggoRequest> {
        let request = SessionRequest {
            game_id: convert::write(&game_id),
            ..SessionRequest::default()
        };
        Self::ask(
            &this,
            None,
            Request::Session(SessionCall::GameFetch, request),
        )
    }
}
