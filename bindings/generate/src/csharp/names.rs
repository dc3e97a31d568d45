//! What things of the C interface are named in C#, and of which types they are.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

use super::CSharp;
use crate::interface::{Function, Interface, Role, Struct, Type};

/// `MaxRetries` of `max_retries`.
pub fn pascal(name: &str) -> String {
    name.to_upper_camel_case()
}

/// `maxRetries` of `max_retries`.
pub fn camel(name: &str) -> String {
    let name = name.to_lower_camel_case();
    match name.as_str() {
        // Words of the language.
        "event" | "in" | "out" | "ref" | "params" => format!("@{name}"),
        _ => name,
    }
}

/// `Status` of `rpggo_status`; also for structs as they are in C.
pub fn plain(name: &str) -> String {
    pascal(name.strip_prefix("rpggo_").expect("all begin so"))
}

/// The public type that stands for a struct.
pub fn class(it: &Struct) -> String {
    match it.role {
        Role::Payload => format!("{}Payload", pascal(kind(it))),
        Role::Item => format!("{}View", plain(&it.name)),
        // Requests have names of their own; `Event` alone would be anybody's.
        Role::Input if it.name.ends_with("_request") => plain(&it.name),
        _ => format!("Rpggo{}", plain(&it.name)),
    }
}

/// The class for a copy that can be kept.
pub fn copy(it: &Struct) -> String {
    match it.name.as_str() {
        // Types of these names are everywhere in engines.
        "rpggo_action" => "ChatAction".to_owned(),
        "rpggo_event_image" => "ChatImage".to_owned(),
        "rpggo_event_message" => "ChatMessage".to_owned(),
        // What results have, which is more than an event.
        "rpggo_event_chapter" => "ChapterChange".to_owned(),
        "rpggo_event_cost" => "Cost".to_owned(),
        "rpggo_event_ending" => "Ending".to_owned(),
        "rpggo_event_state" => "PersonaState".to_owned(),
        _ if it.role == Role::Payload => format!("{}Event", pascal(kind(it))),
        _ => plain(&it.name),
    }
}

/// The list of these items.
pub fn list(item: &str) -> String {
    match item {
        "rpggo_str" => "TextList".to_owned(),
        _ => format!("{}List", plain(item)),
    }
}

/// The kind of event that a payload is of: `text` of `rpggo_event_text`.
pub fn kind(payload: &Struct) -> &str {
    let kind = payload.short().strip_prefix("event_");
    kind.expect("a payload's name begins so")
}

/// The method of a client that makes a call.
pub fn method(it: &Function) -> String {
    let short = it.short();
    pascal(short.strip_prefix("client_").unwrap_or(short))
}

/// The function in `Native`.
pub fn function(interface: &Interface, it: &Function) -> String {
    let name = pascal(it.short());
    let clashes = |constant: &str| plain(&constant.to_lowercase()) == name;
    match interface.constants.iter().any(|it| clashes(&it.name)) {
        // A method cannot have the name of a constant.
        true => format!("Library{name}"),
        false => name,
    }
}

impl CSharp<'_> {
    /// The type in `Native`: numbers, addresses and structs of them, which are passed as they are. A
    /// bool is a byte, since C# would convert its own.
    pub fn native_type(&self, it: &Type) -> String {
        match it {
            Type::Void => "void".to_owned(),
            Type::Bool => "byte".to_owned(),
            Type::I32 => "int".to_owned(),
            Type::I64 => "long".to_owned(),
            Type::U32 => "uint".to_owned(),
            Type::U64 | Type::RequestId => "ulong".to_owned(),
            Type::F64 => "double".to_owned(),
            Type::Size => "UIntPtr".to_owned(),
            Type::Chars => "byte*".to_owned(),
            Type::Text => "Str".to_owned(),
            Type::Enum(name) => plain(name),
            Type::Struct(name) => self.native_struct(name),
            Type::List(item) => plain(self.list_struct(item)),
            Type::Pointer(to) | Type::PointerMut(to) => match self.native_type(to).as_str() {
                "Client" => "IntPtr".to_owned(),
                to => format!("{to}*"),
            },
        }
    }

    fn native_struct(&self, name: &str) -> String {
        match name {
            "c_void" => "void".to_owned(),
            name => plain(name),
        }
    }

    /// The struct of C that is a list of these.
    fn list_struct(&self, item: &str) -> &str {
        let is_of =
            |it: &&Struct| matches!(&it.fields[0].kind, Type::Pointer(to) if to.name() == item);
        let found = self.interface.of_role(Role::List).find(is_of);
        &found.expect("a list of C").name
    }
}
