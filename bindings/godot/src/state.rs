use godot::prelude::*;
use rpggo::event;

/// The state of a persona's machine.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoState {
    /// The name of the current state.
    #[var(no_set)]
    state: GString,
    /// The score.
    #[var(no_set)]
    score: f64,
    /// How it ended; empty while it has not.
    #[var(no_set)]
    outcome: GString,
    /// What the machine decided on the player's message; may be empty.
    #[var(no_set)]
    decision: GString,
    /// True when the persona asks back.
    #[var(no_set)]
    follow_up: bool,
    /// How often the persona led the talk back; -1 when unknown.
    #[var(no_set)]
    redirect_count: i64,
    /// How the machine scores.
    #[var(no_set)]
    scoring_mode: GString,
    /// True when the machine came to its end.
    #[var(no_set)]
    machine_completed: bool,
    /// The ids of the machines that are open to the player now.
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
