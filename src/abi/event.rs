//! What the game reads, as C sees it.
//!
//! Every text lives as long as its event. Lists are `items` and `len`; where `len` is 0, `items`
//! must not be read.

use super::request::rpggo_request_id;
use super::status::rpggo_status;
use super::text::rpggo_str;

/// The kind of an event: one of the `RPGGO_EVENT_...` constants. Values never change; later
/// versions may add kinds, so ignore those you do not know.
pub type rpggo_event_kind = i32;

/// The service accepted the request: `as.started`.
pub const RPGGO_EVENT_STARTED: i32 = 1;
/// A piece of a message, streamed as it is generated: `as.text`. RPGGO and the web form of the
/// persona chat send whole messages only.
pub const RPGGO_EVENT_TEXT: i32 = 2;
/// One complete message: `as.message`. Sent with every service, after its `RPGGO_EVENT_TEXT` pieces
/// if there are any.
pub const RPGGO_EVENT_MESSAGE: i32 = 3;
/// An image: `as.image`.
pub const RPGGO_EVENT_IMAGE: i32 = 4;
/// The current state of the goals: `as.goals`.
pub const RPGGO_EVENT_GOALS: i32 = 5;
/// The story moves to another chapter: `as.chapter`. Pass its id to `rpggo_chapter_change`.
pub const RPGGO_EVENT_CHAPTER: i32 = 6;
/// The game has ended: `as.ending`.
pub const RPGGO_EVENT_ENDING: i32 = 7;
/// The state of a persona's state machine: `as.state`.
pub const RPGGO_EVENT_STATE: i32 = 8;
/// Values to display have changed: `as.status`.
pub const RPGGO_EVENT_STATUS: i32 = 9;
/// A cost reported by the service: `as.cost`.
pub const RPGGO_EVENT_COST: i32 = 10;
/// Details of a session or a game: `as.session`.
pub const RPGGO_EVENT_SESSION: i32 = 11;
/// The request will be retried after a delay: `as.retrying`.
pub const RPGGO_EVENT_RETRYING: i32 = 12;
/// The last event of a request, sent exactly once: `as.finished`.
pub const RPGGO_EVENT_FINISHED: i32 = 13;
/// A log line for the developer: `as.log`. Sent only when `rpggo_client_options.log_level` is set.
pub const RPGGO_EVENT_LOG: i32 = 14;

/// The role of the speaker: one of the `RPGGO_ROLE_...` constants.
pub type rpggo_role = i32;

/// A character of the game.
pub const RPGGO_ROLE_CHARACTER: i32 = 0;
/// The player; only in a session's history.
pub const RPGGO_ROLE_PLAYER: i32 = 1;
/// The story's narrator: an RPGGO director, whose `character_type` ends in `_dm`.
pub const RPGGO_ROLE_NARRATOR: i32 = 2;

/// The level of a log line: one of the `RPGGO_LOG_...` constants; higher values are more verbose.
pub type rpggo_log_level = i32;

/// A failure.
pub const RPGGO_LOG_ERROR: i32 = 1;
/// Something unexpected.
pub const RPGGO_LOG_WARN: i32 = 2;
/// Normal activity.
pub const RPGGO_LOG_INFO: i32 = 3;
/// Details for debugging.
pub const RPGGO_LOG_DEBUG: i32 = 4;

/// A list of texts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_str_list {
    /// The first item; do not read it when `len` is 0.
    pub items: *const rpggo_str,
    /// The number of items.
    pub len: usize,
}

/// Something a character does in addition to speaking.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_action {
    /// The kind of action, as named by the service.
    pub r#type: rpggo_str,
    /// A description of the action.
    pub text: rpggo_str,
}

/// A list of actions.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_action_list {
    /// The first item; do not read it when `len` is 0.
    pub items: *const rpggo_action,
    /// The number of items.
    pub len: usize,
}

/// A goal.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_goal {
    /// The id.
    pub goal_id: rpggo_str,
    /// The goal's text.
    pub text: rpggo_str,
    /// True when the goal is achieved.
    pub achieved: bool,
}

/// A value to display.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_status_value {
    /// The name of the value.
    pub key: rpggo_str,
    /// The value: a string unchanged, anything else as JSON text.
    pub value: rpggo_str,
}

/// A character.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_character {
    /// The id to use for chats.
    pub character_id: rpggo_str,
    /// The name to display.
    pub name: rpggo_str,
    /// "npc", or "dm" for a character that leads the game.
    pub r#type: rpggo_str,
    /// URL of a portrait; may be empty.
    pub avatar: rpggo_str,
    /// The phases the character can be in.
    pub phases: rpggo_str_list,
}

/// A list of characters.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_character_list {
    /// The first item; do not read it when `len` is 0.
    pub items: *const rpggo_character,
    /// The number of items.
    pub len: usize,
}

