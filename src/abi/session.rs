//! Sessions, chapters and games.
//!
//! All functions here work alike, and like `rpggo_chat_start`: they return at once, and the response
//! comes as events.

use super::chat::start;
use super::handle::rpggo_client;
use super::request::{self, rpggo_request_id, rpggo_session_request};
use super::status::rpggo_status;

/// Starts a session. The result arrives as `RPGGO_EVENT_SESSION`.
///
/// - RPGGO (`startgame`): returns the chapter and its characters. Requires `session_id` and
///   `game_id`; `chapter_id` selects the chapter, NULL means the first.
/// - Persona (`init-session`): also sends the opening line as `RPGGO_EVENT_MESSAGE`. Requires
///   `session_id` and `character_id`, and for most services `player_name` and `player_gender`
///   (without them the service may respond with `RPGGO_BAD_REQUEST`); `machine_id` is optional. An
///   existing session is restarted.
/// - OpenAI-compatible: handled in the client, without the network (no `RPGGO_EVENT_STARTED`).
///   Requires `session_id`; sets `system_prompt` and clears earlier turns.
/// - Aurora: `RPGGO_UNSUPPORTED`; a session begins with its first message.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_session_start(
    client: *mut rpggo_client,
    request: *const rpggo_session_request,
    out_request: *mut rpggo_request_id,
) -> rpggo_status {
    // SAFETY: the caller's promise on `out_request` and `request`.
    unsafe {
        start(client, out_request, |client| {
            client.session_start(&request::read_session(request)?)
        })
    }
}

/// Resumes an earlier session.
///
/// - RPGGO (`resumesession`): the result arrives as `RPGGO_EVENT_SESSION`. Requires `session_id`
///   and `game_id`.
/// - Persona and OpenAI-compatible: same as `rpggo_session_history`.
/// - Aurora: `RPGGO_UNSUPPORTED`; send the next message with the same `session_id`.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_session_resume(
    client: *mut rpggo_client,
    request: *const rpggo_session_request,
    out_request: *mut rpggo_request_id,
) -> rpggo_status {
    // SAFETY: the caller's promise on `out_request` and `request`.
    unsafe {
        start(client, out_request, |client| {
            client.session_resume(&request::read_session(request)?)
        })
    }
}

/// Fetches the history of a session: each message arrives as `RPGGO_EVENT_MESSAGE` with its `role`
/// and with `history` set to true.
///
/// - Persona: also `RPGGO_EVENT_STATE` if the service reports it. Requires `session_id` and
///   `character_id`.
/// - OpenAI-compatible: the turns kept in the client (`max_history_characters`). Requires
///   `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`; the error lists the services that support it.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_session_history(
    client: *mut rpggo_client,
    request: *const rpggo_session_request,
    out_request: *mut rpggo_request_id,
) -> rpggo_status {
    // SAFETY: the caller's promise on `out_request` and `request`.
    unsafe {
        start(client, out_request, |client| {
            client.session_history(&request::read_session(request)?)
        })
    }
}

/// Restarts a session.
///
/// - Persona: requires `session_id` and `character_id`.
/// - OpenAI-compatible: clears the turns and keeps the system prompt. Requires `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`; the error lists the services that support it.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_session_reset(
    client: *mut rpggo_client,
    request: *const rpggo_session_request,
    out_request: *mut rpggo_request_id,
) -> rpggo_status {
    // SAFETY: the caller's promise on `out_request` and `request`.
    unsafe {
        start(client, out_request, |client| {
            client.session_reset(&request::read_session(request)?)
        })
    }
}

/// Switches to another chapter (`changechapter`; RPGGO only). Call it after `RPGGO_EVENT_CHAPTER`,
/// with that event's `rpggo_event_chapter.chapter_id`. The result arrives as `RPGGO_EVENT_SESSION`.
/// Requires `session_id`, `game_id` and `chapter_id`.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_chapter_change(
    client: *mut rpggo_client,
    request: *const rpggo_session_request,
    out_request: *mut rpggo_request_id,
) -> rpggo_status {
    // SAFETY: the caller's promise on `out_request` and `request`.
    unsafe {
        start(client, out_request, |client| {
            client.chapter_change(&request::read_session(request)?)
        })
    }
}

/// Fetches a preview of a game, without a session (`gamemetadata`; RPGGO only). The result arrives
/// as `RPGGO_EVENT_SESSION` with all chapters. Requires `game_id`.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpggo_game_fetch(
    client: *mut rpggo_client,
    request: *const rpggo_session_request,
    out_request: *mut rpggo_request_id,
) -> rpggo_status {
    // SAFETY: the caller's promise on `out_request` and `request`.
    unsafe {
        start(client, out_request, |client| {
            client.game_fetch(&request::read_session(request)?)
        })
    }
}
