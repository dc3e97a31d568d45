//! The classes of what a game asks for, and the calls of the crate that take them.

use heck::ToUpperCamelCase;

use super::enums::DERIVES;
use super::names::{class, module, rust_field, rust_struct};
use super::{Godot, Module};
use crate::interface::{Function, Member, Struct, Type};

/// Members that the client fills in, so that a game need not.
const FILLED: [(&str, &str); 2] = [
    (
        "session_id",
        "The player's session. Empty: the one of this running game.",
    ),
    ("game_id", "The game's id (RPGGO). Empty: the client's."),
];

/// Members that are written in several lines.
const LONG: [&str; 6] = ["message", "text", "_json", "_prompt", "_schema", "context"];

/// A struct that calls take, and the calls.
pub struct Input<'a> {
    pub of: &'a Struct,
    pub calls: Vec<&'a Function>,
}

impl Input<'_> {
    /// `session` of `rpggo_session_request`.
    pub fn noun(&self) -> &str {
        let short = self.of.short();
        short.strip_suffix("_request").unwrap_or(short)
    }

    /// The variant of `Request`.
    pub fn variant(&self) -> String {
        self.noun().to_upper_camel_case()
    }

    /// The enum of its calls, where there are several.
    pub fn call_enum(&self) -> Option<String> {
        (self.calls.len() > 1).then(|| format!("{}Call", self.variant()))
    }

    /// The call's value in the enum: `Start` of `rpggo_session_start`.
    pub fn call(&self, it: &Function) -> String {
        let noun = format!("{}_", self.noun());
        let short = it.short();
        short
            .strip_prefix(&noun)
            .unwrap_or(short)
            .to_upper_camel_case()
    }

    /// The crate's method.
    fn method<'f>(&'f self, it: &'f Function) -> &'f str {
        match self.calls.len() {
            // The only one has the noun as its name there.
            1 => self.noun(),
            _ => it.short(),
        }
    }
}

