//! What the bindings repeat of the C interface is as the generator writes it.

use std::fs;

use rpggo_generate::{COMMAND, files};
use rpggo_testkit::root;

#[test]
fn what_is_generated_is_up_to_date() {
    let files = files(&root(""));
    assert!(!files.is_empty());
    let stale = files.iter().filter(|file| {
        let there = fs::read_to_string(root("").join(&file.path));
        there.ok().as_ref() != Some(&file.text)
    });
    let stale: Vec<_> = stale.map(|file| file.path.display().to_string()).collect();
    assert!(stale.is_empty(), "out of date: {stale:?}: run {COMMAND}");
}
