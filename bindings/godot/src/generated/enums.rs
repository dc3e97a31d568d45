// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::options;

use crate::option_values::Given;

/// The service a client uses.
#[derive(GodotConvert, Var, Export, Clone, Copy, Default, PartialEq, Eq)]
#[godot(via = i64)]
pub enum Service {
    /// RPGGO V2: games with chapters, goals, endings and images.
    #[default]
    Rpggo = 0,
    /// Persona chat: a state machine with a score. Foil Engine's API. The key is optional; one that
    /// begins with "pk_" selects the SDK form of the API, which streams.
    Persona = 1,
    /// Aurora: characters that stream token by token. Ids are decimal integers.
    Aurora = 2,
    /// Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM, cloud
    /// services): [member RpggoClient.base_url] is required and ends before "/chat/completions";
    /// `character_id` is the model; the client keeps the turns of each session, and
    /// [method RpggoClient.session_start] sets the system prompt.
    Openai = 3,
}

impl Service {
    pub fn option(self) -> options::Service {
        match self {
            Service::Rpggo => options::Service::Rpggo,
            Service::Persona => options::Service::Persona,
            Service::Aurora => options::Service::Aurora,
            Service::Openai => options::Service::Openai,
        }
    }
}

impl Given for Service {
    const WHAT: &'static str = "one of 0, 1, 2, 3";

    fn given(value: &Variant) -> Option<Service> {
        value.try_to().ok()
    }
}
/// The level of a log line; higher values are more verbose.
#[derive(GodotConvert, Var, Export, Clone, Copy, Default, PartialEq, Eq)]
#[godot(via = i64)]
pub enum LogLevel {
    /// None of them.
    #[default]
    None = 0,
    /// A failure.
    Error = 1,
    /// Something unexpected.
    Warn = 2,
    /// Normal activity.
    Info = 3,
    /// Details for debugging.
    Debug = 4,
}

impl LogLevel {
    pub fn option(self) -> Option<options::LogLevel> {
        match self {
            LogLevel::None => None,
            LogLevel::Error => Some(options::LogLevel::Error),
            LogLevel::Warn => Some(options::LogLevel::Warn),
            LogLevel::Info => Some(options::LogLevel::Info),
            LogLevel::Debug => Some(options::LogLevel::Debug),
        }
    }
}

impl Given for LogLevel {
    const WHAT: &'static str = "one of 1, 2, 3, 4";

    fn given(value: &Variant) -> Option<LogLevel> {
        value.try_to().ok()
    }
}
/// Which call to make.
#[derive(GodotConvert, Var, Export, Clone, Copy, Default, PartialEq, Eq)]
#[godot(via = i64)]
pub enum SessionCall {
    /// Starts a session.
    #[default]
    Start = 0,
    /// Resumes an earlier session.
    Resume = 1,
    /// Fetches the history of a session.
    History = 2,
    /// Restarts a session.
    Reset = 3,
    /// Switches to another chapter (`changechapter`; RPGGO only).
    ChapterChange = 4,
    /// Fetches a preview of a game, without a session (`gamemetadata`; RPGGO only).
    GameFetch = 5,
}
