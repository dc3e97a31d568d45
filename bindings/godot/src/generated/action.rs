// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;

/// Something a character does in addition to speaking.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoAction {
    /// The kind of action, as named by the service.
    #[var(no_set, rename = type)]
    pub type_: GString,
    /// A description of the action.
    #[var(no_set)]
    pub text: GString,
}

#[godot_api]
impl RpggoAction {}

impl RpggoAction {
    pub fn read(it: &event::Action) -> Gd<Self> {
        Gd::from_object(RpggoAction {
            type_: convert::text(&it.action_type),
            text: convert::text(&it.text),
        })
    }
}
