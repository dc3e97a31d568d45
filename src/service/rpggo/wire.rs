//! The JSON of RPGGO's answers, as tolerant as its servers are free.

use serde_json::value::RawValue;

use crate::json::{Entries, Flag, Integer, List, Number, Object, Text, object};

object! {
    /// What stands around every answer. The reference says `ret` and `message` for chats, `code` and
    /// `msg` for the other calls; the service's web client reads `code` in chats too.
    pub(super) struct Envelope<'a, D> {
        ret: Integer,
        code: Integer,
        message: Text<'a>,
        msg: Text<'a>,
        error: Text<'a>,
        detail: Text<'a>,
        pub(super) data: Object<D>,
    }
}

impl<D> Envelope<'_, D> {
    /// The code that is not success, if one of the two says so.
    pub(super) fn code(&self) -> i64 {
        match self.ret.0 {
            0 | 200 => self.code.0,
            code => code,
        }
    }

    /// The service's words.
    pub(super) fn words(&self) -> &str {
        [&self.message, &self.msg, &self.error, &self.detail]
            .into_iter()
            .find(|words| !words.0.is_empty())
            .map_or("", |words| &words.0)
    }
}

/// The body of an HTTP error, or of an `err` frame; not all come from the service itself.
pub(super) type Refused<'a> = Envelope<'a, ()>;

object! {
    /// The data of a chat's frame.
    pub(super) struct ChatData<'a> {
        pub(super) result: Object<Utterance<'a>>,
        pub(super) game_status: Object<GameStatus<'a>>,
        /// Beside `game_status` in the reference's sample.
        pub(super) transaction_details: Entries<'a, Object<Transaction<'a>>>,
    }
}

object! {
    pub(super) struct Utterance<'a> {
        pub(super) character_id: Text<'a>,
        pub(super) character_type: Text<'a>,
        pub(super) text: Text<'a>,
        pub(super) text_ext: Text<'a>,
        pub(super) image: Text<'a>,
        pub(super) image_type: Integer,
        pub(super) epoch: Object<Epoch>,
        pub(super) insiders: List<Text<'a>>,
        pub(super) message_id: Text<'a>,
        pub(super) action_list: List<Object<Action<'a>>>,
    }
}

object! {
    pub(super) struct Epoch {
        pub(super) current_count: Integer,
        pub(super) max_chat_count: Integer,
    }
}

object! {
    pub(super) struct Action<'a> {
        pub(super) action_type as "type": Text<'a>,
        pub(super) text: Text<'a>,
    }
}

object! {
    pub(super) struct GameStatus<'a> {
        pub(super) goal_id: Text<'a>,
        pub(super) goal: Object<GoalState<'a>>,
        pub(super) chapter_id: Text<'a>,
        pub(super) action: Integer,
        pub(super) action_message: Text<'a>,
        pub(super) displayed_status: Entries<'a, &'a RawValue>,
        pub(super) transaction_details: Entries<'a, Object<Transaction<'a>>>,
    }
}

object! {
    pub(super) struct GoalState<'a> {
        pub(super) chapter_tip: Object<ChapterTip<'a>>,
        pub(super) goals_status: List<Object<Goal<'a>>>,
    }
}

object! {
    pub(super) struct ChapterTip<'a> {
        pub(super) chapter_id: Text<'a>,
        pub(super) closing_statement: Text<'a>,
    }
}

object! {
    pub(super) struct Goal<'a> {
        pub(super) goal: Text<'a>,
        pub(super) goal_id: Text<'a>,
        pub(super) achieved: Flag,
    }
}

object! {
    pub(super) struct Transaction<'a> {
        pub(super) cost_type as "type": Text<'a>,
        pub(super) amount: Number,
        pub(super) fund_direction: Text<'a>,
        pub(super) name: Text<'a>,
        pub(super) description: Text<'a>,
    }
}

object! {
    /// The data of the game-control calls.
    pub(super) struct GameData<'a> {
        pub(super) name: Text<'a>,
        pub(super) game_id: Text<'a>,
        pub(super) background: Text<'a>,
        pub(super) intro: Text<'a>,
        pub(super) image: Text<'a>,
        pub(super) chapter: Option<Object<Chapter<'a>>>,
        pub(super) chapters: List<Object<Chapter<'a>>>,
    }
}

object! {
    pub(super) struct Chapter<'a> {
        pub(super) name: Text<'a>,
        pub(super) chapter_id: Text<'a>,
        pub(super) background: Text<'a>,
        pub(super) intro: Text<'a>,
        pub(super) image: Text<'a>,
        pub(super) background_audio: Text<'a>,
        pub(super) ending_audio: Text<'a>,
        pub(super) characters: List<Object<Character<'a>>>,
    }
}

object! {
    pub(super) struct Character<'a> {
        pub(super) id: Text<'a>,
        pub(super) name: Text<'a>,
        pub(super) character_type as "type": Text<'a>,
        pub(super) avatar: Text<'a>,
        pub(super) phases: List<Text<'a>>,
    }
}
