//! The enums that are properties: of options, and which call a request makes.

use heck::ToUpperCamelCase;

use super::Godot;
use super::names::enumeration;
use crate::interface::{Enum, Type};

impl Godot<'_> {
    /// The file of the enums.
    pub fn enums(&self) -> String {
        let options = self.interface.structure("rpggo_client_options");
        let members = self.interface.members(options);
        let enums = members.iter().filter_map(|it| match &it.kind {
            Type::Enum(name) => Some(self.interface.enumeration(name)),
            _ => None,
        });
        let of_options: String = enums.map(|it| self.option_enum(it)).collect();
        let of_calls: String = self.call_enums();
        format!(
            "use godot::prelude::*;
             use rpggo::options;

             use crate::option_values::Given;

             {of_options}{of_calls}"
        )
    }

    fn option_enum(&self, it: &Enum) -> String {
        let name = enumeration(&it.name);
        let docs = self.docs(&it.doc, None, "");
        let values = it.values.iter().map(|value| {
            let docs = self.docs(&value.doc, None, "    ");
            let short = value.short.to_upper_camel_case();
            let is_default = if value.number == 0 {
                "#[default]\n"
            } else {
                ""
            };
            format!("{docs}{is_default}{short} = {},\n", value.number)
        });
        let mut declared: String = values.collect();
        if !has_zero(it) {
            declared = format!("/// None of them.\n#[default]\nNone = 0,\n{declared}");
        }
        let option = option(it, &name);
        let known: Vec<String> = it.values.iter().map(|it| it.number.to_string()).collect();
        let known = known.join(", ");
        format!(
            "{docs}{DERIVES}pub enum {name} {{ {declared} }}

             impl {name} {{ {option} }}

             impl Given for {name} {{
                 const WHAT: &'static str = \"one of {known}\";

                 fn given(value: &Variant) -> Option<{name}> {{
                     value.try_to().ok()
                 }}
             }}\n"
        )
    }
}

/// What an enum needs to be a property.
pub const DERIVES: &str =
    "#[derive(GodotConvert, Var, Export, Clone, Copy, Default, PartialEq, Eq)]
    #[godot(via = i64)]\n";

/// The function that gives the crate's value; one that has no zero is absent there.
fn option(it: &Enum, name: &str) -> String {
    let arm = |short: String| match has_zero(it) {
        true => format!("{name}::{short} => options::{name}::{short},\n"),
        false => format!("{name}::{short} => Some(options::{name}::{short}),\n"),
    };
    let arms = it
        .values
        .iter()
        .map(|it| arm(it.short.to_upper_camel_case()));
    let mut arms: String = arms.collect();
    let mut returned = format!("options::{name}");
    if !has_zero(it) {
        arms = format!("{name}::None => None,\n{arms}");
        returned = format!("Option<{returned}>");
    }
    format!("pub fn option(self) -> {returned} {{ match self {{ {arms} }} }}")
}

fn has_zero(it: &Enum) -> bool {
    it.values.iter().any(|value| value.number == 0)
}
