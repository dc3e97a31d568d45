//! The structure of `src`, as `docs/inside.md` draws it: every arrow points down, no circles, small
//! files and functions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// From bottom to top: a module uses only modules of rows before its own, or of its own row. The
/// first row is plain vocabulary.
const LAYERS: &[&[&str]] = &[
    &[
        "fail_point",
        "lock",
        "status",
        "failure",
        "stats",
        "request",
        "options",
    ],
    &["wire", "redact"],
    &["event"],
    &["reply"],
    &["service"],
    &["runtime"],
    &["recording"],
    &["transport"],
    &["pipeline"],
    &["client"],
    &["abi"],
    // A door for the project's own tools.
    &["internals"],
];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 66;

/// A file of `src` by its path there, for example `wire/sse.rs`, and its text.
type Sources = BTreeMap<String, String>;

fn sources() -> Sources {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (Sources::new(), vec![src.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                folders.push(path);
            } else if !matches!(&*name, "tests.rs" | "testing.rs" | "loom_tests.rs") {
                let text = fs::read_to_string(&path).expect("it is text");
                let name = path.strip_prefix(&src).expect("it is below src");
                found.insert(name.to_string_lossy().into_owned(), text);
            }
        }
    }
    assert!(found.len() > 50, "{found:?}");
    found
}

/// The code, without what `#[cfg(test)]` leaves out and without comments.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        if line.trim() == "#[cfg(test)]" || line.contains("cfg(all(test,") {
            // The item that follows: one line, or up to the brace at its own depth.
            let Some(first) = lines.next() else { break };
            let depth = first.len() - first.trim_start().len();
            let end = format!("{}}}", " ".repeat(depth));
            if first.ends_with('{') {
                lines.by_ref().find(|it| **it == end);
            }
            continue;
        }
        code.push_str(line);
        code.push('\n');
    }
    code
}

/// The file that a path of modules leads to, if it is one of ours.
fn file_of(sources: &Sources, modules: &[String]) -> Option<String> {
    (0..=modules.len()).rev().find_map(|length| {
        let path = modules[..length].join("/");
        [format!("{path}.rs"), format!("{path}/mod.rs")]
            .into_iter()
            .find(|it| sources.contains_key(it))
    })
}

/// The modules that a file is, for example `wire`, `sse`.
fn modules_of(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// All paths that the code names from `crate`, `super` or a child module, braces resolved.
fn paths(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '_')) {
                branches(&code[at..], &mut Vec::new(), &mut found);
            }
        }
    }
    for line in code.lines() {
        let line = line.trim_start();
        let used = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "]
            .iter()
            .find_map(|it| line.strip_prefix(it));
        if let Some(used) = used.filter(|it| !it.starts_with("crate") && !it.starts_with("super")) {
            let first = used.split("::").next().unwrap_or_default();
            found.insert(vec!["self".into(), first.to_owned()]);
        }
    }
    found
}

/// Follows a path like `a::{b, c::d}`; gives what is after it.
fn branches<'c>(
    code: &'c str,
    path: &mut Vec<String>,
    found: &mut BTreeSet<Vec<String>>,
) -> &'c str {
    let end = code
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(code.len());
    let depth = path.len();
    path.push(code[..end].to_owned());
    let mut rest = &code[end..];
    match rest.strip_prefix("::") {
        Some(more) if more.starts_with('{') => {
            rest = &more[1..];
            loop {
                rest = branches(rest.trim_start(), path, found).trim_start();
                match rest.strip_prefix(',') {
                    Some(next) if !next.trim_start().starts_with('}') => rest = next,
                    _ => break,
                }
            }
            rest = rest.trim_start_matches([',', '\n', ' ']);
            rest = rest.strip_prefix('}').unwrap_or(rest);
        }
        Some(more) => rest = branches(more, path, found),
        None => drop(found.insert(path.clone())),
    }
    path.truncate(depth);
    rest
}

/// Which files each file uses.
fn arrows(sources: &Sources) -> BTreeMap<String, BTreeSet<String>> {
    let mut arrows = BTreeMap::new();
    for (file, text) in sources {
        let own = modules_of(file);
        let mut used = BTreeSet::new();
        for path in paths(&code(text)) {
            let up = path.iter().take_while(|it| *it == "super").count();
            let mut modules = match path[0].as_str() {
                "crate" => Vec::new(),
                _ => own[..own.len().saturating_sub(up)].to_vec(),
            };
            modules.extend(path.iter().skip(up.max(1)).cloned());
            let target = file_of(sources, &modules).filter(|target| target != file);
            // What a file declares itself is found as its own folder.
            used.extend(target.filter(|it| it != "lib.rs" && it != "/mod.rs"));
        }
        arrows.insert(file.clone(), used);
    }
    arrows.remove("lib.rs");
    arrows
}

fn layer(file: &str) -> usize {
    let module = modules_of(file)[0].clone();
    let found = LAYERS.iter().position(|row| row.contains(&&*module));
    found.unwrap_or_else(|| panic!("{file}: add {module} to LAYERS and to docs/inside.md"))
}

