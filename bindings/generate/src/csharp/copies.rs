//! Classes for what can be kept of an event.

use super::events::{read, speaks};
use super::names::{class, copy, pascal};
use super::{CSharp, fill};
use crate::interface::{Member, Role, Struct, Type};

const COPY: &str = r#"
$docs$    public class $kept$
    {
        /// <summary>Copies it.</summary>
        public $kept$(in $view$ it)
        {
$assignments$        }

$members$    }
"#;

const COPY_WITH_EVENT: &str = r#"
$docs$    public class $kept$
    {
        /// <summary>Copies it.</summary>
        public $kept$(in RpggoEvent e, in $view$ it)
        {
$assignments$        }

$members$    }
"#;

const SESSION: &str = r#"
    public sealed partial class SessionResult
    {
$members$
        private void Take(in SessionPayload it)
        {
$assignments$        }
    }
"#;

/// What a copy of a message has of its event.
const OF_THE_EVENT: [&str; 2] = ["character_id", "message_id"];

pub fn write(it: &CSharp) -> Vec<String> {
    let items = it.interface.of_role(Role::Item);
    let payloads = it.interface.events().map(|(_, payload)| payload);
    let mut types: Vec<String> = items.chain(payloads).map(|of| kept(it, of)).collect();
    types.push(session(it));
    types
}

fn kept(it: &CSharp, of: &Struct) -> String {
    let mut assignments = String::new();
    let mut members = Vec::new();
    if speaks(of) {
        let event = it.interface.structure("rpggo_event");
        for member in it.interface.members(event) {
            if OF_THE_EVENT.contains(&member.name.as_str()) {
                assignments += &assign(&member, "e");
                members.push(declare(it, event, &member, "get;", ""));
            }
        }
    }
    for member in it.interface.members(of) {
        assignments += &assign(&member, "it");
        members.push(declare(it, of, &member, "get;", ""));
    }
    let template = match speaks(of) {
        true => COPY_WITH_EVENT,
        false => COPY,
    };
    fill(
        template,
        &[
            ("docs", &it.summary(&of.doc, Some(of), "    ")),
            ("kept", &copy(of)),
            ("view", &class(of)),
            ("assignments", &assignments),
            ("members", &members.join("\n")),
        ],
    )
}

/// The result of a call about a session, which is there before its event: then all is empty.
fn session(it: &CSharp) -> String {
    let of = it.interface.structure("rpggo_event_session");
    let members = it.interface.members(of);
    let assignments = members.iter().map(|member| assign(member, "it"));
    let declared = members.iter().map(|member| {
        let empty = match &member.kind {
            Type::Text => " = string.Empty;".to_owned(),
            Type::List(_) => format!(" = Array.Empty<{}>();", item(it, member)),
            _ => String::new(),
        };
        declare(it, of, member, "get; private set;", &empty)
    });
    fill(
        SESSION,
        &[
            ("members", &declared.collect::<Vec<_>>().join("\n")),
            ("assignments", &assignments.collect::<String>()),
        ],
    )
}

fn assign(member: &Member, from: &str) -> String {
    let copy = match &member.kind {
        Type::List(_) => ".Copy()",
        _ => "",
    };
    let name = pascal(&member.name);
    format!("            {name} = {from}.{name}{copy};\n")
}

fn declare(it: &CSharp, of: &Struct, member: &Member, accessors: &str, value: &str) -> String {
    let docs = it.summary(&member.doc, Some(of), "        ");
    let kind = match &member.kind {
        Type::List(_) => format!("IReadOnlyList<{}>", item(it, member)),
        _ => read(member, "").0,
    };
    let name = pascal(&member.name);
    format!("{docs}        public {kind} {name} {{ {accessors} }}{value}\n")
}

/// What the copy of a list holds.
fn item(it: &CSharp, member: &Member) -> String {
    match &member.kind {
        Type::List(item) if item == "rpggo_str" => "string".to_owned(),
        Type::List(item) => copy(it.interface.structure(item)),
        other => panic!("{other:?} is no list"),
    }
}
