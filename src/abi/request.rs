//! What the game asks for, as C passes it.

use std::ffi::c_char;

use super::sized::read_sized;
use super::text;
use crate::request::{ChatRequest, SessionRequest};
use crate::status::Error;

/// Names a request; 0 names none. Never used twice in a process.
pub type rpggo_request_id = u64;

/// For `rpggo_chat_request.flags`: ask for pictures, which come as `RPGGO_EVENT_IMAGE` (RPGGO).
pub const RPGGO_CHAT_IMAGES: u32 = 1;

/// What the player says, and to whom. Begin with `RPGGO_CHAT_REQUEST_INIT`. One vocabulary for all
/// services; each reads the fields that it has. Strings are UTF-8 and end in a NUL; they are
/// copied before `rpggo_chat_start` returns. Later versions add fields at the end only.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_chat_request {
    /// `sizeof(rpggo_chat_request)`; `RPGGO_CHAT_REQUEST_INIT` sets it.
    pub struct_size: usize,
    /// Who is spoken to; required. RPGGO names them in `RPGGO_EVENT_SESSION`; else the persona's id,
    /// Aurora's number in decimal, or the model of an OpenAI-compatible server.
    pub character_id: *const c_char,
    /// The player's session; required. Aurora: a number in decimal.
    pub session_id: *const c_char,
    /// What the player says; required.
    pub message: *const c_char,
    /// Any unique id. NULL: one is made. A retry sends the same one.
    pub message_id: *const c_char,
    /// The game; required by RPGGO.
    pub game_id: *const c_char,
    /// The persona's machine; NULL: the main one. Read by the persona chat alone.
    pub machine_id: *const c_char,
    /// The player's id at the service; may be NULL.
    pub user_id: *const c_char,
    /// A JSON object whose members are merged into the body, objects in objects too, and win over
    /// the library's own; for example "{\"llm_config\":{\"temperature\":0.2}}". NULL: none.
    pub extra_json: *const c_char,
    /// `RPGGO_CHAT_...` flags, or-ed. Default: none.
    // Padding follows, which an older caller's size counts: the next field must not fit into it.
    pub flags: u32,
}

/// Which session, game or chapter. Begin with `RPGGO_SESSION_REQUEST_INIT`. Strings are UTF-8 and
/// end in a NUL; they are copied before the call returns. Later versions add fields at the end
/// only.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct rpggo_session_request {
    /// `sizeof(rpggo_session_request)`; `RPGGO_SESSION_REQUEST_INIT` sets it.
    pub struct_size: usize,
    /// The player's session. The game chooses it: any text that is unique to the play-through.
    pub session_id: *const c_char,
    /// The game; required by RPGGO.
    pub game_id: *const c_char,
    /// The chapter: required by `rpggo_chapter_change`; for `rpggo_session_start`, NULL means the
    /// first.
    pub chapter_id: *const c_char,
    /// The persona; required by the persona chat, read by it alone.
    pub character_id: *const c_char,
    /// The persona's machine; NULL: the main one. Read by the persona chat alone.
    pub machine_id: *const c_char,
    /// The player's name. Read by the persona chat alone.
    pub player_name: *const c_char,
    /// The player's gender: "female", "male" or "non-binary". Read by the persona chat alone.
    pub player_gender: *const c_char,
    /// Who the character is and how it speaks, sent before all turns of the session. Read by
    /// `rpggo_session_start` of OpenAI-compatible servers alone.
    pub system_prompt: *const c_char,
}

const CHAT_LEAST: usize = std::mem::offset_of!(rpggo_chat_request, flags) + size_of::<u32>();
const SESSION_LEAST: usize = std::mem::offset_of!(rpggo_session_request, system_prompt);

/// Translates a chat request.
///
/// # Safety
/// `request` is NULL or as `rpggo_chat_start` asks for it.
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
/// `request` is NULL or as `rpggo_session_start` asks for it.
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
