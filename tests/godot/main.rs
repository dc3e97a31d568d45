//! The Godot extension in the real engine: projects of GDScript that use the nodes as a game does, and
//! the example, also with a window. `bindings/godot/engine` finds the engine, or installs one.
#![cfg(unix)]

mod tavern;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Output;
use std::sync::OnceLock;

use rpggo_testkit::godot::{Project, log, trouble};
use rpggo_testkit::{root, standin};

/// The project that has the suites.
fn project() -> Option<&'static Project> {
    static PROJECT: OnceLock<Option<Project>> = OnceLock::new();
    let project = PROJECT.get_or_init(|| {
        let recording = "examples/recordings/last-lantern.jsonl";
        Project::make("godot", "bindings/godot/tests/project", &[recording])
    });
    project.as_ref()
}

/// Runs a suite against a stand-in of its own.
fn run(project: &Project, suite: &str) -> Output {
    let standin = standin();
    project.run(&["--", suite, &standin.base_url()])
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
    let output = run(project, name);
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
        let log = log(&run(project, suite));
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
    for path in sources() {
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
            let item = item.trim_start_matches("pub ");
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

/// The extension's source, with what is generated.
fn sources() -> Vec<PathBuf> {
    let folders = ["bindings/godot/src", "bindings/godot/src/generated"];
    let entries = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(root(folder)).expect("it is a folder");
        entries.map(|entry| entry.expect("it can be read").path())
    });
    entries.filter(|it| it.is_file()).collect()
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
