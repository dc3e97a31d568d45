//! Systems that nothing here runs on: the library is compiled for them up to the linker, and the workflow
//! that builds for them elsewhere is played with stand-ins of its tools.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rpggo_testkit::{has_when, made, python_programs, root, succeed};

/// Has GitHub's schema of workflows in it.
const CHECKER: &str = "check-jsonschema==0.39.0";
const WORKFLOW: &str = ".github/workflows/platforms.yml";

#[test]
fn the_library_compiles_without_a_warning_for_the_systems_that_are_not_here() {
    let mut debian = Command::new(root("scripts/in-debian-unstable"));
    let what = "Debian unstable (that is: a Debian, root, and a mirror)";
    if !has_when(debian.arg("true"), what) {
        return;
    }
    let mut check = Command::new(root("scripts/release/check-targets"));
    succeed(check.env("CARGO_TARGET_DIR", temporary("check")));
}

fn temporary(name: &str) -> PathBuf {
    made("targets").join(name)
}

/// The programs of a Python that can read a workflow; none where it cannot be installed.
fn programs() -> Option<PathBuf> {
    python_programs(CHECKER, "check-jsonschema")
}

/// Plays a workflow; what its jobs have uploaded is in the second folder.
fn play(programs: &Path, workflow: &Path, name: &str) -> (Output, PathBuf) {
    let folder = temporary(name);
    let output = Command::new(programs.join("python"))
        .arg(root("tests/targets/play.py"))
        .arg(workflow)
        .arg(&folder)
        .env("CARGO", env!("CARGO"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("Python runs");
    (output, folder.join("artifacts"))
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_workflow_has_the_form_that_github_wants() {
    let Some(programs) = programs() else { return };
    for workflow in fs::read_dir(root(".github/workflows")).expect("there are some") {
        let mut check = Command::new(programs.join("check-jsonschema"));
        check.args(["--builtin-schema", "vendor.github-workflows"]);
        succeed(check.arg(workflow.expect("it is there").path()));
    }
}

#[test]
fn the_platforms_workflow_fits_the_repository_and_packs_what_it_builds() {
    let Some(programs) = programs() else { return };
    let (output, artifacts) = play(&programs, &root(WORKFLOW), "played");
    assert!(output.status.success(), "{}", complaint(&output));
    let packages = artifacts.join("packages");
    for library in [
        "unity/com.rpggo.sdk/Runtime/Plugins/Windows/x86_64/rpggo.dll",
        "unity/com.rpggo.sdk/Runtime/Plugins/macOS/librpggo.dylib",
        "unity/com.rpggo.sdk/Runtime/Plugins/iOS/librpggo.a",
        "unity/com.rpggo.sdk/Runtime/Plugins/Android/armeabi-v7a/librpggo.so",
        "unreal/Rpggo/Source/ThirdParty/RpggoLibrary/Win64/rpggo.dll.lib",
        "unreal/Rpggo/Source/ThirdParty/RpggoLibrary/IOS/librpggo.a",
    ] {
        assert!(packages.join(library).is_file(), "{library} is not packed");
    }
    let addon = packages.join("godot/addons/rpggo");
    let extension = fs::read_to_string(addon.join("rpggo.gdextension")).expect("it is packed");
    let folders = fs::read_dir(addon.join("bin")).expect("libraries are packed");
    let files: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files.len(), 5, "{files:?}");
    for file in files {
        let name = file.strip_prefix(&addon).expect("it is below").display();
        let named = format!("\"res://addons/rpggo/{name}\"");
        assert!(extension.contains(&named), "Godot does not load {name}");
    }
}

#[test]
fn a_workflow_that_does_not_fit_is_refused() {
    let Some(programs) = programs() else { return };
    let workflow = fs::read_to_string(root(WORKFLOW)).expect("it is there");
    let refuse = &|number: usize, right: &str, wrong: &str, why: &str| {
        assert!(workflow.contains(right), "{right} is not in the workflow");
        let file = temporary(&format!("wrong-{number}.yml"));
        fs::write(&file, workflow.replace(right, wrong)).expect("it can be written");
        let (output, _) = play(&programs, &file, &format!("refused-{number}"));
        assert!(!output.status.success(), "{wrong} is taken");
        let said = complaint(&output);
        assert!(said.contains(why), "{wrong}: {said}");
    };
    let mistakes = [
        ("-p rpggo-library", "-p rpggo-libary", "no package"),
        ("--test abi", "--test abbi", "has no tests"),
        ("cp include/rpggo.h", "cp include/rpgo.h", "No such file"),
        ("--windows-x64", "--windows64", "unrecognized arguments"),
        (
            "--win64 built/windows/rpggo.dll",
            "--win64 built/windows/rpggo.lib",
            "is wanted",
        ),
        ("ios=built", "iphone=built", "none of the folders"),
        ("$ANDROID_NDK_HOME/", "$NDK_HOME/", "ends with 127"),
        ("needs: [android, apple, windows]", "needs: []", "built"),
        (
            "          done\n          mkdir",
            "          mkdir",
            "syntax error",
        ),
        (",aarch64-apple-ios-sim,", ",", "has not installed"),
    ];
    // Beside each other, as most of it is waiting for small programs.
    std::thread::scope(|scope| {
        for (number, (right, wrong, why)) in mistakes.into_iter().enumerate() {
            scope.spawn(move || refuse(number, right, wrong, why));
        }
    });
}

#[test]
fn the_page_has_the_commands_of_the_workflow() {
    let workflow = fs::read_to_string(root(WORKFLOW)).expect("it is there");
    let page = fs::read_to_string(root("docs/platforms.md")).expect("it is there");
    let blocks: Vec<&str> = page.split("```sh\n").skip(1).collect();
    assert!(blocks.len() > 4, "the page has lost its commands");
    for block in blocks {
        let (commands, _) = block.split_once("```").expect("a block ends");
        // The workflow installs a whole Rust; an example ends in an ellipsis.
        let said = commands.lines().map(str::trim);
        for line in said.filter(|it| !it.starts_with("rustup") && !it.ends_with('…')) {
            let line = match line.strip_prefix("export ") {
                Some(variable) => variable.replacen('=', ": ", 1),
                None => line.to_owned(),
            };
            let plain = workflow.replace('"', "");
            assert!(
                plain.contains(&line.replace('"', "")),
                "the workflow does not do: {line}"
            );
        }
    }
}