#[test]
fn every_arrow_points_down() {
    let mut up = Vec::new();
    for (from, used) in arrows(&sources()) {
        for to in used {
            if layer(&to) > layer(&from) {
                up.push(format!("{from} uses {to}"));
            }
        }
    }
    assert!(up.is_empty(), "arrows upwards:\n{}", up.join("\n"));
}

#[test]
fn there_is_no_circle_between_files() {
    let arrows = arrows(&sources());
    assert!(arrows["pipeline/attempt.rs"].contains("transport/mod.rs"));
    assert!(arrows["wire/mod.rs"].contains("wire/excerpt.rs"));
    let circle = circle(&arrows);
    assert!(
        circle.is_none(),
        "a circle: {}",
        circle.unwrap().join(" -> ")
    );
}

#[test]
fn there_is_no_circle_between_folders() {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, used) in arrows(&sources()) {
        let from = modules_of(&from)[0].clone();
        let used = used.iter().map(|to| modules_of(to)[0].clone());
        let others: Vec<String> = used.filter(|to| *to != from).collect();
        folders.entry(from).or_default().extend(others);
    }
    let circle = circle(&folders);
    assert!(
        circle.is_none(),
        "a circle: {}",
        circle.unwrap().join(" -> ")
    );
}

/// A circle, if there is one.
fn circle(arrows: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn visit(
        at: &str,
        arrows: &BTreeMap<String, BTreeSet<String>>,
        path: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> bool {
        if let Some(begin) = path.iter().position(|it| it == at) {
            path.drain(..begin);
            path.push(at.to_owned());
            return true;
        }
        if !done.insert(at.to_owned()) {
            return false;
        }
        path.push(at.to_owned());
        let used = arrows.get(at).into_iter().flatten();
        for to in used {
            if visit(to, arrows, path, done) {
                return true;
            }
        }
        path.pop();
        false
    }
    let (mut path, mut done) = (Vec::new(), BTreeSet::new());
    let found = arrows
        .keys()
        .any(|it| visit(it, arrows, &mut path, &mut done));
    found.then_some(path)
}

#[test]
fn a_circle_and_an_arrow_upwards_are_found() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let sources = Sources::from([
        file("wire/mod.rs", "mod a;\npub(crate) use a::A;\n"),
        file("wire/a.rs", "use super::{\n    b::{self, C},\n    D,\n};\n"),
        file(
            "wire/b.rs",
            "// use super::x;\nuse crate::client::Client;\n",
        ),
        file("client.rs", "fn f() { crate::wire::a::g(); }\n"),
    ]);
    let arrows = arrows(&sources);
    let used = |file: &str| arrows[file].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(used("wire/mod.rs"), ["wire/a.rs"]);
    assert_eq!(used("wire/a.rs"), ["wire/b.rs", "wire/mod.rs"]);
    assert_eq!(used("wire/b.rs"), ["client.rs"]);
    assert_eq!(used("client.rs"), ["wire/a.rs"]);
    assert!(circle(&arrows).is_some());
    assert!(layer("client.rs") > layer("wire/b.rs"));
}

#[test]
fn files_and_functions_are_small() {
    let mut large = Vec::new();
    for (file, text) in sources() {
        let lines: Vec<&str> = text.lines().collect();
        // The struct definitions of the header are one list.
        if lines.len() > LONGEST_FILE && file != "abi/event.rs" {
            large.push(format!("{file}: {} lines", lines.len()));
        }
        for (number, line) in lines.iter().enumerate() {
            let begin = line.trim_start();
            let is_function = begin.starts_with("fn ") || begin.contains(" fn ");
            if !is_function || begin.starts_with("//") || begin.ends_with([';', '}', ',']) {
                continue;
            }
            let end = format!("{}}}", " ".repeat(line.len() - begin.len()));
            let length = lines[number..].iter().position(|it| *it == end);
            if let Some(length) = length.filter(|it| *it > LONGEST_FUNCTION) {
                large.push(format!("{file}:{}: {length} lines: {begin}", number + 1));
            }
        }
    }
    assert!(large.is_empty(), "too large:\n{}", large.join("\n"));
}

#[test]
fn the_map_of_inside_md_is_this_one() {
    let inside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/inside.md");
    let inside = fs::read_to_string(inside).expect("it is there");
    let rows: Vec<String> = inside
        .lines()
        .filter_map(|line| line.strip_prefix("| `src/"))
        .map(|line| {
            line.split('`')
                .next()
                .unwrap_or_default()
                .trim_end_matches('/')
                .to_owned()
        })
        .collect();
    let expected: Vec<&str> = LAYERS
        .iter()
        .rev()
        .flat_map(|row| row.iter().rev().copied())
        .filter(|it| !matches!(*it, "internals" | "fail_point" | "lock"))
        .collect();
    assert_eq!(
        rows, expected,
        "the table of docs/inside.md, from top to bottom"
    );
}