/// A chapter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_chapter {
    /// The id.
    pub chapter_id: rpggo_str,
    /// The name.
    pub name: rpggo_str,
    /// Introductory text for the player; empty when the service sends "None".
    pub intro: rpggo_str,
    /// The setting, and what the player should know.
    pub background: rpggo_str,
    /// URL of an image; may be empty.
    pub image: rpggo_str,
    /// URL of the audio to play during the chapter; may be empty.
    pub background_audio: rpggo_str,
    /// URL of the audio to play at the end of the chapter; may be empty.
    pub ending_audio: rpggo_str,
    /// Characters available in this chapter.
    pub characters: rpggo_character_list,
}

/// A list of chapters.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_chapter_list {
    /// The first item; do not read it when `len` is 0.
    pub items: *const rpggo_chapter,
    /// The number of items.
    pub len: usize,
}

/// `RPGGO_EVENT_STARTED`: the service accepted the request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_started {
    /// The HTTP status of the response, for example 200.
    pub http_status: i32,
}

/// `RPGGO_EVENT_TEXT`: a piece of a message, streamed as it is generated.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_text {
    /// The new piece; append it to the previous ones.
    pub delta: rpggo_str,
}

/// `RPGGO_EVENT_MESSAGE`: one complete message. `event->character_id` is the speaker.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_message {
    /// The text, unmodified.
    pub text: rpggo_str,
    /// Additional text from the service; often empty.
    pub text_ext: rpggo_str,
    /// The kind of speaker, as named by the service, for example "common_npc"; others may be added.
    pub character_type: rpggo_str,
    /// The role of the speaker: a `RPGGO_ROLE_...` constant.
    pub role: rpggo_role,
    /// True for a message from the session's history.
    pub history: bool,
    /// Number of chats so far in this chapter; 0 when unknown.
    pub current_count: i32,
    /// Maximum number of chats in this chapter; 0 when unknown.
    pub max_chat_count: i32,
    /// Ids of all characters in the conversation (group chat).
    pub insiders: rpggo_str_list,
    /// What the character does in addition to speaking.
    pub actions: rpggo_action_list,
    /// True when the stream was cut in the middle of this message: `text` is what was received, and
    /// the request finishes with the reason. A game that shows such a text should mark it as
    /// incomplete. (A cancelled request sends no partial message.)
    pub partial: bool,
}

/// `RPGGO_EVENT_IMAGE`: an image. The library does not download it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_image {
    /// URL of the image.
    pub url: rpggo_str,
    /// A caption of what the image shows.
    pub caption: rpggo_str,
    /// The kind of image, as numbered by the service; 0 when unknown.
    pub image_type: i32,
}

/// `RPGGO_EVENT_GOALS`: the current state of the goals, sent after every message of the player. An
/// empty list means that the service sent none this time: keep the ones you display.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_goals {
    /// The first item; do not read it when `len` is 0.
    pub items: *const rpggo_goal,
    /// The number of items.
    pub len: usize,
    /// Id of the goal the player is working on; empty when unknown.
    pub current_goal_id: rpggo_str,
}

/// `RPGGO_EVENT_CHAPTER`: the story moves to another chapter; at most one per chat.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_chapter {
    /// Id of the next chapter.
    pub chapter_id: rpggo_str,
    /// Text for the player; may be empty.
    pub text: rpggo_str,
}

/// `RPGGO_EVENT_ENDING`: the game has ended; at most one per chat.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_ending {
    /// True when the player won.
    pub won: bool,
    /// Text for the player; may be empty.
    pub text: rpggo_str,
}

/// `RPGGO_EVENT_STATE`: the state of a persona's state machine.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_state {
    /// The name of the current state.
    pub state: rpggo_str,
    /// The score; may be fractional.
    pub score: f64,
    /// The outcome; empty while the machine is still running.
    pub outcome: rpggo_str,
    /// The machine's decision on the player's message; may be empty.
    pub decision: rpggo_str,
    /// True when the persona asks a follow-up question.
    pub follow_up: bool,
    /// Number of times the persona steered the conversation back; -1 when unknown.
    pub redirect_count: i32,
    /// The machine's scoring mode.
    pub scoring_mode: rpggo_str,
    /// True when the machine has completed.
    pub machine_completed: bool,
    /// Ids of the machines that the player has unlocked.
    pub unlocked_machines: rpggo_str_list,
}

/// `RPGGO_EVENT_STATUS`: values to display have changed. Merge them by key into the ones you
/// display. With an empty list, the event carries a frame that matches no other kind: see
/// `event->raw`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_status {
    /// The first item; do not read it when `len` is 0.
    pub items: *const rpggo_status_value,
    /// The number of items.
    pub len: usize,
}

