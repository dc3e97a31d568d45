// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;

/// A character.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoCharacterInfo {
    /// The id to use for chats.
    #[var(no_set)]
    pub character_id: GString,
    /// The name to display.
    #[var(no_set)]
    pub name: GString,
    /// "npc", or "dm" for a character that leads the game.
    #[var(no_set, rename = type)]
    pub type_: GString,
    /// URL of a portrait; may be empty.
    #[var(no_set)]
    pub avatar: GString,
    /// The phases the character can be in.
    #[var(no_set)]
    pub phases: PackedStringArray,
}

#[godot_api]
impl RpggoCharacterInfo {}

impl RpggoCharacterInfo {
    pub fn read(it: &event::Character) -> Gd<Self> {
        Gd::from_object(RpggoCharacterInfo {
            character_id: convert::text(&it.character_id),
            name: convert::text(&it.name),
            type_: convert::text(&it.character_type),
            avatar: convert::text(&it.avatar),
            phases: convert::texts(&it.phases),
        })
    }
}
