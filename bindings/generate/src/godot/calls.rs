//! The calls of the node `RpggoClient`.

use super::Godot;
use super::names::{class, module, rust_struct};
use super::requests::Input;
use crate::docs::{Docs, comment};
use crate::interface::Function;

/// What a call takes as arguments, because it is all that it needs with most services. A call that is not
/// here takes its request.
const ARGUMENTS: [(&str, &[&str]); 6] = [
    ("session_start", &["session_id", "game_id"]),
    ("session_resume", &["session_id", "game_id"]),
    ("session_history", &["session_id", "character_id"]),
    ("session_reset", &["session_id", "character_id"]),
    ("chapter_change", &["session_id", "chapter_id"]),
    ("game_fetch", &["game_id"]),
];

impl Godot<'_> {
    /// The file of the calls.
    pub fn calls(&self) -> String {
        let inputs = self.inputs();
        let mut methods = String::new();
        let mut uses = String::new();
        for input in &inputs {
            let class = class(input.of);
            uses += &format!("use crate::generated::{}::{class};\n", module(&class));
            if let Some(calls) = input.call_enum() {
                uses += &format!("use crate::generated::enums::{calls};\n");
                methods += &any_call(input);
            }
            for call in &input.calls {
                methods += &self.call(input, call);
                let has_arguments = arguments(call).is_some();
                let rust = format!("use rpggo::request::{};\n", rust_struct(input.of));
                if has_arguments && !uses.contains(&rust) {
                    uses += &rust;
                }
            }
        }
        format!(
            "use godot::prelude::*;
             use crate::convert;
             use crate::generated::client::RpggoClient;
             use crate::generated::requests::Request;
             use crate::request::RpggoRequest;
             {uses}

             #[godot_api(secondary)]
             impl RpggoClient {{ {methods} }}\n"
        )
    }

    fn call(&self, input: &Input<'_>, call: &Function) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        let mut docs = docs.of_function(call);
        if arguments(call).is_some() {
            docs += &also(input);
        }
        let docs = comment(&docs, "    /// ", 100);
        let (variant, rust) = (input.variant(), rust_struct(input.of));
        let which = match input.call_enum() {
            Some(it) => format!("{it}::{}, ", input.call(call)),
            None => String::new(),
        };
        let class = class(input.of);
        let (parameters, written) = match arguments(call) {
            Some(names) => {
                let parameters = names
                    .iter()
                    .map(|it| format!("#[opt(default = \"\")] {it}: GString"));
                let parameters: Vec<String> = parameters.collect();
                let fields = names
                    .iter()
                    .map(|it| format!("{it}: convert::write(&{it}),\n"));
                let fields: String = fields.collect();
                let written = format!("{rust} {{ {fields}..{rust}::default() }}");
                (parameters.join(", "), written)
            }
            None => (
                format!("request: Gd<{class}>"),
                "request.bind().write()".to_owned(),
            ),
        };
        let name = call.short();
        format!(
            "{docs}    #[func(gd_self)]
             pub fn {name}(this: Gd<Self>, {parameters}) -> Gd<RpggoRequest> {{
                 let request = {written};
                 Self::ask(&this, None, Request::{variant}({which}request))
             }}\n\n"
        )
    }
}

/// The method that makes the call that the request names.
fn any_call(input: &Input<'_>) -> String {
    let (noun, variant, class) = (input.noun(), input.variant(), class(input.of));
    format!(
        "/// Makes the [member {class}.call] of a request, with all its members.
         #[func(gd_self)]
         pub fn {noun}(this: Gd<Self>, request: Gd<{class}>) -> Gd<RpggoRequest> {{
             let (call, request) = (request.bind().call, request.bind().write());
             Self::ask(&this, None, Request::{variant}(call, request))
         }}\n\n"
    )
}

/// What the arguments do not say.
fn also(input: &Input<'_>) -> String {
    format!(
        "\n\nAn empty session is the one of this running game, an empty game the client's. For all else \
         that a request may have, use [method RpggoClient.{}] with a [{}].",
        input.noun(),
        class(input.of)
    )
}

fn arguments(call: &Function) -> Option<&'static [&'static str]> {
    let known = ARGUMENTS.iter().find(|(name, _)| *name == call.short());
    known.map(|(_, arguments)| *arguments)
}
