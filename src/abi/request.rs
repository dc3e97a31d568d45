//! Requests of the game, as C passes them.

use std::ffi::c_char;

use super::sized::read_sized;
use super::text;
use crate::request::{ChatRequest, SessionRequest};
use crate::status::Error;

/// Identifies a request; 0 means no request. Never reused within a process.
pub type rpggo_request_id = u64;

/// For `rpggo_chat_request.flags`: request images, which arrive as `RPGGO_EVENT_IMAGE` (RPGGO).
pub const RPGGO_CHAT_IMAGES: u32 = 1;

/// A message from the player to a character. Initialize it with `RPGGO_CHAT_REQUEST_INIT`. The
/// fields are the same for all services; each service reads the ones it supports. Strings are UTF-8
/// and NUL-terminated; they are copied before `rpggo_chat_start` returns. Later versions add fields
/// only at the end.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_chat_request {
    /// `sizeof(rpggo_chat_request)`; `RPGGO_CHAT_REQUEST_INIT` sets it.
    pub struct_size: usize,
    /// The character to talk to; required. RPGGO lists them in `RPGGO_EVENT_SESSION`; otherwise the
    /// persona's id, Aurora's number in decimal, or the model of an OpenAI-compatible server.
    pub character_id: *const c_char,
    /// The player's session; required. Aurora: a number in decimal.
    pub session_id: *const c_char,
    /// What the player says; required.
    pub message: *const c_char,
    /// A unique id of your choice. NULL: the library generates one. A retry sends the same id.
    pub message_id: *const c_char,
    /// The game's id; required by RPGGO.
    pub game_id: *const c_char,
    /// Id of the persona's state machine; NULL: the main one. Persona chat only.
    pub machine_id: *const c_char,
    /// The player's id at the service. NULL: none.
    pub user_id: *const c_char,
    /// A JSON object that is merged into the request body, nested objects included; its members
    /// override the library's own. For example "{\"llm_config\":{\"temperature\":0.2}}". NULL:
    /// none.
    pub extra_json: *const c_char,
    /// `RPGGO_CHAT_...` flags, combined with `|`. Default: none.
    // Padding follows, which an older caller's size counts: the next field must not fit into it.
    pub flags: u32,
}

/// Selects a session, game or chapter. Initialize it with `RPGGO_SESSION_REQUEST_INIT`. Strings are
/// UTF-8 and NUL-terminated; they are copied before the call returns. Later versions add fields
/// only at the end.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_session_request {
    /// `sizeof(rpggo_session_request)`; `RPGGO_SESSION_REQUEST_INIT` sets it.
    pub struct_size: usize,
    /// The player's session. Chosen by the game: any text that is unique to the playthrough.
    pub session_id: *const c_char,
    /// The game's id; required by RPGGO.
    pub game_id: *const c_char,
    /// The chapter's id: required by `rpggo_chapter_change`; for `rpggo_session_start`, NULL means
    /// the first chapter.
    pub chapter_id: *const c_char,
    /// The persona's id; required by, and only used by, the persona chat.
    pub character_id: *const c_char,
    /// Id of the persona's state machine; NULL: the main one. Persona chat only.
    pub machine_id: *const c_char,
    /// The player's name. Persona chat only.
    pub player_name: *const c_char,
    /// The player's gender: "female", "male" or "non-binary". Persona chat only.
    pub player_gender: *const c_char,
    /// Who the character is and how it speaks; sent before all turns of the session. Only used by
    /// `rpggo_session_start` with OpenAI-compatible servers.
    pub system_prompt: *const c_char,
}

const CHAT_LEAST: usize = std::mem::offset_of!(rpggo_chat_request, flags) + size_of::<u32>();
const SESSION_LEAST: usize = std::mem::offset_of!(rpggo_session_request, system_prompt);

/// Translates a chat request.
///
/// # Safety
/// `request` is NULL or as `rpggo_chat_start` requires it.
pub(super) unsafe fn read_chat(request: *const rpggo_chat_request) -> Result<ChatRequest, Error> {
    // SAFETY: the caller's promise; zeroes are NULL pointers and no flags.
    let from = unsafe { read_sized(request, CHAT_LEAST, "rpggo_chat_request") }?;
    if from.flags & !RPGGO_CHAT_IMAGES != 0 {
        return Err(Error::invalid(format!(
            "flags {:#x} has unknown flags: use RPGGO_CHAT_... constants",
            from.flags
        )));
    }
    // SAFETY: the strings are NULL or end in a NUL (the caller's promise).
    unsafe {
        Ok(ChatRequest {
            character_id: text::read(from.character_id, "character_id")?.to_owned(),
            session_id: text::read(from.session_id, "session_id")?.to_owned(),
            message: text::read(from.message, "message")?.to_owned(),
            message_id: text::read_optional(from.message_id, "message_id")?,
            game_id: text::read(from.game_id, "game_id")?.to_owned(),
            machine_id: text::read(from.machine_id, "machine_id")?.to_owned(),
            user_id: text::read(from.user_id, "user_id")?.to_owned(),
            extra_json: text::read_optional(from.extra_json, "extra_json")?,
            images: from.flags & RPGGO_CHAT_IMAGES != 0,
        })
    }
}

/// Translates a session request.
///
/// # Safety
/// `request` is NULL or as `rpggo_session_start` requires it.
pub(super) unsafe fn read_session(
    request: *const rpggo_session_request,
) -> Result<SessionRequest, Error> {
    // SAFETY: the caller's promise; zeroes are NULL pointers.
    let from = unsafe { read_sized(request, SESSION_LEAST, "rpggo_session_request") }?;
    // SAFETY: the strings are NULL or end in a NUL (the caller's promise).
    unsafe {
        Ok(SessionRequest {
            session_id: text::read(from.session_id, "session_id")?.to_owned(),
            game_id: text::read(from.game_id, "game_id")?.to_owned(),
            chapter_id: text::read(from.chapter_id, "chapter_id")?.to_owned(),
            character_id: text::read(from.character_id, "character_id")?.to_owned(),
            machine_id: text::read(from.machine_id, "machine_id")?.to_owned(),
            player_name: text::read(from.player_name, "player_name")?.to_owned(),
            player_gender: text::read(from.player_gender, "player_gender")?.to_owned(),
            system_prompt: text::read(from.system_prompt, "system_prompt")?.to_owned(),
        })
    }
}
