//! Godot: classes, nodes and signals of the GDExtension, in Rust, which uses the crate `rpggo` and not C.
//!
//! The crate `godot` wants all fields of a class in one struct, and all its signals in one block. So the
//! two nodes are made as a whole, and what they have of their own stands in the files `.in.rs`.

mod calls;
mod classes;
mod enums;
mod names;
mod nodes;
mod options;
mod requests;
mod shapes;
mod signals;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::docs::{Docs, comment};
use crate::interface::{Interface, Struct};
use crate::{Generated, mark};

use shapes::Shape;

const FOLDER: &str = "bindings/godot/src/generated";

pub fn files(interface: &Interface, root: &Path) -> Vec<Generated> {
    let godot = Godot {
        interface,
        shapes: shapes::read(root),
    };
    let mut modules = godot.classes();
    modules.extend(godot.request_classes());
    modules.extend([
        Module::new("calls", godot.calls()),
        Module::new("character", godot.character()),
        Module::new("client", godot.client()),
        Module::new("emit", godot.emit()),
        Module::new("enums", godot.enums()),
        Module::new("options", godot.options()),
        Module::new("requests", godot.requests()),
    ]);
    modules.sort_by(|one, other| one.name.cmp(&other.name));
    let list = modules.iter().map(|it| format!("pub mod {};\n", it.name));
    let list = list.collect();
    modules.push(Module::new("mod", list));
    let files = modules.into_iter().map(|it| {
        let path = format!("{FOLDER}/{}.rs", it.name);
        let text = format!("// {}\n\n{}", mark(), uses_first(&it.text));
        Generated::new(path, formatted(&text))
    });
    files.collect()
}

struct Godot<'a> {
    interface: &'a Interface,
    /// How the crate has the kinds of events.
    shapes: BTreeMap<String, Shape>,
}

/// A file of Rust, without its first line, and not yet formatted.
struct Module {
    name: String,
    text: String,
}

impl Module {
    fn new(name: impl Into<String>, text: String) -> Module {
        Module {
            name: name.into(),
            text,
        }
    }
}

impl Godot<'_> {
    /// The editor's help for something, as a comment.
    fn docs(&self, doc: &str, within: Option<&Struct>, indent: &str) -> String {
        match self.text(doc, within) {
            text if text.is_empty() => text,
            text => comment(&text, &format!("{indent}/// "), 100),
        }
    }

    fn text(&self, doc: &str, within: Option<&Struct>) -> String {
        let docs = Docs {
            interface: self.interface,
            language: self,
        };
        docs.of(doc, within)
    }
}

/// With the `use` lines at the beginning, those of other crates first, wherever they are written.
fn uses_first(text: &str) -> String {
    let (uses, rest): (Vec<&str>, Vec<&str>) = text
        .lines()
        .partition(|it| it.trim_start().starts_with("use "));
    let uses: BTreeSet<&str> = uses.iter().map(|it| it.trim_start()).collect();
    let (ours, others): (Vec<&str>, Vec<&str>) =
        uses.iter().partition(|it| it.starts_with("use crate::"));
    [others.join("\n"), ours.join("\n"), rest.join("\n")].join("\n\n") + "\n"
}

/// As `cargo fmt` wants it.
fn formatted(text: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt is there: rustup component add rustfmt");
    let mut input = rustfmt.stdin.take().expect("it is piped");
    input.write_all(text.as_bytes()).expect("it is read");
    drop(input);
    let output = rustfmt.wait_with_output().expect("it ends");
    assert!(output.status.success(), "this is not Rust:\n{text}");
    String::from_utf8(output.stdout).expect("it is text")
}
