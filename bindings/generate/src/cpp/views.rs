//! What a game reads: events, and what is in their lists. All of it are views of C's structs.

use super::{Cpp, wrapped};
use crate::interface::{Interface, Member, Role, Struct, Type};

/// What a payload has beside C's fields.
const EXTRAS: [(&str, &str); 1] = [(
    "rpggo_event_finished",
    "
  /// True on success.
  bool ok() const noexcept { return status == rpggo::status::ok; }
",
)];

impl Cpp<'_> {
    pub fn items(&self) -> String {
        self.each(in_order(self.interface), |cpp, it| cpp.item(it))
    }

    fn item(&self, it: &Struct) -> String {
        let (name, native) = (it.short(), &it.name);
        let docs = self.docs(&it.doc, "", None);
        let mut text = format!("{docs}struct {name} {{\n");
        let members = self.interface.members(it);
        for member in &members {
            text += &self.docs(&member.doc, "  ", Some(it));
            text += &format!("  {} {};\n", self.viewed(&member.kind, it), member.name);
        }
        let values: Vec<String> = members.iter().map(|it| value(it, "c.")).collect();
        let values = format!("return {{{}}};", values.join(", "));
        let values = wrapped(&values, "    ", "            ");
        text + &format!(
            "
  /// A view of a C struct.
  static {name} of(const ::{native} &c) noexcept {{
{values}  }}
}};

/// A list of these.
using {name}_list = list<{name}, ::{native}>;
"
        )
    }

    /// The fields that the events of all kinds have.
    pub fn event(&self) -> String {
        let event = self.interface.structure("rpggo_event");
        let members = self.interface.members(event);
        let common = members.iter().filter(|it| it.name != "as");
        common.map(|it| self.field(it, event, "c_->")).collect()
    }

    pub fn payloads(&self) -> String {
        let payloads: Vec<_> = self.interface.events().collect();
        self.each(&payloads, |cpp, (kind, it)| cpp.payload(&kind.short, it))
    }

    fn payload(&self, kind: &str, it: &Struct) -> String {
        let (docs, name) = (self.docs(&it.doc, "", Some(it)), it.short());
        let of = format!("event_of<event_kind::{kind}, &::rpggo_event_payload::{kind}>");
        let mut text = format!("{docs}struct {name} : {of} {{\n  using event_of::event_of;\n");
        for member in self.interface.members(it) {
            text += &self.field(&member, it, "c().");
        }
        for (_, extra) in EXTRAS.iter().filter(|(of, _)| *of == it.name) {
            text += extra;
        }
        text + "};\n"
    }

    /// A field that is read from C's when the event is made.
    fn field(&self, it: &Member, within: &Struct, from: &str) -> String {
        let docs = match it.is_inline {
            true => "  /// The list.\n".to_owned(),
            false => self.docs(&it.doc, "  ", Some(within)),
        };
        let (kind, value) = (self.viewed(&it.kind, within), value(it, from));
        let is_list = matches!(it.kind, Type::List(_));
        let begin = if is_list { "" } else { " = " };
        docs + &format!("  {kind} {}{begin}{value};\n", it.name)
    }

    /// The list of all kinds.
    pub fn kinds(&self) -> String {
        let names: Vec<&str> = self.interface.events().map(|(_, it)| it.short()).collect();
        let names = format!("kinds<{}>;", names.join(", "));
        format!(
            "// All of them.\nusing all_kinds =\n{}",
            wrapped(&names, "    ", "          ")
        )
    }

    fn viewed(&self, kind: &Type, within: &Struct) -> String {
        match kind {
            Type::Text => "std::string_view".to_owned(),
            Type::List(item) if item == "rpggo_str" => "text_list".to_owned(),
            Type::List(item) => format!("{}_list", &item["rpggo_".len()..]),
            Type::Enum(name) => self.own(&name["rpggo_".len()..], within),
            other => self.plain(other).to_owned(),
        }
    }
}

/// What is in C's field.
fn value(it: &Member, from: &str) -> String {
    let field = format!("{from}{}", it.name);
    match &it.kind {
        Type::Text => format!("detail::view({field})"),
        Type::List(_) if it.is_inline => format!("{{{from}items, {from}len}}"),
        Type::List(_) => format!("{{{field}.items, {field}.len}}"),
        Type::Enum(name) => format!("static_cast<rpggo::{}>({field})", &name["rpggo_".len()..]),
        _ => field,
    }
}

/// The structs that are in lists, each after those that are in its own lists.
fn in_order(interface: &Interface) -> Vec<&Struct> {
    let mut waiting: Vec<&Struct> = interface.of_role(Role::Item).collect();
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let names: Vec<&str> = waiting.iter().map(|it| it.name.as_str()).collect();
        let waits = |it: &&Struct| {
            let mut lists = it.fields.iter().map(|field| &field.kind);
            lists.any(|kind| matches!(kind, Type::List(item) if names.contains(&item.as_str())))
        };
        let (later, now): (Vec<_>, Vec<_>) = waiting.iter().partition(|it| waits(it));
        assert!(!now.is_empty(), "{names:?} are in each other's lists");
        ordered.extend(now);
        waiting = later;
    }
    ordered
}
