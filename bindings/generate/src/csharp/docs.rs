//! The header's comments as XML documentation.

use super::CSharp;
use super::names::{camel, class, method, pascal, plain};
use crate::docs::{Docs, Language, Reference, comment};
use crate::interface::{Function, Interface, Struct};

const WIDTH: usize = 104;

/// Comments that are true of C and not of C#, by what they are of, and what to say instead.
const OWN_WORDS: [(&str, &str); 4] = [
    (
        "rpggo_event",
        "Something that happened to a request. Read-only, and valid inside the handler only: copy what you \
         keep.",
    ),
    (
        "RPGGO_INVALID_HANDLE",
        "This process was forked from the one that created the client: a child process must create its own. \
         (A client that was disposed throws an exception.)",
    ),
    (
        "RPGGO_BUSY",
        "Too many requests of this client are in progress (`max_requests`), or 4096 clients exist.",
    ),
    (
        "RPGGO_REPLAY_AS_POLLED",
        "For `rpggo_client_options.replay_speed`: as fast as the game polls, with the same events in the \
         same order every time, regardless of timing; for tests. New requests and cancellations take \
         effect when a poll has delivered all events that were queued.",
    ),
];

/// What is said of something, by its name in C.
pub fn own_words<'a>(name: &str, comment: &'a str) -> &'a str {
    let own = OWN_WORDS.iter().find(|(of, _)| *of == name);
    own.map_or(comment, |(_, words)| words)
}

/// A name above that the interface does not have any more fails: it must be changed or removed here.
pub fn check(interface: &Interface) {
    for (name, _) in OWN_WORDS {
        let mut values = interface.enums.iter().flat_map(|it| &it.values);
        let is_there = values.any(|it| it.name == name)
            || interface.structs.iter().any(|it| it.name == name)
            || interface.constants.iter().any(|it| it.name == name);
        assert!(is_there, "C#: OWN_WORDS has {name}, which is not there");
    }
}

impl Language for CSharp<'_> {
    fn refer(&self, to: &Reference<'_>) -> String {
        match to {
            Reference::Value(of, value) => {
                see(&format!("{}.{}", plain(&of.name), pascal(&value.short)))
            }
            Reference::Constant(it) if it.name == "RPGGO_NO_TIMEOUT" => {
                format!("{} (-1)", see("RpggoClientOptions.NoTimeout"))
            }
            Reference::Constant(it) => see(&format!(
                "RpggoClientOptions.{}",
                plain(&it.name.to_lowercase())
            )),
            Reference::Function(it) => function(it),
            Reference::Struct(it) => see(&class(it)),
            Reference::Member(of, member) => see(&format!("{}.{}", class(of), pascal(member))),
            Reference::Field(field) => code(&pascal(field)),
            Reference::Parameter(name) => {
                let name = camel(name);
                format!("<paramref name=\"{}\"/>", name.trim_start_matches('@'))
            }
            Reference::Code(text) => code(text),
        }
    }

    fn null(&self) -> &str {
        "null"
    }

    fn plain(&self, text: &str) -> String {
        // Quotes in a text of C.
        escape(&text.replace("\\\"", "\""))
    }
}

/// Where C# has what a function does.
fn function(it: &Function) -> String {
    match it.name.as_str() {
        // These are done in the language's own ways.
        "rpggo_client_new" => see("RpggoClient"),
        "rpggo_client_free" => see("RpggoClient.Dispose"),
        "rpggo_client_stats" => see("RpggoClient.Stats"),
        "rpggo_poll_event" => see("RpggoClient.Poll(RpggoHandler)"),
        "rpggo_event_field" => see("RpggoEvent.Field"),
        "rpggo_version" => see("RpggoClient.Version"),
        "rpggo_abi_version" => see("RpggoClient.AbiVersion"),
        "rpggo_last_error" | "rpggo_last_status" | "rpggo_status_name" => code(&it.name),
        _ => see(&format!("RpggoClient.{}", method(it))),
    }
}

fn see(name: &str) -> String {
    format!("<see cref=\"{name}\"/>")
}

fn code(text: &str) -> String {
    format!("<c>{}</c>", escape(text))
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

impl CSharp<'_> {
    /// The summary of something that stands in a struct, or of the struct itself, and its remarks.
    pub fn summary(&self, doc: &str, within: Option<&Struct>, indent: &str) -> String {
        tags(&self.docs().of(doc, within), indent)
    }

    pub fn summary_of_function(&self, it: &Function, indent: &str) -> String {
        tags(&self.docs().of_function(it), indent)
    }

    /// The parameters of a call, by name.
    pub fn parameter(&self, name: &str, what: &str, indent: &str) -> String {
        let name = camel(name);
        let name = name.trim_start_matches('@');
        let text = format!("<param name=\"{name}\">{what}</param>");
        comment(&text, &format!("{indent}/// "), WIDTH)
    }

    /// What the header says of a parameter.
    pub fn parameter_of(&self, it: &Function, name: &str) -> Option<String> {
        self.docs().of_parameter(it, name)
    }

    fn docs(&self) -> Docs<'_> {
        Docs {
            interface: self.interface,
            language: self,
        }
    }
}

/// The first paragraph as the summary, the rest as remarks.
fn tags(docs: &str, indent: &str) -> String {
    let begin = format!("{indent}/// ");
    let mut paragraphs = docs.split("\n\n");
    let first = paragraphs.next().unwrap_or_default();
    assert!(!first.is_empty(), "a comment says nothing to C#");
    let mut text = comment(&format!("<summary>{first}</summary>"), &begin, WIDTH);
    let rest: Vec<&str> = paragraphs.collect();
    if rest.is_empty() {
        return text;
    }
    text += &format!("{begin}<remarks>\n");
    for paragraph in rest {
        text += &comment(&block(paragraph), &begin, WIDTH);
    }
    text + &format!("{begin}</remarks>\n")
}

/// A paragraph or a list.
fn block(paragraph: &str) -> String {
    let (lines, items): (Vec<&str>, Vec<&str>) =
        paragraph.lines().partition(|it| !it.starts_with("- "));
    let mut blocks: Vec<String> = lines
        .iter()
        .map(|it| format!("<para>{it}</para>"))
        .collect();
    if !items.is_empty() {
        blocks.push("<list type=\"bullet\">".to_owned());
        blocks.extend(items.iter().map(|it| format!("<item>{}</item>", &it[2..])));
        blocks.push("</list>".to_owned());
    }
    blocks.join("\n")
}
