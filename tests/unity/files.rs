//! The files of the package.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::root;

pub fn package() -> PathBuf {
    root("bindings/unity/com.rpggo.sdk")
}

/// Everything below a folder, files and folders, in order.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<PathBuf> = entries
        .map(|it| it.expect("it can be read").path())
        .collect();
    paths.sort();
    let inner: Vec<PathBuf> = paths.iter().filter(|it| it.is_dir()).cloned().collect();
    paths.extend(inner.iter().flat_map(|it| below(it)));
    paths
}

pub fn scripts(folder: &Path) -> Vec<PathBuf> {
    let is_script = |it: &PathBuf| it.extension().is_some_and(|it| it == "cs");
    below(folder).into_iter().filter(is_script).collect()
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

pub fn json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

pub fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().expect("a list").iter();
    items
        .map(|it| it.as_str().expect("a text").to_owned())
        .collect()
}

pub fn target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("unity")
        .join(name)
}
