use godot::prelude::*;
use rpggo::event;

/// What something cost.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoCost {
    /// The service's word for the kind of cost, for example `ImageConsumption`.
    #[var(no_set)]
    cost_type: GString,
    /// Its name for people.
    #[var(no_set)]
    name: GString,
    /// How much, in the service's unit.
    #[var(no_set)]
    amount: f64,
    /// `OUT` when it was spent, `IN` when it was received.
    #[var(no_set)]
    direction: GString,
    /// What it was for.
    #[var(no_set)]
    description: GString,
}

#[godot_api]
impl RpggoCost {}

impl RpggoCost {
    pub fn read(cost: &event::Cost<'_>) -> Gd<Self> {
        Gd::from_object(RpggoCost {
            cost_type: GString::from(&*cost.cost_type),
            name: GString::from(&*cost.name),
            amount: cost.amount,
            direction: GString::from(&*cost.direction),
            description: GString::from(&*cost.description),
        })
    }
}
