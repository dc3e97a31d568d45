//! The plugin's files, and those of its tests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::header_tool::Header;
use crate::support::root;

pub fn plugin(path: &str) -> PathBuf {
    root("bindings/unreal/Rpggo").join(path)
}

/// A place for what these tests make.
pub fn target(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unreal");
    fs::create_dir_all(&folder).expect("the target folder is writable");
    folder.join(name)
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder with that ending, in order.
pub fn with_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|it| it.expect("it can be read").path())
        .filter(|it| it.display().to_string().ends_with(ending))
        .collect();
    paths.sort();
    paths
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
