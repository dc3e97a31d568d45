//! How much a game's download grows by: the shared library, and what the static one adds.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::table::{Table, number};

/// As its release says of its native library for Linux x86-64, stripped; not measured here.
const YET_ANOTHER_HTTP_HANDLER: f64 = 3.59e6;

pub fn size() -> Vec<Table> {
    let target = env::temp_dir().join(format!("rpggo-size-{}", std::process::id()));
    let release = build(&target);
    let shared = length(&release.join("librpggo.so"));
    let adds = linked(&target, Some(&release.join("librpggo.a"))) - linked(&target, None);
    fs::remove_dir_all(&target).expect("the build can be removed");
    let libraries = ["libcurl.so.4", "libssl.so.3", "libcrypto.so.3"];
    let curl: f64 = libraries.iter().map(|it| length(&system_library(it))).sum();

    let head = ["what", "MB", "times rpggo's"];
    let mut table = Table::new("size", "Stripped, Linux x86-64, HTTP/2 and TLS", &head);
    for (what, size) in [
        ("librpggo.so", shared),
        ("what librpggo.a adds to a C program", adds),
        (
            "YetAnotherHttpHandler's native library",
            YET_ANOTHER_HTTP_HANDLER,
        ),
        ("libcurl, libssl and libcrypto of Debian", curl),
    ] {
        let (megabytes, times) = (number(size / 1e6), number(size / shared));
        table.row(&[what.to_owned(), megabytes, times]);
    }
    vec![table]
}

/// The library as a game's developer builds it: without the settings of the benchmarks.
fn build(target: &Path) -> PathBuf {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "build",
        "--release",
        "--quiet",
        "--locked",
        "-p",
        "rpggo-library",
    ]);
    cargo.arg("--target-dir").arg(target);
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    assert!(cargo.status().expect("cargo runs").success());
    target.join("release")
}

/// The size of a program that calls the library, or of one that does nothing.
fn linked(target: &Path, library: Option<&Path>) -> f64 {
    let source = match library {
        Some(_) => concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/chat.c"),
        None => concat!(env!("CARGO_MANIFEST_DIR"), "/peers/nothing.c"),
    };
    let program = target.join("program");
    let mut compiler = Command::new("cc");
    compiler.args(["-O2", "-s", "-Wl,--gc-sections", "-I"]);
    compiler.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../include"));
    compiler.arg(source).args(library).args(["-lgcc_s", "-lm"]);
    compiler.arg("-o").arg(&program);
    assert!(compiler.status().expect("there is a C compiler").success());
    length(&program)
}

fn system_library(name: &str) -> PathBuf {
    let mut compiler = Command::new("cc");
    let path = compiler.arg(format!("-print-file-name={name}")).output();
    let path = path.expect("there is a C compiler").stdout;
    PathBuf::from(String::from_utf8_lossy(&path).trim())
}

fn length(path: &Path) -> f64 {
    let data = fs::metadata(path).unwrap_or_else(|_| panic!("{} is there", path.display()));
    data.len() as f64
}
