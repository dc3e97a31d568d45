// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;

/// A cost reported by the service.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoCost {
    /// The kind of cost, as named by the service, for example "ImageConsumption".
    #[var(no_set, rename = type)]
    pub type_: GString,
    /// A display name for the cost.
    #[var(no_set)]
    pub name: GString,
    /// The amount, in the service's unit.
    #[var(no_set)]
    pub amount: f64,
    /// "OUT" when spent, "IN" when received.
    #[var(no_set)]
    pub direction: GString,
    /// What the cost was for.
    #[var(no_set)]
    pub description: GString,
}

#[godot_api]
impl RpggoCost {}

impl RpggoCost {
    pub fn read(it: &event::Cost) -> Gd<Self> {
        Gd::from_object(RpggoCost {
            type_: convert::text(&it.cost_type),
            name: convert::text(&it.name),
            amount: it.amount,
            direction: convert::text(&it.direction),
            description: convert::text(&it.description),
        })
    }
}
