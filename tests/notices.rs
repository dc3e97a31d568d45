//! What ships names what it is made of: `THIRD-PARTY-NOTICES.txt`, and the SBOMs of a release.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rpggo_testkit::{has_when, made, root, succeed};
use serde_json::Value;

const NOTICES: &str = include_str!("../THIRD-PARTY-NOTICES.txt");
const STALE: &str = "run scripts/notices, which writes THIRD-PARTY-NOTICES.txt";
/// The shortest licence has more.
const SHORTEST_TEXT: usize = 500;

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).arg("--frozen").current_dir(root(""));
    cargo
}

/// Everything in the workspace ships but the tests and the generator; `rpggo` itself is in the others.
fn packages() -> Vec<String> {
    let told = succeed(&mut cargo(&[
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
    ]));
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let members = told["packages"].as_array().expect("a list");
    let stays = ["tests", "bindings/generate"].map(|it| root(it).display().to_string());
    let ships = |it: &&Value| {
        let path = it["manifest_path"].as_str().expect("a path");
        !stays.iter().any(|folder| path.starts_with(folder))
    };
    let shipped = members.iter().filter(ships);
    let names = shipped.filter_map(|it| it["name"].as_str());
    let mut names: Vec<String> = names
        .filter(|it| *it != "rpggo")
        .map(str::to_owned)
        .collect();
    names.sort();
    assert!(names.len() >= 4, "{names:?}");
    names
}

/// The crates of others that are linked into a package, on any of the targets.
fn tree(package: &str) -> Command {
    let config = fs::read_to_string(root("scripts/release/about.toml")).expect("it is there");
    let (_, targets) = config.split_once("targets = [").expect("a list");
    let (targets, _) = targets.split_once(']').expect("its end");
    let mut cargo = cargo(&["tree", "--edges", "normal", "--prefix", "none"]);
    cargo.args(["--format", "{p} | {l} |", "--package", package]);
    for target in targets.split('"').skip(1).step_by(2) {
        cargo.args(["--target", target]);
    }
    cargo
}

/// Whether Cargo can say it: it has to have seen the crates of all platforms.
fn has_all_crates() -> bool {
    let mut metadata = cargo(&["metadata", "--format-version", "1"]);
    has_when(&mut metadata, "what `cargo fetch --locked` brings")
}

/// The rows of the table below a heading, without the table's own two.
fn table(heading: &str) -> Vec<&'static str> {
    let (_, section) = NOTICES
        .split_once(&format!("\n## {heading}\n"))
        .expect("the heading");
    let (section, _) = section.split_once("\n## ").expect("another heading");
    let rows = section.lines().filter(|it| it.starts_with('|'));
    rows.skip(2).collect()
}

/// The first two cells of a row: a name and its version, which may not be there.
fn name(row: &str) -> String {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    format!("{} {}", cells[1], cells[2]).trim_end().to_owned()
}

#[test]
fn every_crate_that_ships_is_named_and_no_other() {
    if !has_all_crates() {
        return;
    }
    let packages = packages();
    let mut found = BTreeMap::<String, Vec<&str>>::new();
    for package in &packages {
        let tree = succeed(&mut tree(package));
        let lines: BTreeSet<&str> = tree.lines().filter(|it| !it.is_empty()).collect();
        let mut of_package = BTreeSet::new();
        for line in lines {
            let mut cells = line.split(" | ");
            let (what, licence) = (
                cells.next().expect("a crate"),
                cells.next().expect("a licence"),
            );
            let (name, version) = what.split_once(" v").expect("a version");
            if name == "rpggo" || packages.iter().any(|it| it == name) {
                continue;
            }
            let version = version.split(' ').next().expect("a number");
            let licence = licence.trim_end_matches(" (*)").trim_end_matches(" |");
            of_package.insert(format!("| {name} | {version} | {licence} |"));
        }
        let package = package.strip_prefix("rpggo-").expect("as all are called");
        for row in of_package {
            found.entry(row).or_default().push(package);
        }
    }
    let wanted: BTreeSet<String> = found
        .iter()
        .map(|(row, packages)| format!("{row} {} |", packages.join(", ")))
        .collect();
    let there: BTreeSet<String> = table("Crates").into_iter().map(str::to_owned).collect();
    let missing: Vec<&String> = wanted.difference(&there).collect();
    let superfluous: Vec<&String> = there.difference(&wanted).collect();
    assert!(wanted.len() > 100, "{wanted:?}");
    assert!(
        missing.is_empty() && superfluous.is_empty(),
        "{STALE}\nmissing: {missing:#?}\nnothing of ours: {superfluous:#?}"
    );
}

