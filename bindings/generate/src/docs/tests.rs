use std::path::Path;

use super::*;
use crate::interface::read;

/// Says what kind of thing a comment refers to.
struct Plain;

impl Language for Plain {
    fn refer(&self, to: &Reference<'_>) -> String {
        match to {
            Reference::Value(_, value) => format!("value {}", value.short),
            Reference::Constant(it) => format!("constant {}", it.name),
            Reference::Function(it) => format!("call {}", it.short()),
            Reference::Struct(it) => format!("struct {}", it.short()),
            Reference::Member(of, name) => format!("{}'s {name}", of.short()),
            Reference::Field(name) => format!("field {name}"),
            Reference::Parameter(name) => format!("parameter {name}"),
            Reference::Code(code) => format!("code {code}"),
        }
    }

    fn null(&self) -> &str {
        "nothing"
    }
}

#[test]
fn comments_are_translated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let interface = read(&root);
    let docs = Docs {
        interface: &interface,
        language: &Plain,
    };
    let goal = interface.structure("rpggo_goal");
    for (comment, translated) in [
        ("NULL: none. Or NULL.", "Nothing: none. Or nothing."),
        ("See `RPGGO_TLS`.", "See value tls."),
        ("See `RPGGO_NO_TIMEOUT`.", "See constant RPGGO_NO_TIMEOUT."),
        ("See `rpggo_chat_start`.", "See call chat_start."),
        ("See `rpggo_goal`.", "See struct goal."),
        ("See `as.goals`.", "See struct event_goals."),
        (
            "See `RPGGO_CLIENT_ALLOW_HTTP`.",
            "See client_options's allow_http.",
        ),
        ("See `rpggo_stats.events`.", "See stats's events."),
        ("See `max_requests`.", "See client_options's max_requests."),
        ("See `achieved`.", "See goal's achieved."),
        ("See `avatar`.", "See field avatar."),
        ("See `{}`.", "See code {}."),
        (
            "It is one: a `RPGGO_ROLE_...` constant. So.",
            "It is one. So.",
        ),
        (
            "Begin with `RPGGO_STATS_INIT`. The rest stays.",
            "The rest stays.",
        ),
        ("One\nline.\n\nAnother.", "One line.\n\nAnother."),
        (
            "Of:\n- one\n  thing\n- another",
            "Of:\n- one thing\n- another",
        ),
        ("Any thread.", ""),
        (
            "It is so. Any thread; but not twice.",
            "It is so. Any thread; but not twice.",
        ),
        (
            "Set `RPGGO_API_KEY`, see `RPGGO_CHAT_...`.",
            "Set code RPGGO_API_KEY, see code RPGGO_CHAT_....",
        ),
    ] {
        let text = docs.of(comment, Some(goal)).replace('\u{a0}', " ");
        assert_eq!(text, translated, "{comment}");
    }
}

#[test]
fn references_stay_in_one_line() {
    let text = comment("A word and a\u{a0}reference that is long.", "/// ", 24);
    assert_eq!(text, "/// A word and\n/// a reference that is\n/// long.\n");
    assert_eq!(
        comment("- one of many things", "// ", 14),
        "// - one of\n//   many\n//   things\n"
    );
}

#[test]
fn names_of_a_call_are_those_of_its_request() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut interface = read(&root);
    let chat = interface.functions.iter_mut();
    let chat = chat.into_iter().find(|it| it.name == "rpggo_chat_start");
    let chat = chat.expect("it is there");
    chat.doc = "Asks `message_id`, `client`, `base_url`.\n\n`request`: copied; has `game_id`. \
                `out_request`: receives\nthe id; may be NULL."
        .to_owned();
    let docs = Docs {
        interface: &interface,
        language: &Plain,
    };
    let chat = interface.functions.iter();
    let chat = chat.clone().find(|it| it.name == "rpggo_chat_start");
    let chat = chat.expect("it is there");
    let plain = |text: String| text.replace('\u{a0}', " ");
    assert_eq!(
        plain(docs.of_function(chat)),
        "Asks chat_request's message_id, parameter client, client_options's base_url."
    );
    let said = |name| docs.of_parameter(chat, name).map(plain);
    let request = "Copied; has chat_request's game_id.";
    assert_eq!(said("request").as_deref(), Some(request));
    assert_eq!(said("client"), None);
}

#[test]
#[should_panic(expected = "`rpggo_nothing`, which is not there")]
fn what_is_not_there_is_told() {
    translated("See `rpggo_nothing`.");
}

#[test]
#[should_panic(expected = "`rpggo_stats.nothing`, which is not there")]
fn a_member_that_is_not_there_is_told() {
    translated("See `rpggo_stats.nothing`.");
}

fn translated(comment: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let interface = read(&root);
    let docs = Docs {
        interface: &interface,
        language: &Plain,
    };
    docs.of(comment, None)
}
