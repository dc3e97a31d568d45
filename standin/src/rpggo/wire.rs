//! The service's JSON, field by field in the order of its reference.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Number, Value};

/// The JSON of every frame.
#[derive(Serialize)]
pub(super) struct Message<'a> {
    pub ret: i64,
    pub message: &'a str,
    pub data: Option<MessageData<'a>>,
}

#[derive(Serialize)]
pub(super) struct MessageData<'a> {
    pub result: Result<'a>,
    pub game_status: GameStatus<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_details: Option<TransactionDetails<'a>>,
}

#[derive(Default, Serialize)]
pub(super) struct Result<'a> {
    pub character_id: &'a str,
    pub character_type: &'a str,
    pub image: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_type: Option<u32>,
    pub text: &'a str,
    pub text_ext: &'a str,
    pub epoch: Epoch,
    pub insiders: &'a [&'a str],
    pub message_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_list: Option<[(); 0]>,
}

#[derive(Default, Serialize)]
pub(super) struct Epoch {
    pub current_count: u32,
    pub max_chat_count: u32,
}

#[derive(Default, Serialize)]
pub(super) struct GameStatus<'a> {
    pub game_id: &'a str,
    pub goal_id: &'a str,
    pub goal: GoalState<'a>,
    pub chapter_id: &'a str,
    pub action: u32,
    pub action_message: &'a str,
    pub game_meta: Value,
    pub chapters_map: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub displayed_status: Option<&'a BTreeMap<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multimodal: Option<Multimodal>,
}

#[derive(Default, Serialize)]
pub(super) struct GoalState<'a> {
    pub chapter_tip: ChapterTip<'a>,
    pub goals_status: Vec<GoalStatus<'a>>,
}

#[derive(Default, Serialize)]
pub(super) struct ChapterTip<'a> {
    pub chapter_id: &'a str,
    pub closing_statement: &'a str,
}

#[derive(Serialize)]
pub(super) struct GoalStatus<'a> {
    pub goal: &'a str,
    pub goal_id: &'a str,
    pub achieved: bool,
}

#[derive(Serialize)]
pub(super) struct Multimodal {
    pub action: u32,
    pub action_message: &'static str,
}

#[derive(Serialize)]
pub(super) struct TransactionDetails<'a> {
    #[serde(rename = "ImageConsumption")]
    pub image_consumption: Transaction<'a>,
}

#[derive(Serialize)]
pub(super) struct Transaction<'a> {
    pub r#type: &'static str,
    pub amount: &'a Number,
    pub fund_direction: &'static str,
    pub name: &'static str,
    pub description: &'static str,
}

/// The response of the game control calls.
#[derive(Serialize)]
pub(crate) struct Envelope<T> {
    pub code: i64,
    pub msg: String,
    pub data: T,
}

/// An error from the gateway, before the service reads the request.
#[derive(Serialize)]
pub(super) struct BareError {
    pub code: i64,
    pub msg: &'static str,
}

#[derive(Serialize)]
pub(super) struct GameData<'a> {
    pub name: &'a str,
    pub game_id: &'a str,
    pub background: &'a str,
    pub intro: &'a str,
    pub image: &'a str,
    pub genre: &'a str,
    pub user_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapter: Option<ChapterData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapters: Option<Vec<ChapterData<'a>>>,
    pub created_at: &'static str,
    pub updated_at: &'static str,
}

#[derive(Serialize)]
pub(super) struct ChapterData<'a> {
    pub name: &'a str,
    pub chapter_id: &'a str,
    pub background: &'a str,
    pub intro: &'a str,
    pub image: &'a str,
    pub background_audio: &'static str,
    pub ending_audio: &'static str,
    pub background_musics: Option<()>,
    pub characters: Vec<CharacterData<'a>>,
}

#[derive(Serialize)]
pub(super) struct CharacterData<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub r#type: &'static str,
    pub avatar: &'a str,
    pub phases: [&'static str; 1],
}
