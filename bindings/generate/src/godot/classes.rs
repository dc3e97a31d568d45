//! The classes of what a game reads: payloads of signals, items of lists, statistics.

use super::names::{class, constant, module, rust_field, rust_struct, variable};
use super::signals::{is_flat, is_spoken};
use super::{Godot, Module};
use crate::interface::{Enum, Member, Role, Struct, Type};

/// What a class is for, where the struct's comment says what it is as an event.
const CLASS_DOCS: [(&str, &str); 1] = [("rpggo_event_finished", "Why a request failed.")];

/// Members of the event that tells what somebody said or did.
const OF_THE_EVENT: [&str; 2] = ["character_id", "message_id"];

impl Godot<'_> {
    pub fn classes(&self) -> Vec<Module> {
        let classes = self.object_structs();
        let modules = classes.map(|it| Module::new(module(&class(it)), self.class(it)));
        modules.collect()
    }

    /// The structs that are objects in Godot.
    pub fn object_structs(&self) -> impl Iterator<Item = &Struct> {
        let payloads = self.interface.events().map(|(_, it)| it);
        let payloads = payloads.filter(|it| self.is_object(it));
        let items = self.interface.of_role(Role::Item);
        let items = items.filter(|it| !self.is_entry(it));
        payloads
            .chain(items)
            .chain(self.interface.of_role(Role::Output))
    }

    /// Whether a payload is an object of its own: few members are arguments of the signal.
    pub fn is_object(&self, payload: &Struct) -> bool {
        !is_flat(payload, &self.interface.members(payload))
    }

    /// Whether an item is a key and its value: a list of those is a dictionary.
    fn is_entry(&self, item: &Struct) -> bool {
        let members = self.interface.members(item);
        let names: Vec<&str> = members.iter().map(|it| it.name.as_str()).collect();
        names == ["key", "value"]
    }

    fn class(&self, it: &Struct) -> String {
        let class = class(it);
        let of_the_event = self.of_the_event(it);
        let members = self.interface.members(it);
        let declared = members.iter().map(|member| self.property(it, member));
        let event = self.interface.structure("rpggo_event");
        let taken = of_the_event
            .iter()
            .map(|member| self.property(event, member));
        let fields: String = declared.chain(taken).collect();
        let doc = CLASS_DOCS.iter().find(|(name, _)| *name == it.name);
        let docs = self.docs(doc.map_or(&it.doc, |(_, doc)| doc), Some(it), "");
        let constants = self.constants_of(&class);
        let read = self.read(it, &members, &of_the_event);
        let text = format!(
            "{docs}#[derive(GodotClass)]
             #[class(tool, init, base = RefCounted)]
             pub struct {class} {{
             {fields}
             }}

             #[godot_api]
             impl {class} {{ {constants} }}

             {read}"
        );
        self.uses(&text, &class) + &text
    }

    /// What an object also has of its event: who said or did it.
    fn of_the_event(&self, it: &Struct) -> Vec<Member> {
        if it.role != Role::Payload || !is_spoken(super::names::payload(it)) {
            return Vec::new();
        }
        let own = self.interface.members(it);
        let event = self.interface.structure("rpggo_event");
        let members = self.interface.members(event).into_iter();
        let is_new = |name: &str| !own.iter().any(|it| it.name == name);
        members
            .filter(|it| OF_THE_EVENT.contains(&it.name.as_str()) && is_new(&it.name))
            .collect()
    }

    /// A property that is read only.
    fn property(&self, of: &Struct, it: &Member) -> String {
        let (name, kind) = (variable(&it.name), self.variant(&it.kind));
        let rename = match name == it.name {
            true => String::new(),
            false => format!(", rename = {}", it.name),
        };
        let docs = self.docs(&it.doc, Some(of), "    ");
        let mut text = format!("{docs}    #[var(no_set{rename})]\n    pub {name}: {kind},\n");
        if is_status(it) {
            text += &format!(
                "    /// Its name, for example `RPGGO_TIMEOUT`.
                 #[var(no_set)]
                 pub {name}_name: GString,\n"
            );
        }
        text
    }

    /// The constants of the enums that belong to a class.
    pub fn constants_of(&self, class: &str) -> String {
        let enums = self.interface.enums.iter();
        let of_class = enums.filter(|it| it.name != "rpggo_event_kind");
        let of_class = of_class.filter(|it| self.class_of_enum(&it.name) == class);
        of_class.map(|it| self.constants(it)).collect()
    }

    fn constants(&self, of: &Enum) -> String {
        let constants = of.values.iter().map(|it| {
            let docs = self.docs(&it.doc, None, "    ");
            let (name, number) = (constant(&it.name), it.number);
            format!("{docs}    #[constant]\n    const {name}: i64 = {number};\n")
        });
        constants.collect()
    }

    fn read(&self, it: &Struct, members: &[Member], of_the_event: &[Member]) -> String {
        let (class, rust) = (class(it), rust_struct(it));
        let from = match it.role {
            Role::Output => format!("rpggo::{rust}"),
            _ => format!("event::{rust}"),
        };
        let event = match of_the_event {
            [] => "",
            _ => ", of: &rpggo::Event",
        };
        let own = members.iter().map(|member| {
            let field = rust_field(it, &member.name);
            let from = Place::Field("it".to_owned(), field);
            let (name, read) = (variable(&member.name), self.conversion(it, member, &from));
            match is_status(member) {
                true => format!("{name}: {read}, {name}_name: convert::text(it.{name}.name()),\n"),
                false => format!("{name}: {read},\n"),
            }
        });
        let taken = of_the_event.iter().map(|member| {
            let name = &member.name;
            format!("{name}: convert::text(&of.{name}),\n")
        });
        let fields: String = own.chain(taken).collect();
        format!(
            "impl {class} {{
                 pub fn read(it: &{from}{event}) -> Gd<Self> {{
                     Gd::from_object({class} {{ {fields} }})
                 }}
             }}\n"
        )
    }

    /// A member of the crate's struct, as Godot has it.
    pub fn conversion(&self, of: &Struct, it: &Member, from: &Place) -> String {
        let (value, reference) = (from.value(), from.reference());
        match &it.kind {
            Type::F64 if of.role == Role::Output && it.name.ends_with("_ms") => {
                format!("convert::milliseconds({value})")
            }
            Type::Bool | Type::I64 | Type::F64 => value,
            Type::I32 | Type::U32 => format!("i64::from({value})"),
            Type::U64 | Type::Size => format!("convert::number({value})"),
            Type::Enum(_) => format!("{value} as i64"),
            Type::Text => format!("convert::text({reference})"),
            Type::List(item) if item == "rpggo_str" => format!("convert::texts({reference})"),
            Type::List(item) => {
                let item = self.interface.structure(item);
                let items = from.items();
                match self.is_entry(item) {
                    true => format!(
                        "{items}.map(|it| (convert::text(&it.key).to_variant(), convert::text(&it.value).to_variant())).collect()"
                    ),
                    false => format!("{items}.map({}::read).collect()", class(item)),
                }
            }
            other => panic!("{}: Godot has no form for {other:?}", it.name),
        }
    }

    /// The type that Godot has for it.
    pub fn variant(&self, kind: &Type) -> String {
        match kind {
            Type::Bool => "bool".to_owned(),
            Type::F64 => "f64".to_owned(),
            Type::Text | Type::Chars => "GString".to_owned(),
            Type::List(item) if item == "rpggo_str" => "PackedStringArray".to_owned(),
            Type::List(item) => {
                let item = self.interface.structure(item);
                match self.is_entry(item) {
                    true => "VarDictionary".to_owned(),
                    false => format!("Array<Gd<{}>>", class(item)),
                }
            }
            _ => "i64".to_owned(),
        }
    }

    /// The `use` lines of what stands in the file of a class.
    pub fn uses(&self, text: &str, own: &str) -> String {
        let mut lines = "use godot::prelude::*;\n".to_owned();
        if text.contains("&event::") {
            lines += "use rpggo::event;\n";
        }
        lines += "\n";
        if text.contains("convert::") {
            lines += "use crate::convert;\n";
        }
        for it in self.object_structs() {
            let class = class(it);
            let is_there = |part: &str| text.contains(part);
            if class != own && (is_there(&format!("{class}::")) || is_there(&format!("<{class}>")))
            {
                lines += &format!("use crate::generated::{}::{class};\n", module(&class));
            }
        }
        lines + "\n"
    }
}

/// A status has its name beside it.
fn is_status(it: &Member) -> bool {
    it.kind == Type::Enum("rpggo_status".to_owned())
}

/// Where a member stands in the crate.
pub enum Place {
    /// A field of a struct that is there by reference.
    Field(String, String),
    /// A variable that refers to it.
    Reference(String),
}

impl Place {
    fn value(&self) -> String {
        match self {
            Place::Field(of, name) => format!("{of}.{name}"),
            Place::Reference(name) => format!("*{name}"),
        }
    }

    fn reference(&self) -> String {
        match self {
            Place::Field(of, name) => format!("&{of}.{name}"),
            Place::Reference(name) => name.clone(),
        }
    }

    fn items(&self) -> String {
        match self {
            Place::Field(of, name) => format!("{of}.{name}.iter()"),
            Place::Reference(name) => format!("{name}.iter()"),
        }
    }
}
