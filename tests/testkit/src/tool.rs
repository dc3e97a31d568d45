//! Tools that tests need and that may be missing.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::files::made;
use crate::left_out::left_out;

/// How the tools are installed that have a name of their own in Debian.
const DEBIAN: [(&str, &str); 12] = [
    (
        "aarch64-linux-gnu-gcc",
        "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    ),
    ("clang", "clang"),
    ("clang++", "clang"),
    ("g++", "g++"),
    ("ip", "iproute2"),
    ("mcs", "mono-mcs"),
    ("mono", "mono-runtime mono-mcs"),
    ("nginx", "nginx-light"),
    ("nm", "binutils"),
    ("qemu-aarch64", "qemu-user"),
    ("setpriv", "util-linux"),
    ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32"),
];

/// Whether there is such a tool. A test without it is left out, but not where `CI` is set.
pub fn has(tool: &str) -> bool {
    static SEEN: Mutex<Option<HashMap<String, bool>>> = Mutex::new(None);
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let seen = seen.get_or_insert_default().entry(tool.to_owned());
    let is_there = *seen.or_insert_with(|| works(Command::new(tool).arg("--version")));
    is_there || is_left_out(tool)
}

/// The same for what is there when a command succeeds.
pub fn has_when(command: &mut Command, what: &str) -> bool {
    works(command) || is_left_out(what)
}

/// Whether there is a Mono.
pub fn has_mono() -> bool {
    ["mono", "mcs"].into_iter().all(has)
}

/// The folder of the programs of a package from PyPI, which is installed once.
pub fn python_programs(package: &str, program: &str) -> Option<PathBuf> {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = made("python").join(package);
    let programs = folder.join("bin");
    if !programs.join(program).exists() {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(&folder);
        let mut pip = Command::new(programs.join("pip"));
        pip.args(["install", "--quiet", "--disable-pip-version-check", package]);
        let is_there = has_when(&mut venv, "Python with venv")
            && has_when(&mut pip, &format!("{package} from PyPI"));
        if !is_there {
            return None;
        }
    }
    Some(programs)
}

fn works(command: &mut Command) -> bool {
    let output = command.output();
    output.is_ok_and(|output| output.status.success())
}

fn is_left_out(tool: &str) -> bool {
    let package = DEBIAN.iter().find(|(name, _)| *name == tool);
    let package = package.map_or(tool, |(_, package)| package);
    let how = match tool.chars().all(|it| it.is_ascii_graphic()) {
        true => format!("apt-get install {package}"),
        false => "see CONTRIBUTING.md".to_owned(),
    };
    left_out(tool, &how);
    false
}
