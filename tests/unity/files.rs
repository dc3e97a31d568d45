//! The files of the package.

use std::path::{Path, PathBuf};

use serde_json::Value;

use rpggo_testkit::{below, made, read, root};

pub fn package() -> PathBuf {
    root("bindings/unity/com.rpggo.sdk")
}

pub fn scripts(folder: &Path) -> Vec<PathBuf> {
    let is_script = |it: &PathBuf| it.extension().is_some_and(|it| it == "cs");
    below(folder).into_iter().filter(is_script).collect()
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
    made("unity").join(name)
}
