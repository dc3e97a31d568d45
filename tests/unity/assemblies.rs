//! Compiles the scripts as the package's assembly definitions say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::{json, package, scripts, texts};
use rpggo_testkit::{below, root, succeed};

/// As new as the compiler of Mono 6.8 knows, which is older than that of Unity 2021.3.
const COMPILER: [&str; 4] = ["-langversion:7.2", "-warnaserror", "-debug", "-nologo"];
/// The engine's own assemblies that have a stand-in, each after those that it needs.
pub const ENGINE: [&str; 5] = [
    "UnityEngine",
    "UnityEditor",
    "UnityEngine.UI",
    "nunit.framework",
    "UnityEngine.TestRunner",
];

/// An assembly definition, and where its scripts are.
pub struct Definition {
    pub name: String,
    pub folder: PathBuf,
    pub references: Vec<String>,
    pub is_unsafe: bool,
    pub has_engine: bool,
}

/// All of the package, each after those that it needs.
pub fn definitions() -> Vec<Definition> {
    let is_definition = |it: &&PathBuf| it.extension().is_some_and(|it| it == "asmdef");
    let all = below(&package());
    let mut left: Vec<Definition> = all
        .iter()
        .filter(is_definition)
        .map(|path| definition(path))
        .collect();
    let names: BTreeSet<String> = left.iter().map(|it| it.name.clone()).collect();
    let mut sorted: Vec<Definition> = Vec::new();
    while !left.is_empty() {
        let is_ready = |it: &Definition| {
            let mut own = it.references.iter().filter(|name| names.contains(*name));
            own.all(|name| sorted.iter().any(|done| done.name == *name))
        };
        let at = left
            .iter()
            .position(is_ready)
            .expect("assemblies do not need each other in a circle");
        sorted.push(left.remove(at));
    }
    sorted
}

pub fn definition(path: &Path) -> Definition {
    let it = json(path);
    let mut references = texts(&it["references"]);
    let precompiled = texts(&it["precompiledReferences"]);
    references.extend(
        precompiled
            .iter()
            .map(|name| name.trim_end_matches(".dll").to_owned()),
    );
    Definition {
        name: it["name"].as_str().expect("it has a name").to_owned(),
        folder: path.parent().expect("it is in a folder").to_owned(),
        references,
        is_unsafe: it["allowUnsafeCode"].as_bool().expect("a boolean"),
        has_engine: !it["noEngineReferences"].as_bool().expect("a boolean"),
    }
}

pub fn compile(
    folder: &Path,
    name: &str,
    defines: &str,
    references: &[String],
    sources: &[PathBuf],
) -> Command {
    let mut compiler = Command::new("mcs");
    compiler
        .args(COMPILER)
        .arg(format!("-out:{}", folder.join(name).display()));
    compiler.arg(format!("-lib:{}", folder.display()));
    compiler.args(references.iter().map(|it| format!("-r:{it}.dll")));
    if !defines.is_empty() {
        compiler.arg(format!("-d:{defines}"));
    }
    if !name.ends_with(".exe") {
        compiler.arg("-target:library");
    }
    assert!(!sources.is_empty(), "{name} has no scripts");
    compiler.args(sources);
    compiler
}

/// Compiles the stand-in of the engine and the package's assemblies as their definitions say.
pub fn compile_all(folder: &Path, defines: &str) -> Vec<String> {
    fs::create_dir_all(folder).expect("the target folder is writable");
    let tests = root("bindings/unity/tests");
    for (at, name) in ENGINE.into_iter().enumerate() {
        let needs: Vec<String> = ENGINE[..at].iter().map(|it| it.to_string()).collect();
        let sources = scripts(&tests.join("engine").join(name));
        succeed(&mut compile(
            folder,
            &format!("{name}.dll"),
            "",
            &needs,
            &sources,
        ));
    }
    let in_editor = defines.contains("UNITY_EDITOR");
    let mut made = Vec::new();
    for it in definitions() {
        // Players have neither the editor's assemblies nor tests.
        let is_of_editor =
            it.folder.ends_with("Editor") || it.folder.starts_with(package().join("Tests"));
        if is_of_editor && !in_editor {
            continue;
        }
        let mut references: Vec<String> = it.references.clone();
        // It has nothing that the package uses.
        references.retain(|name| name != "UnityEditor.TestRunner");
        if it.has_engine {
            references.push("UnityEngine".into());
            references.extend(in_editor.then(|| "UnityEditor".into()));
        }
        let name = format!("{}.dll", it.name);
        let mut compiler = compile(folder, &name, defines, &references, &scripts(&it.folder));
        if it.is_unsafe {
            compiler.arg("-unsafe");
        }
        succeed(&mut compiler);
        made.push(it.name);
    }
    made
}
