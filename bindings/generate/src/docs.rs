//! The header's comments as docs of another language: what they refer to gets that language's names,
//! and what only C needs to know is left out.

use crate::interface::{Constant, Enum, Function, Interface, Role, Struct, Value};

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
    /// A parameter of the function whose docs these are.
    Parameter(&'a str),
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
const OF_C: [&str; 11] = [
    "_INIT`",
    "NUL-terminated",
    "C string",
    "do not read it when `len`",
    "`out_",
    "rpggo_last_error()",
    "rpggo_last_status()",
    "Later versions add fields",
    "in C a type",
    "handle, not an address",
    "The payload, by kind",
];

/// Sentences that are left out where they say no more than this: of most functions it is true.
const OF_C_ALONE: [&str; 1] = ["Any thread."];

/// Names that look like ours, and are not of the interface: variables of the environment, and parts of
/// other names.
const OTHERS: [&str; 4] = ["RPGGO_API_KEY", "HTTPS_PROXY", "ALL_PROXY", "_dm"];

/// A sentence above that no comment has any more fails: it must be changed or removed here.
pub fn check(interface: &Interface) {
    let structs = interface.structs.iter();
    let structs = structs.flat_map(|it| {
        let fields = it.fields.iter().map(|field| &field.doc);
        [&it.doc].into_iter().chain(fields)
    });
    let enums = interface.enums.iter();
    let enums = enums.flat_map(|it| {
        let values = it.values.iter().map(|value| &value.doc);
        [&it.doc].into_iter().chain(values)
    });
    let functions = interface.functions.iter().map(|it| &it.doc);
    let constants = interface.constants.iter().map(|it| &it.doc);
    let comments = structs.chain(enums).chain(functions).chain(constants);
    let comments: Vec<String> = comments.map(|it| it.replace('\n', " ")).collect();
    for part in OF_C.iter().chain(&OF_C_ALONE).chain(&OTHERS) {
        let is_there = comments.iter().any(|it| it.contains(part));
        assert!(is_there, "docs.rs: no comment of src/abi says \"{part}\"");
    }
}

/// What the setter of options by name says in every language.
pub const SET: &str = "Sets an option by its name, for example from a file of settings or an editor. A number is \
    written in decimal, a timeout of -1 means none, a flag is `true`, `false`, `1` or `0`, and a service \
    or a log level is its number or its name, such as `openai`. An empty value means the default.";

/// What the docs stand in: a name means what is nearest.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    within: Option<&'a Struct>,
    function: Option<&'a Function>,
}

/// Writes the docs of one language.
pub struct Docs<'a> {
    pub interface: &'a Interface,
    pub language: &'a dyn Language,
}

