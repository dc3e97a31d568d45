//! Views of what an event has. They refer to the library's memory, and make a string when one is read.

use super::names::{class, copy, list, pascal, plain};
use super::{CSharp, fill};
use crate::interface::{Member, Role, Struct, Type};

const EVENT: &str = r#"
$docs$    public readonly unsafe ref partial struct RpggoEvent
    {
        private readonly Native.Event* _at;

        internal RpggoEvent(Native.Event* at)
        {
            _at = at;
        }

$members$
        internal Native.Event* At => (Native.Event*)View.Checked(_at);
    }
"#;

const VIEW: &str = r#"
$docs$    public readonly unsafe ref struct $view$
    {
        private readonly Native.$native$* _at;

        internal $view$(Native.$native$* at)
        {
            _at = at;
        }

$members$
        private Native.$native$* At => (Native.$native$*)View.Checked(_at);

        /// <summary>A copy that can be kept.</summary>
$copy$    }
"#;

const COPY: &str = "        public $kept$ Copy() => new $kept$(in this);\n";
const COPY_WITH_EVENT: &str = r#"
        /// <param name="e">Its event, which names the speaker.</param>
        public $kept$ Copy(in RpggoEvent e) => new $kept$(in e, in this);
"#;

pub fn write(it: &CSharp) -> Vec<String> {
    let event = it.interface.structure("rpggo_event");
    let docs = it.summary(&event.doc, Some(event), "    ");
    let members = members(it, event);
    let mut types = vec![fill(EVENT, &[("docs", &docs), ("members", &members)])];
    types.extend(it.interface.events().map(|(_, payload)| view(it, payload)));
    types.extend(it.interface.of_role(Role::Item).map(|item| view(it, item)));
    types
}

fn view(it: &CSharp, of: &Struct) -> String {
    let with_copy = match speaks(of) {
        true => COPY_WITH_EVENT,
        false => COPY,
    };
    let kept = copy(of);
    fill(
        VIEW,
        &[
            ("docs", &it.summary(&of.doc, Some(of), "    ")),
            ("view", &class(of)),
            ("native", &plain(&of.name)),
            ("members", &members(it, of)),
            ("copy", &fill(with_copy, &[("kept", &kept)])),
        ],
    )
}

/// A copy of it has to say who speaks, which only the event knows.
pub fn speaks(of: &Struct) -> bool {
    of.name == "rpggo_event_message"
}

fn members(it: &CSharp, of: &Struct) -> String {
    let members = it.interface.members(of);
    let members = members.iter().filter(|member| member.name != "as");
    let members = members.map(|member| {
        let docs = it.summary(&member.doc, Some(of), "        ");
        let (kind, value) = read(member, "At->");
        let name = pascal(&member.name);
        format!("{docs}        public {kind} {name} => {value};\n")
    });
    members.collect::<Vec<_>>().join("\n")
}

/// The type of a field in C#, and how it is read from the native one.
pub fn read(member: &Member, at: &str) -> (String, String) {
    let field = format!("{at}{}", pascal(&member.name));
    let (kind, value) = match &member.kind {
        Type::Bool => ("bool", format!("{field} != 0")),
        Type::I32 => ("int", field),
        Type::I64 | Type::U32 => ("long", field),
        Type::U64 | Type::Size => ("long", format!("(long){field}")),
        Type::F64 => ("double", field),
        Type::Text => ("string", format!("Utf8.Read({field})")),
        Type::RequestId => ("RequestId", format!("new RequestId({field})")),
        Type::Enum(name) => return (plain(name), field),
        Type::List(item) => {
            let of = match member.is_inline {
                true => at.to_owned(),
                false => format!("{field}."),
            };
            let list = list(item);
            return (list.clone(), format!("new {list}({of}Items, {of}Len)"));
        }
        other => panic!("nobody has said how C# reads {}: {other:?}", member.name),
    };
    (kind.to_owned(), value)
}
