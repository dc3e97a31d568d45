//! The name by which programs look for the shared library. Without one they keep the path that it had
//! when they were linked.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let name = match system.as_str() {
        "linux" | "android" => "-Wl,-soname,librpggo.so",
        "macos" | "ios" => "-Wl,-install_name,@rpath/librpggo.dylib",
        _ => return,
    };
    println!("cargo::rustc-cdylib-link-arg={name}");
}
