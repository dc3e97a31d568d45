//! The packages as a developer installs them into a folder, moves that, and uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::{RECORDING, STORY_END, compilers, temporary};
use rpggo_testkit::{
    SYSTEM_LIBRARIES, assert_says, c_compiler, clean, has, release, root, run, succeed,
};

/// A folder that was installed into and then moved, as an archive is.
fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = clean("cpp/package");
        let build = folder.join("build");
        let mut cmake = Command::new("cmake");
        cmake
            .arg("-S")
            .arg(root("bindings/cpp"))
            .arg("-B")
            .arg(&build);
        succeed(cmake.arg(format!("-DRPGGO_LIBRARY_DIR={}", release().display())));
        let first = folder.join("first");
        let mut cmake = Command::new("cmake");
        succeed(
            cmake
                .arg("--install")
                .arg(&build)
                .arg("--prefix")
                .arg(&first),
        );
        let moved = folder.join("moved here");
        fs::rename(first, &moved).expect("it can be moved");
        fs::remove_dir_all(build).expect("it is there");
        moved
    })
}

/// The example, alone in a folder: nothing of this project is near.
fn example(folder: &Path) -> PathBuf {
    for file in ["tavern.cpp", "CMakeLists.txt"] {
        let from = root("examples/cpp").join(file);
        fs::copy(from, folder.join(file)).expect("it can be copied");
    }
    folder.join("tavern.cpp")
}

/// Plays the recorded story.
fn play(tavern: &Path) {
    let recording = root(RECORDING).display().to_string();
    let output = run(tavern, &[recording, "1000".into()]);
    assert!(output.stderr.is_empty());
    let said = String::from_utf8_lossy(&output.stdout);
    let parts = [
        "== The Dark Harbour ==",
        "[x] Bring the ferry home",
        STORY_END,
    ];
    assert_says(&said, &parts);
}

/// The libraries that a program looks for.
fn needed(program: &Path) -> String {
    succeed(Command::new("readelf").arg("-d").arg(program))
}

#[test]
fn a_program_is_built_with_cmake_from_a_package_that_was_moved() {
    if !has("cmake") {
        return;
    }
    for name in compilers() {
        for library in ["shared", "static"] {
            let folder = clean(&format!("cpp/cmake-{name}-{library}"));
            example(&folder);
            let build = folder.join("build");
            let mut cmake = Command::new("cmake");
            cmake.arg("-S").arg(&folder).arg("-B").arg(&build);
            cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", installed().display()));
            cmake.arg(format!("-DCMAKE_CXX_COMPILER={name}"));
            succeed(cmake.arg(format!("-DRPGGO_LIBRARY={library}")));
            succeed(Command::new("cmake").arg("--build").arg(&build));
            let tavern = build.join("tavern");
            play(&tavern);
            // By its name alone, so that the program can be moved as well.
            let has_it = needed(&tavern).contains("[librpggo.so]");
            assert_eq!(has_it, library == "shared");
        }
    }
}

#[test]
fn a_package_without_a_library_says_so() {
    if !has("cmake") {
        return;
    }
    let folder = clean("cpp/cmake-none");
    example(&folder);
    let mut cmake = Command::new("cmake");
    cmake
        .arg("-S")
        .arg(&folder)
        .arg("-B")
        .arg(folder.join("build"));
    cmake.arg(format!("-DCMAKE_PREFIX_PATH={}", installed().display()));
    let output = cmake
        .arg("-DRPGGO_LIBRARY=other")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(said.contains("has no other library"), "{said}");
}

/// What pkg-config says of a package, word by word.
fn pkg_config(arguments: &[&str]) -> Vec<String> {
    let folder = installed().join("lib/pkgconfig");
    let mut pkg_config = Command::new("pkg-config");
    pkg_config.env("PKG_CONFIG_PATH", folder).args(arguments);
    let said = succeed(&mut pkg_config);
    // It puts a backslash before a space in a path.
    let words = said.trim().replace("\\ ", "\0");
    let words = words.split_whitespace();
    words.map(|word| word.replace('\0', " ")).collect()
}

#[test]
fn a_program_is_built_with_pkg_config_from_a_package_that_was_moved() {
    if !has("pkg-config") || !has("cmake") {
        return;
    }
    for name in compilers() {
        for package in ["rpggo", "rpggo-static"] {
            let folder = clean(&format!("cpp/pkg-config-{name}-{package}"));
            let source = example(&folder);
            let tavern = folder.join("tavern");
            let mut compiler = Command::new(name);
            compiler
                .arg("-std=c++17")
                .arg(source)
                .arg("-o")
                .arg(&tavern);
            compiler.args(pkg_config(&["--cflags", "--libs", package]));
            let libraries = pkg_config(&["--variable=libdir", package]);
            succeed(compiler.arg(format!("-Wl,-rpath,{}", libraries.join(" "))));
            play(&tavern);
            let has_it = needed(&tavern).contains("[librpggo.so]");
            assert_eq!(has_it, package == "rpggo");
        }
    }
    let version = pkg_config(&["--modversion", "rpggo"]);
    assert_eq!(version, [env!("CARGO_PKG_VERSION")]);
    // Newer systems link without most of them.
    let libraries = pkg_config(&["--libs", "rpggo-static"]);
    assert!(
        libraries.ends_with(
            &SYSTEM_LIBRARIES
                .iter()
                .map(|it| (*it).to_owned())
                .collect::<Vec<_>>()
        )
    );
}

#[test]
fn a_program_in_c_is_built_with_the_package_too() {
    if !has("pkg-config") || !has("cmake") {
        return;
    }
    for package in ["rpggo", "rpggo-static"] {
        let mut compiler = c_compiler();
        compiler.arg(root("examples/chat.c")).arg("-o");
        compiler.arg(temporary(&format!("chat-{package}")));
        succeed(compiler.args(pkg_config(&["--cflags", "--libs", package])));
    }
}
