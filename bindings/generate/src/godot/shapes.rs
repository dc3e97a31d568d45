//! What the crate has and C has not: the form of each kind of event, and numbers of calls.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::{Expr, Fields, Item, ItemEnum, Lit, Type};

/// What a variant of `EventKind` holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Its members: `Text { delta }`.
    Fields,
    /// A struct of them: `Image(Image)`.
    Struct,
    /// The items of the list that it is: `Status(Vec<StatusValue>)`.
    Items,
}

/// The variants of `EventKind` in `src/event/mod.rs`, by their names.
pub fn read(root: &Path) -> BTreeMap<String, Shape> {
    shapes(&read_enum(root, "src/event/mod.rs", "EventKind"))
}

/// The numbers of `SessionCall` in `src/request.rs`, by the names of its variants.
pub fn call_numbers(root: &Path) -> BTreeMap<String, i64> {
    let calls = read_enum(root, "src/request.rs", "SessionCall");
    let numbers = calls.variants.iter().map(|it| {
        let number = match &it.discriminant {
            Some((_, Expr::Lit(number))) => match &number.lit {
                Lit::Int(number) => number.base10_parse().ok(),
                _ => None,
            },
            _ => None,
        };
        let name = it.ident.to_string();
        let number = number.unwrap_or_else(|| {
            panic!("SessionCall::{name} has no number: give it the next one that is free")
        });
        (name, number)
    });
    numbers.collect()
}

fn read_enum(root: &Path, path: &str, name: &str) -> ItemEnum {
    let text = fs::read_to_string(root.join(path)).expect("it can be read");
    let file = syn::parse_file(&text).expect("it is Rust");
    let found = file.items.into_iter().find_map(|item| match item {
        Item::Enum(it) if it.ident == name => Some(it),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{path} has no enum {name}"))
}

fn shapes(kinds: &ItemEnum) -> BTreeMap<String, Shape> {
    let shapes = kinds.variants.iter().map(|it| {
        let shape = match &it.fields {
            Fields::Unnamed(fields) if is_list(&fields.unnamed[0].ty) => Shape::Items,
            Fields::Unnamed(_) => Shape::Struct,
            Fields::Named(_) | Fields::Unit => Shape::Fields,
        };
        (it.ident.to_string(), shape)
    });
    shapes.collect()
}

fn is_list(kind: &Type) -> bool {
    match kind {
        Type::Path(it) => it.path.segments.last().is_some_and(|it| it.ident == "Vec"),
        _ => false,
    }
}
