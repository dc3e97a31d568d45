//! Names of Godot: those of C, as Godot writes them.

use heck::{ToShoutySnakeCase, ToUpperCamelCase};

use super::Godot;
use crate::docs::{Language, Reference};
use crate::interface::{Role, Struct, Type};

/// The class that has the options and the signals.
pub const CLIENT: &str = "RpggoClient";

/// Classes that are not named as their structs, and why.
const CLASSES: [(&str, &str); 3] = [
    // It is the node's options.
    ("rpggo_client_options", CLIENT),
    // There is a node that is a character.
    ("rpggo_character", "RpggoCharacterInfo"),
    // It is made for a request that failed, and also by calls.
    ("rpggo_event_finished", "RpggoError"),
];

/// Functions whose method in Godot is not named as they are: it is the node that is meant.
const METHODS: [(&str, &str); 5] = [
    ("rpggo_client_new", "start"),
    ("rpggo_client_free", "stop"),
    ("rpggo_client_stats", "stats"),
    ("rpggo_poll_event", "poll"),
    ("rpggo_request_cancel", "cancel"),
];

/// `RpggoGoal`, also for a payload: `RpggoMessage`.
pub fn class(it: &Struct) -> String {
    let known = CLASSES.iter().find(|(name, _)| *name == it.name);
    known.map_or_else(
        || format!("Rpggo{}", payload(it).to_upper_camel_case()),
        |(_, class)| (*class).to_owned(),
    )
}

/// The name without `rpggo_` and `event_`.
pub fn payload(it: &Struct) -> &str {
    let short = it.short();
    short.strip_prefix("event_").unwrap_or(short)
}

/// The struct's name in the crate.
pub fn rust_struct(it: &Struct) -> String {
    payload(it).to_upper_camel_case()
}

/// The field's name in the crate.
pub fn rust_field(of: &Struct, member: &str) -> String {
    match member {
        // A keyword of Rust.
        "type" => format!("{}_type", payload(of)),
        name if has_durations(of) => name.strip_suffix("_ms").unwrap_or(name).to_owned(),
        name => name.to_owned(),
    }
}

/// The crate has durations where C has milliseconds, but not in events.
fn has_durations(it: &Struct) -> bool {
    it.name == "rpggo_client_options" || it.role == Role::Output
}

/// A name that Rust can have as well.
pub fn variable(name: &str) -> String {
    match name {
        "type" => "type_".to_owned(),
        name => name.to_owned(),
    }
}

/// The constant's name: without `RPGGO_`.
pub fn constant(name: &str) -> &str {
    name.strip_prefix("RPGGO_").unwrap_or(name)
}

/// The class's file.
pub fn module(class: &str) -> String {
    let name = class.strip_prefix("Rpggo").unwrap_or(class);
    name.to_shouty_snake_case().to_lowercase()
}

/// `Service` of `rpggo_service`.
pub fn enumeration(name: &str) -> String {
    name["rpggo_".len()..].to_upper_camel_case()
}

impl Language for Godot<'_> {
    fn refer(&self, to: &Reference<'_>) -> String {
        match to {
            Reference::Value(of, value) if of.name == "rpggo_event_kind" => {
                format!("[signal {CLIENT}.{}]", super::signals::name(&value.short))
            }
            Reference::Value(of, value) => {
                let class = self.class_of_enum(&of.name);
                format!("[constant {class}.{}]", constant(&value.name))
            }
            Reference::Constant(it) => format!("[constant {CLIENT}.{}]", constant(&it.name)),
            Reference::Function(it) => {
                let known = METHODS.iter().find(|(name, _)| *name == it.name);
                let name = known.map_or(it.short(), |(_, method)| method);
                format!("[method {CLIENT}.{name}]")
            }
            Reference::Struct(it) => match it.role {
                Role::Payload if !self.is_object(it) => {
                    format!("[signal {CLIENT}.{}]", super::signals::name(payload(it)))
                }
                _ => format!("[{}]", class(it)),
            },
            Reference::Member(of, member) => match self.is_property(of, member) {
                true => format!("[member {}.{member}]", class(of)),
                false => format!("`{member}`"),
            },
            Reference::Field(name) => format!("`{name}`"),
            Reference::Code(code) => format!("`{code}`"),
        }
    }

    fn null(&self) -> &str {
        "empty"
    }

    fn not_offered(&self) -> &[&str] {
        &["event->raw"]
    }
}

impl Godot<'_> {
    /// Whether a class has this property: options that are not shown are keys of a dictionary.
    fn is_property(&self, of: &Struct, member: &str) -> bool {
        match of.role {
            Role::Payload => self.is_object(of),
            Role::Event => false,
            _ if of.name == "rpggo_client_options" => super::options::is_property(member),
            _ => true,
        }
    }

    /// The class that has the constants of an enum: the first one with a member of that type.
    pub fn class_of_enum(&self, name: &str) -> String {
        let of_type = Type::Enum(name.to_owned());
        let options = self.interface.structure("rpggo_client_options");
        let structs = [options].into_iter().chain(self.object_structs());
        let mut with_it = structs.filter(|it| {
            let members = self.interface.members(it);
            members.iter().any(|member| member.kind == of_type)
        });
        with_it.next().map_or(CLIENT.to_owned(), class)
    }
}
