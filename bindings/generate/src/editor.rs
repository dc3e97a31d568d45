//! Which options an editor shows, where, how and in which words. All others are offered there, too,
//! through one dictionary of names and values: "more options".

use heck::ToTitleCase;

use crate::interface::{Constant, Interface, Member, Type, Value};

const OPTIONS: &str = "rpggo_client_options";

/// How an editor shows an option.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Widget {
    Plain,
    /// Several lines of text.
    Lines,
    /// A file anywhere on the machine.
    File,
}

/// An option that editors show.
pub struct Shown {
    /// The option's name in C.
    pub name: &'static str,
    pub category: &'static str,
    pub widget: Widget,
}

const fn shown(category: &'static str, name: &'static str, widget: Widget) -> Shown {
    Shown {
        name,
        category,
        widget,
    }
}

/// The options that editors show, in their order. Not the keys, nor what each engine reads in its own way
/// (recordings), nor limits whose defaults are right for nearly all games.
pub const SHOWN: &[Shown] = &[
    shown("Service", "service", Widget::Plain),
    shown("Service", "base_url", Widget::Plain),
    shown("Timeouts", "connect_timeout_ms", Widget::Plain),
    shown("Timeouts", "first_byte_timeout_ms", Widget::Plain),
    shown("Timeouts", "idle_timeout_ms", Widget::Plain),
    shown("Timeouts", "total_timeout_ms", Widget::Plain),
    shown("Timeouts", "max_retries", Widget::Plain),
    shown("Recordings", "record_path", Widget::Plain),
    shown("Recordings", "replay_speed", Widget::Plain),
    shown("Log", "log_level", Widget::Plain),
    shown("Network", "extra_headers", Widget::Lines),
    shown("Network", "proxy_url", Widget::Plain),
    shown("Network", "ca_file", Widget::File),
    shown("Network", "allow_http", Widget::Plain),
    shown("Advanced", "max_requests", Widget::Plain),
    shown("Advanced", "max_history_characters", Widget::Plain),
];

/// What nobody may read in a game that is shipped: settings and scenes are, so "more options" refuses
/// these, and each engine has its own way for them. All whose names end in `_key`, and none forgotten:
/// `check` and `is_secret` see to that.
const SECRET: &[&str] = &["api_key"];

/// Options that each engine sets from a setting of its own, and that setting.
pub const OWN: [(&str, &str); 2] = [("replay_path", "Recording"), ("replay_text", "Recording")];

/// Shown, although they can hold a password.
const MAY_HOLD_A_PASSWORD: [&str; 2] = ["extra_headers", "proxy_url"];

/// What an editor says of these, behind their comments.
const SHIPPED: &str =
    "This is shipped with the game, where anyone can read it: write no password and no key here.";

/// What editors show instead of a value's name in words.
const DISPLAY_NAMES: [(&str, &str); 3] = [
    ("RPGGO_SERVICE_RPGGO", "RPGGO"),
    ("RPGGO_SERVICE_OPENAI", "OpenAI-compatible"),
    ("RPGGO_TLS", "TLS"),
];

/// Texts of several lines, by the ends of their names.
const LONG: [&str; 6] = ["message", "text", "_json", "_prompt", "_schema", "context"];

/// How the option is shown; `None`: it is not.
pub fn shown_as(name: &str) -> Option<&'static Shown> {
    SHOWN.iter().find(|it| it.name == name)
}

/// Whether it may not be where players can read it.
pub fn is_secret(name: &str) -> bool {
    let is_listed = SECRET.contains(&name);
    assert!(
        is_listed || !name.ends_with("_key"),
        "{name} is a key: add it to SECRET in editor.rs"
    );
    is_listed
}

/// The secrets among the options.
pub fn secrets(interface: &Interface) -> Vec<Member> {
    let mut members = options(interface);
    members.retain(|it| is_secret(&it.name));
    members
}

/// The options that "more options" takes in every engine.
pub fn more(interface: &Interface) -> Vec<Member> {
    let mut members = options(interface);
    let is_own = |name: &str| OWN.iter().any(|it| it.0 == name);
    members.retain(|it| shown_as(&it.name).is_none() && !is_secret(&it.name) && !is_own(&it.name));
    members
}

fn options(interface: &Interface) -> Vec<Member> {
    interface.members(interface.structure(OPTIONS))
}

/// The option that is shown.
pub fn option(interface: &Interface, shown: &Shown) -> Member {
    let mut members = options(interface).into_iter();
    let found = members.find(|it| it.name == shown.name);
    found.unwrap_or_else(|| panic!("editor.rs shows {}, which is no option", shown.name))
}

/// What an editor has to say of an option besides its comment.
pub fn note(name: &str) -> Option<&'static str> {
    MAY_HOLD_A_PASSWORD.contains(&name).then_some(SHIPPED)
}

/// Where a text in an editor finds an option: under the name that is shown, else by its name in C.
pub fn place_of(option: &str) -> String {
    if let Some((_, place)) = OWN.iter().find(|it| it.0 == option) {
        return (*place).to_owned();
    }
    match shown_as(option) {
        Some(_) => option.to_title_case(),
        None => option.to_owned(),
    }
}

/// What a text in an editor calls a constant.
pub fn constant(it: &Constant) -> String {
    match it.name.as_str() {
        "RPGGO_NO_TIMEOUT" => "-1".to_owned(),
        "RPGGO_REPLAY_AS_POLLED" => "-1 (as fast as the game polls)".to_owned(),
        name => name.to_owned(),
    }
}

/// What an editor shows for a value, where that is not its name in words.
pub fn display_name(value: &Value) -> Option<&'static str> {
    let found = DISPLAY_NAMES.iter().find(|it| it.0 == value.name);
    found.map(|it| it.1)
}

/// Whether a text has several lines: prompts, JSON, what is said.
pub fn is_long(member: &Member) -> bool {
    member.kind == Type::Chars && LONG.iter().any(|it| member.name.ends_with(it))
}

/// Panics where this file names what is no option, shows a secret, or a long text in a short box.
pub fn check(interface: &Interface) {
    for it in options(interface) {
        let name = it.name.as_str();
        is_secret(name);
        let is_in_lines = shown_as(name).is_none_or(|it| it.widget == Widget::Lines);
        assert!(
            is_in_lines || !is_long(&it),
            "{name} is a text of several lines: show it as Widget::Lines in editor.rs"
        );
    }
    let names = SHOWN.iter().map(|it| it.name);
    let names = names.chain(SECRET.iter().copied());
    for name in names.chain(MAY_HOLD_A_PASSWORD) {
        let is_there = options(interface).iter().any(|it| it.name == name);
        assert!(is_there, "editor.rs names {name}, which is no option");
    }
    for name in SECRET {
        assert!(shown_as(name).is_none(), "{name} is a secret, and shown");
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_option_is_shown_or_not_shown() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        super::check(&crate::interface::read(&root));
    }
}
