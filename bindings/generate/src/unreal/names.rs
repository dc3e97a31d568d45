//! Names and types.

use heck::ToUpperCamelCase;

use crate::interface::{Enum, Function, Interface, Member, Role, Struct, Type, Value};

/// `http_status` is `HttpStatus`.
pub fn pascal(name: &str) -> String {
    name.to_upper_camel_case()
}

pub fn enum_name(it: &Enum) -> String {
    format!("ERpggo{}", pascal(it.short()))
}

pub fn enum_value(value: &Value) -> String {
    pascal(&value.short)
}

/// A payload is named like its kind, without `event_`.
pub fn struct_name(it: &Struct) -> String {
    let short = match (it.role, it.short()) {
        (Role::Input, "client_options") => return "URpggoOptions".to_owned(),
        // A chapter is an item, too.
        (Role::Payload, "event_chapter") => "chapter_change",
        // It is also the result of a request that never had an event.
        (Role::Payload, "event_finished") => "result",
        (Role::Payload, short) => short.strip_prefix("event_").expect("all begin so"),
        (_, short) => short,
    };
    format!("FRpggo{}", pascal(short))
}

pub fn function_name(it: &Function) -> String {
    match it.short() {
        // The subsystem's own.
        "chat_start" => "Chat".to_owned(),
        "event_field" => "GetEventField".to_owned(),
        name => pascal(name),
    }
}

/// The name of a member: the engine's booleans begin with b.
pub fn variable(it: &Member) -> String {
    let mark = if it.kind == Type::Bool { "b" } else { "" };
    format!("{mark}{}", pascal(&it.name))
}

/// The type of a member: Blueprint knows no unsigned numbers.
pub fn type_of(interface: &Interface, kind: &Type) -> String {
    match kind {
        Type::Bool => "bool".to_owned(),
        Type::I32 | Type::U32 => "int32".to_owned(),
        Type::I64 | Type::U64 | Type::Size | Type::RequestId => "int64".to_owned(),
        Type::F64 => "double".to_owned(),
        Type::Text | Type::Chars => "FString".to_owned(),
        Type::Enum(name) => enum_name(interface.enumeration(name)),
        Type::Struct(name) => struct_name(interface.structure(name)),
        Type::List(item) if item == "rpggo_str" => "TArray<FString>".to_owned(),
        Type::List(item) => format!("TArray<{}>", struct_name(interface.structure(item))),
        other => panic!("Unreal has no type for {other:?}"),
    }
}

/// ` = 0`, for the types that have to be initialized.
pub fn initial(interface: &Interface, it: &Member) -> String {
    match &it.kind {
        Type::Bool => " = false".to_owned(),
        Type::F64 => " = 0.0".to_owned(),
        Type::Enum(name) => {
            let of = interface.enumeration(name);
            let first = of.values.iter().find(|it| it.number == 0);
            let first = first.map_or_else(|| "None".to_owned(), enum_value);
            format!(" = {}::{first}", enum_name(of))
        }
        Type::Text | Type::Chars | Type::Struct(_) | Type::List(_) => String::new(),
        _ if it.doc.contains("-1 when unknown") => " = -1".to_owned(),
        _ => " = 0".to_owned(),
    }
}
