//! The name by which programs look for the shared library: without one they keep the path that it had
//! when they were linked. And what Windows shows of it, in Properties > Details.

use std::env;

use winresource::WindowsResource;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let name = match system.as_str() {
        "linux" | "android" => "-Wl,-soname,librpggo.so",
        "macos" | "ios" => "-Wl,-install_name,@rpath/librpggo.dylib",
        "windows" => return describe(),
        _ => return,
    };
    println!("cargo::rustc-cdylib-link-arg={name}");
}

fn describe() {
    let mut resource = WindowsResource::new();
    resource.set("ProductName", "rpggo");
    resource.set("FileDescription", "rpggo: talk with AI characters");
    resource.set("OriginalFilename", "rpggo.dll");
    resource.set("LegalCopyright", "MIT OR Apache-2.0");
    // A check from another system has no compiler for it; of a release a test demands it.
    if let Err(error) = resource.compile() {
        println!("cargo::warning=without a version resource: {error}");
    }
}
