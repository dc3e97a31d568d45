//! One version everywhere: `scripts/version`, in the project and in copies of it.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::ffi::CStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use rpggo::abi::status::rpggo_version;
use rpggo_testkit::header::{HEADER, function};
use rpggo_testkit::{clean, has, has_when, root, shared_library, succeed};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What names a version, or looks like it, and is not to be changed: what was recorded, what was
/// released, what tests give, and crates of others.
const DATA: [&str; 8] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "THIRD-PARTY-NOTICES",
    "Third Party Notices",
    ".jsonl",
    "fuzz/corpus/",
    "fuzz/found/",
    "tests/",
];

/// The next version in which the second number is raised.
fn next() -> String {
    let minor: u32 = env!("CARGO_PKG_VERSION_MINOR").parse().expect("a number");
    format!("{}.{}.0", env!("CARGO_PKG_VERSION_MAJOR"), minor + 1)
}

/// Whether the script runs here.
fn has_python() -> bool {
    let mut python = Command::new("python3");
    has_when(python.args(["-c", "import tomllib"]), "Python 3.11")
}

/// All files of the project that are text.
fn files() -> Vec<(String, String)> {
    let mut git = Command::new("git");
    git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let names = succeed(git.current_dir(root("")));
    let mut names: Vec<&str> = names.split_terminator('\0').collect();
    names.sort_unstable();
    names.dedup();
    let read = |name: &str| Some((name.to_owned(), fs::read_to_string(root(name)).ok()?));
    names.into_iter().filter_map(read).collect()
}

/// A copy of the project, and a repository of its own.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Copy {
        let folder = clean(&format!("version/{name}"));
        for (name, text) in files() {
            let path = folder.join(&name);
            fs::create_dir_all(path.parent().expect("it is in the folder"))
                .expect("it is writable");
            fs::write(path, text).expect("it can be written");
        }
        let copy = Copy(folder);
        copy.git(&["init", "--quiet"]);
        copy
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        git.args(["-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"]);
        succeed(git.args(arguments).current_dir(&self.0));
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("it is there")
    }

    /// Its `scripts/version`.
    fn version(&self, arguments: &[&str]) -> Output {
        let mut script = Command::new("python3");
        script.arg(self.0.join("scripts/version")).args(arguments);
        script.output().expect("it can be run")
    }

    /// The same; it has to succeed, and says which version there is.
    fn tells(&self, arguments: &[&str], version: &str) {
        let output = self.version(arguments);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}", refusal(&output));
        assert_eq!(said.trim(), version);
    }

    /// Puts something else into a file, which is named, and takes it out again.
    fn names_what_is_left(&self, name: &str, (from, to): (&str, &str), why: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{from} is not in {name}");
        let path = self.0.join(name);
        fs::write(&path, text.replace(from, to)).expect("it can be written");
        self.refuses(&["--check"], why);
        fs::write(path, text).expect("it can be written");
    }

    /// `scripts/version`; it has to fail, and says why.
    fn refuses(&self, arguments: &[&str], why: &str) {
        let output = self.version(arguments);
        let said = refusal(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(why), "{why} is not in\n{said}");
    }
}

