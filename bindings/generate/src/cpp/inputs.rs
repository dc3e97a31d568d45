//! What a game sets: options and requests, how C gets them, and the calls that take them.

use super::{Cpp, function, wrapped_to};
use crate::docs::Docs;
use crate::interface::{Enum, Function, Member, Role, Struct, Type};

/// The struct whose fields are set by name, too.
const OPTIONS: &str = "rpggo_client_options";

/// What C++ adds to the docs of the setter.
const SET_FAILS: &str = " Fails with `RPGGO_INVALID_ARGUMENT`, and changes nothing, when there is no such option or \
    the value does not fit; the sentence says what does.";

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
            let docs = format!("{}{SET_FAILS}", crate::docs::SET);
            text += &format!("\n{}", self.docs(&docs, "  ", None));
            text += "  error set(std::string_view name, std::string_view value);\n";
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
                let zero = of.zero();
                let zero = zero.map_or("none", |value| &value.short);
                format!("  {kind} {name} = {kind}::{zero};\n")
            }
            Type::Bytes(_) => format!("  {} {name}{{}};\n", self.own("bytes", within)),
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
        let (names, begin) = (names.join(", "), "      \"");
        let end = " \"".len();
        let names = wrapped_to(super::WIDTH - end, &names, begin, begin);
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
            _ if it.is_timeout() => format!("  {begin} setting.to_timeout({name});\n"),
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
        let declared = format!("inline ::{name} native(");
        let next = " ".repeat(declared.len());
        let parameters = format!("const {short} &from, passage &pass) noexcept {{");
        let mut text = match declared.len() + parameters.len() <= super::WIDTH {
            true => format!("{declared}{parameters}\n"),
            false => format!(
                "{declared}{}\n",
                parameters.replacen(", ", &format!(",\n{next}"), 1)
            ),
        };
        text += &format!("  ::{name} c = {init};\n");
        for member in self.interface.members(it) {
            let name = &member.name;
            text += &match (&member.kind, &member.flag) {
                (_, Some(flag)) => format!("  if (from.{name}) c.flags |= {flag};\n"),
                (Type::Chars, _) => format!("  c.{name} = pass(from.{name}, \"{name}\");\n"),
                (Type::Enum(of), _) => format!("  c.{name} = static_cast<::{of}>(from.{name});\n"),
                (Type::Bytes(size), _) => {
                    format!("  c.{name} = from.{name}.data();\n  c.{size} = from.{name}.size();\n")
                }
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
        let (c, input) = (&it.name, input.short());
        let (docs, name) = (self.docs_of_method(it), method(it));
        format!(
            "{docs}  result<request_id> {name}(const {input} &request) const {{
    return start(::{c}, request);
  }}
"
        )
    }

    fn docs_of_method(&self, it: &Function) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        let mut docs = docs.of_function(it).replace("`client::", "`");
        if let Some(request) = self.interface.request_of(it) {
            docs = docs.replace(&format!("`{}::", request.short()), "`");
        }
        crate::docs::comment(&docs, "  /// ", super::WIDTH)
    }

    /// The calls that are over when they return.
    pub fn directs(&self) -> String {
        let calls = self.interface.directs();
        calls.map(|it| self.direct(it)).collect()
    }

    fn direct(&self, it: &Function) -> String {
        let mut declared = Vec::new();
        let mut passed = vec!["get()".to_owned()];
        let mut natives = String::new();
        for (name, kind) in &it.parameters[1..] {
            let (kind, value) = match kind {
                Type::Chars => {
                    natives +=
                        &format!("    const char *const c_{name} = pass({name}, \"{name}\");\n");
                    ("const text &".to_owned(), format!("c_{name}"))
                }
                Type::Pointer(to) => {
                    let input = self.interface.structure(to.name());
                    natives +=
                        &format!("    const auto c_{name} = detail::native({name}, pass);\n");
                    (format!("const {} &", input.short()), format!("&c_{name}"))
                }
                Type::Enum(of) => {
                    let value = format!("static_cast<::{of}>({name})");
                    (format!("rpggo::{} ", &of["rpggo_".len()..]), value)
                }
                plain => (format!("{} ", self.plain(plain)), name.clone()),
            };
            declared.push(format!("{kind}{name}"));
            passed.push(value);
        }
        if !natives.is_empty() {
            natives = format!(
                "    detail::passage pass;
{natives}    if (pass.is_refused()) return pass.refusal();
"
            );
        }
        let (docs, name) = (self.docs_of_method(it), method(it));
        let (declared, passed) = (declared.join(", "), passed.join(", "));
        format!(
            "{docs}  error {name}({declared}) const {{
{natives}    return outcome(::{}({passed}));
  }}
",
            it.name
        )
    }

    /// The type of bytes, where there are any.
    pub fn bytes(&self) -> String {
        let structs = self.interface.structs.iter();
        let mut members = structs.flat_map(|it| self.interface.members(it));
        match members.any(|it| matches!(it.kind, Type::Bytes(_))) {
            true => include_str!("bytes.in.hpp").to_owned(),
            false => String::new(),
        }
    }
}

/// What a method of the client is named.
fn method(it: &Function) -> String {
    function(it).trim_start_matches("client::").to_owned()
}

/// The values of an enum with their names.
fn named(of: &Enum) -> Vec<String> {
    let kind = of.short();
    let none = (!of.has_zero()).then_some("none");
    let values = of.values.iter().map(|it| &*it.short);
    let names = none.into_iter().chain(values);
    let pairs = names.map(|it| format!("{{\"{it}\", rpggo::{kind}::{it}}}"));
    pairs.collect()
}
