//! What a game sets: options and requests, how C gets them, and the calls that take them.

use super::{Cpp, function, has_none, wrapped};
use crate::docs::Docs;
use crate::interface::{Enum, Function, Member, Role, Struct, Type};

/// The struct whose fields are set by name, too.
const OPTIONS: &str = "rpggo_client_options";

const SET: &str = "
  /// Sets an option by its name, for example from a file of settings or an editor. A number is
  /// written in decimal, a timeout of -1 means none, a flag is `true`, `false`, `1` or `0`, and a
  /// service or a log level is its number or its name, such as `openai`. An empty value means the
  /// default. Fails with `status::invalid_argument`, and changes nothing, when there is no such
  /// option or the value does not fit; the sentence says what does.
  error set(std::string_view name, std::string_view value);
";

impl Cpp<'_> {
    pub fn inputs(&self) -> String {
        self.each(self.interface.of_role(Role::Input), Self::input)
    }

    fn input(&self, it: &Struct) -> String {
        let (docs, name) = (self.docs(&it.doc, "", Some(it)), it.short());
        let mut text = format!("{docs}struct {name} {{\n");
        for member in self.interface.members(it) {
            text += &self.docs(&member.doc, "  ", Some(it));
            text += &self.declared(&member, it);
        }
        if it.name == OPTIONS {
            text += SET;
        }
        text + "};\n"
    }

    /// The field with its default.
    fn declared(&self, it: &Member, within: &Struct) -> String {
        let name = &it.name;
        match &it.kind {
            Type::Chars => format!("  {} {name}{{}};\n", self.own("text", within)),
            Type::Bool => format!("  bool {name} = false;\n"),
            Type::Enum(of) => {
                let of = self.interface.enumeration(of);
                let kind = self.own(of.short(), within);
                let zero = of.values.iter().find(|value| value.number == 0);
                let zero = zero.map_or("none", |value| &value.short);
                format!("  {kind} {name} = {kind}::{zero};\n")
            }
            other => format!("  {} {name} = 0;\n", self.plain(other)),
        }
    }

    /// `client_options::set`.
    pub fn set(&self) -> String {
        let options = self.interface.structure(OPTIONS);
        let members = self.interface.members(options);
        let mut text = "
inline error client_options::set(std::string_view name, std::string_view value) {
  const detail::setting setting(name, value);
"
        .to_owned();
        for it in &members {
            text += &self.set_one(it);
        }
        let names: Vec<&str> = members.iter().map(|it| it.name.as_str()).collect();
        // The texts are lines of one literal.
        let names = wrapped(&names.join(", "), "      \"", "      \"");
        let names: Vec<&str> = names.lines().collect();
        text + &format!(
            "  return setting.unknown(\n{}\");\n}}\n",
            names.join(" \"\n")
        )
    }

    fn set_one(&self, it: &Member) -> String {
        let name = &it.name;
        let begin = format!("if (name == \"{name}\") return");
        match &it.kind {
            Type::Enum(of) => {
                let begin = format!("    return setting.to({name}, {{");
                let next = " ".repeat(begin.len());
                let names = named(self.interface.enumeration(of)).join(&format!(",\n{next}"));
                format!("  if (name == \"{name}\") {{\n{begin}{names}}});\n  }}\n")
            }
            Type::U32 if is_timeout(name) => format!("  {begin} setting.to_timeout({name});\n"),
            _ => format!("  {begin} setting.to({name});\n"),
        }
    }

    /// The structs of C that are given for those of C++.
    pub fn natives(&self) -> String {
        let natives = self.each(self.interface.of_role(Role::Input), Self::native);
        format!("// What C is given. Its texts are those of `from`.\n{natives}")
    }

    fn native(&self, it: &Struct) -> String {
        let (short, name) = (it.short(), &it.name);
        let init = format!("{}_INIT", name.to_uppercase());
        let mut text = format!(
            "inline ::{name} native(const {short} &from, passage &pass) noexcept {{
  ::{name} c = {init};
"
        );
        for member in self.interface.members(it) {
            let name = &member.name;
            text += &match (&member.kind, &member.flag) {
                (_, Some(flag)) => format!("  if (from.{name}) c.flags |= {flag};\n"),
                (Type::Chars, _) => format!("  c.{name} = pass(from.{name}, \"{name}\");\n"),
                (Type::Enum(of), _) => format!("  c.{name} = static_cast<::{of}>(from.{name});\n"),
                _ => format!("  c.{name} = from.{name};\n"),
            };
        }
        text + "  return c;\n}\n"
    }

    /// The calls that start a request.
    pub fn starts(&self) -> String {
        let calls = self.interface.starts();
        calls.map(|(it, input)| self.start(it, input)).collect()
    }

    fn start(&self, it: &Function, input: &Struct) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        let docs = docs.of_function(it).replace("`client::", "`");
        let docs = crate::docs::comment(&docs, "  /// ", super::WIDTH);
        let (c, input) = (&it.name, input.short());
        let name = function(it);
        let name = name.trim_start_matches("client::");
        format!(
            "{docs}  result<request_id> {name}(const {input} &request) const {{
    return start(::{c}, request);
  }}
"
        )
    }
}

/// The values of an enum with their names.
fn named(of: &Enum) -> Vec<String> {
    let kind = of.short();
    let none = has_none(of).then_some("none");
    let values = of.values.iter().map(|it| &*it.short);
    let names = none.into_iter().chain(values);
    let pairs = names.map(|it| format!("{{\"{it}\", rpggo::{kind}::{it}}}"));
    pairs.collect()
}

/// A number of milliseconds whose largest value means none.
fn is_timeout(name: &str) -> bool {
    name.ends_with("_ms")
}