impl Docs<'_> {
    /// The docs of something that stands in a struct, or of the struct itself.
    pub fn of(&self, doc: &str, within: Option<&Struct>) -> String {
        let function = None;
        self.at(doc, Place { within, function })
    }

    fn at(&self, doc: &str, place: Place<'_>) -> String {
        let paragraphs = doc.split("\n\n").map(|it| self.paragraph(it, place));
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
        self.at(&kept.join("\n\n"), self.place_of(it))
    }

    /// What a function says of a parameter, in "`name`: …": in a paragraph with others, up to the next.
    pub fn of_parameter(&self, it: &Function, name: &str) -> Option<String> {
        let begin = format!("`{name}`: ");
        let doc = it.doc.replace("\n\n", "\0").replace('\n', " ");
        let paragraph = doc.split('\0').find(|it| it.contains(&begin))?;
        let (_, said) = paragraph.split_once(&begin)?;
        let others = it
            .parameters
            .iter()
            .map(|(other, _)| format!(" `{other}`: "));
        let end = others.filter_map(|other| said.find(&other)).min();
        let said = self.at(&said[..end.unwrap_or(said.len())], self.place_of(it));
        Some(crate::interface::capital(&said)).filter(|it| !it.is_empty())
    }

    fn place_of<'p>(&'p self, function: &'p Function) -> Place<'p> {
        Place {
            within: self.interface.request_of(function),
            function: Some(function),
        }
    }

    /// A paragraph in one line, or a list with a line for each item.
    fn paragraph(&self, text: &str, place: Place<'_>) -> String {
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
                .filter(|it| !OF_C_ALONE.contains(it))
                .filter(|it| !self.language.not_offered().iter().any(|no| it.contains(no)))
                .collect();
            let text = without_constants(&kept.join(" "));
            (!text.is_empty()).then(|| self.translate(&text, place))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn translate(&self, text: &str, place: Place<'_>) -> String {
        let mut translated = String::new();
        for (at, piece) in text.split('`').enumerate() {
            if at % 2 == 1 {
                // A reference stays in one line.
                let reference = self.language.refer(&self.resolve(piece, place));
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

    fn resolve<'r>(&'r self, code: &'r str, place: Place<'r>) -> Reference<'r> {
        let name = code.strip_suffix("()").unwrap_or(code);
        let declared = self.declared(name);
        declared
            .or_else(|| self.qualified(name))
            .or_else(|| self.by_field(name, place))
            .unwrap_or_else(|| {
                let is_ours = name.starts_with("rpggo_") || name.starts_with("RPGGO_");
                let is_known = OTHERS.contains(&name) || self.is_pattern(name);
                // Other names of C have underscores, too.
                assert!(
                    is_known || !(is_ours || name.contains('_')),
                    "a comment of src/abi refers to `{code}`, which is not there: mend it, or add it \
                     to OTHERS in docs.rs"
                );
                Reference::Code(code)
            })
    }

    /// `RPGGO_CHAT_...`, of constants that are there.
    fn is_pattern(&self, name: &str) -> bool {
        let Some(begin) = name.strip_suffix("...") else {
            return false;
        };
        let values = self.interface.enums.iter().flat_map(|it| &it.values);
        let mut values = values.map(|it| &it.name);
        let mut constants = self.interface.constants.iter().map(|it| &it.name);
        values.any(|it| it.starts_with(begin)) || constants.any(|it| it.starts_with(begin))
    }

    /// A name that the interface declares.
    fn declared<'r>(&'r self, name: &str) -> Option<Reference<'r>> {
        let interface = self.interface;
        for known in &interface.enums {
            if let Some(value) = known.values.iter().find(|it| it.name == name) {
                return Some(Reference::Value(known, value));
            }
        }
        for of in &interface.structs {
            for member in interface.members(of) {
                if member.flag.as_deref() == Some(name) {
                    return Some(Reference::Member(of, member.name));
                }
            }
        }
        let mut constants = interface.constants.iter();
        let constant = constants.find(|it| it.name == name);
        let mut functions = interface.functions.iter();
        let function = functions.find(|it| it.name == name);
        let mut structs = interface.structs.iter();
        let structure = structs.find(|it| it.name == name);
        let constant = constant.map(Reference::Constant);
        let function = function.map(Reference::Function);
        constant.or(function).or(structure.map(Reference::Struct))
    }

    /// `rpggo_stats.events`, `as.goals`.
    fn qualified<'r>(&'r self, name: &str) -> Option<Reference<'r>> {
        let (of, member) = name.split_once('.')?;
        let payload = format!("rpggo_event_{member}");
        let of = if of == "as" { &payload } else { of };
        let found = self.interface.structs.iter().find(|it| it.name == of)?;
        match of == payload {
            true => Some(Reference::Struct(found)),
            false => {
                let members = self.interface.members(found);
                let is_there = members.iter().any(|it| it.name == member);
                assert!(
                    is_there,
                    "a comment of src/abi refers to `{name}`, which is not there"
                );
                Some(Reference::Member(found, member.to_owned()))
            }
        }
    }

    /// A field by its name alone: that of the struct that is spoken of, or of the options.
    fn by_field<'r>(&'r self, name: &'r str, place: Place<'r>) -> Option<Reference<'r>> {
        let interface = self.interface;
        let has = |of: &Struct, name: &str| interface.members(of).iter().any(|it| it.name == name);
        if let Some(field) = name.strip_prefix("event->") {
            let event = interface.structure("rpggo_event");
            assert!(
                has(event, field),
                "a comment of src/abi refers to `{name}`, which is not there"
            );
            return Some(Reference::Member(event, field.to_owned()));
        }
        if let Some(of) = place.within.filter(|of| has(of, name)) {
            return Some(Reference::Member(of, name.to_owned()));
        }
        let parameters = place.function.into_iter().flat_map(|it| &it.parameters);
        if parameters
            .into_iter()
            .any(|(parameter, _)| parameter == name)
        {
            return Some(Reference::Parameter(name));
        }
        let inputs = interface.of_role(Role::Input).filter(|of| has(of, name));
        match inputs.collect::<Vec<_>>()[..] {
            // Only they have it.
            [of] if of.name == "rpggo_client_options" => {
                Some(Reference::Member(of, name.to_owned()))
            }
            _ => interface
                .structs
                .iter()
                .any(|of| has(of, name))
                .then_some(Reference::Field(name)),
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
mod tests;
