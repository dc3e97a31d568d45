//! What the game reads, as C sees it.
//!
//! Every text lives as long as its event. Lists are `items` and `len`; where `len` is 0, `items`
//! must not be read.

use super::request::rpggo_request_id;
use super::status::rpggo_status;
use super::text::rpggo_str;

/// What an event says: one of the `RPGGO_EVENT_...` constants. Numbers never change; later
/// versions may add some, so skip those that you do not know.
pub type rpggo_event_kind = i32;

/// The service took the request: `as.started`.
pub const RPGGO_EVENT_STARTED: i32 = 1;
/// A piece of an utterance as it is written: `as.text`. RPGGO and the web form of the persona
/// chat send whole utterances only.
pub const RPGGO_EVENT_TEXT: i32 = 2;
/// One whole utterance: `as.message`. Comes with every service, after the pieces where there
/// are any.
pub const RPGGO_EVENT_MESSAGE: i32 = 3;
/// A picture: `as.image`.
pub const RPGGO_EVENT_IMAGE: i32 = 4;
/// The state of the goals: `as.goals`.
pub const RPGGO_EVENT_GOALS: i32 = 5;
/// The story moves to another chapter: `as.chapter`. Call `rpggo_chapter_change` with it.
pub const RPGGO_EVENT_CHAPTER: i32 = 6;
/// The game is over: `as.ending`.
pub const RPGGO_EVENT_ENDING: i32 = 7;
/// The state of a persona's machine: `as.state`.
pub const RPGGO_EVENT_STATE: i32 = 8;
/// The values to display changed: `as.status`.
pub const RPGGO_EVENT_STATUS: i32 = 9;
/// What something cost: `as.cost`.
pub const RPGGO_EVENT_COST: i32 = 10;
/// A session or a game: `as.session`.
pub const RPGGO_EVENT_SESSION: i32 = 11;
/// The request is tried again after a while: `as.retrying`.
pub const RPGGO_EVENT_RETRYING: i32 = 12;
/// The last event of its request, always exactly one: `as.finished`.
pub const RPGGO_EVENT_FINISHED: i32 = 13;
/// A line for the developer: `as.log`. Sent where `rpggo_client_options.log_level` asks for it.
pub const RPGGO_EVENT_LOG: i32 = 14;

/// Who an utterance is by: one of the `RPGGO_ROLE_...` constants.
pub type rpggo_role = i32;

/// A character of the game.
pub const RPGGO_ROLE_CHARACTER: i32 = 0;
/// The player: only in a history.
pub const RPGGO_ROLE_PLAYER: i32 = 1;
/// The story's narrator: RPGGO's directors, whose `character_type` ends in `_dm`.
pub const RPGGO_ROLE_NARRATOR: i32 = 2;

/// How important a log line is: one of the `RPGGO_LOG_...` constants; larger is less.
pub type rpggo_log_level = i32;

/// Something failed.
pub const RPGGO_LOG_ERROR: i32 = 1;
/// Something is odd.
pub const RPGGO_LOG_WARN: i32 = 2;
/// Something happened.
pub const RPGGO_LOG_INFO: i32 = 3;
/// Details.
pub const RPGGO_LOG_DEBUG: i32 = 4;

/// A list of texts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_str_list {
    /// The first; not to be read when `len` is 0.
    pub items: *const rpggo_str,
    /// How many.
    pub len: usize,
}

/// What a character does beside speaking.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_action {
    /// The service's word for the kind of action.
    pub r#type: rpggo_str,
    /// The action in words.
    pub text: rpggo_str,
}

/// A list of actions.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_action_list {
    /// The first; not to be read when `len` is 0.
    pub items: *const rpggo_action,
    /// How many.
    pub len: usize,
}

/// A goal.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_goal {
    /// Its id.
    pub goal_id: rpggo_str,
    /// It in words.
    pub text: rpggo_str,
    /// True when it is reached.
    pub achieved: bool,
}

/// A value to display.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_status_value {
    /// What it is the value of.
    pub key: rpggo_str,
    /// The value: a string as it is, all else as JSON text.
    pub value: rpggo_str,
}

/// A character.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_character {
    /// The id to chat with.
    pub character_id: rpggo_str,
    /// The name to show.
    pub name: rpggo_str,
    /// "npc", or "dm" for one who leads the game.
    pub r#type: rpggo_str,
    /// A portrait: its address; may be empty.
    pub avatar: rpggo_str,
    /// The phases that the character can be in.
    pub phases: rpggo_str_list,
}

