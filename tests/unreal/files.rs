//! The plugin's files, and those of its tests.

use std::path::PathBuf;

use crate::header_tool::Header;
use rpggo_testkit::{made, read, root, with_ending};

pub fn plugin(path: &str) -> PathBuf {
    root("bindings/unreal/Rpggo").join(path)
}

/// A place for what these tests make.
pub fn target(name: &str) -> PathBuf {
    made("unreal").join(name)
}

/// The plugin's own sources.
pub fn sources() -> Vec<PathBuf> {
    with_ending(&plugin("Source/Rpggo/Private"), ".cpp")
}

/// Its headers: the public ones, then the private ones.
pub fn headers() -> Vec<PathBuf> {
    let mut all = with_ending(&plugin("Source/Rpggo/Public"), ".h");
    all.extend(with_ending(&plugin("Source/Rpggo/Private"), ".h"));
    all
}

/// What the header tool reads.
pub fn public_headers() -> Vec<Header> {
    let paths = with_ending(&plugin("Source/Rpggo/Public"), ".h");
    let header = |path: &PathBuf| Header {
        name: path
            .file_name()
            .expect("it has a name")
            .display()
            .to_string(),
        text: read(path),
    };
    paths.iter().map(header).collect()
}
