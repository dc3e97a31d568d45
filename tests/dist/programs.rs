//! The stand-in and the inspector, as single files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::archives::{VERSION, release_for};
use crate::emulated::wine;
use rpggo_testkit::{Linkage, compile, has, root, run, succeed, temporary};

const RECORDING: &str = "examples/recordings/last-lantern.jsonl";

/// A program of the release, alone in a folder.
fn program(release: &Path, name: &str, platform: &str, ending: &str) -> PathBuf {
    let file = format!("{name}-{VERSION}-{platform}{ending}");
    let place = temporary(&file);
    // By a program of its own: what this process has open for writing, its children cannot run.
    let mut copy = Command::new("install");
    succeed(
        copy.args(["-m", "755"])
            .arg(release.join(&file))
            .arg(&place),
    );
    place
}

/// A running stand-in; it ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the stand-in, talks with it through the library, and looks into a recording.
fn run_both(platform: &str, emulator: &[String], ending: &str) {
    let Some(release) = release_for(platform) else {
        return;
    };
    let start = |name: &str| {
        let place = program(release, name, platform, ending);
        let mut line = emulator
            .iter()
            .cloned()
            .chain([place.display().to_string()]);
        let mut command = Command::new(line.next().expect("the program at least"));
        command.args(line);
        command
    };
    let mut standin = start("rpggo-standin");
    standin.args(["--port", "0"]).stdout(Stdio::piped());
    let mut service = Service(standin.spawn().expect("it starts"));
    let mut told = String::new();
    let output = service.0.stdout.take().expect("it is piped");
    BufReader::new(output)
        .read_line(&mut told)
        .expect("it says where it is");
    let base_url = told.split(' ').find(|word| word.starts_with("http://"));
    let base_url = base_url.unwrap_or_else(|| panic!("{platform}: {told}"));
    // In small pieces, so that the answers mix.
    let base_url = format!("{base_url}/fault/chunk=16");
    run(&compile("two_chats", Linkage::Shared), &[base_url]);

    let recording = temporary(&format!("inspected-{platform}.jsonl"));
    fs::copy(root(RECORDING), &recording).expect("it can be copied");
    succeed(start("rpggo-inspect").arg(&recording));
    let page = fs::read_to_string(recording.with_extension("html")).expect("it was written");
    assert!(page.contains("Two Hundred and Twelve Steps"), "{platform}");
}

#[test]
fn they_run_on_linux() {
    run_both("linux-x86_64", &[], "");
}

#[test]
fn they_run_on_windows() {
    if let Some(wine) = wine() {
        run_both("windows-x86_64", &[wine.display().to_string()], ".exe");
    }
}

#[test]
fn they_run_on_arm() {
    if release_for("linux-arm64").is_some() && has("qemu-aarch64") {
        let line = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"];
        run_both("linux-arm64", &line.map(str::to_owned), "");
    }
}