/// A list of characters.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_character_list {
    /// The first; not to be read when `len` is 0.
    pub items: *const rpggo_character,
    /// How many.
    pub len: usize,
}

/// A chapter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_chapter {
    /// Its id.
    pub chapter_id: rpggo_str,
    /// Its name.
    pub name: rpggo_str,
    /// What to tell the player first; empty where the service says "None".
    pub intro: rpggo_str,
    /// Where it is set, and what the player should know.
    pub background: rpggo_str,
    /// A picture of it: its address; may be empty.
    pub image: rpggo_str,
    /// Sound to play during it: its address; may be empty.
    pub background_audio: rpggo_str,
    /// Sound to play at its end: its address; may be empty.
    pub ending_audio: rpggo_str,
    /// Whom one can speak to.
    pub characters: rpggo_character_list,
}

/// A list of chapters.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_chapter_list {
    /// The first; not to be read when `len` is 0.
    pub items: *const rpggo_chapter,
    /// How many.
    pub len: usize,
}

/// `RPGGO_EVENT_STARTED`: the service took the request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_started {
    /// The HTTP status of the answer, for example 200.
    pub http_status: i32,
}

/// `RPGGO_EVENT_TEXT`: a piece of an utterance as it is written.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_text {
    /// The new piece; append it to those before.
    pub delta: rpggo_str,
}

/// `RPGGO_EVENT_MESSAGE`: one whole utterance. `event->character_id` says whose.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_message {
    /// What is said, as it was written.
    pub text: rpggo_str,
    /// More text of the service; often empty.
    pub text_ext: rpggo_str,
    /// The service's word for the kind of speaker, for example "common_npc"; later ones may
    /// come.
    pub character_type: rpggo_str,
    /// Who it is by: a `RPGGO_ROLE_...` constant.
    pub role: rpggo_role,
    /// True for a line of an earlier talk.
    pub history: bool,
    /// How many talks were had in this chapter; 0 when unknown.
    pub current_count: i32,
    /// How many are allowed; 0 when unknown.
    pub max_chat_count: i32,
    /// The ids of all characters who are in the talk (group chat).
    pub insiders: rpggo_str_list,
    /// What the character does beside speaking.
    pub actions: rpggo_action_list,
    /// True for what came of an utterance whose stream was cut in the middle: the request finishes
    /// with the reason. A game that shows such a text should say that it is not all. (A cancelled
    /// request gives no such message.)
    pub partial: bool,
}

/// `RPGGO_EVENT_IMAGE`: a picture. The library does not load it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_image {
    /// Where it can be loaded from.
    pub url: rpggo_str,
    /// What it shows.
    pub caption: rpggo_str,
    /// The service's number for the kind of picture; 0 when unknown.
    pub image_type: i32,
}

/// `RPGGO_EVENT_GOALS`: the state of the goals, after every utterance of the player. An empty
/// list means that the service named none this time: keep what you show.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_goals {
    /// The first; not to be read when `len` is 0.
    pub items: *const rpggo_goal,
    /// How many.
    pub len: usize,
    /// The goal that the player works on now; empty when unknown.
    pub current_goal_id: rpggo_str,
}

/// `RPGGO_EVENT_CHAPTER`: the story moves on; at most one in a chat.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_chapter {
    /// The chapter that comes next.
    pub chapter_id: rpggo_str,
    /// What to tell the player; may be empty.
    pub text: rpggo_str,
}

/// `RPGGO_EVENT_ENDING`: the game is over; at most one in a chat.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_ending {
    /// True when the player won.
    pub won: bool,
    /// What to tell the player; may be empty.
    pub text: rpggo_str,
}

/// `RPGGO_EVENT_STATE`: the state of a persona's machine.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_state {
    /// The name of the current state.
    pub state: rpggo_str,
    /// The score; may be a fraction.
    pub score: f64,
    /// How it ended; empty while it has not.
    pub outcome: rpggo_str,
    /// What the machine decided on the player's message; may be empty.
    pub decision: rpggo_str,
    /// True when the persona asks back.
    pub follow_up: bool,
    /// How often the persona led the talk back; -1 when unknown.
    pub redirect_count: i32,
    /// How the machine scores.
    pub scoring_mode: rpggo_str,
    /// True when the machine came to its end.
    pub machine_completed: bool,
    /// The ids of the machines that are open to the player now.
    pub unlocked_machines: rpggo_str_list,
}

