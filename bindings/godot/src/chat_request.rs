use godot::prelude::*;
use rpggo::ChatRequest;

/// A message to a character, with all fields that a service may use.
#[derive(GodotClass)]
#[class(tool, init, base = Resource)]
pub struct RpggoChatRequest {
    /// The character to talk to: the persona (persona), a number (Aurora), the model (OpenAI).
    #[export]
    pub character_id: GString,
    /// The player's session. Empty: the one of this running game.
    #[export]
    pub session_id: GString,
    /// What the player says.
    #[export(multiline)]
    pub text: GString,
    /// The game's id (RPGGO). Empty: the client's.
    #[export]
    pub game_id: GString,
    /// The player's id (RPGGO); may be empty.
    #[export]
    pub user_id: GString,
    /// Id of the state machine (persona).
    #[export]
    pub machine_id: GString,
    /// A JSON object that is merged into the request body.
    #[export(multiline)]
    pub extra_json: GString,
    /// Request images (RPGGO).
    #[export]
    pub images: bool,
    base: Base<Resource>,
}

#[godot_api]
impl RpggoChatRequest {}

impl RpggoChatRequest {
    pub fn write(&self) -> ChatRequest {
        ChatRequest {
            character_id: self.character_id.to_string(),
            session_id: self.session_id.to_string(),
            message: self.text.to_string(),
            message_id: None,
            game_id: self.game_id.to_string(),
            machine_id: self.machine_id.to_string(),
            user_id: self.user_id.to_string(),
            extra_json: (!self.extra_json.is_empty()).then(|| self.extra_json.to_string()),
            images: self.images,
        }
    }
}
