//! The header's comments as docs of another language: what they refer to gets that language's names,
//! and what only C needs to know is left out.

use crate::interface::{Constant, Enum, Function, Interface, Struct, Value};

/// What a comment refers to, in backticks.
pub enum Reference<'a> {
    Value(&'a Enum, &'a Value),
    Constant(&'a Constant),
    Function(&'a Function),
    Struct(&'a Struct),
    /// A field of a struct; a flag is one, too.
    Member(&'a Struct, String),
    /// A field of some struct, by its name.
    Field(&'a str),
    /// What is in backticks and none of these.
    Code(&'a str),
}

/// How a language writes docs.
pub trait Language {
    fn refer(&self, to: &Reference<'_>) -> String;

    /// For `NULL`.
    fn null(&self) -> &str;

    /// What the language does not offer: a sentence with one of these is left out.
    fn not_offered(&self) -> &[&str] {
        &[]
    }

    /// Text outside of backticks.
    fn plain(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// What only concerns C: a sentence with one of these is left out.
const OF_C: [&str; 16] = [
    "_INIT`",
    "`struct_size`",
    "NUL-terminated",
    "C string",
    "union",
    "do not read it when `len`",
    "`out_",
    "rpggo_last_error()",
    "rpggo_last_status()",
    "Later versions add fields",
    "Any thread",
    "may be NULL",
    "in C a type",
    "handle, not an address",
    "The payload, by kind",
    "the next field must not",
];

/// Writes the docs of one language.
pub struct Docs<'a> {
    pub interface: &'a Interface,
    pub language: &'a dyn Language,
}

impl Docs<'_> {
    /// The docs of something that stands in a struct, or of the struct itself.
    pub fn of(&self, doc: &str, within: Option<&Struct>) -> String {
        let paragraphs = doc.split("\n\n").map(|it| self.paragraph(it, within));
        let filled: Vec<String> = paragraphs.filter(|it| !it.is_empty()).collect();
        filled.join("\n\n")
    }

    /// What a function does, without its parameters, results and rules of C.
    pub fn of_function(&self, it: &Function) -> String {
        let ends = |paragraph: &str| {
            let is_parameter = paragraph.starts_with('`') && paragraph.contains("`: ");
            let begins = ["Returns ", "# Safety", "Arguments, threads"];
            is_parameter || begins.iter().any(|begin| paragraph.starts_with(begin))
        };
        let mut paragraphs = it.doc.split("\n\n");
        let first = paragraphs.next().unwrap_or_default();
        let rest = paragraphs.take_while(|it| !ends(it));
        let kept: Vec<&str> = std::iter::once(first).chain(rest).collect();
        self.of(&kept.join("\n\n"), None)
    }

    /// A paragraph in one line, or a list with a line for each item.
    fn paragraph(&self, text: &str, within: Option<&Struct>) -> String {
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines() {
            match lines.last_mut() {
                Some(last) if !line.starts_with("- ") => {
                    last.push(' ');
                    last.push_str(line.trim_start());
                }
                _ => lines.push(line.to_owned()),
            }
        }
        let lines = lines.iter().filter_map(|line| {
            let kept: Vec<&str> = sentences(line)
                .into_iter()
                .filter(|it| !OF_C.iter().any(|of_c| it.contains(of_c)))
                .filter(|it| !self.language.not_offered().iter().any(|no| it.contains(no)))
                .collect();
            let text = without_constants(&kept.join(" "));
            (!text.is_empty()).then(|| self.translate(&text, within))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn translate(&self, text: &str, within: Option<&Struct>) -> String {
        let mut translated = String::new();
        for (at, piece) in text.split('`').enumerate() {
            if at % 2 == 1 {
                // A reference stays in one line.
                let reference = self.language.refer(&self.resolve(piece, within));
                translated += &reference.replace(' ', "\u{a0}");
                continue;
            }
            let mut is_begun = translated.is_empty();
            for (at, plain) in piece.split("NULL").enumerate() {
                if at > 0 {
                    let before = translated.trim_end();
                    is_begun |= before.is_empty() || before.ends_with('.');
                    let null = self.language.null();
                    translated += &if is_begun {
                        crate::interface::capital(null)
                    } else {
                        null.to_owned()
                    };
                }
                is_begun = false;
                translated += &self.language.plain(plain);
            }
        }
        translated
    }

    fn resolve<'r>(&'r self, code: &'r str, within: Option<&'r Struct>) -> Reference<'r> {
        let name = code.strip_suffix("()").unwrap_or(code);
        let interface = self.interface;
        for known in &interface.enums {
            if let Some(value) = known.values.iter().find(|it| it.name == name) {
                return Reference::Value(known, value);
            }
        }
        for of in &interface.structs {
            for member in interface.members(of) {
                if member.flag.as_deref() == Some(name) {
                    return Reference::Member(of, member.name);
                }
            }
        }
        if let Some(found) = interface.constants.iter().find(|it| it.name == name) {
            return Reference::Constant(found);
        }
        if let Some(found) = interface.functions.iter().find(|it| it.name == name) {
            return Reference::Function(found);
        }
        if let Some(found) = interface.structs.iter().find(|it| it.name == name) {
            return Reference::Struct(found);
        }
        if let Some((of, member)) = name.split_once('.') {
            let of = match of {
                "as" => format!("rpggo_event_{member}"),
                of => of.to_owned(),
            };
            if let Some(found) = interface.structs.iter().find(|it| it.name == of) {
                return match name.starts_with("as.") {
                    true => Reference::Struct(found),
                    false => Reference::Member(found, member.to_owned()),
                };
            }
        }
        let name = name.strip_prefix("event->").unwrap_or(name);
        let has = |of: &Struct| interface.members(of).iter().any(|it| it.name == name);
        let options = interface.structure("rpggo_client_options");
        match within.into_iter().chain([options]).find(|it| has(it)) {
            Some(of) => Reference::Member(of, name.to_owned()),
            None if interface.structs.iter().any(has) => Reference::Field(name),
            None => Reference::Code(code),
        }
    }
}

/// The sentences of a text: they end in a full stop, followed by something that begins one.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let begins = |it: char| it.is_uppercase() || it == '`' || it == '(';
        if text[at + 2..].starts_with(begins) {
            found.push(&text[start..=at]);
            start = at + 2;
        }
    }
    found.push(&text[start..]);
    found
}

/// Without ": a `RPGGO_ROLE_...` constant", which the type says.
fn without_constants(text: &str) -> String {
    let mut text = text.to_owned();
    for begin in [": a `RPGGO_", ": one of the `RPGGO_"] {
        while let Some(start) = text.find(begin) {
            let Some(end) = text[start..].find("constant") else {
                break;
            };
            let mut end = start + end + "constant".len();
            end += usize::from(text[end..].starts_with('s'));
            text.replace_range(start..end, "");
        }
    }
    text
}

/// The docs in lines that begin like this, at most so wide.
pub fn comment(docs: &str, begin: &str, width: usize) -> String {
    let mut lines = Vec::new();
    for line in docs.lines() {
        if line.is_empty() {
            lines.push(begin.trim_end().to_owned());
            continue;
        }
        let next = match line.starts_with("- ") {
            true => format!("{begin}  "),
            false => begin.to_owned(),
        };
        let options = textwrap::Options::new(width)
            .initial_indent(begin)
            .subsequent_indent(&next)
            .break_words(false)
            // The default of each depends on what else is compiled.
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        lines.extend(
            textwrap::wrap(line, options)
                .into_iter()
                .map(|it| it.into_owned()),
        );
    }
    lines.join("\n").replace('\u{a0}', " ") + "\n"
}

#[cfg(test)]
mod tests {
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
}