impl Godot<'_> {
    pub fn inputs(&self) -> Vec<Input<'_>> {
        let mut inputs: Vec<Input<'_>> = Vec::new();
        for (call, of) in self.interface.starts() {
            match inputs.iter_mut().find(|it| it.of.name == of.name) {
                Some(input) => input.calls.push(call),
                None => inputs.push(Input {
                    of,
                    calls: vec![call],
                }),
            }
        }
        inputs
    }

    pub fn request_classes(&self) -> Vec<Module> {
        let inputs = self.inputs();
        let modules = inputs.iter().map(|it| {
            let name = module(&class(it.of));
            Module::new(name, self.request_class(it))
        });
        modules.collect()
    }

    fn request_class(&self, input: &Input<'_>) -> String {
        let (of, class) = (input.of, class(input.of));
        let members = self.interface.members(of);
        let properties: String = members.iter().map(|it| self.field(of, it)).collect();
        let docs = self.docs(&of.doc, Some(of), "");
        let rust = rust_struct(of);
        let written = members.iter().map(|it| {
            let (name, field) = (&it.name, rust_field(of, &it.name));
            format!("{field}: {},\n", written(name, &it.kind))
        });
        let written: String = written.collect();
        let (mut call, mut constants, mut uses) = (String::new(), String::new(), String::new());
        if let Some(calls) = input.call_enum() {
            call = format!(
                "/// Which call to make with [method RpggoClient.{}].
                 #[export]
                 pub call: {calls},\n",
                input.noun()
            );
            constants = self.call_constants(input);
            uses = format!("use crate::generated::enums::{calls};\n");
        }
        format!(
            "use godot::prelude::*;
             use rpggo::request::{rust};

             use crate::convert;
             {uses}

             {docs}#[derive(GodotClass)]
             #[class(tool, init, base = Resource)]
             pub struct {class} {{
                 {call}{properties}
                 base: Base<Resource>,
             }}

             #[godot_api]
             impl {class} {{ {constants} }}

             impl {class} {{
                 pub fn write(&self) -> {rust} {{
                     {rust} {{ {written} }}
                 }}
             }}\n"
        )
    }

    fn field(&self, of: &Struct, it: &Member) -> String {
        let filled = FILLED.iter().find(|(name, _)| *name == it.name);
        let doc = filled.map_or(&*it.doc, |(_, doc)| doc);
        let docs = self.docs(doc, Some(of), "    ");
        let (name, kind) = (&it.name, self.variant(&it.kind));
        let is_long = kind == "GString" && LONG.iter().any(|it| name.ends_with(it));
        let export = if is_long {
            "export(multiline)"
        } else {
            "export"
        };
        format!("{docs}    #[{export}]\n    pub {name}: {kind},\n")
    }

    fn call_constants(&self, input: &Input<'_>) -> String {
        let calls = input.calls.iter().enumerate();
        let constants = calls.map(|(number, it)| {
            let docs = self.docs(&summary(it), None, "    ");
            let name = input.call(it);
            let name = heck::AsShoutySnakeCase(&name);
            format!("{docs}    #[constant]\n    const CALL_{name}: i64 = {number};\n")
        });
        constants.collect()
    }

    /// The enums of the calls. A resource that was saved has their numbers: a new call has to be behind
    /// those that there are.
    pub fn call_enums(&self) -> String {
        let inputs = self.inputs();
        let enums = inputs.iter().filter_map(|input| {
            let name = input.call_enum()?;
            let calls = input.calls.iter().enumerate().map(|(number, it)| {
                let docs = self.docs(&summary(it), None, "    ");
                let is_default = if number == 0 { "#[default]\n" } else { "" };
                format!("{docs}{is_default}{} = {number},\n", input.call(it))
            });
            let calls: String = calls.collect();
            Some(format!(
                "/// Which call to make.\n{DERIVES}pub enum {name} {{ {calls} }}\n\n"
            ))
        });
        enums.collect()
    }

    /// The file that has a request of any kind.
    pub fn requests(&self) -> String {
        let inputs = self.inputs();
        let (mut structs, mut calls) = (Vec::new(), Vec::new());
        let (mut variants, mut arms) = (String::new(), String::new());
        for input in &inputs {
            let (variant, rust) = (input.variant(), rust_struct(input.of));
            structs.push(rust.clone());
            let call_enum = input.call_enum();
            for call in &input.calls {
                let which = match &call_enum {
                    Some(it) => format!("{it}::{}, ", input.call(call)),
                    None => String::new(),
                };
                let method = input.method(call);
                arms += &format!("Request::{variant}({which}it) => client.{method}(it),\n");
            }
            match call_enum {
                Some(it) => {
                    variants += &format!("{variant}({it}, {rust}),\n");
                    calls.push(it);
                }
                None => variants += &format!("{variant}({rust}),\n"),
            }
        }
        let ids = ["character_id", "session_id", "game_id"];
        let ids: String = ids.iter().map(|it| id(it, &inputs)).collect();
        let (structs, calls) = (structs.join(", "), calls.join(", "));
        format!(
            "use rpggo::request::{{{structs}}};
             use rpggo::{{Client, Error, RequestId}};

             use crate::generated::enums::{{{calls}}};

             /// What a game asks for.
             pub enum Request {{ {variants} }}

             impl Request {{
                 pub fn start(&self, client: &Client) -> Result<RequestId, Error> {{
                     match self {{ {arms} }}
                 }}

                 {ids}
             }}\n"
        )
    }
}

/// The function of `Request` that gives an id, for those that have it.
fn id(name: &str, inputs: &[Input<'_>]) -> String {
    let mut has_all = true;
    let arms = inputs.iter().filter_map(|input| {
        let which = if input.call_enum().is_some() {
            "_, "
        } else {
            ""
        };
        let has_it = input.of.fields.iter().any(|it| it.name == name);
        has_all &= has_it;
        let variant = input.variant();
        has_it.then(|| format!("Request::{variant}({which}it) => Some(&mut it.{name}),\n"))
    });
    let arms: String = arms.collect();
    let other = if has_all { "" } else { "_ => None,\n" };
    format!(
        "pub fn {name}(&mut self) -> Option<&mut String> {{
             match self {{ {arms}{other} }}
         }}\n\n"
    )
}

/// How a property is written into the crate's struct.
fn written(name: &str, kind: &Type) -> String {
    match kind {
        Type::Bool | Type::I64 | Type::F64 => format!("self.{name}"),
        Type::Chars => format!("convert::write(&self.{name})"),
        Type::I32 | Type::U32 | Type::U64 | Type::Size => {
            format!("self.{name}.try_into().unwrap_or_default()")
        }
        other => panic!("{name}: Godot has no form for {other:?}"),
    }
}

/// What a call does, without what each service makes of it.
fn summary(it: &Function) -> String {
    let ends = [". ", ".\n", ":"].iter().filter_map(|end| it.doc.find(end));
    let end = ends.min().unwrap_or(it.doc.len());
    format!("{}.", &it.doc[..end])
}
