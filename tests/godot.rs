//! The Godot extension in the real engine, without a window: projects of GDScript that use the nodes
//! as a game does. `bindings/godot/engine` finds the engine, or installs one.
#![cfg(unix)]

#[allow(dead_code)]
mod support;

use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{env, fs};

use support::{Run, root, standin, succeed};

/// What the engine's log must not have: errors, and what is left behind at the end.
const TROUBLE: [&str; 6] = [
    "ERROR",
    "leaked",
    "RID",
    "still in use",
    "panicked",
    "WARNING",
];

struct Project {
    engine: String,
    folder: PathBuf,
}

/// The engine with a project that has the extension, once; `None` where no engine can be had.
fn project() -> Option<&'static Project> {
    static PROJECT: OnceLock<Option<Project>> = OnceLock::new();
    let project = PROJECT.get_or_init(|| {
        let finder = Command::new(root("bindings/godot/engine")).output();
        let finder = finder.expect("the script can be run");
        if !finder.status.success() {
            let why = String::from_utf8_lossy(&finder.stderr);
            assert!(env::var_os("CI").is_none(), "no Godot: {why}");
            eprintln!("left out, because there is no Godot: {why}");
            return None;
        }
        let engine = String::from_utf8_lossy(&finder.stdout).trim().to_owned();
        let project = Project {
            engine,
            folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join("godot"),
        };
        project.make();
        Some(project)
    });
    project.as_ref()
}

/// Where the extension's `.gdextension` file expects the library of this machine.
fn library_folder() -> &'static str {
    match (env::consts::OS, env::consts::ARCH) {
        ("macos", _) => "macos",
        (_, "aarch64") => "linux-arm64",
        _ => "linux-x86_64",
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("the target folder is writable");
        for entry in fs::read_dir(from).expect("it is a folder") {
            let entry = entry.expect("it can be read");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("it can be copied");
    }
}

impl Project {
    fn make(&self) {
        let test = env::current_exe().expect("a test has a path");
        let target = test.ancestors().nth(3).expect("target/debug/deps/test");
        let target = target.join("godot");
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["build", "--locked", "--target-dir"])
            .arg(&target);
        succeed(cargo.current_dir(root("bindings/godot")));

        let _ = fs::remove_dir_all(&self.folder);
        copy(&root("bindings/godot/tests/project"), &self.folder);
        let recording = "examples/recordings/last-lantern.jsonl";
        copy(&root(recording), &self.folder.join("last-lantern.jsonl"));
        let addons = self.folder.join("addons");
        copy(&root("bindings/godot/addons"), &addons);
        let name = [
            env::consts::DLL_PREFIX,
            "rpggo_godot",
            env::consts::DLL_SUFFIX,
        ]
        .concat();
        let folder = addons.join("rpggo/bin").join(library_folder());
        fs::create_dir_all(&folder).expect("the target folder is writable");
        let built = target.join("debug").join(&name);
        symlink(built, folder.join(name)).expect("it can be linked");
        // An engine without a window crashes at the end of the import that finds an extension.
        let found = self.folder.join(".godot");
        fs::create_dir_all(&found).expect("the target folder is writable");
        let extension = "res://addons/rpggo/rpggo.gdextension\n";
        fs::write(found.join("extension_list.cfg"), extension).expect("it can be written");

        let output = self.run(&["--import"]);
        assert!(output.status.success(), "{}", log(&output));
        assert_eq!(trouble(&log(&output)), Vec::<&str>::new());
    }

    /// Runs the engine to its end, with folders of its own for what games write.
    fn run(&self, arguments: &[&str]) -> Output {
        // The editor writes into the project that others play.
        static ONE: Mutex<()> = Mutex::new(());
        let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.display().to_string();
        let mut all = ["DATA", "CONFIG", "CACHE"]
            .map(|it| format!("XDG_{it}_HOME={path}-home"))
            .to_vec();
        all.extend([&self.engine, "--headless", "--path", &path].map(String::from));
        all.extend(arguments.iter().map(|it| (*it).to_owned()));
        let mut run = Run::start(Path::new("env"), &all);
        drop(run.child.stdin.take());
        run.end().0
    }

    /// Runs a suite against a stand-in of its own.
    fn suite(&self, name: &str) -> Output {
        let standin = standin();
        self.run(&["--", name, &standin.base_url()])
    }
}

fn log(output: &Output) -> String {
    let printed = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&printed).into_owned()
}

/// The lines that no good run has.
fn trouble(log: &str) -> Vec<&str> {
    let lines = log.lines();
    lines
        .filter(|line| TROUBLE.iter().any(|word| line.contains(word)))
        .collect()
}

