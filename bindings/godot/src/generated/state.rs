// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;

/// The state of a persona's state machine.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoState {
    /// The name of the current state.
    #[var(no_set)]
    pub state: GString,
    /// The score; may be fractional.
    #[var(no_set)]
    pub score: f64,
    /// The outcome; empty while the machine is still running.
    #[var(no_set)]
    pub outcome: GString,
    /// The machine's decision on the player's message; may be empty.
    #[var(no_set)]
    pub decision: GString,
    /// True when the persona asks a follow-up question.
    #[var(no_set)]
    pub follow_up: bool,
    /// Number of times the persona steered the conversation back; -1 when unknown.
    #[var(no_set)]
    pub redirect_count: i64,
    /// The machine's scoring mode.
    #[var(no_set)]
    pub scoring_mode: GString,
    /// True when the machine has completed.
    #[var(no_set)]
    pub machine_completed: bool,
    /// Ids of the machines that the player has unlocked.
    #[var(no_set)]
    pub unlocked_machines: PackedStringArray,
}

#[godot_api]
impl RpggoState {}

impl RpggoState {
    pub fn read(it: &event::State) -> Gd<Self> {
        Gd::from_object(RpggoState {
            state: convert::text(&it.state),
            score: it.score,
            outcome: convert::text(&it.outcome),
            decision: convert::text(&it.decision),
            follow_up: it.follow_up,
            redirect_count: i64::from(it.redirect_count),
            scoring_mode: convert::text(&it.scoring_mode),
            machine_completed: it.machine_completed,
            unlocked_machines: convert::texts(&it.unlocked_machines),
        })
    }
}
