//! C++: `bindings/cpp/rpggo.hpp`. Its heart is beside this file, as C++: what a result, an event and a
//! client are and do. There a line such as `// @enums@` is the place of what is made here.

mod inputs;
mod views;

use crate::docs::{Docs, Language, Reference, comment};
use crate::interface::{Constant, Enum, Function, Interface, Struct, Type};
use crate::{COMMAND, Generated};

/// The parts of the header, in their order.
const HEART: [&str; 4] = [
    include_str!("values.in.hpp"),
    include_str!("options.in.hpp"),
    include_str!("events.in.hpp"),
    include_str!("client.in.hpp"),
];

/// How wide a line may be.
const WIDTH: usize = 100;

pub fn files(interface: &Interface) -> Vec<Generated> {
    let path = "bindings/cpp/rpggo.hpp";
    vec![Generated::new(path, Cpp { interface }.write())]
}

struct Cpp<'a> {
    interface: &'a Interface,
}

impl Language for Cpp<'_> {
    fn refer(&self, to: &Reference<'_>) -> String {
        let name = match to {
            // What a game handles is the payload.
            Reference::Value(of, value) if of.name == "rpggo_event_kind" => {
                format!("event_{}", value.short)
            }
            Reference::Value(of, value) => format!("{}::{}", of.short(), value.short),
            Reference::Constant(it) if is_offered(it) => constant(it),
            Reference::Constant(it) => it.name.clone(),
            Reference::Function(it) => function(it),
            Reference::Struct(it) => it.short().to_owned(),
            Reference::Member(of, member) => format!("{}::{member}", of.short()),
            Reference::Field(it) | Reference::Code(it) => (*it).to_owned(),
        };
        format!("`{name}`")
    }

    fn null(&self) -> &str {
        "empty"
    }
}

/// The functions that have another name in C++ than in C.
fn function(it: &Function) -> String {
    let is_of_client = it.parameters.iter().any(|(name, _)| name == "client");
    match it.short() {
        "client_new" => "client::create".to_owned(),
        "client_free" => "client::close".to_owned(),
        "client_stats" => "client::stats".to_owned(),
        "event_field" => "event::field".to_owned(),
        name if is_of_client => format!("client::{name}"),
        name => name.to_owned(),
    }
}

/// C++ needs a name for 0, which an empty event and an option that is not set have.
fn has_none(it: &Enum) -> bool {
    it.values.iter().all(|value| value.number != 0)
}

/// Flags are fields, and the version of the header is that of the C one.
fn is_offered(it: &Constant) -> bool {
    !it.doc.contains(".flags`: ") && it.name != "RPGGO_ABI_VERSION"
}

fn constant(it: &Constant) -> String {
    it.name.trim_start_matches("RPGGO_").to_lowercase()
}

impl Cpp<'_> {
    fn write(&self) -> String {
        let mark = format!(
            "// Made from src/abi and bindings/generate/src/cpp by `{COMMAND}`: do not edit."
        );
        let mut text = mark + "\n\n";
        for line in HEART.join("\n").lines() {
            let place = line.trim().strip_prefix("// @");
            match place.and_then(|it| it.strip_suffix('@')) {
                Some(place) => text += self.at(place).trim_matches('\n'),
                None => text += line,
            }
            text += "\n";
        }
        for it in &self.interface.functions {
            let call = format!("::{}", it.name);
            let is_called = [",", "("]
                .iter()
                .any(|end| text.contains(&(call.clone() + end)));
            assert!(
                is_called,
                "C++ does not call {}: add it to the heart",
                it.name
            );
        }
        text
    }

    /// What is at a place of the heart.
    fn at(&self, place: &str) -> String {
        match place {
            "enums" => self.each(&self.interface.enums, Self::enumeration),
            "constants" => self.constants(),
            "inputs" => self.inputs(),
            "set" => self.set(),
            "items" => self.items(),
            "event" => self.event(),
            "payloads" => self.payloads(),
            "kinds" => self.kinds(),
            "natives" => self.natives(),
            "starts" => self.starts(),
            _ => panic!("nothing is made for the place {place}"),
        }
    }

    /// All of them, with an empty line between.
    fn each<'i, T: 'i>(
        &self,
        items: impl IntoIterator<Item = &'i T>,
        write: impl Fn(&Self, &T) -> String,
    ) -> String {
        let all: Vec<String> = items.into_iter().map(|it| write(self, it)).collect();
        all.join("\n")
    }

    fn enumeration(&self, it: &Enum) -> String {
        let mut values: Vec<String> = Vec::new();
        if has_none(it) {
            values.push("  /// None.\n  none = 0".to_owned());
        }
        for value in &it.values {
            let docs = self.docs(&value.doc, "  ", None);
            values.push(format!("{docs}  {} = {}", value.short, value.name));
        }
        let docs = self.docs(&it.doc, "", None);
        let (name, values) = (it.short(), values.join(",\n"));
        format!(
            "{docs}enum class {name} : ::{} {{\n{values}\n}};\n",
            it.name
        )
    }

    fn constants(&self) -> String {
        let offered = self.interface.constants.iter().filter(|it| is_offered(it));
        self.each(offered, |cpp, it| {
            let docs = cpp.docs(&it.doc, "", None);
            let (name, kind) = (constant(it), cpp.plain(&it.kind));
            format!("{docs}inline constexpr {kind} {name} = {};\n", it.name)
        })
    }

    /// The docs as lines before what they are of. The names of what they stand in are left out.
    fn docs(&self, doc: &str, indent: &str, within: Option<&Struct>) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        let mut text = docs.of(doc, within);
        if let Some(within) = within {
            text = text.replace(&format!("`{}::", within.short()), "`");
        }
        match text.as_str() {
            "" => text,
            text => comment(text, &format!("{indent}/// "), WIDTH),
        }
    }

    /// A type that is no list and no text.
    fn plain(&self, kind: &Type) -> &'static str {
        match kind {
            Type::Bool => "bool",
            Type::I32 => "std::int32_t",
            Type::I64 => "std::int64_t",
            Type::U32 => "std::uint32_t",
            Type::U64 => "std::uint64_t",
            Type::F64 => "double",
            Type::Size => "std::size_t",
            Type::RequestId => "request_id",
            other => panic!("C++ has no type for {other:?}"),
        }
    }

    /// One of our types in a struct: in full where a member has the same name.
    fn own(&self, name: &str, within: &Struct) -> String {
        let mut members = self.interface.members(within).into_iter();
        match members.any(|it| it.name == name) {
            true => format!("rpggo::{name}"),
            false => name.to_owned(),
        }
    }
}

/// Words after each other, in lines that are indented like this from the second one on.
fn wrapped(text: &str, begin: &str, next: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(begin)
        .subsequent_indent(next)
        .break_words(false)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options) + "\n"
}
