use godot::prelude::*;
use rpggo::event;

/// A cost reported by the service.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoCost {
    /// The kind of cost, as named by the service, for example `ImageConsumption`.
    #[var(no_set)]
    cost_type: GString,
    /// A display name for the cost.
    #[var(no_set)]
    name: GString,
    /// The amount, in the service's unit.
    #[var(no_set)]
    amount: f64,
    /// `OUT` when spent, `IN` when received.
    #[var(no_set)]
    direction: GString,
    /// What the cost was for.
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
