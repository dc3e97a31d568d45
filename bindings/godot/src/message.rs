use godot::prelude::*;
use rpggo::event::{self, Role};

/// One whole utterance.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoMessage {
    /// What is said, as it was written.
    #[var(no_set)]
    text: GString,
    /// Who says it. In a group talk this need not be the character who was spoken to.
    #[var(no_set)]
    character_id: GString,
    /// The service's id of the message.
    #[var(no_set)]
    message_id: GString,
    /// Who it is by: [constant ROLE_CHARACTER], [constant ROLE_PLAYER] or [constant ROLE_NARRATOR].
    #[var(no_set)]
    role: i64,
    /// True for a line of an earlier talk.
    #[var(no_set)]
    history: bool,
    /// True for what came of an utterance whose stream was cut; the request then fails.
    #[var(no_set)]
    partial: bool,
    /// How many talks were had in this chapter; 0 when unknown.
    #[var(no_set)]
    current_count: i64,
    /// How many talks are allowed in this chapter; 0 when unknown.
    #[var(no_set)]
    max_chat_count: i64,
    /// The ids of all characters who are in the talk.
    #[var(no_set)]
    insiders: PackedStringArray,
    /// What the character does beside speaking: a dictionary each, with the texts `type`, the
    /// service's word for the kind of action, and `text`, the action in words.
    #[var(no_set)]
    actions: Array<VarDictionary>,
    /// More text of the service, often empty.
    #[var(no_set)]
    text_ext: GString,
    /// The service's word for the kind of speaker, for example `common_npc`.
    #[var(no_set)]
    character_type: GString,
}

#[godot_api]
impl RpggoMessage {
    /// A character of the game speaks.
    #[constant]
    const ROLE_CHARACTER: i64 = Role::Character as i64;
    /// The player speaks: only in a history.
    #[constant]
    const ROLE_PLAYER: i64 = Role::Player as i64;
    /// The story's narrator speaks.
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
