//! Writes what the bindings repeat of the C interface, so that nobody has to: types, conversions and
//! docs for C#, C++, Unreal, Godot and TypeScript.
//!
//! The source is the Rust of `src/abi`, read with `syn`. The header is made from it, too, so it is the
//! one place where a field, its type and its comment stand. The compiler checks it; a description that
//! Rust is made from would need a generator for Rust, and its errors would point into what it wrote.
//! What a comment says is translated with it: `docs`.
//!
//! `cargo run -p rpggo-generate` writes the files; a test of the project fails when one is out of date.

pub mod docs;
pub mod editor;
pub mod interface;

mod cpp;
mod csharp;
mod godot;
mod typescript;
mod unreal;

use std::path::{Path, PathBuf};

use interface::Interface;

/// The command that writes the files, for a message.
pub const COMMAND: &str = "cargo run -p rpggo-generate";

/// A file that is made.
pub struct Generated {
    /// From the project's folder.
    pub path: PathBuf,
    pub text: String,
}

impl Generated {
    fn new(path: impl Into<PathBuf>, text: String) -> Generated {
        Generated {
            path: path.into(),
            text,
        }
    }
}

/// All files for the project in this folder.
pub fn files(root: &Path) -> Vec<Generated> {
    let interface: Interface = interface::read(root);
    let mut files = Vec::new();
    files.extend(cpp::files(&interface));
    files.extend(csharp::files(&interface));
    files.extend(godot::files(&interface, root));
    files.extend(typescript::files(&interface));
    files.extend(unreal::files(&interface));
    files
}

/// The first line of each file, after what begins a comment in its language.
fn mark() -> String {
    format!("Made from src/abi by `{COMMAND}`: do not edit.")
}
