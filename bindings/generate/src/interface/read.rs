//! Reads `src/abi`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{
    Attribute, Expr, FnArg, Item, ItemConst, ItemFn, Lit, Meta, Pat, ReturnType, Visibility,
};

use super::{
    Constant, ConstantRole, Enum, Field, Function, Interface, Role, Struct, Type, Value, capital,
};

/// The interface of the project in this folder.
pub fn read(root: &Path) -> Interface {
    let mut files: Vec<_> = fs::read_dir(root.join("src/abi"))
        .expect("src/abi is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect();
    files.sort();
    let items: Vec<Item> = files
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).expect("it can be read");
            let parsed = syn::parse_file(&text);
            parsed
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
                .items
        })
        .collect();
    of_items(&items)
}

pub fn of_items(items: &[Item]) -> Interface {
    Reader::new(items).interface(items)
}

struct Reader {
    /// Types that are another name of a number.
    aliases: BTreeSet<String>,
    structs: BTreeSet<String>,
}

impl Reader {
    fn new(items: &[Item]) -> Reader {
        let aliases = items.iter().filter_map(|item| match item {
            Item::Type(it) if is_public(&it.vis) => Some(it.ident.to_string()),
            _ => None,
        });
        let structs = items.iter().filter_map(|item| match item {
            Item::Struct(it) if is_public(&it.vis) => Some(it.ident.to_string()),
            Item::Union(it) if is_public(&it.vis) => Some(it.ident.to_string()),
            _ => None,
        });
        Reader {
            aliases: aliases.collect(),
            structs: structs.collect(),
        }
    }

    fn interface(&self, items: &[Item]) -> Interface {
        let mut structs: Vec<Struct> = items.iter().filter_map(|it| self.structure(it)).collect();
        let functions: Vec<Function> = items.iter().filter_map(|it| self.function(it)).collect();
        let (mut enums, constants) = self.numbers(items);
        for it in &mut enums {
            let prefix = prefix(it.short());
            for value in &mut it.values {
                let short = value.name.strip_prefix(&prefix);
                let short = short.unwrap_or_else(|| panic!("{} is no {}", value.name, it.name));
                value.short = short.to_lowercase();
            }
            it.values.sort_by_key(|value| value.number);
        }
        roles(&mut structs, &functions);
        let constants = constants.into_iter().map(|it| self.constant(it, &structs));
        Interface {
            enums,
            constants: constants.collect(),
            structs,
            functions,
        }
    }

