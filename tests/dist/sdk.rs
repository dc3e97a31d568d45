//! The SDK for C and C++: its examples built and run as its README says.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::archives::{platforms, release, release_for, sdk};
use crate::emulated::{MINGW, wine};
use rpggo_testkit::{has, succeed};

const RECORDING: &str = "examples/recordings/last-lantern.jsonl";
const STORY_END: &str = "You won!";

/// Builds the C examples with make, and gives what each says when it plays the recording.
fn c_examples(sdk: &Path, make: &[&str], run: &[&OsStr], ending: &str) {
    let mut all = Command::new("make");
    succeed(all.args(["-C", "examples"]).args(make).current_dir(sdk));
    for kind in ["shared", "static"] {
        let program = sdk.join(format!("examples/build/chat-{kind}{ending}"));
        let mut line = run.iter().copied().chain([program.as_os_str()]);
        let mut chat = Command::new(line.next().expect("the program at least"));
        chat.args(line).arg(sdk.join(RECORDING));
        let prepared = File::open(sdk.join("examples/prepared.txt")).expect("it is there");
        let said = succeed(
            chat.env_remove("LD_LIBRARY_PATH")
                .stdin(Stdio::from(prepared)),
        );
        assert!(said.contains(STORY_END), "{kind}: {said}");
    }
}

#[test]
fn the_c_example_talks_at_once_on_linux() {
    let Some(release) = release() else { return };
    let sdk = sdk(release, "linux-x86_64", "examples");
    c_examples(&sdk, &[], &[], "");
    let mut run = Command::new("make");
    let said = succeed(run.args(["-C", "examples", "run"]).current_dir(&sdk));
    assert!(said.contains(STORY_END), "{said}");
}

#[test]
fn the_c_example_talks_at_once_on_windows() {
    let Some(release) = release() else { return };
    let Some(wine) = wine() else { return };
    if !has(MINGW) {
        return;
    }
    let sdk = sdk(release, "windows-x86_64", "examples");
    let compiler = format!("CC={MINGW}");
    c_examples(
        &sdk,
        &[&compiler, "SYSTEM=MINGW64"],
        &[wine.as_os_str()],
        ".exe",
    );
}

#[test]
fn the_c_example_talks_at_once_on_arm() {
    let Some(release) = release_for("linux-arm64") else {
        return;
    };
    if !has("aarch64-linux-gnu-gcc") || !has("qemu-aarch64") {
        return;
    }
    let sdk = sdk(release, "linux-arm64", "examples");
    let qemu = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"].map(OsStr::new);
    c_examples(&sdk, &["CC=aarch64-linux-gnu-gcc"], &qemu, "");
}

#[test]
fn the_cpp_example_talks_at_once() {
    let Some(release) = release() else { return };
    if !has("cmake") {
        return;
    }
    let sdk = sdk(release, "linux-x86_64", "cpp");
    for library in ["shared", "static"] {
        let build = sdk.join(format!("build-{library}"));
        let mut cmake = Command::new("cmake");
        cmake.args(["-S", "examples/cpp", "-B"]).arg(&build);
        cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", sdk.display()));
        cmake.arg(format!("-DRPGGO_LIBRARY={library}"));
        succeed(cmake.current_dir(&sdk));
        succeed(Command::new("cmake").arg("--build").arg(&build));
        play(&build.join("tavern"), &sdk);
    }
}

#[test]
fn pkg_config_finds_it() {
    let Some(release) = release() else { return };
    if !has("pkg-config") {
        return;
    }
    let sdk = sdk(release, "linux-x86_64", "pkg-config");
    for package in ["rpggo", "rpggo-static"] {
        let mut shell = Command::new("sh");
        let line = format!(
            "c++ -std=c++17 examples/cpp/tavern.cpp $(pkg-config --cflags --libs {package}) \
             -Wl,-rpath,'$ORIGIN/lib' -o tavern"
        );
        shell
            .args(["-ec", &line])
            .env("PKG_CONFIG_PATH", "lib/pkgconfig");
        succeed(shell.current_dir(&sdk));
        play(&sdk.join("tavern"), &sdk);
    }
}

/// Plays the recorded story, from the SDK's folder.
fn play(tavern: &Path, sdk: &Path) {
    let mut tavern = Command::new(tavern);
    tavern.args([RECORDING, "1000"]).current_dir(sdk);
    let said = succeed(tavern.env_remove("LD_LIBRARY_PATH"));
    assert!(said.contains(STORY_END), "{said}");
}

#[test]
fn every_platform_has_the_same_sdk() {
    let Some(release) = release() else { return };
    for platform in platforms(release) {
        let sdk = sdk(release, platform, "contents");
        let libraries: &[&str] = match platform {
            "windows-x86_64" => &["bin/rpggo.dll", "lib/rpggo.dll.lib", "lib/librpggo.dll.a"],
            "macos" => &["lib/librpggo.dylib"],
            _ => &["lib/librpggo.so"],
        };
        let others = [
            "include/rpggo.h",
            "include/rpggo.hpp",
            "lib/librpggo.a",
            "lib/cmake/rpggo/rpggo-config.cmake",
            "lib/pkgconfig/rpggo.pc",
            "lib/pkgconfig/rpggo-static.pc",
            "examples/chat.c",
            "examples/Makefile",
            "examples/cpp/tavern.cpp",
            RECORDING,
            "README.md",
            "LICENSE-MIT",
        ];
        for file in libraries.iter().chain(&others) {
            let size = fs::metadata(sdk.join(file)).map(|it| it.len());
            assert!(size.is_ok_and(|it| it > 0), "{platform} has no {file}");
        }
        let config = sdk.join("lib/cmake/rpggo/rpggo-config.cmake");
        let config = fs::read_to_string(config).expect("it is text");
        for file in libraries.iter().filter(|it| !it.ends_with(".dll.a")) {
            assert!(
                config.contains(file),
                "{platform}: CMake does not know {file}"
            );
        }
    }
}
