//! The service's JSON, field by field in the order of its reference.

use serde::Serialize;
use serde_json::Value;

/// The response to `init-session`.
#[derive(Serialize)]
pub(super) struct Started<'a> {
    pub message: &'a str,
    pub session_id: &'a str,
    pub player_name: &'a str,
    pub player_gender: &'a str,
    pub machine_id: &'a str,
}

/// The response to a message.
#[derive(Serialize)]
pub(super) struct State<'a> {
    pub message: &'a str,
    pub current_state: &'a str,
    pub score: Value,
    pub outcome: Option<&'static str>,
    pub decision: Option<&'static str>,
    pub follow_up: bool,
    /// A number, null or absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_count: Option<Option<usize>>,
    pub session_id: &'a str,
    pub scoring_mode: &'static str,
    pub machine_completed: bool,
    pub unlocked_machines: Vec<Machine<'a>>,
}

/// A machine, which is a chapter of the story.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Machine<'a> {
    Id(&'a str),
    Described {
        machine_id: &'a str,
        machine_key: &'a str,
        name: &'a str,
        is_auto_advance: bool,
    },
}

/// The response to a reset.
#[derive(Serialize)]
pub(super) struct Greeting<'a> {
    pub session_id: &'a str,
    pub message: &'a str,
}

/// The first frame of a stream.
#[derive(Serialize)]
pub(super) struct Metadata<'a> {
    pub session_id: &'a str,
}

/// A `text_delta` frame.
#[derive(Serialize)]
pub(super) struct TextDelta<'a> {
    pub text: &'a str,
}