/// `RPGGO_EVENT_COST`: a cost reported by the service.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_cost {
    /// The kind of cost, as named by the service, for example "ImageConsumption".
    pub r#type: rpggo_str,
    /// A display name for the cost.
    pub name: rpggo_str,
    /// The amount, in the service's unit.
    pub amount: f64,
    /// "OUT" when spent, "IN" when received.
    pub direction: rpggo_str,
    /// What the cost was for.
    pub description: rpggo_str,
}

/// `RPGGO_EVENT_SESSION`: details of a session or a game.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_session {
    /// The session's id; empty for a preview of a game.
    pub session_id: rpggo_str,
    /// The game's id.
    pub game_id: rpggo_str,
    /// The game's name.
    pub name: rpggo_str,
    /// Introductory text for the player; empty when the service sends "None".
    pub intro: rpggo_str,
    /// The world in which the game is set.
    pub background: rpggo_str,
    /// URL of an image of the game; may be empty.
    pub image: rpggo_str,
    /// Id of the persona's state machine.
    pub machine_id: rpggo_str,
    /// The current chapter; for a preview, all chapters.
    pub chapters: rpggo_chapter_list,
    /// The player's name, as known to the persona.
    pub player_name: rpggo_str,
    /// The player's gender, as known to the persona.
    pub player_gender: rpggo_str,
}

/// `RPGGO_EVENT_RETRYING`: the request will be retried.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_retrying {
    /// The number of the retry, starting at 1.
    pub attempt: i32,
    /// The delay before the retry, in milliseconds.
    pub delay_ms: i32,
    /// Why the last attempt failed.
    pub status: rpggo_status,
}

/// `RPGGO_EVENT_FINISHED`: the last event of a request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_finished {
    /// The result.
    pub status: rpggo_status,
    /// The HTTP status of the response; 0 when there was none.
    pub http_status: i32,
    /// The service's own error code, for example 10000303; 0 when it sent none.
    pub service_code: i64,
    /// A sentence that says what happened and what to do, including the service's own error message
    /// if it sent one; empty on success.
    pub detail: rpggo_str,
    /// How long the service asks clients to wait before the next attempt, in milliseconds; 0 when
    /// not specified.
    pub retry_after_ms: i32,
}

/// `RPGGO_EVENT_LOG`: a log line for the developer: what was requested, when the response began,
/// retries, the result. Contains no secrets. The wording may change in any version: do not parse
/// it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_log {
    /// The level.
    pub level: rpggo_log_level,
    /// The line: one sentence, without a trailing line break.
    pub text: rpggo_str,
}

/// The payload of an event; `rpggo_event.kind` says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union rpggo_event_payload {
    /// For `RPGGO_EVENT_STARTED`.
    pub started: rpggo_event_started,
    /// For `RPGGO_EVENT_TEXT`.
    pub text: rpggo_event_text,
    /// For `RPGGO_EVENT_MESSAGE`.
    pub message: rpggo_event_message,
    /// For `RPGGO_EVENT_IMAGE`.
    pub image: rpggo_event_image,
    /// For `RPGGO_EVENT_GOALS`.
    pub goals: rpggo_event_goals,
    /// For `RPGGO_EVENT_CHAPTER`.
    pub chapter: rpggo_event_chapter,
    /// For `RPGGO_EVENT_ENDING`.
    pub ending: rpggo_event_ending,
    /// For `RPGGO_EVENT_STATE`.
    pub state: rpggo_event_state,
    /// For `RPGGO_EVENT_STATUS`.
    pub status: rpggo_event_status,
    /// For `RPGGO_EVENT_COST`.
    pub cost: rpggo_event_cost,
    /// For `RPGGO_EVENT_SESSION`.
    pub session: rpggo_event_session,
    /// For `RPGGO_EVENT_RETRYING`.
    pub retrying: rpggo_event_retrying,
    /// For `RPGGO_EVENT_FINISHED`.
    pub finished: rpggo_event_finished,
    /// For `RPGGO_EVENT_LOG`.
    pub log: rpggo_event_log,
}

/// Something that happened to a request. Read-only. The event and everything it points to stay
/// valid until the next `rpggo_poll_event` or the `rpggo_client_free` on the same client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event {
    /// The kind: a `RPGGO_EVENT_...` constant.
    pub kind: rpggo_event_kind,
    /// The request this event belongs to.
    pub request: rpggo_request_id,
    /// The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm".
    /// Empty when the service names no speaker.
    pub character_id: rpggo_str,
    /// The service's id of the message; not necessarily the one that was sent.
    pub message_id: rpggo_str,
    /// The JSON from which the event was decoded; for `RPGGO_EVENT_FINISHED`, the service's error.
    /// Empty when there is none. Read any field of it with `rpggo_event_field`.
    pub raw: rpggo_str,
    /// Time from the start of the request until the library read this event, in milliseconds. In a
    /// replay, the recorded time.
    pub elapsed_ms: f64,
    /// The payload, by kind: `event->as.message.text`.
    pub r#as: rpggo_event_payload,
}
