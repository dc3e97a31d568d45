//! The C interface, as the bindings see it.

pub mod layout;
mod read;

pub use read::read;

/// All that `src/abi` declares.
pub struct Interface {
    /// Numbers with names, such as `rpggo_status`.
    pub enums: Vec<Enum>,
    /// Other constants: `RPGGO_NO_TIMEOUT`, and flags.
    pub constants: Vec<Constant>,
    pub structs: Vec<Struct>,
    pub functions: Vec<Function>,
}

/// A type of numbers with names.
pub struct Enum {
    /// For example `rpggo_event_kind`.
    pub name: String,
    pub doc: String,
    pub values: Vec<Value>,
}

pub struct Value {
    /// For example `RPGGO_EVENT_TEXT`.
    pub name: String,
    /// The name without the prefix, for example `text`.
    pub short: String,
    pub number: i64,
    pub doc: String,
}

pub struct Constant {
    /// For example `RPGGO_NO_TIMEOUT`.
    pub name: String,
    pub doc: String,
    pub kind: Type,
    /// As Rust has it, for example `u32::MAX`.
    pub value: String,
}

pub struct Struct {
    /// For example `rpggo_event_goals`.
    pub name: String,
    pub doc: String,
    pub role: Role,
    /// As C has them.
    pub fields: Vec<Field>,
}

/// What a struct is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A text of the library: `rpggo_str`.
    Text,
    /// `items` and `len`, and no more.
    List,
    /// An item of a list.
    Item,
    /// What one kind of event has.
    Payload,
    /// The union of all payloads.
    Union,
    Event,
    /// Begins with `struct_size`, and the game sets its fields.
    Input,
    /// Begins with `struct_size`, and the library sets its fields.
    Output,
    /// Has no fields: `rpggo_client`.
    Opaque,
}

#[derive(Clone)]
pub struct Field {
    pub name: String,
    pub doc: String,
    pub kind: Type,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Type {
    Void,
    Bool,
    I32,
    I64,
    U32,
    U64,
    F64,
    Size,
    /// A NUL-terminated text: `const char *`.
    Chars,
    /// `rpggo_str`.
    Text,
    /// An enum, by its name.
    Enum(String),
    RequestId,
    /// A struct by value, by its name.
    Struct(String),
    /// A list of a struct or of texts: the name of its item, `rpggo_str` for texts.
    List(String),
    /// `const T *`.
    Pointer(Box<Type>),
    /// `T *`.
    PointerMut(Box<Type>),
}

pub struct Function {
    /// For example `rpggo_chat_start`.
    pub name: String,
    pub doc: String,
    pub parameters: Vec<(String, Type)>,
    pub returns: Type,
}

/// A field as a binding offers it: no sizes, a list as one thing, a flag as a boolean.
#[derive(Clone)]
pub struct Member {
    pub name: String,
    pub doc: String,
    pub kind: Type,
    /// The flag's constant, for a boolean that is one bit of `flags`.
    pub flag: Option<String>,
    /// The list's items stand in the struct itself: `items` and `len`.
    pub is_inline: bool,
}

impl Interface {
    pub fn enumeration(&self, name: &str) -> &Enum {
        let found = self.enums.iter().find(|it| it.name == name);
        found.unwrap_or_else(|| panic!("there is no enum {name}"))
    }

    pub fn structure(&self, name: &str) -> &Struct {
        let found = self.structs.iter().find(|it| it.name == name);
        found.unwrap_or_else(|| panic!("there is no struct {name}"))
    }

    pub fn constant(&self, name: &str) -> &Constant {
        let found = self.constants.iter().find(|it| it.name == name);
        found.unwrap_or_else(|| panic!("there is no constant {name}"))
    }

    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &Struct> {
        self.structs.iter().filter(move |it| it.role == role)
    }

