//! Unreal: what its header tool reads (enums, structs, options, the subsystem's events and calls), and the
//! conversions from and to the types of the C++ header.
//!
//! The files stand beside the plugin's own: the engine includes from the folder `Public`, not from
//! folders in it.

mod convert;
mod enums;
mod names;
mod options;
mod structs;
mod subsystem;

use crate::docs::{Docs, Language, Reference, comment};
use crate::interface::{Function, Interface, Member, Role, Struct, Type};
use crate::{Generated, mark};

use names::{enum_value, pascal, struct_name};

const MODULE: &str = "bindings/unreal/Rpggo/Source/Rpggo";
/// The struct that the calls of `ERpggoCall` take.
const SESSION_REQUEST: &str = "rpggo_session_request";
const OPTIONS: &str = "rpggo_client_options";

pub fn files(interface: &Interface) -> Vec<Generated> {
    let unreal = Unreal { interface };
    let file = |path: &str, text: String| {
        let text = format!("// {}\n{text}", mark());
        Generated::new(format!("{MODULE}/{path}"), text)
    };
    vec![
        file("Public/RpggoEnums.h", unreal.enums()),
        file("Public/RpggoTypes.h", unreal.types()),
        file("Public/RpggoEvent.h", unreal.event()),
        file("Public/RpggoRequests.h", unreal.requests()),
        file("Public/RpggoOptions.h", unreal.options()),
        file("Public/RpggoSubsystemBase.h", unreal.subsystem_header()),
        file("Private/RpggoSubsystemBase.cpp", unreal.subsystem_source()),
        file("Private/RpggoConvert.h", unreal.convert_header()),
        file("Private/RpggoConvert.cpp", unreal.convert_source()),
    ]
}

struct Unreal<'a> {
    interface: &'a Interface,
}

/// The docs are tooltips, too: plain text.
impl Language for Unreal<'_> {
    fn refer(&self, to: &Reference<'_>) -> String {
        match to {
            Reference::Value(_, value) => enum_value(value),
            Reference::Constant(it) => match it.name.as_str() {
                "RPGGO_NO_TIMEOUT" => "-1".to_owned(),
                "RPGGO_REPLAY_AS_POLLED" => "-1 (as fast as the game ticks)".to_owned(),
                name => name.to_owned(),
            },
            Reference::Function(it) => names::function_name(it),
            Reference::Struct(it) => struct_name(it),
            Reference::Member(of, member) if of.name == OPTIONS => options::place_of(member),
            Reference::Member(_, member) => pascal(member),
            Reference::Field(field) => pascal(field),
            Reference::Code(code) => (*code).to_owned(),
        }
    }

    fn null(&self) -> &str {
        "empty"
    }

    fn plain(&self, text: &str) -> String {
        text.replace("\\\"", "\"")
    }
}

impl Unreal<'_> {
    fn text_of(&self, doc: &str, within: Option<&Struct>) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        docs.of(doc, within)
    }

    fn docs(&self, doc: &str, within: Option<&Struct>, indent: &str) -> String {
        block(&self.text_of(doc, within), indent)
    }

    fn text_of_function(&self, it: &Function) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        docs.of_function(it)
    }

    /// The calls that take a session request, in the header's order.
    fn calls(&self) -> impl Iterator<Item = &Function> {
        let starts = self.interface.starts();
        starts.filter_map(|(call, input)| (input.name == SESSION_REQUEST).then_some(call))
    }

    /// What every event has and every payload gets, as Blueprint sees a payload alone: the ids.
    fn ids(&self) -> Vec<Member> {
        let event = self.interface.structure("rpggo_event");
        let members = self.interface.members(event);
        let is_id = |it: &Member| it.kind == Type::Text && it.name != "raw";
        members.into_iter().filter(is_id).collect()
    }

    /// What a game passes in, except for the options.
    fn inputs(&self) -> impl Iterator<Item = &Struct> {
        let inputs = self.interface.of_role(Role::Input);
        inputs.filter(|it| it.name != OPTIONS)
    }
}

/// A comment before a declaration.
fn block(docs: &str, indent: &str) -> String {
    if docs.lines().count() == 1 && docs.len() < 110 {
        return format!("{indent}/** {} */\n", docs.replace('\u{a0}', " "));
    }
    // How wide a tab is depends on the features of `textwrap`.
    let lines = comment(docs, " * ", 117);
    let lines = lines.lines().map(|line| format!("{indent}{line}\n"));
    let text: String = lines.collect();
    format!("{indent}/**\n{text}{indent} */\n")
}
