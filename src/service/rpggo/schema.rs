//! The JSON of RPGGO's responses.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::wire::json::{Entries, Flag, Integer, List, Number, Object, Text};

/// The envelope of every response. The reference says `ret` and `message` for chats, `code` and
/// `msg` for the other calls; the service's web client reads `code` in chats too.
#[derive(Deserialize, Default)]
#[serde(bound(deserialize = "D: Deserialize<'de> + Default"))]
pub(super) struct Envelope<'a, D> {
    #[serde(default)]
    ret: Integer,
    #[serde(default)]
    code: Integer,
    #[serde(default, borrow)]
    message: Text<'a>,
    #[serde(default, borrow)]
    msg: Text<'a>,
    #[serde(default, borrow)]
    error: Text<'a>,
    #[serde(default, borrow)]
    detail: Text<'a>,
    #[serde(default)]
    pub(super) data: Object<D>,
}

impl<D> Envelope<'_, D> {
    /// The code that is not success, if one of the two says so.
    pub(super) fn code(&self) -> i64 {
        match self.ret.0 {
            0 | 200 => self.code.0,
            code => code,
        }
    }

    /// The service's message.
    pub(super) fn message(&self) -> &str {
        [&self.message, &self.msg, &self.error, &self.detail]
            .into_iter()
            .find(|message| !message.0.is_empty())
            .map_or("", |message| &message.0)
    }
}

/// The body of an HTTP error, or of an `err` frame; not all come from the service itself.
pub(super) type ErrorEnvelope<'a> = Envelope<'a, NoData>;

#[derive(Deserialize, Default)]
pub(super) struct NoData {}

/// The data of a chat's frame.
#[derive(Deserialize, Default)]
pub(super) struct ChatData<'a> {
    // Boxed, as derived code moves what it has read from level to level.
    #[serde(default, borrow)]
    pub(super) result: Box<Object<Said<'a>>>,
    #[serde(default, borrow)]
    pub(super) game_status: Box<Object<GameStatus<'a>>>,
    /// Next to `game_status` in the reference's sample.
    #[serde(default, borrow)]
    pub(super) transaction_details: Entries<'a, Object<Transaction<'a>>>,
}

#[derive(Deserialize, Default)]
pub(super) struct Said<'a> {
    #[serde(default, borrow)]
    pub(super) character_id: Text<'a>,
    #[serde(default, borrow)]
    pub(super) character_type: Text<'a>,
    #[serde(default, borrow)]
    pub(super) text: Text<'a>,
    #[serde(default, borrow)]
    pub(super) text_ext: Text<'a>,
    #[serde(default, borrow)]
    pub(super) image: Text<'a>,
    #[serde(default)]
    pub(super) image_type: Integer,
    #[serde(default)]
    pub(super) epoch: Object<Epoch>,
    #[serde(default, borrow)]
    pub(super) insiders: List<Text<'a>>,
    #[serde(default, borrow)]
    pub(super) message_id: Text<'a>,
    #[serde(default, borrow)]
    pub(super) action_list: List<Object<Action<'a>>>,
}

#[derive(Deserialize, Default)]
pub(super) struct Epoch {
    #[serde(default)]
    pub(super) current_count: Integer,
    #[serde(default)]
    pub(super) max_chat_count: Integer,
}

#[derive(Deserialize, Default)]
pub(super) struct Action<'a> {
    #[serde(default, rename = "type", borrow)]
    pub(super) action_type: Text<'a>,
    #[serde(default, borrow)]
    pub(super) text: Text<'a>,
}

#[derive(Deserialize, Default)]
pub(super) struct GameStatus<'a> {
    #[serde(default, borrow)]
    pub(super) goal_id: Text<'a>,
    #[serde(default, borrow)]
    pub(super) goal: Object<GoalState<'a>>,
    #[serde(default, borrow)]
    pub(super) chapter_id: Text<'a>,
    #[serde(default)]
    pub(super) action: Integer,
    #[serde(default, borrow)]
    pub(super) action_message: Text<'a>,
    #[serde(default, borrow)]
    pub(super) displayed_status: Entries<'a, &'a RawValue>,
    #[serde(default, borrow)]
    pub(super) transaction_details: Entries<'a, Object<Transaction<'a>>>,
}

#[derive(Deserialize, Default)]
pub(super) struct GoalState<'a> {
    #[serde(default, borrow)]
    pub(super) chapter_tip: Object<ChapterTip<'a>>,
    #[serde(default, borrow)]
    pub(super) goals_status: List<Object<Goal<'a>>>,
}

#[derive(Deserialize, Default)]
pub(super) struct ChapterTip<'a> {
    #[serde(default, borrow)]
    pub(super) chapter_id: Text<'a>,
    #[serde(default, borrow)]
    pub(super) closing_statement: Text<'a>,
}

#[derive(Deserialize, Default)]
pub(super) struct Goal<'a> {
    #[serde(default, borrow)]
    pub(super) goal: Text<'a>,
    #[serde(default, borrow)]
    pub(super) goal_id: Text<'a>,
    #[serde(default)]
    pub(super) achieved: Flag,
}

#[derive(Deserialize, Default)]
pub(super) struct Transaction<'a> {
    #[serde(default, rename = "type", borrow)]
    pub(super) cost_type: Text<'a>,
    #[serde(default)]
    pub(super) amount: Number,
    #[serde(default, borrow)]
    pub(super) fund_direction: Text<'a>,
    #[serde(default, borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, borrow)]
    pub(super) description: Text<'a>,
}

/// The data of the game-control calls.
#[derive(Deserialize, Default)]
pub(super) struct GameData<'a> {
    #[serde(default, borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, borrow)]
    pub(super) game_id: Text<'a>,
    #[serde(default, borrow)]
    pub(super) background: Text<'a>,
    #[serde(default, borrow)]
    pub(super) intro: Text<'a>,
    #[serde(default, borrow)]
    pub(super) image: Text<'a>,
    #[serde(default, borrow)]
    pub(super) chapter: Option<Object<Chapter<'a>>>,
    #[serde(default, borrow)]
    pub(super) chapters: List<Object<Chapter<'a>>>,
}

#[derive(Deserialize, Default)]
pub(super) struct Chapter<'a> {
    #[serde(default, borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, borrow)]
    pub(super) chapter_id: Text<'a>,
    #[serde(default, borrow)]
    pub(super) background: Text<'a>,
    #[serde(default, borrow)]
    pub(super) intro: Text<'a>,
    #[serde(default, borrow)]
    pub(super) image: Text<'a>,
    #[serde(default, borrow)]
    pub(super) background_audio: Text<'a>,
    #[serde(default, borrow)]
    pub(super) ending_audio: Text<'a>,
    #[serde(default, borrow)]
    pub(super) characters: List<Object<Character<'a>>>,
}

#[derive(Deserialize, Default)]
pub(super) struct Character<'a> {
    #[serde(default, borrow)]
    pub(super) id: Text<'a>,
    #[serde(default, borrow)]
    pub(super) name: Text<'a>,
    #[serde(default, rename = "type", borrow)]
    pub(super) character_type: Text<'a>,
    #[serde(default, borrow)]
    pub(super) avatar: Text<'a>,
    #[serde(default, borrow)]
    pub(super) phases: List<Text<'a>>,
}