    /// The kinds of events, in the order of their numbers, each with its payload.
    pub fn events(&self) -> impl Iterator<Item = (&Value, &Struct)> {
        let kinds = self.enumeration("rpggo_event_kind").values.iter();
        kinds.map(|kind| {
            let payload = format!("rpggo_event_{}", kind.short);
            (kind, self.structure(&payload))
        })
    }

    /// The flags of a struct: the constants that its `flags` are made of.
    pub fn flags(&self, of: &Struct) -> impl Iterator<Item = &Constant> {
        let begin = format!("For `{}.flags`: ", of.name);
        let constants = self.constants.iter();
        constants.filter(move |it| it.doc.starts_with(&begin))
    }

    /// The fields of a struct as a binding offers them.
    pub fn members(&self, of: &Struct) -> Vec<Member> {
        let plain = |field: &Field, kind: Type| Member {
            name: field.name.clone(),
            doc: field.doc.clone(),
            kind,
            flag: None,
            is_inline: false,
        };
        let mut members = Vec::new();
        for field in &of.fields {
            match field.name.as_str() {
                "struct_size" | "reserved" => {}
                "len" if of.role != Role::Text => {}
                "items" => {
                    let Type::Pointer(item) = &field.kind else {
                        panic!("{}.items is no address", of.name);
                    };
                    let kind = Type::List(item.name().to_owned());
                    let name = list_name(of.short());
                    let doc = of.doc.clone();
                    members.push(Member {
                        name,
                        doc,
                        is_inline: true,
                        ..plain(field, kind)
                    });
                }
                "flags" => members.extend(self.flags(of).map(|flag| {
                    let begin = format!("For `{}.flags`: ", of.name);
                    let doc = flag.doc.strip_prefix(&begin).expect("it was seen");
                    Member {
                        name: flag_name(of, &flag.name),
                        doc: capital(doc),
                        kind: Type::Bool,
                        flag: Some(flag.name.clone()),
                        is_inline: false,
                    }
                })),
                _ => members.push(plain(field, field.kind.clone())),
            }
        }
        members
    }

    /// The calls that start a request: the client, what is asked for, and the request's id.
    pub fn starts(&self) -> impl Iterator<Item = (&Function, &Struct)> {
        self.functions
            .iter()
            .filter_map(|it| match &it.parameters[..] {
                [_, (_, Type::Pointer(input)), (out, _)] if out == "out_request" => {
                    Some((it, self.structure(input.name())))
                }
                _ => None,
            })
    }
}

impl Struct {
    /// The name without `rpggo_`.
    pub fn short(&self) -> &str {
        self.name.strip_prefix("rpggo_").expect("all begin so")
    }
}

impl Enum {
    /// The name without `rpggo_`.
    pub fn short(&self) -> &str {
        self.name.strip_prefix("rpggo_").expect("all begin so")
    }
}

impl Function {
    /// The name without `rpggo_`.
    pub fn short(&self) -> &str {
        self.name.strip_prefix("rpggo_").expect("all begin so")
    }
}

impl Type {
    /// The name of the type in C, for those that have one of ours.
    pub fn name(&self) -> &str {
        match self {
            Type::Text => "rpggo_str",
            Type::Enum(name) | Type::Struct(name) => name,
            other => panic!("{other:?} has no name"),
        }
    }
}

/// The list in a payload that is one: `goals` of `rpggo_event_goals`.
fn list_name(of: &str) -> String {
    match of.strip_prefix("event_").unwrap_or(of) {
        "status" => "values".to_owned(),
        name => name.to_owned(),
    }
}

/// `RPGGO_CLIENT_ALLOW_HTTP` of `rpggo_client_options` is `allow_http`.
fn flag_name(of: &Struct, flag: &str) -> String {
    let begin = of.short().split('_').next().expect("a first part");
    let begin = format!("rpggo_{begin}_");
    let flag = flag.to_lowercase();
    flag.strip_prefix(&begin).unwrap_or(&flag).to_owned()
}

/// With a capital at the beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