    /// The enums with their values, and all other constants.
    fn numbers<'i>(&self, items: &'i [Item]) -> (Vec<Enum>, Vec<&'i ItemConst>) {
        let mut enums: Vec<Enum> = Vec::new();
        for item in items {
            match item {
                Item::Type(it) if is_public(&it.vis) && it.ident != "rpggo_request_id" => {
                    let (name, doc) = (it.ident.to_string(), docs(&it.attrs));
                    let values = Vec::new();
                    enums.push(Enum { name, doc, values });
                }
                _ => {}
            }
        }
        let mut nearest = None;
        let mut others = Vec::new();
        for item in items {
            match item {
                Item::Type(it) => nearest = Some(it.ident.to_string()),
                Item::Const(it) if is_public(&it.vis) => {
                    let of = match self.kind(&it.ty, &it.ident.to_string()) {
                        Type::Enum(name) => Some(name),
                        // One that does not say its type follows it. (None of src/abi says it:
                        // cbindgen would put them at the header's end.)
                        Type::I32 => nearest.clone(),
                        _ => None,
                    };
                    let of = of.map(|of| enums.iter_mut().find(|it| it.name == of));
                    match of {
                        Some(of) => of
                            .unwrap_or_else(|| panic!("{} is of no enum", it.ident))
                            .values
                            .push(named(it)),
                        None => others.push(it),
                    }
                }
                _ => {}
            }
        }
        (enums, others)
    }

    /// A constant that is no value of an enum.
    fn constant(&self, it: &ItemConst, structs: &[Struct]) -> Constant {
        let (name, mut doc) = (it.ident.to_string(), docs(&it.attrs));
        let flag = doc.strip_prefix("For `").and_then(|rest| {
            let (of, what) = rest.split_once(".flags`: ")?;
            structs.iter().find(|it| it.name == of)?;
            Some((of.to_owned(), capital(what)))
        });
        let role = match (flag, name.as_str()) {
            (Some((of, what)), _) => {
                doc = what;
                ConstantRole::Flag(of)
            }
            (None, "RPGGO_NO_TIMEOUT" | "RPGGO_REPLAY_AS_POLLED") => ConstantRole::OfOptions,
            (None, "RPGGO_ABI_VERSION") => ConstantRole::Version,
            (None, _) => panic!(
                "{name} is neither a flag (its comment begins with \"For `rpggo_….flags`: \") nor \
                 listed here: what should a binding do with it?"
            ),
        };
        Constant {
            kind: self.kind(&it.ty, &name),
            value: value(&it.expr),
            name,
            doc,
            role,
        }
    }

    fn structure(&self, item: &Item) -> Option<Struct> {
        let (name, attributes, fields): (_, _, Vec<&syn::Field>) = match item {
            Item::Struct(it) if is_public(&it.vis) => {
                (&it.ident, &it.attrs, it.fields.iter().collect())
            }
            Item::Union(it) if is_public(&it.vis) => {
                (&it.ident, &it.attrs, it.fields.named.iter().collect())
            }
            _ => return None,
        };
        let name = name.to_string();
        if !name.starts_with("rpggo_") {
            return None;
        }
        let fields = fields.into_iter().filter(|it| is_public(&it.vis));
        let fields = fields.map(|it| {
            let field = ident(it.ident.as_ref().expect("a name"));
            let kind = match self.kind(&it.ty, &format!("{name}.{field}")) {
                Type::U64 if field == "user_data" => Type::UserData,
                kind => kind,
            };
            Field {
                name: field,
                doc: docs(&it.attrs),
                kind,
            }
        });
        Some(Struct {
            fields: fields.collect(),
            name,
            doc: docs(attributes),
            role: Role::Item,
        })
    }

    fn function(&self, item: &Item) -> Option<Function> {
        let Item::Fn(it @ ItemFn { sig, .. }) = item else {
            return None;
        };
        if sig.abi.is_none() || !is_public(&it.vis) {
            return None;
        }
        let parameters = sig.inputs.iter().map(|it| {
            let FnArg::Typed(it) = it else {
                panic!("self in a function of C")
            };
            let Pat::Ident(name) = &*it.pat else {
                panic!("a parameter without a name")
            };
            let name = ident(&name.ident);
            let kind = self.kind(&it.ty, &format!("{}({name})", sig.ident));
            (name, kind)
        });
        Some(Function {
            name: sig.ident.to_string(),
            doc: docs(&it.attrs),
            parameters: parameters.collect(),
            returns: match &sig.output {
                ReturnType::Default => Type::Void,
                ReturnType::Type(_, kind) => self.kind(kind, &sig.ident.to_string()),
            },
        })
    }

    /// The type of `of`, which a message names.
    fn kind(&self, kind: &syn::Type, of: &str) -> Type {
        match kind {
            syn::Type::Path(it) => self.named(&it.path.segments.last().expect("a name").ident, of),
            syn::Type::Ptr(it) => {
                let is_const = it.const_token.is_some();
                match &*it.elem {
                    syn::Type::Path(to) if to.path.is_ident("c_char") && is_const => Type::Chars,
                    syn::Type::Path(to) if to.path.is_ident("c_char") => Type::CharsMut,
                    to if is_const => Type::Pointer(Box::new(self.kind(to, of))),
                    to => Type::PointerMut(Box::new(self.kind(to, of))),
                }
            }
            syn::Type::Array(it) => {
                let count = value(&it.len).parse();
                let count = count.unwrap_or_else(|_| panic!("{of}: its length is no number"));
                Type::Array(Box::new(self.kind(&it.elem, of)), count)
            }
            _ => panic!("{of} is of a type that bindings do not know"),
        }
    }

    fn named(&self, name: &syn::Ident, of: &str) -> Type {
        match name.to_string().as_str() {
            "bool" => Type::Bool,
            "i32" => Type::I32,
            "i64" => Type::I64,
            "u32" => Type::U32,
            "u64" => Type::U64,
            "f64" => Type::F64,
            "usize" => Type::Size,
            "rpggo_str" => Type::Text,
            "rpggo_request_id" => Type::RequestId,
            name if self.aliases.contains(name) => Type::Enum(name.to_owned()),
            "c_void" => Type::Void,
            name if self.structs.contains(name) => Type::Struct(name.to_owned()),
            name => panic!("{of} is of the type {name}, which bindings do not know"),
        }
    }
}

