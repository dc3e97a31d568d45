//! How the crate has the kinds of events: C has a struct for each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use syn::{Fields, Item, ItemEnum, Type};

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
    let text = fs::read_to_string(root.join("src/event/mod.rs")).expect("it can be read");
    let file = syn::parse_file(&text).expect("it is Rust");
    let kinds = file.items.iter().find_map(|item| match item {
        Item::Enum(it) if it.ident == "EventKind" => Some(it),
        _ => None,
    });
    shapes(kinds.expect("src/event/mod.rs has EventKind"))
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
