//! What the bindings repeat of the C interface is as the generator writes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use rpggo_generate::{COMMAND, MARK, files};
use rpggo_testkit::{root, succeed};

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

/// What is not written any more stays in its folder, and is compiled with the rest.
#[test]
fn what_says_that_it_is_generated_is() {
    let made: BTreeSet<PathBuf> = files(&root("")).into_iter().map(|it| it.path).collect();
    let mut list = Command::new("git");
    list.args(["ls-files", "-z"]).current_dir(root(""));
    let tracked = succeed(&mut list);
    let with_mark = tracked.split('\0').filter(|name| {
        let text = fs::read(root(name)).unwrap_or_default();
        let line = text.split(|it| *it == b'\n').next().unwrap_or_default();
        let line = String::from_utf8_lossy(line);
        let comment = line.trim_start_matches(['/', '#', '*', ' ']);
        comment.starts_with(MARK)
    });
    let with_mark: BTreeSet<PathBuf> = with_mark.map(PathBuf::from).collect();
    assert!(!with_mark.is_empty(), "no tracked file begins with {MARK}");
    let left: Vec<&PathBuf> = with_mark.difference(&made).collect();
    assert!(left.is_empty(), "nobody writes {left:?}: delete them");
}
