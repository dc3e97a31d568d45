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
    cbindgen::generate(&root)
        .expect("src/abi is readable for cbindgen")
        .write_to_file(&generated);
    if env::var_os("RPGGO_WRITE_HEADER").is_some() {
        let checked_in = Path::new(&root).join("include/rpggo.h");
        fs::copy(&generated, checked_in).expect("include/ is writable");
    }
}
