//! The C programs of the tests, compiled for each platform with its SDK and run by what runs its programs:
//! the same assertions over the same sockets as on the machine itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::archives::{release, release_for, sdk};
use rpggo_testkit::{cargo, has, has_when, root, succeed};

/// Runs the tests of `c_programs` that link the library, but for those in `skipped`.
fn c_programs(platform: &str, sdk: &Path, variables: &[(&str, &str)], skipped: &[&str]) {
    let tests = |argument: &str| {
        let mut tests = cargo();
        tests.args(["test", "--locked", "--test", "c_programs", "--"]);
        tests.args(["_library_tests", "the_library_can_be", argument]);
        for name in skipped {
            tests.args(["--skip", name]);
        }
        tests.env("RPGGO_TEST_PLATFORM", platform);
        tests.env("RPGGO_TEST_LIBRARY", sdk.join("lib"));
        tests.envs(variables.iter().copied());
        succeed(&mut tests)
    };
    let lines = |said: &str, ending: &str| said.lines().filter(|it| it.ends_with(ending)).count();
    let all = lines(&tests("--list"), ": test");
    assert!(all > 20, "only {all} tests");
    let said = tests("--nocapture");
    assert!(!said.contains("left out:"), "{said}");
    assert_eq!(lines(&said, "... ok"), all, "{said}");
}

#[test]
fn linux_x86_64() {
    let Some(release) = release() else { return };
    let sdk = sdk(release, "linux-x86_64", "c");
    c_programs("linux-x86_64", &sdk, &[], &[]);
}

#[test]
fn linux_arm64_in_qemu() {
    let Some(release) = release_for("linux-arm64") else {
        return;
    };
    let compiler = "aarch64-linux-gnu-gcc";
    if !has(compiler) || !has("qemu-aarch64") {
        return;
    }
    let sdk = sdk(release, "linux-arm64", "c");
    let variables = [
        ("RPGGO_TEST_CC", compiler),
        ("RPGGO_TEST_RUN", "qemu-aarch64 -L /usr/aarch64-linux-gnu"),
    ];
    c_programs("linux-arm64", &sdk, &variables, &[]);
}

/// What starts Windows programs; `None` where it cannot be had.
pub fn wine() -> Option<PathBuf> {
    let wine = root("scripts/wine");
    let mut first = Command::new(&wine);
    first.args(["cmd", "/c", "exit"]);
    has_when(&mut first, "Wine (scripts/wine)").then_some(wine)
}

pub const MINGW: &str = "x86_64-w64-mingw32-gcc";

/// The SDK with the DLL where programs find it that are told of its folder only.
pub fn windows_sdk(release: &Path, test: &str) -> PathBuf {
    let sdk = sdk(release, "windows-x86_64", test);
    fs::copy(sdk.join("bin/rpggo.dll"), sdk.join("lib/rpggo.dll")).expect("it can be copied");
    sdk
}

#[test]
fn windows_in_wine() {
    let Some(release) = release() else { return };
    let Some(wine) = wine() else { return };
    if !has(MINGW) {
        return;
    }
    let sdk = windows_sdk(release, "c");
    let run = wine.display().to_string();
    let library = sdk.join("lib").display().to_string();
    let variables = [
        ("RPGGO_TEST_CC", MINGW),
        ("RPGGO_TEST_RUN", &*run),
        ("RPGGO_TEST_SYSTEM_LIBRARIES", SYSTEM_LIBRARIES),
        ("WINEPATH", &*library),
    ];
    // Windows has no signals.
    c_programs("windows-x86_64", &sdk, &variables, &["signals"]);
}

/// As examples/Makefile has them, and the threads of the tests.
const SYSTEM_LIBRARIES: &str = "-lws2_32 -lcrypt32 -lbcrypt -lncrypt -lsecur32 -lntdll -luserenv -ladvapi32 \
    -lkernel32 -Wl,-Bstatic -lpthread";
