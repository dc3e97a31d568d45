//! TypeScript: the types of what a page reads and sets. Nothing uses them yet.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use crate::docs::{Docs, Language, Reference, comment};
use crate::interface::{Enum, Interface, Role, Struct, Type};
use crate::{Generated, mark};

pub fn files(interface: &Interface) -> Vec<Generated> {
    let path = "bindings/web/rpggo.d.ts";
    vec![Generated::new(path, TypeScript { interface }.write())]
}

struct TypeScript<'a> {
    interface: &'a Interface,
}

impl Language for TypeScript<'_> {
    fn refer(&self, to: &Reference<'_>) -> String {
        match to {
            Reference::Value(of, value) => {
                let value = value.short.to_upper_camel_case();
                format!("{{@link {}.{value}}}", enum_name(of))
            }
            Reference::Constant(it) => format!("`{}`", it.signed()),
            // There is no client in TypeScript yet.
            Reference::Function(it) => format!("`{}`", it.name),
            Reference::Struct(it) if is_declared(it) => format!("{{@link {}}}", name(it)),
            Reference::Struct(it) => format!("`{}`", name(it)),
            Reference::Member(of, member) if is_declared(of) => {
                format!("{{@link {}.{}}}", name(of), member.to_lower_camel_case())
            }
            Reference::Member(_, field) => format!("`{}`", field.to_lower_camel_case()),
            Reference::Field(field) | Reference::Parameter(field) => {
                format!("`{}`", field.to_lower_camel_case())
            }
            Reference::Code(code) => format!("`{code}`"),
        }
    }

    fn null(&self) -> &str {
        "absent"
    }

    fn plain(&self, text: &str) -> String {
        // Quotes in a text of C.
        text.replace("\\\"", "\"")
    }
}

/// Whether there is an interface for it: the others are numbers, texts and lists.
fn is_declared(it: &Struct) -> bool {
    match it.role {
        Role::Item | Role::Input | Role::Output | Role::Payload | Role::Event => true,
        Role::Text | Role::List | Role::Union | Role::Opaque => false,
    }
}

fn enum_name(it: &Enum) -> String {
    it.short().to_upper_camel_case()
}

fn name(it: &Struct) -> String {
    match it.role {
        // The union of all of them has the name.
        Role::Event => "EventBase".to_owned(),
        _ => it.short().to_upper_camel_case(),
    }
}

impl TypeScript<'_> {
    fn write(&self) -> String {
        let mut text = format!("// {}\n", mark());
        for it in &self.interface.enums {
            text += &self.enumeration(it);
        }
        for role in [Role::Item, Role::Input, Role::Output] {
            for it in self.interface.of_role(role) {
                text += &self.declare(it, &name(it), "");
            }
        }
        let common = self.interface.structure("rpggo_event");
        text += &self.declare(common, &name(common), "");
        for (kind, payload) in self.interface.events() {
            let kind = kind.short.to_upper_camel_case();
            let begin = format!("  kind: typeof EventKind.{kind};\n");
            let extends = format!("{} extends EventBase", name(payload));
            text += &self.declare(payload, &extends, &begin);
        }
        let kinds = self.interface.events().map(|(_, it)| name(it));
        let kinds: Vec<String> = kinds.collect();
        text += "\n";
        text += &self.docs(&common.doc, Some(common), "");
        text += &format!("export type Event =\n  | {};\n", kinds.join("\n  | "));
        text
    }

    /// An object with the numbers, and the type of them. (A `const enum` of a declaration cannot be used
    /// where each file is compiled alone.)
    fn enumeration(&self, it: &Enum) -> String {
        let name = enum_name(it);
        let mut text = "\n".to_owned() + &self.docs(&it.doc, None, "");
        text += &format!("export declare const {name}: {{\n");
        for value in &it.values {
            text += &self.docs(&value.doc, None, "  ");
            let short = value.short.to_upper_camel_case();
            text += &format!("  readonly {short}: {};\n", value.number);
        }
        text + &format!("}};\nexport type {name} = (typeof {name})[keyof typeof {name}];\n")
    }

    /// What a game need not set can be absent.
    fn declare(&self, it: &Struct, name: &str, begin: &str) -> String {
        let mut text = "\n".to_owned() + &self.docs(&it.doc, Some(it), "");
        text += &format!("export interface {name} {{\n{begin}");
        for member in self.interface.members(it) {
            if member.name == "as" {
                continue;
            }
            text += &self.docs(&member.doc, Some(it), "  ");
            let is_optional = it.role == Role::Input && !member.is_required();
            let mark = if is_optional { "?" } else { "" };
            let (name, kind) = (member.name.to_lower_camel_case(), kind(&member.kind));
            text += &format!("  {name}{mark}: {kind};\n");
        }
        text + "}\n"
    }

    fn docs(&self, doc: &str, within: Option<&Struct>, indent: &str) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        let docs = docs.of(doc, within);
        let line = comment(&docs, &format!("{indent}/** "), 96);
        match line.lines().count() {
            1 => format!("{} */\n", line.trim_end()),
            _ => {
                let text = comment(&docs, &format!("{indent} * "), 100);
                format!("{indent}/**\n{text}{indent} */\n")
            }
        }
    }
}

fn kind(it: &Type) -> String {
    match it {
        Type::Bool => "boolean".to_owned(),
        Type::Text | Type::Chars => "string".to_owned(),
        Type::RequestId | Type::UserData => "bigint".to_owned(),
        Type::Bytes(_) => "Uint8Array".to_owned(),
        Type::Enum(name) => name["rpggo_".len()..].to_upper_camel_case(),
        Type::List(item) if item == "rpggo_str" => "readonly string[]".to_owned(),
        Type::List(item) => format!(
            "readonly {}[]",
            item["rpggo_".len()..].to_upper_camel_case()
        ),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 | Type::Size => {
            "number".to_owned()
        }
        other => panic!("TypeScript has no type for {other:?}"),
    }
}
