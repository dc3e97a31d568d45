//! Makes the C header from `src/abi`. `RPGGO_WRITE_HEADER=1 cargo build` puts it into `include/`;
//! otherwise it stays in the build folder, where the tests compare the two.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=src/abi");
    println!("cargo::rerun-if-changed=cbindgen.toml");
    println!("cargo::rerun-if-changed=include/rpggo.h");
    println!("cargo::rerun-if-env-changed=RPGGO_WRITE_HEADER");

    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let generated = Path::new(&out).join("rpggo.h");
    let mut config = cbindgen::Config::from_root_or_default(&root);
    config.after_includes = Some(version());
    cbindgen::generate_with_config(&root, config)
        .expect("src/abi is readable for cbindgen")
        .write_to_file(&generated);
    if env::var_os("RPGGO_WRITE_HEADER").is_some() {
        let checked_in = Path::new(&root).join("include/rpggo.h");
        fs::copy(&generated, checked_in).expect("include/ is writable");
    }
}

/// The constants of the version: from `Cargo.toml`, so that nobody has to raise them here.
fn version() -> String {
    let get = |name: &str| env::var(format!("CARGO_PKG_VERSION{name}")).expect("cargo sets it");
    format!(
        "
/// The version of this header, for example \"0.1.0\"; `rpggo_version()` returns the library's.
#define RPGGO_VERSION \"{}\"

/// The major version, for `#if` in programs that also compile with older headers.
#define RPGGO_VERSION_MAJOR {}

/// The minor version.
#define RPGGO_VERSION_MINOR {}

/// The patch version.
#define RPGGO_VERSION_PATCH {}",
        get(""),
        get("_MAJOR"),
        get("_MINOR"),
        get("_PATCH"),
    )
}
