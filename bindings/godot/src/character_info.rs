use godot::prelude::*;
use rpggo::event;

/// Details of a character.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoCharacterInfo {
    /// The id to use for chats.
    #[var(no_set)]
    character_id: GString,
    /// The name to display.
    #[var(no_set)]
    name: GString,
    /// `npc`, or `dm` for a character that leads the game.
    #[var(no_set, rename = type)]
    character_type: GString,
    /// URL of a portrait.
    #[var(no_set)]
    avatar: GString,
    /// The phases the character can be in.
    #[var(no_set)]
    phases: PackedStringArray,
}

#[godot_api]
impl RpggoCharacterInfo {}

impl RpggoCharacterInfo {
    pub fn read(character: &event::Character<'_>) -> Gd<Self> {
        Gd::from_object(RpggoCharacterInfo {
            character_id: GString::from(&*character.character_id),
            name: GString::from(&*character.name),
            character_type: GString::from(&*character.character_type),
            avatar: GString::from(&*character.avatar),
            phases: character
                .phases
                .iter()
                .map(|it| GString::from(&**it))
                .collect(),
        })
    }
}
