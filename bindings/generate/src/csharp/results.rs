//! What an awaited call returns: of each kind of event that its request had, the last one or all.

use super::names::{class, copy, kind, pascal};
use super::{CSharp, fill};
use crate::interface::Struct;

/// What a result has of a kind of event. One that is in no table is kept as a list, so that nothing is
/// lost: `ThoughtEvents`.
enum Kept {
    /// The last one, and what it says.
    Last(&'static str),
    /// All of them, with the list's name, and what it has.
    List(&'static str, &'static str),
    /// The class has a method `Take` that is written by hand.
    ByHand,
    /// None, and why.
    Nothing(&'static str),
}

use Kept::{ByHand, Last, List, Nothing};

type Table = [(&'static str, Kept)];

const CHAT: &Table = &[
    ("started", Nothing("the answer follows")),
    ("text", Nothing("the message has the whole text")),
    ("message", ByHand),
    ("image", List("Images", "The images.")),
    // An empty list is none.
    ("goals", ByHand),
    (
        "chapter",
        Last("The next chapter, if the story moves on; null: it stays in this one."),
    ),
    ("ending", Last("How the game ended; null: it goes on.")),
    (
        "state",
        Last("The state of the persona's state machine; null with other services."),
    ),
    // One for each key.
    ("status", ByHand),
    ("cost", List("Costs", "The costs reported by the service.")),
    ("session", Nothing("of calls about sessions")),
    ("retrying", Nothing("the request goes on")),
    ("finished", Nothing("the task ends with it")),
    ("log", Nothing("for the developer, who has a handler")),
];

const SESSION: &Table = &[
    ("started", Nothing("the answer follows")),
    ("text", Nothing("the message has the whole text")),
    (
        "message",
        List("Messages", "The opening line, or the history."),
    ),
    ("image", Nothing("of chats")),
    ("goals", Nothing("of chats")),
    ("chapter", Nothing("of chats")),
    ("ending", Nothing("of chats")),
    (
        "state",
        Last("The state of the persona's state machine; null when not reported."),
    ),
    ("status", Nothing("of chats")),
    ("cost", Nothing("of chats")),
    // Its members are the result's own.
    ("session", ByHand),
    ("retrying", Nothing("the request goes on")),
    ("finished", Nothing("the task ends with it")),
    ("log", Nothing("for the developer, who has a handler")),
];

const RESULT: &str = r#"
    public sealed partial class $result$
    {
$members$
        /// <summary>Copies the event's payload.</summary>
        internal unsafe void Read(in RpggoEvent it)
        {
            Native.EventPayload* payload = &it.At->As;
            switch (it.Kind)
            {
$cases$            }
        }
    }
"#;

const LIST: &str = r#"
        private readonly List<$kept$> _$field$ = new List<$kept$>();

$docs$        public IReadOnlyList<$kept$> $name$ => _$field$;
"#;

const CASE: &str = r#"
                case EventKind.$kind$:
                    $take$
                    break;
"#;

pub fn write(it: &CSharp) -> Vec<String> {
    vec![
        result(it, "ChatResult", CHAT),
        result(it, "SessionResult", SESSION),
    ]
}

fn result(it: &CSharp, name: &str, table: &Table) -> String {
    for (kind, _) in table {
        let mut kinds = it.interface.events();
        let is_there = kinds.any(|(known, _)| known.short == *kind);
        assert!(is_there, "results.rs: there is no kind {kind}");
    }
    let mut members = Vec::new();
    let mut cases = String::new();
    for (of, payload) in it.interface.events() {
        let known = table.iter().find(|(kind, _)| *kind == of.short);
        let default = format!("{}Events", pascal(&of.short));
        let (member, take) = match known.map(|(_, kept)| kept) {
            Some(Nothing(why)) => (String::new(), format!("// Not kept: {why}.")),
            Some(ByHand) => (String::new(), format!("Take(in it, {});", view(payload))),
            Some(Last(says)) => last(it, payload, says),
            Some(List(name, says)) => list(it, payload, name, says),
            None => list(it, payload, &default, &payload.doc),
        };
        if !member.is_empty() {
            members.push(member);
        }
        let kind = pascal(&of.short);
        cases += &fill(CASE, &[("kind", &kind), ("take", &take)]);
    }
    fill(
        RESULT,
        &[
            ("result", name),
            ("members", &members.join("\n")),
            ("cases", &cases),
        ],
    )
}

/// The event's payload as a view.
fn view(payload: &Struct) -> String {
    format!(
        "new {}(&payload->{})",
        class(payload),
        pascal(kind(payload))
    )
}

fn copied(payload: &Struct) -> String {
    let event = match super::events::speaks(payload) {
        true => "in it",
        false => "",
    };
    format!("{}.Copy({event})", view(payload))
}

fn last(it: &CSharp, payload: &Struct, says: &str) -> (String, String) {
    let docs = it.summary(says, None, "        ");
    let (kept, name) = (copy(payload), pascal(kind(payload)));
    let member = format!("{docs}        public {kept} {name} {{ get; private set; }}\n");
    (member, format!("{name} = {};", copied(payload)))
}

fn list(it: &CSharp, payload: &Struct, name: &str, says: &str) -> (String, String) {
    let field = super::names::camel(name);
    let values = [
        ("kept", &*copy(payload)),
        ("field", &field),
        ("docs", &it.summary(says, Some(payload), "        ")),
        ("name", name),
    ];
    (
        fill(LIST, &values),
        format!("_{field}.Add({});", copied(payload)),
    )
}
