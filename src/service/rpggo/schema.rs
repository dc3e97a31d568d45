//! The JSON of RPGGO's responses.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::wire::json::{Entries, Flag, Integer, List, Number, Object, Text};

/// The envelope of every response. The reference says `ret` and `message` for chats, `code` and
/// `msg` for the other calls; the service's web client reads `code` in chats too.
#[derive(Deserialize, Default)]
#[serde(default, bound(deserialize = "D: Deserialize<'de> + Default"))]
pub(super) struct Envelope<'a, D> {
    ret: Integer,
    code: Integer,
    #[serde(borrow)]
    message: Text<'a>,
    #[serde(borrow)]
    msg: Text<'a>,
    #[serde(borrow)]
    error: Text<'a>,
    #[serde(borrow)]
    detail: Text<'a>,
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
#[serde(default)]
pub(super) struct ChatData<'a> {
    #[serde(borrow)]
    pub(super) result: Object<Said<'a>>,
    #[serde(borrow)]
    pub(super) game_status: Object<GameStatus<'a>>,
    /// Next to `game_status` in the reference's sample.
    #[serde(borrow)]
    pub(super) transaction_details: Entries<'a, Object<Transaction<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Said<'a> {
    #[serde(borrow)]
    pub(super) character_id: Text<'a>,
    #[serde(borrow)]
    pub(super) character_type: Text<'a>,
    #[serde(borrow)]
    pub(super) text: Text<'a>,
    #[serde(borrow)]
    pub(super) text_ext: Text<'a>,
    #[serde(borrow)]
    pub(super) image: Text<'a>,
    pub(super) image_type: Integer,
    pub(super) epoch: Object<Epoch>,
    #[serde(borrow)]
    pub(super) insiders: List<Text<'a>>,
    #[serde(borrow)]
    pub(super) message_id: Text<'a>,
    #[serde(borrow)]
    pub(super) action_list: List<Object<Action<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Epoch {
    pub(super) current_count: Integer,
    pub(super) max_chat_count: Integer,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Action<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) action_type: Text<'a>,
    #[serde(borrow)]
    pub(super) text: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct GameStatus<'a> {
    #[serde(borrow)]
    pub(super) goal_id: Text<'a>,
    #[serde(borrow)]
    pub(super) goal: Object<GoalState<'a>>,
    #[serde(borrow)]
    pub(super) chapter_id: Text<'a>,
    pub(super) action: Integer,
    #[serde(borrow)]
    pub(super) action_message: Text<'a>,
    #[serde(borrow)]
    pub(super) displayed_status: Entries<'a, &'a RawValue>,
    #[serde(borrow)]
    pub(super) transaction_details: Entries<'a, Object<Transaction<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct GoalState<'a> {
    #[serde(borrow)]
    pub(super) chapter_tip: Object<ChapterTip<'a>>,
    #[serde(borrow)]
    pub(super) goals_status: List<Object<Goal<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ChapterTip<'a> {
    #[serde(borrow)]
    pub(super) chapter_id: Text<'a>,
    #[serde(borrow)]
    pub(super) closing_statement: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Goal<'a> {
    #[serde(borrow)]
    pub(super) goal: Text<'a>,
    #[serde(borrow)]
    pub(super) goal_id: Text<'a>,
    pub(super) achieved: Flag,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Transaction<'a> {
    #[serde(rename = "type", borrow)]
    pub(super) cost_type: Text<'a>,
    pub(super) amount: Number,
    #[serde(borrow)]
    pub(super) fund_direction: Text<'a>,
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(borrow)]
    pub(super) description: Text<'a>,
}

/// The data of the game-control calls.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct GameData<'a> {
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(borrow)]
    pub(super) game_id: Text<'a>,
    #[serde(borrow)]
    pub(super) background: Text<'a>,
    #[serde(borrow)]
    pub(super) intro: Text<'a>,
    #[serde(borrow)]
    pub(super) image: Text<'a>,
    #[serde(borrow)]
    pub(super) chapter: Option<Object<Chapter<'a>>>,
    #[serde(borrow)]
    pub(super) chapters: List<Object<Chapter<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Chapter<'a> {
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(borrow)]
    pub(super) chapter_id: Text<'a>,
    #[serde(borrow)]
    pub(super) background: Text<'a>,
    #[serde(borrow)]
    pub(super) intro: Text<'a>,
    #[serde(borrow)]
    pub(super) image: Text<'a>,
    #[serde(borrow)]
    pub(super) background_audio: Text<'a>,
    #[serde(borrow)]
    pub(super) ending_audio: Text<'a>,
    #[serde(borrow)]
    pub(super) characters: List<Object<Character<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Character<'a> {
    #[serde(borrow)]
    pub(super) id: Text<'a>,
    #[serde(borrow)]
    pub(super) name: Text<'a>,
    #[serde(rename = "type", borrow)]
    pub(super) character_type: Text<'a>,
    #[serde(borrow)]
    pub(super) avatar: Text<'a>,
    #[serde(borrow)]
    pub(super) phases: List<Text<'a>>,
}
