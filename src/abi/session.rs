//! Sessions, chapters and games.
//!
//! All functions here work alike, and like `rpggo_chat_start`: they return at once, and the answer
//! comes as events.

use super::chat::start;
use super::handle::rpggo_client;
use super::request::{self, rpggo_request_id, rpggo_session_request};
use super::status::rpggo_status;

/// Starts a session. Comes with `RPGGO_EVENT_SESSION`.
///
/// - RPGGO (`startgame`): the chapter and whom one can speak to. Needs `session_id` and `game_id`;
///   `chapter_id` chooses the chapter, NULL: the first.
/// - Persona (`init-session`): also `RPGGO_EVENT_MESSAGE`, the opening line. Needs `session_id` and
///   `character_id`, and for most services `player_name` and `player_gender` (without them the
///   service may answer `RPGGO_BAD_REQUEST`); `machine_id` if you like. A session that exists begins
///   anew.
/// - OpenAI-compatible: done in the client, without the network (no `RPGGO_EVENT_STARTED`). Needs `session_id`;
///   takes `system_prompt` and forgets earlier turns.
/// - Aurora: `RPGGO_UNSUPPORTED`; a chat begins with its first message.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
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

/// Goes on with an earlier session.
///
/// - RPGGO (`resumesession`): comes with `RPGGO_EVENT_SESSION`. Needs `session_id` and `game_id`.
/// - Persona and OpenAI-compatible: the same as `rpggo_session_history`.
/// - Aurora: `RPGGO_UNSUPPORTED`; say the next message in the same `session_id`.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
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

/// Fetches what was said in a session: each line a `RPGGO_EVENT_MESSAGE` with `history` true and its
/// `role`.
///
/// - Persona: also `RPGGO_EVENT_STATE` where the service tells it. Needs `session_id` and
///   `character_id`.
/// - OpenAI-compatible: the turns that the client keeps (`max_history_characters`). Needs `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`, and the message says who has it.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
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

/// Begins a session anew.
///
/// - Persona: needs `session_id` and `character_id`.
/// - OpenAI-compatible: forgets the turns, and keeps the system prompt. Needs `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`, and the message says who has it.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
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

/// Goes to another chapter: `changechapter` of RPGGO, which alone has it. To be called after `RPGGO_EVENT_CHAPTER`, with
/// the `chapter_id` that it names. Comes with `RPGGO_EVENT_SESSION`. Needs `session_id`, `game_id`
/// and `chapter_id`.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
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

/// Fetches a preview of a game, without a session: `gamemetadata` of RPGGO, which alone has it. Comes with
/// `RPGGO_EVENT_SESSION`, which lists all chapters. Needs `game_id`.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
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
