//! The release libraries.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::files::{root, target};
use crate::program::succeed;

/// Cargo, as in a terminal: with the variables that it sets for a package's tests, it would compile
/// for each package again what depends on them.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    for (name, _) in env::vars() {
        let of_a_package = ["CARGO_PKG_", "CARGO_MANIFEST_", "OUT_DIR"];
        if of_a_package.iter().any(|it| name.starts_with(it)) {
            cargo.env_remove(name);
        }
    }
    cargo.current_dir(root(""));
    cargo
}

/// The folder of the release libraries, which are built when it is asked for first; else the one that
/// `tests/dist` unpacked.
pub fn release() -> &'static Path {
    static RELEASE: OnceLock<PathBuf> = OnceLock::new();
    RELEASE.get_or_init(|| {
        if let Some(folder) = env::var_os("RPGGO_TEST_LIBRARY") {
            return folder.into();
        }
        let target = target();
        let arguments = ["build", "--release", "-p", "rpggo-library", "--target-dir"];
        succeed(cargo().args(arguments).arg(&target));
        target.join("release")
    })
}

/// The shared library.
pub fn shared_library() -> PathBuf {
    let names = ["librpggo.so", "librpggo.dylib", "rpggo.dll"];
    let mut places = names.map(|name| release().join(name)).into_iter();
    let is_there = |place: &PathBuf| place.exists();
    places.find(is_there).expect("it was built")
}