/// `RPGGO_EVENT_STATUS`: the values to display changed. Merge them by key over those shown. An
/// empty list carries a frame that no other kind fits: see `event->raw`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_status {
    /// The first; not to be read when `len` is 0.
    pub items: *const rpggo_status_value,
    /// How many.
    pub len: usize,
}

/// `RPGGO_EVENT_COST`: what something cost.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_cost {
    /// The service's word for the kind of cost, for example "ImageConsumption".
    pub r#type: rpggo_str,
    /// Its name for people.
    pub name: rpggo_str,
    /// How much, in the service's unit.
    pub amount: f64,
    /// "OUT" when it was spent, "IN" when it was received.
    pub direction: rpggo_str,
    /// What it was for.
    pub description: rpggo_str,
}

/// `RPGGO_EVENT_SESSION`: a session or a game.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_session {
    /// The session; empty for a preview of a game.
    pub session_id: rpggo_str,
    /// The game.
    pub game_id: rpggo_str,
    /// The game's name.
    pub name: rpggo_str,
    /// What to tell the player first; empty where the service says "None".
    pub intro: rpggo_str,
    /// The world that the game is set in.
    pub background: rpggo_str,
    /// A picture of the game: its address; may be empty.
    pub image: rpggo_str,
    /// The persona's machine.
    pub machine_id: rpggo_str,
    /// The current chapter; for a preview all of them.
    pub chapters: rpggo_chapter_list,
    /// The player's name, as the persona knows it.
    pub player_name: rpggo_str,
    /// The player's gender, as the persona knows it.
    pub player_gender: rpggo_str,
}

/// `RPGGO_EVENT_RETRYING`: the request is tried again.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_retrying {
    /// Which retry it is: 1 is the first.
    pub attempt: i32,
    /// How long the library waits before it, in milliseconds.
    pub delay_ms: i32,
    /// Why the last try failed.
    pub status: rpggo_status,
}

/// `RPGGO_EVENT_FINISHED`: the last event of its request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_finished {
    /// How it ended.
    pub status: rpggo_status,
    /// The HTTP status of the answer; 0 when there was none.
    pub http_status: i32,
    /// The service's own code, for example 10000303; 0 when it gave none.
    pub service_code: i64,
    /// What happened and what to do, in a sentence, with the service's own words where it has
    /// any; empty when all went well.
    pub detail: rpggo_str,
    /// How long the service asks to wait before the next try, in milliseconds; 0 when it does
    /// not say.
    pub retry_after_ms: i32,
}

/// `RPGGO_EVENT_LOG`: a line for the developer, which says what the library does: what was asked,
/// when the answer began, retries, how it ended. No secret is in it. Its words may change with every
/// version: do not read them by program.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event_log {
    /// How important it is.
    pub level: rpggo_log_level,
    /// The line: a sentence, without a line break at its end.
    pub text: rpggo_str,
}

/// What an event says; `rpggo_event.kind` tells which member is there to be read.
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

/// Something that happened to a request. Read-only. It and all it points to stay readable until
/// the next `rpggo_poll_event` on the same client, or its `rpggo_client_free`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rpggo_event {
    /// What it says: a `RPGGO_EVENT_...` constant.
    pub kind: rpggo_event_kind,
    /// The request that it belongs to.
    pub request: rpggo_request_id,
    /// Who speaks, by the id to chat with; also RPGGO's directors, such as "goal_check_dm". Empty
    /// where the service names nobody.
    pub character_id: rpggo_str,
    /// The service's id of the message; it need not be the one that was sent.
    pub message_id: rpggo_str,
    /// The JSON that the event was read from; for `RPGGO_EVENT_FINISHED` that of the service's
    /// error. Empty where there is none. `rpggo_event_field` reads any field of it.
    pub raw: rpggo_str,
    /// When the library read it: so many milliseconds after the request was started. In a replay
    /// as it was recorded.
    pub elapsed_ms: f64,
    /// What it says, by its kind: `event->as.message.text`.
    pub r#as: rpggo_event_payload,
}