#[test]
fn whatever_is_named_has_the_text_of_its_licence() {
    let (_, texts) = NOTICES.split_once("\n## Texts\n").expect("the heading");
    let mut with_text = BTreeSet::new();
    for block in texts.split("\n### ").skip(1) {
        let (names, text) = block.split_once("\n```text\n").expect("a text");
        assert!(
            text.ends_with("\n```\n") && text.len() > SHORTEST_TEXT,
            "{STALE}\nno text: {names}"
        );
        assert!(!text.contains("<year>"), "no holder: {names}");
        let names = names.lines().filter_map(|it| it.strip_prefix("- "));
        with_text.extend(names.map(str::to_owned));
    }
    let library = table("Rust's standard library");
    let (its_parts, its_crates) = library.split_at(3);
    let mut named: BTreeSet<String> = table("Crates")
        .iter()
        .chain(its_crates)
        .map(|it| name(it))
        .collect();
    assert!(its_parts[0].contains("Rust's standard library"));
    // They are told by name, as one.
    named.insert("Rust's standard library".to_owned());
    // One asks for nothing.
    let runtimes = table("Runtimes of compilers");
    let with_notice = runtimes.iter().filter(|it| !it.contains("| libgcc |"));
    let name_alone = |it: &&str| it.split(" | ").next().map(|it| it[2..].to_owned());
    named.extend(with_notice.filter_map(name_alone));
    let missing: Vec<&String> = named.symmetric_difference(&with_text).collect();
    assert!(
        missing.is_empty(),
        "{STALE}\nwith only one of row and text: {missing:?}"
    );
}

/// Writes the SBOMs into a folder of their own; none where what writes them is missing.
fn sboms(name: &str) -> Option<Vec<PathBuf>> {
    let python = |argument: &Path| {
        let mut python = Command::new("python3");
        python
            .arg(root("scripts/release/sbom.py"))
            .arg(argument)
            // What is missing is not fetched by a test.
            .env("CARGO_NET_OFFLINE", "true")
            .env("PIP_NO_INDEX", "1");
        python
    };
    let what = "what `scripts/release/sbom.py --install` gets";
    if !has_when(&mut python(Path::new("--install")), what) {
        return None;
    }
    let folder = made(name);
    let _ = fs::remove_dir_all(&folder);
    succeed(&mut python(&folder));
    let files = fs::read_dir(&folder).expect("it was written");
    let mut files: Vec<PathBuf> = files.map(|it| it.expect("it can be read").path()).collect();
    files.sort();
    Some(files)
}

/// That they are valid is checked by what writes them.
#[test]
fn sboms_are_the_same_twice_and_name_what_the_notices_name() {
    if !has_all_crates() {
        return;
    }
    let (Some(first), Some(second)) = (sboms("sbom-1"), sboms("sbom-2")) else {
        return;
    };
    let packages = packages();
    assert_eq!(first.len(), packages.len());
    for ((package, first), second) in packages.iter().zip(&first).zip(&second) {
        let text = fs::read_to_string(first).expect("it was written");
        assert!(
            text == fs::read_to_string(second).expect("it was written"),
            "{first:?} differs"
        );
        let file = format!("{package}-{}.cdx.json", env!("CARGO_PKG_VERSION"));
        assert_eq!(first.file_name().and_then(|it| it.to_str()), Some(&*file));
        let written: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(written["bomFormat"], "CycloneDX");
        let components = written["components"].as_array().expect("a list").iter();
        let text_of = |it: &Value, key: &str| it[key].as_str().expect("a text").to_owned();
        let found: BTreeSet<String> = components
            .map(|it| format!("{} {}", text_of(it, "name"), text_of(it, "version")))
            .collect();
        let label = package.strip_prefix("rpggo-").expect("as all are called");
        let is_in = |row: &&&str| {
            let places = row.trim_end_matches(" |").rsplit(" | ").next();
            places.is_some_and(|it| it.split(", ").any(|it| it == label))
        };
        let crates = table("Crates");
        let library = table("Rust's standard library");
        let runtimes = table("Runtimes of compilers");
        let mut wanted: BTreeSet<String> = crates.iter().filter(is_in).map(|it| name(it)).collect();
        // All but the rows of its parts.
        let of_library = library.iter().filter(|it| !it.contains("|  |"));
        wanted.extend(of_library.chain(&runtimes).map(|it| name(it)));
        let ours = |it: &&String| !it.starts_with("rpggo ");
        let found: BTreeSet<String> = found.iter().filter(ours).cloned().collect();
        assert_eq!(found, wanted, "{package}");
    }
}
