// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;

/// A goal.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoGoal {
    /// The id.
    #[var(no_set)]
    pub goal_id: GString,
    /// The goal's text.
    #[var(no_set)]
    pub text: GString,
    /// True when the goal is achieved.
    #[var(no_set)]
    pub achieved: bool,
}

#[godot_api]
impl RpggoGoal {}

impl RpggoGoal {
    pub fn read(it: &event::Goal) -> Gd<Self> {
        Gd::from_object(RpggoGoal {
            goal_id: convert::text(&it.goal_id),
            text: convert::text(&it.text),
            achieved: it.achieved,
        })
    }
}
