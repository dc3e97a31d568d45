use godot::prelude::*;
use rpggo::event;

/// A goal of the chapter.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoGoal {
    /// The id.
    #[var(no_set)]
    goal_id: GString,
    /// The goal's text.
    #[var(no_set)]
    text: GString,
    /// True when the goal is achieved.
    #[var(no_set)]
    achieved: bool,
    /// True for the goal the player is working on, if the service says so.
    #[var(no_set)]
    current: bool,
}

#[godot_api]
impl RpggoGoal {}

impl RpggoGoal {
    pub fn read_all(goals: &event::Goals<'_>) -> Array<Gd<Self>> {
        let read = |goal: &event::Goal<'_>| {
            Gd::from_object(RpggoGoal {
                goal_id: GString::from(&*goal.goal_id),
                text: GString::from(&*goal.text),
                achieved: goal.achieved,
                current: !goal.goal_id.is_empty() && goal.goal_id == goals.current_goal_id,
            })
        };
        goals.items.iter().map(read).collect()
    }
}
