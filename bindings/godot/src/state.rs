use godot::prelude::*;
use rpggo::event;

/// The state of a persona's state machine.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoState {
    /// The name of the current state.
    #[var(no_set)]
    state: GString,
    /// The score.
    #[var(no_set)]
    score: f64,
    /// The outcome; empty while the machine is still running.
    #[var(no_set)]
    outcome: GString,
    /// The machine's decision on the player's message; may be empty.
    #[var(no_set)]
    decision: GString,
    /// True when the persona asks a follow-up question.
    #[var(no_set)]
    follow_up: bool,
    /// Number of times the persona steered the conversation back; -1 when unknown.
    #[var(no_set)]
    redirect_count: i64,
    /// The machine's scoring mode.
    #[var(no_set)]
    scoring_mode: GString,
    /// True when the machine has completed.
    #[var(no_set)]
    machine_completed: bool,
    /// Ids of the machines that the player has unlocked.
    #[var(no_set)]
    unlocked_machines: PackedStringArray,
}

#[godot_api]
impl RpggoState {}

impl RpggoState {
    pub fn read(state: &event::State<'_>) -> Gd<Self> {
        let unlocked_machines = state.unlocked_machines.iter();
        Gd::from_object(RpggoState {
            state: GString::from(&*state.state),
            score: state.score,
            outcome: GString::from(&*state.outcome),
            decision: GString::from(&*state.decision),
            follow_up: state.follow_up,
            redirect_count: state.redirect_count.into(),
            scoring_mode: GString::from(&*state.scoring_mode),
            machine_completed: state.machine_completed,
            unlocked_machines: unlocked_machines.map(|it| GString::from(&**it)).collect(),
        })
    }
}
