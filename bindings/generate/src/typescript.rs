//! TypeScript: the types of what a page reads and sets. Nothing uses them yet.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use crate::docs::{Docs, Language, Reference, comment};
use crate::interface::{Interface, Role, Struct, Type};
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
                format!("{{@link {}}}", enum_value(of.short(), &value.short))
            }
            Reference::Constant(it) => format!("`{}`", it.name),
            Reference::Function(it) => format!("`{}`", it.short().to_lower_camel_case()),
            Reference::Struct(it) => format!("{{@link {}}}", name(it)),
            Reference::Member(of, member) => {
                format!("{{@link {}.{}}}", name(of), member.to_lower_camel_case())
            }
            Reference::Field(field) => format!("`{}`", field.to_lower_camel_case()),
            Reference::Code(code) => format!("`{code}`"),
        }
    }

    fn null(&self) -> &str {
        "absent"
    }
}

/// `EventKind.TextDelta`.
fn enum_value(of: &str, value: &str) -> String {
    let (of, value) = (of.to_upper_camel_case(), value.to_upper_camel_case());
    format!("{of}.{value}")
}

fn name(it: &Struct) -> String {
    it.short().to_upper_camel_case()
}

impl TypeScript<'_> {
    fn write(&self) -> String {
        let mut text = format!("// {}\n", mark());
        for it in &self.interface.enums {
            text += "\n";
            text += &self.docs(&it.doc, None, "");
            text += &format!(
                "export const enum {} {{\n",
                it.short().to_upper_camel_case()
            );
            for value in &it.values {
                text += &self.docs(&value.doc, None, "  ");
                let short = value.short.to_upper_camel_case();
                text += &format!("  {short} = {},\n", value.number);
            }
            text += "}\n";
        }
        for role in [Role::Item, Role::Input, Role::Output] {
            for it in self.interface.of_role(role) {
                let is_optional = role == Role::Input;
                text += &self.declare(it, &name(it), is_optional, "");
            }
        }
        let common = self.interface.structure("rpggo_event");
        text += &self.declare(common, "EventBase", false, "");
        for (kind, payload) in self.interface.events() {
            let kind = enum_value("event_kind", &kind.short);
            let begin = format!("  kind: {kind};\n");
            let extends = format!("{} extends EventBase", name(payload));
            text += &self.declare(payload, &extends, false, &begin);
        }
        let kinds = self.interface.events().map(|(_, it)| name(it));
        let kinds: Vec<String> = kinds.collect();
        text += "\n";
        text += &self.docs(&common.doc, Some(common), "");
        text += &format!("export type Event =\n  | {};\n", kinds.join("\n  | "));
        text
    }

    fn declare(&self, it: &Struct, name: &str, is_optional: bool, begin: &str) -> String {
        let mut text = "\n".to_owned() + &self.docs(&it.doc, Some(it), "");
        text += &format!("export interface {name} {{\n{begin}");
        for member in self.interface.members(it) {
            if member.name == "as" {
                continue;
            }
            text += &self.docs(&member.doc, Some(it), "  ");
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
        Type::RequestId => "bigint".to_owned(),
        Type::Enum(name) => name["rpggo_".len()..].to_upper_camel_case(),
        Type::List(item) if item == "rpggo_str" => "readonly string[]".to_owned(),
        Type::List(item) => format!(
            "readonly {}[]",
            item["rpggo_".len()..].to_upper_camel_case()
        ),
        _ => "number".to_owned(),
    }
}
