//! The C interface, as the bindings see it.

mod calls;
pub mod layout;
mod read;
#[cfg(test)]
mod tests;

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
    pub role: ConstantRole,
}

/// What a constant that is no value of an enum is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ConstantRole {
    /// One bit of the `flags` of this struct: bindings have a boolean for it.
    Flag(String),
    /// Stands for something in options of numbers: `RPGGO_NO_TIMEOUT`.
    OfOptions,
    /// `RPGGO_ABI_VERSION`.
    Version,
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
    /// A NUL-terminated text that the library reads: `const char *`.
    Chars,
    /// Where the library writes a text: `char *`.
    CharsMut,
    /// `rpggo_str`.
    Text,
    /// An enum, by its name.
    Enum(String),
    RequestId,
    /// A number of the game's own that comes back with each event: all its bits are the game's.
    UserData,
    /// A struct by value, by its name.
    Struct(String),
    /// A list of a struct or of texts: the name of its item, `rpggo_str` for texts.
    List(String),
    /// Of a member: an address and a number of bytes, which is in the field of this name.
    Bytes(&'static str),
    /// `T name[n]`, of a struct's field.
    Array(Box<Type>, usize),
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
        let role = ConstantRole::Flag(of.name.clone());
        let constants = self.constants.iter();
        constants.filter(move |it| it.role == role)
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
        let mut before = None;
        for field in &of.fields {
            let bytes = of.size_of_bytes(&field.name);
            let behind = before.replace(field.name.as_str());
            match field.name.as_str() {
                "struct_size" | "reserved" => {}
                "len" if behind == Some("items") => {}
                "len" | "size" if behind == Some("data") && of.size_of_bytes("data").is_some() => {}
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
                "flags" => members.extend(self.flags(of).map(|flag| Member {
                    name: flag_name(of, &flag.name),
                    doc: flag.doc.clone(),
                    kind: Type::Bool,
                    flag: Some(flag.name.clone()),
                    is_inline: false,
                })),
                _ => {
                    let kind = bytes.map_or_else(|| field.kind.clone(), Type::Bytes);
                    members.push(plain(field, kind));
                }
            }
        }
        members
    }

    /// The structs that are in lists, each after those that are in its own lists.
    pub fn items_in_order(&self) -> Vec<&Struct> {
        let mut ordered = Vec::new();
        for it in self.of_role(Role::Item) {
            self.add_item(it, &mut ordered);
        }
        ordered
    }

    fn add_item<'s>(&'s self, it: &'s Struct, ordered: &mut Vec<&'s Struct>) {
        if ordered.iter().any(|known| known.name == it.name) {
            return;
        }
        for field in &it.fields {
            match &field.kind {
                Type::List(item) if item != "rpggo_str" => {
                    self.add_item(self.structure(item), ordered);
                }
                _ => {}
            }
        }
        ordered.push(it);
    }

    /// The ids that every event has: who speaks, in which message. What is kept of an event, or seen
    /// without it, has them too.
    pub fn event_ids(&self) -> Vec<Member> {
        let members = self.members(self.structure("rpggo_event"));
        let is_id = |it: &Member| it.kind == Type::Text && it.name.ends_with("_id");
        members.into_iter().filter(is_id).collect()
    }
}

impl Struct {
    /// The name without `rpggo_`.
    pub fn short(&self) -> &str {
        self.name.strip_prefix("rpggo_").expect("all begin so")
    }

    /// The field with the number of bytes that are at this field's address, if it is one of bytes.
    pub fn size_of_bytes(&self, address: &str) -> Option<&'static str> {
        let mut pairs = self.fields.windows(2);
        pairs.find_map(|pair| {
            let is_of_void = pair[0].kind == Type::Pointer(Box::new(Type::Void));
            let is_it = pair[0].name == address && address == "data" && is_of_void;
            let known = ["len", "size"].into_iter();
            let mut known = known.filter(|it| pair[1].name == *it && pair[1].kind == Type::Size);
            known.next().filter(|_| is_it)
        })
    }
}

impl Member {
    /// A number of milliseconds whose largest value means none: with signs, -1.
    pub fn is_timeout(&self) -> bool {
        self.kind == Type::U32 && self.name.ends_with("_ms")
    }

    /// Whether a request cannot be without it, whatever the service.
    pub fn is_required(&self) -> bool {
        self.doc.contains("; required.")
    }
}

impl Constant {
    /// The number, in languages whose numbers have signs.
    pub fn signed(&self) -> &str {
        match self.value.as_str() {
            "u32::MAX" => "-1",
            value => value.trim_end_matches(".0"),
        }
    }
}

impl Enum {
    /// The name without `rpggo_`.
    pub fn short(&self) -> &str {
        self.name.strip_prefix("rpggo_").expect("all begin so")
    }

    /// Whether 0 has a name. Where it has none, an event or an option that is not there needs one.
    pub fn has_zero(&self) -> bool {
        self.zero().is_some()
    }

    pub fn zero(&self) -> Option<&Value> {
        self.values.iter().find(|it| it.number == 0)
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
