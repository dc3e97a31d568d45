//! The signals of the nodes, and what emits them.

use super::classes::Place;
use super::names::{CLIENT, class, payload, variable};
use super::shapes::Shape;
use super::{Godot, names};
use crate::interface::{Member, Struct, Type, Value};
use heck::ToUpperCamelCase;

/// How a kind of event becomes a signal that is not as the rule has it: it is named as the kind, and its
/// arguments are preceded by the speaker's id.
struct Exception {
    kind: &'static str,
    signal: &'static str,
    /// Emitted by the speaker's node, and with the speaker's id; else by the one that was asked.
    is_spoken: bool,
}

const fn exception(kind: &'static str, signal: &'static str, is_spoken: bool) -> Exception {
    Exception {
        kind,
        signal,
        is_spoken,
    }
}

/// In Godot, signals say what has happened: these events have another name there, or no speaker.
const EXCEPTIONS: [Exception; 13] = [
    exception("started", "started", false),
    exception("text", "text_delta", true),
    exception("image", "image", false),
    exception("goals", "goals_changed", false),
    exception("chapter", "chapter_changed", false),
    exception("ending", "ended", false),
    exception("state", "state_changed", false),
    exception("status", "status_changed", false),
    exception("cost", "cost", false),
    exception("session", "session_changed", false),
    exception("retrying", "retrying", false),
    exception("finished", "finished", false),
    exception("log", "logged", false),
];

/// The node `RpggoClient` declares and emits these by hand: they are more than one signal, or are not
/// about a request.
const DECLARED_BY_HAND: [&str; 2] = ["finished", "log"];

/// A request collects what is said.
const EMITTED_BY_HAND: [&str; 4] = ["text", "message", "finished", "log"];

/// Payloads that are objects although they have few members: a game downloads the image.
const OBJECTS: [&str; 1] = ["image"];

/// So many members are arguments of the signal.
const FLAT: usize = 3;

/// The signal of a kind of event.
pub fn name(kind: &str) -> &str {
    let known = EXCEPTIONS.iter().find(|it| it.kind == kind);
    known.map_or(kind, |it| it.signal)
}

/// Whether it has a speaker.
pub fn is_spoken(kind: &str) -> bool {
    let known = EXCEPTIONS.iter().find(|it| it.kind == kind);
    known.is_none_or(|it| it.is_spoken)
}

/// Whether the members of a payload are arguments.
pub fn is_flat(it: &Struct, members: &[Member]) -> bool {
    let is_error = it.name == "rpggo_event_finished";
    members.len() <= FLAT && !is_error && !OBJECTS.contains(&payload(it))
}

/// An argument of a signal.
struct Argument {
    name: String,
    kind: String,
    doc: String,
}

