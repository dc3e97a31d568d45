use godot::prelude::*;
use rpggo::SessionRequest;

/// A session call, with all fields that a service may use.
#[derive(GodotClass)]
#[class(tool, init, base = Resource)]
pub struct RpggoSessionRequest {
    /// A request's content.
    #[export]
    pub call: SessionCall,
    /// The player's session. Empty: the one of this running game.
    #[export]
    pub session_id: GString,
    /// The game's id (RPGGO). Empty: the client's.
    #[export]
    pub game_id: GString,
    /// The chapter's id (RPGGO).
    #[export]
    pub chapter_id: GString,
    /// The persona's id.
    #[export]
    pub character_id: GString,
    /// Id of the state machine (persona).
    #[export]
    pub machine_id: GString,
    /// The player's name (persona).
    #[export]
    pub player_name: GString,
    /// The player's gender (persona): `female`, `male` or `non-binary`; may be empty.
    #[export]
    pub player_gender: GString,
    /// Who the character is and how it speaks (OpenAI); sent before all turns.
    #[export(multiline)]
    pub system_prompt: GString,
    base: Base<Resource>,
}

/// A request's content.
#[derive(GodotConvert, Var, Export, Clone, Copy, Default, PartialEq, Eq)]
#[godot(via = i64)]
pub enum SessionCall {
    #[default]
    Start = 0,
    Resume = 1,
    History = 2,
    Reset = 3,
    ChangeChapter = 4,
    FetchGame = 5,
}

#[godot_api]
impl RpggoSessionRequest {
    /// Starts a session.
    #[constant]
    const CALL_START: i64 = SessionCall::Start as i64;
    /// Resumes an earlier session.
    #[constant]
    const CALL_RESUME: i64 = SessionCall::Resume as i64;
    /// Fetches the history of a session (persona, OpenAI).
    #[constant]
    const CALL_HISTORY: i64 = SessionCall::History as i64;
    /// Restarts a session (persona, OpenAI).
    #[constant]
    const CALL_RESET: i64 = SessionCall::Reset as i64;
    /// Switches to another chapter (RPGGO).
    #[constant]
    const CALL_CHANGE_CHAPTER: i64 = SessionCall::ChangeChapter as i64;
    /// Fetches a preview of a game (RPGGO).
    #[constant]
    const CALL_FETCH_GAME: i64 = SessionCall::FetchGame as i64;
}

impl RpggoSessionRequest {
    pub fn write(&self) -> SessionRequest {
        SessionRequest {
            session_id: self.session_id.to_string(),
            game_id: self.game_id.to_string(),
            chapter_id: self.chapter_id.to_string(),
            character_id: self.character_id.to_string(),
            machine_id: self.machine_id.to_string(),
            player_name: self.player_name.to_string(),
            player_gender: self.player_gender.to_string(),
            system_prompt: self.system_prompt.to_string(),
        }
    }
}
