use godot::prelude::*;
use rpggo::event::{self, Role};

/// One complete message.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoMessage {
    /// The text, unmodified.
    #[var(no_set)]
    text: GString,
    /// The id of the speaker. In a group chat, not necessarily the character that was spoken to.
    #[var(no_set)]
    character_id: GString,
    /// The service's id of the message.
    #[var(no_set)]
    message_id: GString,
    /// The role of the speaker: [constant ROLE_CHARACTER], [constant ROLE_PLAYER] or [constant
    /// ROLE_NARRATOR].
    #[var(no_set)]
    role: i64,
    /// True for a message from the session's history.
    #[var(no_set)]
    history: bool,
    /// True when the stream was cut in the middle of this message; the request then fails.
    #[var(no_set)]
    partial: bool,
    /// Number of chats so far in this chapter; 0 when unknown.
    #[var(no_set)]
    current_count: i64,
    /// Maximum number of chats in this chapter; 0 when unknown.
    #[var(no_set)]
    max_chat_count: i64,
    /// Ids of all characters in the conversation.
    #[var(no_set)]
    insiders: PackedStringArray,
    /// What the character does in addition to speaking: one dictionary each, with the texts `type`,
    /// the kind of action as named by the service, and `text`, a description of the action.
    #[var(no_set)]
    actions: Array<VarDictionary>,
    /// Additional text from the service; often empty.
    #[var(no_set)]
    text_ext: GString,
    /// The kind of speaker, as named by the service, for example `common_npc`.
    #[var(no_set)]
    character_type: GString,
}

#[godot_api]
impl RpggoMessage {
    /// A character of the game.
    #[constant]
    const ROLE_CHARACTER: i64 = Role::Character as i64;
    /// The player; only in a session's history.
    #[constant]
    const ROLE_PLAYER: i64 = Role::Player as i64;
    /// The story's narrator.
    #[constant]
    const ROLE_NARRATOR: i64 = Role::Narrator as i64;
}

impl RpggoMessage {
    pub fn read(message: &event::Message<'_>, character_id: &str, message_id: &str) -> Gd<Self> {
        Gd::from_object(RpggoMessage {
            text: GString::from(&*message.text),
            character_id: GString::from(character_id),
            message_id: GString::from(message_id),
            role: message.role as i64,
            history: message.history,
            partial: message.partial,
            current_count: message.current_count.into(),
            max_chat_count: message.max_chat_count.into(),
            insiders: message
                .insiders
                .iter()
                .map(|it| GString::from(&**it))
                .collect(),
            actions: message
                .actions
                .iter()
                .map(|action| vdict! { "type" => &*action.action_type, "text" => &*action.text })
                .collect(),
            text_ext: GString::from(&*message.text_ext),
            character_type: GString::from(&*message.character_type),
        })
    }
}