impl Godot<'_> {
    /// The signals of a node, for its block.
    pub fn signals(&self, of_client: bool) -> String {
        let events = self.interface.events();
        let declared = events.filter(|(kind, _)| !DECLARED_BY_HAND.contains(&&*kind.short));
        let signals = declared.map(|(kind, it)| self.signal(kind, it, of_client));
        signals.collect()
    }

    fn signal(&self, kind: &Value, it: &Struct, of_client: bool) -> String {
        let mut arguments = self.arguments(it);
        if of_client {
            let is_named = is_spoken(&kind.short) && !self.is_object(it);
            let speaker = is_named.then(|| self.speaker());
            let request = Argument {
                name: "request".to_owned(),
                kind: "Option<Gd<RpggoRequest>>".to_owned(),
                doc: String::new(),
            };
            arguments.splice(0..0, [request].into_iter().chain(speaker));
        }
        let list = arguments
            .iter()
            .map(|it| format!("{}: {}", it.name, it.kind));
        let list: Vec<String> = list.collect();
        let docs = self.signal_docs(kind, it, &arguments);
        let name = name(&kind.short);
        format!(
            "{docs}    #[signal]\n    pub fn {name}({});\n",
            list.join(", ")
        )
    }

    /// What it says, and what its arguments are.
    fn signal_docs(&self, kind: &Value, it: &Struct, arguments: &[Argument]) -> String {
        // "One complete message: `as.message`. Sent with every service …": what follows is of use, too.
        let rest = kind.doc.split_once("`. ").map(|(_, rest)| rest);
        let doc = [&*it.doc, rest.unwrap_or_default()].join(" ");
        let list = arguments.iter().filter(|it| !it.doc.is_empty());
        let list = list.map(|argument| {
            let doc = self.text(&argument.doc, Some(it));
            format!("- [param {}]: {doc}", argument.name.trim_end_matches('_'))
        });
        let list: Vec<String> = list.collect();
        let docs = self.text(doc.trim(), Some(it));
        let docs = format!("{docs}\n\n{}", list.join("\n"));
        crate::docs::comment(docs.trim(), "    /// ", 100)
    }

    fn speaker(&self) -> Argument {
        let event = self.interface.structure("rpggo_event");
        let field = event.fields.iter().find(|it| it.name == "character_id");
        Argument {
            name: "character_id".to_owned(),
            kind: "GString".to_owned(),
            doc: field.expect("an event has a speaker").doc.clone(),
        }
    }

    /// What a payload has to say: itself, or its members.
    fn arguments(&self, it: &Struct) -> Vec<Argument> {
        if self.is_object(it) {
            let (name, class) = (payload(it).to_owned(), class(it));
            let (kind, doc) = (format!("Gd<{class}>"), String::new());
            return vec![Argument { name, kind, doc }];
        }
        let members = self.interface.members(it).into_iter();
        let arguments = members.map(|it| Argument {
            name: variable(&it.name),
            kind: self.variant(&it.kind),
            doc: if it.is_inline { String::new() } else { it.doc },
        });
        arguments.collect()
    }

    /// The file that emits the signals.
    pub fn emit(&self) -> String {
        let events = self.interface.events();
        let emitted = events.filter(|(kind, _)| !EMITTED_BY_HAND.contains(&&*kind.short));
        let arms: String = emitted.map(|(kind, it)| self.arm(kind, it)).collect();
        let text = format!(
            "/// Emits the signals of an event, but those of what a request collects and of its end.
             pub fn emit_event(to: &Audience<'_>, event: &Event<'static>) {{
                 match &event.kind {{
                     {arms}_ => {{}}
                 }}
             }}\n"
        );
        let uses = self.uses(&text, CLIENT);
        format!(
            "use rpggo::{{Event, EventKind}};\nuse crate::signals::{{Audience, emit}};\n{uses}{text}"
        )
    }

    fn arm(&self, kind: &Value, it: &Struct) -> String {
        let variant = kind.short.to_upper_camel_case();
        let shape = self.shapes.get(&variant);
        let shape = *shape.unwrap_or_else(|| panic!("EventKind has no {variant}"));
        let members = self.interface.members(it);
        let mut values = String::new();
        if self.is_object(it) {
            let (name, class) = (payload(it), class(it));
            let event = match is_spoken(&kind.short) {
                true => ", event",
                false => "",
            };
            values += &format!("let {name} = {class}::read(it{event});\n");
        } else {
            for member in &members {
                let (name, kind) = (variable(&member.name), self.variant(&member.kind));
                let value = self.conversion(it, member, &place(it, member, shape));
                values += &format!("let {name}: {kind} = {value};\n");
            }
        }
        let pattern = match shape {
            Shape::Fields => {
                let fields = members.iter().map(|it| names::variable(&it.name));
                let fields: Vec<String> = fields.collect();
                format!("EventKind::{variant} {{ {} }}", fields.join(", "))
            }
            Shape::Struct | Shape::Items => format!("EventKind::{variant}(it)"),
        };
        let emission = self.emission(kind, it);
        format!("{pattern} => {{ {values} {emission} }}\n")
    }

    /// First by the client, then by the character's node.
    fn emission(&self, kind: &Value, it: &Struct) -> String {
        let signal = name(&kind.short);
        let passed: Vec<String> = match self.is_object(it) {
            true => vec![format!("&{}", payload(it))],
            false => {
                let members = self.interface.members(it);
                members.iter().map(passed).collect()
            }
        };
        let passed = passed.join(", ");
        let is_spoken = is_spoken(&kind.short);
        let speaker = match is_spoken && !self.is_object(it) {
            true => "&convert::text(&event.character_id), ",
            false => "",
        };
        let node = match is_spoken {
            true => "to.speaker(&event.character_id)",
            false => "to.character()",
        };
        format!(
            "emit!(to.client(), {signal}(to.request, {speaker}{passed}));
             emit!({node}, {signal}({passed}));"
        )
    }
}

/// Where an event of this shape has a member.
fn place(of: &Struct, member: &Member, shape: Shape) -> Place {
    match shape {
        Shape::Fields => Place::Reference(variable(&member.name)),
        Shape::Items => Place::Reference("it".to_owned()),
        Shape::Struct if member.is_inline => Place::Field("it".to_owned(), "items".to_owned()),
        Shape::Struct => {
            let field = names::rust_field(of, &member.name);
            Place::Field("it".to_owned(), field)
        }
    }
}

/// A number as it is, all else by reference.
fn passed(member: &Member) -> String {
    let name = variable(&member.name);
    match member.kind {
        Type::Text | Type::List(_) | Type::Bytes(_) => format!("&{name}"),
        _ => name,
    }
}
