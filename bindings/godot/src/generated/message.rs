// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;
use crate::generated::action::RpggoAction;

/// One complete message. `character_id` is the speaker.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoMessage {
    /// The text, unmodified.
    #[var(no_set)]
    pub text: GString,
    /// Additional text from the service; often empty.
    #[var(no_set)]
    pub text_ext: GString,
    /// The kind of speaker, as named by the service, for example "common_npc"; others may be added.
    #[var(no_set)]
    pub character_type: GString,
    /// The role of the speaker.
    #[var(no_set)]
    pub role: i64,
    /// True for a message from the session's history.
    #[var(no_set)]
    pub history: bool,
    /// Number of chats so far in this chapter; 0 when unknown.
    #[var(no_set)]
    pub current_count: i64,
    /// Maximum number of chats in this chapter; 0 when unknown.
    #[var(no_set)]
    pub max_chat_count: i64,
    /// Ids of all characters in the conversation (group chat).
    #[var(no_set)]
    pub insiders: PackedStringArray,
    /// What the character does in addition to speaking.
    #[var(no_set)]
    pub actions: Array<Gd<RpggoAction>>,
    /// True when the stream was cut in the middle of this message: [member RpggoMessage.text] is
    /// what was received, and the request finishes with the reason. A game that shows such a text
    /// should mark it as incomplete. (A cancelled request sends no partial message.)
    #[var(no_set)]
    pub partial: bool,
    /// The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm".
    /// Empty when the service names no speaker.
    #[var(no_set)]
    pub character_id: GString,
    /// The service's id of the message; not necessarily the one that was sent.
    #[var(no_set)]
    pub message_id: GString,
}

#[godot_api]
impl RpggoMessage {
    /// A character of the game.
    #[constant]
    const ROLE_CHARACTER: i64 = 0;
    /// The player; only in a session's history.
    #[constant]
    const ROLE_PLAYER: i64 = 1;
    /// The story's narrator: an RPGGO director, whose `character_type` ends in `_dm`.
    #[constant]
    const ROLE_NARRATOR: i64 = 2;
}

impl RpggoMessage {
    pub fn read(it: &event::Message, of: &rpggo::Event) -> Gd<Self> {
        Gd::from_object(RpggoMessage {
            text: convert::text(&it.text),
            text_ext: convert::text(&it.text_ext),
            character_type: convert::text(&it.character_type),
            role: it.role as i64,
            history: it.history,
            current_count: i64::from(it.current_count),
            max_chat_count: i64::from(it.max_chat_count),
            insiders: convert::texts(&it.insiders),
            actions: it.actions.iter().map(RpggoAction::read).collect(),
            partial: it.partial,
            character_id: convert::text(&of.character_id),
            message_id: convert::text(&of.message_id),
        })
    }
}
