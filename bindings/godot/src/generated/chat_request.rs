// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::request::ChatRequest;

use crate::convert;

/// A message from the player to a character. The fields are the same for all services; each service
/// reads the ones it supports.
#[derive(GodotClass)]
#[class(tool, init, base = Resource)]
pub struct RpggoChatRequest {
    /// The character to talk to; required. RPGGO lists them in
    /// [signal RpggoClient.session_changed]; otherwise the persona's id, Aurora's number in
    /// decimal, or the model of an OpenAI-compatible server.
    #[export]
    pub character_id: GString,
    /// The player's session. Empty: the one of this running game.
    #[export]
    pub session_id: GString,
    /// What the player says; required.
    #[export(multiline)]
    pub message: GString,
    /// A unique id of your choice. Empty: the library generates one. A retry sends the same id.
    #[export]
    pub message_id: GString,
    /// The game's id (RPGGO). Empty: the client's.
    #[export]
    pub game_id: GString,
    /// Id of the persona's state machine; empty: the main one. Persona chat only.
    #[export]
    pub machine_id: GString,
    /// The player's id at the service. Empty: none.
    #[export]
    pub user_id: GString,
    /// A JSON object that is merged into the request body, nested objects included; its members
    /// override the library's own. For example "{\"llm_config\":{\"temperature\":0.2}}". Empty:
    /// none.
    #[export(multiline)]
    pub extra_json: GString,
    /// Request images, which arrive as [signal RpggoClient.image] (RPGGO).
    #[export]
    pub images: bool,

    base: Base<Resource>,
}

#[godot_api]
impl RpggoChatRequest {}

impl RpggoChatRequest {
    pub fn write(&self) -> ChatRequest {
        ChatRequest {
            character_id: convert::write(&self.character_id),
            session_id: convert::write(&self.session_id),
            message: convert::write(&self.message),
            message_id: convert::write(&self.message_id),
            game_id: convert::write(&self.game_id),
            machine_id: convert::write(&self.machine_id),
            user_id: convert::write(&self.user_id),
            extra_json: convert::write(&self.extra_json),
            images: self.images,
        }
    }
}