/// What the constants of an enum begin with: of levels and kinds the first word is enough.
fn prefix(of: &str) -> String {
    match of {
        "status" => "RPGGO_".to_owned(),
        name => {
            let first = name.split('_').next().expect("a word");
            format!("RPGGO_{}_", first.to_uppercase())
        }
    }
}

fn named(it: &ItemConst) -> Value {
    Value {
        name: it.ident.to_string(),
        short: String::new(),
        number: value(&it.expr).parse().expect("a number"),
        doc: docs(&it.attrs),
    }
}

/// Finds out what the structs are for, and which fields are lists.
fn roles(structs: &mut [Struct], functions: &[Function]) {
    let mut lists = BTreeMap::new();
    for it in structs.iter_mut() {
        let first = it.fields.first().map(|field| field.name.as_str());
        let item = match &it.fields[..] {
            [
                Field {
                    kind: Type::Pointer(item),
                    name,
                    ..
                },
                _,
            ] if name == "items" => Some(item),
            _ => None,
        };
        it.role = match (it.name.as_str(), first, item) {
            ("rpggo_str", ..) => Role::Text,
            ("rpggo_event", ..) => Role::Event,
            ("rpggo_event_payload", ..) => Role::Union,
            (name, ..) if name.starts_with("rpggo_event_") => Role::Payload,
            (name, _, Some(item)) => {
                lists.insert(name.to_owned(), item.name().to_owned());
                Role::List
            }
            (name, Some("struct_size"), _) => {
                let is_set = functions
                    .iter()
                    .flat_map(|it| &it.parameters)
                    .any(|(_, kind)| {
                        *kind == Type::PointerMut(Box::new(Type::Struct(name.to_owned())))
                    });
                if is_set { Role::Output } else { Role::Input }
            }
            (_, None, _) => Role::Opaque,
            _ => Role::Item,
        };
    }
    for it in structs.iter_mut().filter(|it| it.role == Role::Payload) {
        // "`RPGGO_EVENT_TEXT`: a piece …": the kind is said where it is needed.
        if let Some((_, doc)) = it.doc.split_once("`: ") {
            it.doc = capital(doc);
        }
    }
    for field in structs.iter_mut().flat_map(|it| &mut it.fields) {
        if let Type::Struct(name) = &field.kind
            && let Some(item) = lists.get(name)
        {
            field.kind = Type::List(item.clone());
        }
    }
}

fn is_public(it: &Visibility) -> bool {
    matches!(it, Visibility::Public(_))
}

/// A name without the mark of a Rust keyword.
fn ident(it: &syn::Ident) -> String {
    let name = it.to_string();
    name.strip_prefix("r#").unwrap_or(&name).to_owned()
}

fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|it| match &it.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(it) => match &it.lit {
                Lit::Str(text) => Some(text.value().trim_end().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines.collect();
    let line = |it: &String| it.strip_prefix(' ').unwrap_or(it).to_owned();
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A number or a path such as `u32::MAX`.
fn value(it: &Expr) -> String {
    match it {
        Expr::Lit(it) => match &it.lit {
            Lit::Int(it) => it.base10_digits().to_owned(),
            Lit::Float(it) => it.base10_digits().to_owned(),
            _ => panic!("a constant that is no number"),
        },
        Expr::Unary(it) => format!("-{}", value(&it.expr)),
        Expr::Path(it) => {
            let parts = it.path.segments.iter().map(|it| it.ident.to_string());
            parts.collect::<Vec<_>>().join("::")
        }
        Expr::Binary(it) => {
            let both = (
                value(&it.left).parse::<u64>(),
                value(&it.right).parse::<u32>(),
            );
            match (both, &it.op) {
                ((Ok(left), Ok(right)), syn::BinOp::Shl(_)) => (left << right).to_string(),
                _ => panic!("a constant that is not a number or a shifted one"),
            }
        }
        _ => panic!("a constant that is no number"),
    }
}
