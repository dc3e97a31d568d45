// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::request::SessionRequest;

use crate::convert;
use crate::generated::enums::SessionCall;

/// Selects a session, game or chapter.
#[derive(GodotClass)]
#[class(tool, init, base = Resource)]
pub struct RpggoSessionRequest {
    /// Which call to make with [method RpggoClient.session].
    #[export]
    pub call: SessionCall,
    /// The player's session. Empty: the one of this running game.
    #[export]
    pub session_id: GString,
    /// The game's id (RPGGO). Empty: the client's.
    #[export]
    pub game_id: GString,
    /// The chapter's id: required by [method RpggoClient.chapter_change]; for
    /// [method RpggoClient.session_start], empty means the first chapter.
    #[export]
    pub chapter_id: GString,
    /// The persona's id; required by, and only used by, the persona chat.
    #[export]
    pub character_id: GString,
    /// Id of the persona's state machine; empty: the main one. Persona chat only.
    #[export]
    pub machine_id: GString,
    /// The player's name. Persona chat only.
    #[export]
    pub player_name: GString,
    /// The player's gender: "female", "male" or "non-binary". Persona chat only.
    #[export]
    pub player_gender: GString,
    /// Who the character is and how it speaks; sent before all turns of the session. Only used by
    /// [method RpggoClient.session_start] with OpenAI-compatible servers.
    #[export(multiline)]
    pub system_prompt: GString,

    base: Base<Resource>,
}

#[godot_api]
impl RpggoSessionRequest {
    /// Starts a session.
    #[constant]
    const CALL_START: i64 = 0;
    /// Resumes an earlier session.
    #[constant]
    const CALL_RESUME: i64 = 1;
    /// Fetches the history of a session.
    #[constant]
    const CALL_HISTORY: i64 = 2;
    /// Restarts a session.
    #[constant]
    const CALL_RESET: i64 = 3;
    /// Switches to another chapter (`changechapter`; RPGGO only).
    #[constant]
    const CALL_CHAPTER_CHANGE: i64 = 4;
    /// Fetches a preview of a game, without a session (`gamemetadata`; RPGGO only).
    #[constant]
    const CALL_GAME_FETCH: i64 = 5;
}

impl RpggoSessionRequest {
    pub fn write(&self) -> SessionRequest {
        SessionRequest {
            session_id: convert::write(&self.session_id),
            game_id: convert::write(&self.game_id),
            chapter_id: convert::write(&self.chapter_id),
            character_id: convert::write(&self.character_id),
            machine_id: convert::write(&self.machine_id),
            player_name: convert::write(&self.player_name),
            player_gender: convert::write(&self.player_gender),
            system_prompt: convert::write(&self.system_prompt),
        }
    }
}
