//! Sessions, chapters and games.
//!
//! All functions here work alike, and like `rpggo_chat_start`: they return at once, and the answer
//! comes as events.

use super::chat::start;
use super::client::rpggo_client;
use super::request::{self, rpggo_request_id, rpggo_session_request};
use super::status::rpggo_status;

/// Starts a session: RPGGO's `startgame`. Comes with `RPGGO_EVENT_SESSION`: the chapter and whom
/// one can speak to. Needs `session_id` and `game_id`; `chapter_id` chooses the chapter, NULL: the
/// first.
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

/// Goes on with an earlier session: RPGGO's `resumesession`. Comes with `RPGGO_EVENT_SESSION`. Needs
/// `session_id` and `game_id`.
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

/// Fetches what was said in a session. RPGGO has no such call: `RPGGO_UNSUPPORTED`, and the message
/// says what to use instead.
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

/// Begins a session anew. RPGGO has no such call: `RPGGO_UNSUPPORTED`, and the message says what to
/// use instead.
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

/// Goes to another chapter: RPGGO's `changechapter`. To be called after `RPGGO_EVENT_CHAPTER`, with
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

/// Fetches a preview of a game, without a session: RPGGO's `gamemetadata`. Comes with
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