fn refusal(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_place_has_the_version() {
    if !has_python() {
        return;
    }
    for arguments in [&[][..], &["--check"]] {
        let mut script = Command::new(root("scripts/version"));
        assert_eq!(succeed(script.args(arguments)).trim(), VERSION);
    }
}

#[test]
fn the_header_has_the_library_s_version() {
    let constant = |name: &str| {
        let begin = format!("#define RPGGO_VERSION{name} ");
        let mut lines = HEADER.lines();
        let value = lines.find_map(|line| line.strip_prefix(&begin));
        value.expect("it is there").trim_matches('"')
    };
    // SAFETY: a text that stays, and ends in a NUL.
    let library = unsafe { CStr::from_ptr(rpggo_version()) };
    assert_eq!(library.to_str(), Ok(constant("")));
    let numbers = ["_MAJOR", "_MINOR", "_PATCH"].map(constant);
    assert_eq!(numbers.join("."), constant(""));
}

#[test]
fn another_version_is_written_everywhere_and_a_place_that_is_left_is_named() {
    if !has_python() || !has("git") {
        return;
    }
    let copy = Copy::new("bump");
    let next = next();
    copy.tells(&["minor"], &next);
    copy.tells(&["--check"], &next);
    // Cargo agrees with the lock file.
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--locked", "--offline", "--depth", "0"]);
    let tree = succeed(cargo.current_dir(&copy.0));
    assert!(tree.contains(&format!("rpggo v{next} ")), "{tree}");

    let mut changed = BTreeSet::new();
    for (name, before) in files() {
        let after = copy.read(&name);
        let is_data = DATA.iter().any(|it| name.contains(it));
        for (at, (old, new)) in before.lines().zip(after.lines()).enumerate() {
            let line = format!("{name}:{}: ", at + 1);
            if old == new {
                let is_known = is_data || !names_the_version(old);
                assert!(is_known, "{line}PLACES in scripts/version lacks it");
                continue;
            }
            changed.insert(name.clone());
            // In a changelog there may be new lines, and all others are measured by Cargo.toml.
            let has_as_many = before.lines().count() == after.lines().count();
            if has_as_many && name != "Cargo.toml" {
                copy.names_what_is_left(&name, (new, old), &line);
            }
        }
    }
    for name in [
        "Cargo.toml",
        "benches/Cargo.lock",
        "bindings/cpp/README.md",
        "bindings/csharp/Rpggo.csproj",
        "bindings/godot/addons/rpggo/rpggo.gdextension",
        "bindings/unity/com.rpggo.sdk/package.json",
        "bindings/unreal/Rpggo/Rpggo.uplugin",
        "docs/unity.md",
        "include/rpggo.h",
    ] {
        assert!(changed.contains(name), "{name} is not in {changed:?}");
    }
    for (name, from, to, why) in [
        (
            "standin/Cargo.toml",
            "version.workspace = true",
            "version = \"7.0.0\"",
            "standin/Cargo.toml: it has a version of its own",
        ),
        (
            "docs/unity.md",
            ".tgz",
            ".zip",
            "put it back, or change PLACES",
        ),
        (
            "CHANGELOG.md",
            "\n## ",
            "\n### ",
            "CHANGELOG.md: it has no heading",
        ),
        (
            "CHANGELOG.md",
            "\n## ",
            "\n## 7.0.0 - 2020-01-01\n\n## ",
            "it says \"## 7.0.0",
        ),
    ] {
        copy.names_what_is_left(name, (from, to), why);
    }
    copy.tells(&["--check"], &next);
}

/// Whether a line says which version this is. Examples do not, nor does what a recording was
/// written by.
fn names_the_version(line: &str) -> bool {
    let is_word = |it: char| it.is_ascii_alphanumeric();
    let has = line.match_indices(VERSION).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + VERSION.len()..]);
        let goes_on = after.strip_prefix('.').unwrap_or("");
        !before.ends_with(|it| is_word(it) || it == '.')
            && !after.starts_with(is_word)
            && !goes_on.starts_with(|it: char| it.is_ascii_digit())
    });
    has && !line.contains("for example") && !line.contains(&format!("rpggo {VERSION}"))
}

#[test]
fn a_release_is_kept_and_not_made_twice() {
    if !has_python() || !has("git") || !has("nm") {
        return;
    }
    let copy = Copy::new("release");
    let next = next();
    let library = shared_library().display().to_string();
    let release = ["--release", "--library", &library];
    copy.tells(&[&next], &next);
    copy.tells(&release, &next);
    copy.tells(&["--check"], &next);
    let kept = |name: &str| copy.read(&format!("tests/released/{next}/{name}"));
    assert_eq!(kept("rpggo.h"), copy.read("include/rpggo.h"));
    let symbols: BTreeSet<String> = kept("symbols.txt").lines().map(str::to_owned).collect();
    let declared: BTreeSet<String> = HEADER.lines().filter_map(function).collect();
    assert_eq!(symbols, declared);
    let heading = |name: &str| {
        let text = copy.read(name);
        let mut lines = text.lines().map(str::to_owned);
        lines
            .find(|line| line.starts_with("## "))
            .expect("it has one")
    };
    let unity = "bindings/unity/com.rpggo.sdk/CHANGELOG.md";
    assert!(heading("CHANGELOG.md").starts_with(&format!("## {next} - 2")));
    assert!(heading(unity).starts_with(&format!("## [{next}] - 2")));

    // It can be made anew until it is tagged.
    copy.tells(&release, &next);
    copy.git(&["commit", "--quiet", "--allow-empty", "--message", "release"]);
    copy.git(&["tag", &format!("v{next}")]);
    copy.refuses(&release, "run scripts/version patch, minor or major");
    copy.refuses(&["0.0.1"], "0.0.1 is older than");

    let after = next.trim_end_matches('0').to_owned() + "1";
    copy.tells(&["patch"], &after);
    assert_eq!(heading("CHANGELOG.md"), "## Unreleased");
    assert_eq!(heading(unity), format!("## [{after}] - unreleased"));
    assert!(copy.read("CHANGELOG.md").contains(&format!("## {next} - ")));
}

#[test]
fn what_is_no_version_is_refused() {
    if !has_python() || !has("git") {
        return;
    }
    let copy = Copy::new("refused");
    for (text, why) in [
        ("1.2", "give three numbers"),
        ("v1.2.3", "give three numbers"),
        ("1.2.3-rc.1", "give three numbers"),
        ("01.2.3", "give three numbers"),
        ("1.2.100", "end at 99"),
    ] {
        copy.refuses(&[text], why);
    }
    copy.tells(&["--check"], VERSION);
}
