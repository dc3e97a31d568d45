//! C and C++ compilers, and what they make of the programs of `tests/c`.

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::files::{root, temporary};
use crate::library::release;
use crate::program::{succeed, words};

const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-pedantic", "-Werror"];

/// What the static library needs, as `rustc --print native-static-libs` says.
#[cfg(target_os = "macos")]
pub const SYSTEM_LIBRARIES: &[&str] = &[
    "-framework",
    "Security",
    "-framework",
    "CoreFoundation",
    "-framework",
    "SystemConfiguration",
    "-liconv",
];
#[cfg(not(target_os = "macos"))]
pub const SYSTEM_LIBRARIES: &[&str] = &[
    "-lgcc_s",
    "-lutil",
    "-lrt",
    "-lpthread",
    "-lm",
    "-ldl",
    "-lc",
];

/// How a program gets the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linkage {
    Shared,
    Static,
    /// Not at all: it loads the library itself.
    Loaded,
}

/// Each test with the shared and with the static library.
#[macro_export]
macro_rules! with_both_libraries {
    ($($name:ident)*) => {
        mod shared_library_tests {
            $(#[test] fn $name() { super::$name(super::Linkage::Shared); })*
        }
        mod static_library_tests {
            $(#[test] fn $name() { super::$name(super::Linkage::Static); })*
        }
    };
}

/// Each case of a program as a test of its own, which calls `case` with its name.
#[macro_export]
macro_rules! cases {
    ($($name:ident)*) => {
        #[allow(non_snake_case)]
        mod cases {
            $(#[test] fn $name() { super::case(stringify!($name)); })*
        }
        const CASES: &[&str] = &[$(stringify!($name)),*];
    };
}

/// The C compiler, and what every program is compiled with.
pub fn c_compiler() -> Command {
    // Of its own name: cargo would build for the other platform too, for which `tests/dist` sets it.
    let compiler = env::var_os("RPGGO_TEST_CC").or_else(|| env::var_os("CC"));
    let mut compiler = Command::new(compiler.unwrap_or_else(|| "cc".into()));
    compiler.args(["-std=c99", "-g", "-I"]).arg(root("include"));
    compiler.args(WARNINGS);
    compiler
}

/// The same for C++.
pub fn cpp_compiler() -> Command {
    let mut compiler = Command::new(env::var_os("CXX").unwrap_or_else(|| "c++".into()));
    compiler.args(["-std=c++17", "-I"]).arg(root("include"));
    compiler.args(WARNINGS);
    compiler
}

/// Adds the shared library to what is linked. Programs find it where it is now.
pub fn link_shared(compiler: &mut Command) -> &mut Command {
    let folder = release().display();
    compiler.arg(format!("-L{folder}")).arg("-lrpggo");
    compiler.arg(format!("-Wl,-rpath,{folder}"))
}

/// Compiles a program of `tests/c`, for this test alone.
pub fn compile(name: &str, linkage: Linkage) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let program = temporary(&format!("{name}-{linkage:?}-{number}.exe").to_lowercase());
    let object = program.with_extension("o");
    let mut compiler = c_compiler();
    compiler.arg(root("tests/c").join(name).with_extension("c"));
    compiler.args(words("RPGGO_TEST_COMPILE"));
    succeed(compiler.arg("-c").arg("-o").arg(&object));
    // In a step of its own: with a sanitizer named, the compiler would link its own runtime too.
    let mut linker = c_compiler();
    linker.arg(object);
    let instead = words("RPGGO_TEST_LINK");
    match linkage {
        Linkage::Shared => {
            link_shared(&mut linker);
        }
        Linkage::Static if !instead.is_empty() => {
            linker.args(instead);
        }
        Linkage::Static => {
            linker.arg(release().join("librpggo.a"));
        }
        Linkage::Loaded => {}
    }
    let system = words("RPGGO_TEST_SYSTEM_LIBRARIES");
    if system.is_empty() {
        linker.args(SYSTEM_LIBRARIES);
    }
    succeed(linker.args(system).arg("-o").arg(&program));
    program
}
