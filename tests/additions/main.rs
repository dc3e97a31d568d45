//! What a new option, a new kind of event with a list, and a new call cost: the files that are edited
//! by hand. All else is generated, and compiles, in a copy of the project.
//!
//! `option.txt`, `event.txt` and `call.txt` are what is written by hand: a place in a file, and what is
//! put there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use rpggo_testkit::{below, cargo, clean, has_mono, made, read, root, succeed};

const OPTION: &str = include_str!("option.txt");
const EVENT: &str = include_str!("event.txt");
const CALL: &str = include_str!("call.txt");

/// The edits of one addition.
fn edits(addition: &str) -> impl Iterator<Item = Edit<'_>> {
    let parts = addition.split("== ").filter(|it| !it.is_empty());
    parts.map(|part| {
        let (file, rest) = part.split_once("\n-- after\n").expect("a file");
        let (after, insert) = rest.split_once("-- insert\n").expect("a place");
        Edit {
            file,
            after,
            insert,
        }
    })
}

/// Lines that are put behind the first place of a file that reads so.
struct Edit<'a> {
    file: &'a str,
    after: &'a str,
    insert: &'a str,
}

impl Edit<'_> {
    fn apply(&self, project: &Path) {
        let path = project.join(self.file);
        let text = fs::read_to_string(&path).expect("it can be read");
        let at = text.find(self.after);
        let at = at.unwrap_or_else(|| panic!("{} has no {:?}", self.file, self.after));
        let (before, rest) = text.split_at(at + self.after.len());
        fs::write(&path, [before, self.insert, rest].concat()).expect("it can be written");
    }
}

#[test]
fn few_files_are_edited_by_hand() {
    for (addition, most) in [(OPTION, 3), (EVENT, 5), (CALL, 4)] {
        let files: BTreeSet<&str> = edits(addition).map(|it| it.file).collect();
        assert!(files.len() <= most, "{files:?}");
        assert!(files.iter().all(|it| it.starts_with("src/")), "{files:?}");
    }
}

/// A copy of the project with the additions, and with what is generated from them.
fn copy() -> &'static Path {
    static COPY: OnceLock<PathBuf> = OnceLock::new();
    COPY.get_or_init(|| {
        let copy = clean("additions");
        let mut list = Command::new("git");
        list.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        for name in succeed(list.current_dir(root(""))).split('\0') {
            let (from, to) = (root(name), copy.join(name));
            if from.is_file() {
                fs::create_dir_all(to.parent().expect("a folder")).expect("it can be made");
                fs::copy(from, to).expect("it can be copied");
            }
        }
        [OPTION, EVENT, CALL]
            .into_iter()
            .flat_map(edits)
            .for_each(|it| it.apply(&copy));
        for file in rpggo_generate::files(&copy) {
            fs::write(copy.join(&file.path), file.text).expect("the folder is there");
        }
        copy
    })
}

/// Cargo in the copy, with a target folder of its own: for cargo the packages are the project's.
fn cargo_in_the_copy(arguments: &[&str]) {
    let mut cargo = cargo();
    cargo.current_dir(copy()).args(arguments);
    cargo.arg("--target-dir").arg(made("additions-target"));
    succeed(cargo.env("RPGGO_WRITE_HEADER", "1"));
}

/// The header with the additions, which the build of the library writes.
fn header() -> &'static str {
    static HEADER: OnceLock<String> = OnceLock::new();
    HEADER.get_or_init(|| {
        cargo_in_the_copy(&["check", "--locked", "-p", "rpggo"]);
        read(copy().join("include/rpggo.h"))
    })
}

#[test]
fn the_library_and_its_rust_users_compile() {
    let packages = ["rpggo-godot", "rpggo-inspect"];
    let mut arguments = vec!["check", "--locked"];
    arguments.extend(packages.iter().flat_map(|it| ["-p", it]));
    cargo_in_the_copy(&arguments);
    for name in ["dummy_limit", "RPGGO_EVENT_DUMMY 15", "rpggo_dummy_fetch"] {
        assert!(header().contains(name), "{name} is not in the header");
    }
}

#[test]
fn cpp_has_what_was_added() {
    header();
    let mut compiler = Command::new("c++");
    for folder in ["include", "bindings/cpp"] {
        compiler.arg("-I").arg(copy().join(folder));
    }
    compiler.args(["-std=c++17", "-fsyntax-only"]);
    succeed(compiler.arg(root("tests/additions/uses.cpp")));
}

#[test]
fn csharp_has_what_was_added() {
    if !has_mono() {
        return;
    }
    let mut compiler = Command::new("mcs");
    compiler.args(["-langversion:7.2", "-warnaserror", "-warn:4", "-unsafe"]);
    let program = made("additions-csharp").join("Uses.exe");
    compiler.arg(format!("-out:{}", program.display()));
    let sources = copy().join("bindings/unity/com.rpggo.sdk/Runtime/Rpggo");
    let sources = below(&sources).into_iter();
    compiler.args(sources.filter(|it| it.extension().is_some_and(|end| end == "cs")));
    succeed(compiler.arg(root("tests/additions/Uses.cs")));
}

/// The plugin's own test compiles it, against a stand-in of the engine's types.
#[test]
fn unreal_compiles_with_what_was_added() {
    header();
    let mut cargo = cargo();
    cargo.args([
        "test",
        "--locked",
        "-p",
        "rpggo-slow-tests",
        "--test",
        "unreal",
        "--",
    ]);
    cargo.args(["all_compile_as_one", "the_headers_are"]);
    let said = succeed(cargo.env("RPGGO_TEST_COPY", copy()));
    assert!(said.contains("2 passed"), "{said}");
    let plugin = copy().join("bindings/unreal/Rpggo/Source/Rpggo/Public");
    for (file, name) in [
        ("RpggoEnums.h", "DummyFetch"),
        ("RpggoTypes.h", "struct FRpggoDummyPart"),
        ("RpggoSubsystemBase.h", "OnDummy"),
    ] {
        assert!(
            read(plugin.join(file)).contains(name),
            "{name} is not in {file}"
        );
    }
}