/// The tests that a suite's file has.
fn tests_of(name: &str) -> BTreeSet<String> {
    let path = format!("bindings/godot/tests/project/suites/{name}.gd");
    let text = fs::read_to_string(root(&path)).expect("the suite is there");
    let methods = text.lines().filter_map(|line| line.strip_prefix("func "));
    let named = methods.filter_map(|line| line.split_once('(').map(|(name, _)| name));
    let tests = named.filter(|name| name.starts_with("test_"));
    tests.map(str::to_owned).collect()
}

fn passes(name: &str) {
    let Some(project) = project() else {
        return;
    };
    let output = project.suite(name);
    let log = log(&output);
    let passed = log.lines().filter_map(|line| line.strip_prefix("passed "));
    let passed: BTreeSet<String> = passed.map(str::to_owned).collect();
    assert!(output.status.success(), "{name}\n{log}");
    assert_eq!(passed, tests_of(name), "{name}\n{log}");
    assert!(!passed.is_empty(), "{name} has no tests");
    assert_eq!(trouble(&log), Vec::<&str>::new(), "{name}\n{log}");
    assert!(!log.contains("wrong: "), "{name}\n{log}");
}

#[test]
fn talks_go_well() {
    passes("talk");
}

#[test]
fn trouble_is_told_and_does_no_harm() {
    passes("trouble");
}

#[test]
fn a_game_that_quits_in_the_middle_leaves_nothing() {
    passes("quit");
}

#[test]
fn a_game_that_quits_in_a_handler_leaves_nothing() {
    passes("quit_in_a_handler");
}

#[test]
fn the_export_of_a_key_is_warned_of() {
    let Some(project) = project() else {
        return;
    };
    let pack = project.folder.with_extension("pck");
    let path = pack.display().to_string();
    let output = project.run(&["--export-pack", "Linux", &path]);
    let log = log(&output);
    assert!(output.status.success(), "{log}");
    let [warning] = trouble(&log)[..] else {
        panic!("{log}");
    };
    assert!(
        warning.contains("res://with_key.tscn has an API key"),
        "{log}"
    );
    assert!(!log.contains("not-a-real-key"), "{log}");
    assert!(pack.exists());
}

#[test]
fn an_error_and_a_leak_would_be_seen() {
    let Some(project) = project() else {
        return;
    };
    for (suite, word) in [("leak", "leaked"), ("error", "ERROR")] {
        let log = log(&project.suite(suite));
        let found = trouble(&log);
        assert!(
            found.iter().any(|line| line.contains(word)),
            "{suite}\n{log}"
        );
    }
}

/// What is shown in the engine's help is what stands before each name in the source.
#[test]
fn the_help_explains_every_name() {
    let shown = ["#[signal]", "#[constant]", "#[func", "#[var", "#[export"];
    let mut explained = 0;
    for entry in fs::read_dir(root("bindings/godot/src")).expect("it is a folder") {
        let path = entry.expect("it can be read").path();
        let text = fs::read_to_string(&path).expect("it is text");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate().skip(1) {
            let before = lines[at - 1];
            let is_shown = shown.iter().any(|it| line.starts_with(it));
            if !is_shown || before.starts_with("#[") {
                continue;
            }
            let item = lines[at..].iter().find(|line| !line.starts_with("#["));
            let item = item.expect("something has the attribute");
            if item.starts_with("fn get_") || item.starts_with("fn set_") {
                // The property is shown.
                continue;
            }
            assert!(before.starts_with("///"), "{}: {item}", path.display());
            explained += 1;
        }
    }
    assert!(explained > 150, "only {explained} are seen");
}

#[test]
fn the_extension_s_file_names_what_is_there() {
    let folder = root("bindings/godot/addons/rpggo");
    let text = fs::read_to_string(folder.join("rpggo.gdextension")).expect("it is there");
    let (libraries, icons) = text.split_once("[icons]").expect("it has icons");
    let paths = |part: &str| -> Vec<String> {
        let lines = part
            .lines()
            .filter_map(|line| line.split_once(" = \"res://addons/rpggo/"));
        lines
            .map(|(_, path)| path.trim_end_matches('"').to_owned())
            .collect()
    };
    for icon in paths(icons) {
        assert!(folder.join(&icon).exists(), "{icon} is missing");
    }
    for system in ["linux", "windows", "macos", "ios", "android"] {
        let is_named = paths(libraries)
            .iter()
            .any(|it| it.starts_with(&format!("bin/{system}")));
        assert!(is_named, "{system} is missing");
    }
    assert!(root("bindings/godot/addons/rpggo/LICENSE").exists());
}
