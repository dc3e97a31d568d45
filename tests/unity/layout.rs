//! How the package is laid out and packed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::assemblies::definitions;
use crate::files::{json, package, target};
use rpggo_testkit::{below, read, root, shared_library, standin, succeed};

/// Unity looks at neither hidden files nor folders with a tilde, but copies samples with their metas.
fn is_seen(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let is_hidden = parts
        .iter()
        .any(|it| it.starts_with('.') || it.ends_with('~') && *it != "Samples~");
    !is_hidden && path != "Samples~"
}

fn names(paths: Vec<PathBuf>, of: &Path) -> Vec<String> {
    let name = |it: &PathBuf| {
        it.strip_prefix(of)
            .expect("it is below")
            .display()
            .to_string()
    };
    paths.iter().map(name).collect()
}

#[test]
fn everything_has_a_meta_with_a_guid_of_its_own() {
    let all = names(below(&package()), &package());
    let (metas, assets): (Vec<String>, Vec<String>) =
        all.into_iter().partition(|it| it.ends_with(".meta"));
    let wanted: BTreeSet<String> = assets.iter().filter(|it| is_seen(it)).cloned().collect();
    let found: BTreeSet<String> = metas
        .iter()
        .map(|it| it.trim_end_matches(".meta").to_owned())
        .collect();
    let without: Vec<&String> = wanted.difference(&found).collect();
    assert!(
        without.is_empty(),
        "without .meta (run bindings/unity/metas.py): {without:?}"
    );
    // Those of libraries, which are in no source tree.
    let orphans: Vec<&String> = found.difference(&wanted).collect();
    let is_library = |it: &&String| it.starts_with("Runtime/Plugins/") && it.contains("rpggo.");
    assert!(orphans.iter().all(is_library), "of nothing: {orphans:?}");
    assert!(wanted.len() > 80, "{wanted:?}");
    let mut guids = BTreeSet::new();
    for meta in &metas {
        let text = read(package().join(meta));
        let guid = text
            .lines()
            .nth(1)
            .and_then(|it| it.strip_prefix("guid: "))
            .expect("its GUID");
        assert!(
            guid.len() == 32
                && guid
                    .bytes()
                    .all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')),
            "{meta}"
        );
        assert!(
            guids.insert(guid.to_owned()),
            "{meta} has the GUID of another one"
        );
        assert!(
            text.starts_with("fileFormatVersion: 2\n") && text.contains("Importer:\n"),
            "{meta}"
        );
    }
}

#[test]
fn each_library_is_for_its_platform_alone() {
    let expected = BTreeMap::from([
        (
            "Windows/x86_64/rpggo.dll",
            ("Editor Win64", "Standalone: Win64", "x86_64"),
        ),
        (
            "Linux/x86_64/librpggo.so",
            ("Editor Linux64", "Standalone: Linux64", "x86_64"),
        ),
        (
            "macOS/librpggo.dylib",
            ("Editor OSXUniversal", "Standalone: OSXUniversal", "AnyCPU"),
        ),
        ("iOS/librpggo.a", ("iOS", "iPhone: iOS", "AnyCPU")),
        (
            "Android/arm64-v8a/librpggo.so",
            ("Android", "Android: Android", "ARM64"),
        ),
        (
            "Android/armeabi-v7a/librpggo.so",
            ("Android", "Android: Android", "ARMv7"),
        ),
        (
            "Android/x86_64/librpggo.so",
            ("Android", "Android: Android", "X86_64"),
        ),
    ]);
    for (path, (loaders, group, cpu)) in expected {
        let text = read(
            package()
                .join("Runtime/Plugins")
                .join(format!("{path}.meta")),
        );
        let excluded = text
            .lines()
            .filter_map(|it| it.trim().strip_prefix("Exclude "));
        let loads: Vec<&str> = excluded.filter_map(|it| it.strip_suffix(": 0")).collect();
        assert_eq!(loads.join(" "), loaders, "{path}");
        let blocks: Vec<&str> = text.split("  - first:\n").collect();
        let block = blocks
            .iter()
            .find(|it| it.trim_start().starts_with(group))
            .expect("its platform");
        assert!(
            block.contains("enabled: 1\n") && block.contains(&format!("CPU: {cpu}\n")),
            "{path}: {block}"
        );
        let on = blocks
            .iter()
            .filter(|it| it.contains("enabled: 1\n"))
            .count();
        assert_eq!(on, loaders.split(' ').count(), "{path} is loaded elsewhere");
    }
}

#[test]
fn assemblies_name_only_what_is_there() {
    let known = [
        "UnityEngine.UI",
        "UnityEngine.TestRunner",
        "UnityEditor.TestRunner",
        "nunit.framework",
    ];
    let all = definitions();
    assert_eq!(all.len(), 6);
    for it in &all {
        for name in &it.references {
            let is_own = all.iter().any(|own| own.name == *name);
            assert!(
                is_own || known.contains(&name.as_str()),
                "{} names {name}",
                it.name
            );
        }
        let is_plain = it.name == "Rpggo";
        assert_eq!(
            (it.is_unsafe, it.has_engine),
            (is_plain, !is_plain),
            "{}",
            it.name
        );
    }
}

#[test]
fn what_is_told_twice_is_told_alike() {
    let manifest = json(&package().join("package.json"));
    assert_eq!(manifest["name"], "com.rpggo.sdk");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["unity"], "2021.3");
    let version = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(
        read(package().join("CHANGELOG.md")).contains(&version),
        "its changelog"
    );
    for sample in manifest["samples"].as_array().expect("a list") {
        assert!(
            package()
                .join(sample["path"].as_str().expect("a path"))
                .is_dir(),
            "{sample}"
        );
    }
    let copies = [
        (
            "Samples~/Tavern/Resources/last-lantern.txt",
            "examples/recordings/last-lantern.jsonl",
        ),
        ("Documentation~/index.md", "docs/unity.md"),
        ("Third Party Notices.md", "THIRD-PARTY-NOTICES.txt"),
    ];
    for (copy, original) in copies {
        let is_same = fs::read(package().join(copy)).ok() == fs::read(root(original)).ok();
        assert!(is_same, "copy {original} to {copy}");
    }
    let licence = read(package().join("LICENSE.md"));
    for original in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(
            licence.contains(&read(root(original))),
            "{original} is not in LICENSE.md"
        );
    }
    let sample = read(package().join("Samples~/Tavern/TavernBootstrap.cs"));
    for line in &standin().story().walkthrough {
        let prepared = format!("{{ \"{}\", \"{}\" }},", line.to, line.say);
        assert!(
            sample.contains(&prepared),
            "the sample does not have {prepared}"
        );
    }
}

fn pack(out: &Path, more: &[&str]) -> Output {
    let mut pack = Command::new("python3");
    pack.arg(root("bindings/unity/pack"))
        .arg("--out")
        .arg(out)
        .args(more);
    pack.output().expect("python3 is there")
}

#[test]
fn packing_twice_gives_the_same_bytes() {
    let library = shared_library().display().to_string();
    let packed = |name: &str| -> (Vec<u8>, Vec<String>) {
        let out = target(name);
        let output = pack(&out, &["--linux-x64", &library]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let file = format!("com.rpggo.sdk-{}.tgz", env!("CARGO_PKG_VERSION"));
        let listing = succeed(Command::new("tar").arg("-tzf").arg(out.join(&file)));
        let there = names(
            below(&out.join("com.rpggo.sdk")),
            &out.join("com.rpggo.sdk"),
        );
        assert!(
            there
                .iter()
                .any(|it| it == "Runtime/Plugins/Linux/x86_64/librpggo.so"),
            "{there:?}"
        );
        (
            fs::read(out.join(file)).expect("it is there"),
            listing.lines().map(str::to_owned).collect(),
        )
    };
    let (first, listing) = packed("pack-1");
    assert!(first == packed("pack-2").0, "the two differ");
    for name in [
        "package.json",
        "Runtime/Plugins/Linux/x86_64/librpggo.so",
        "Samples~/Tavern/TavernBootstrap.cs",
    ] {
        assert!(
            listing.contains(&format!("package/{name}")),
            "{name} is not in {listing:?}"
        );
        assert!(
            name == "package.json" || listing.contains(&format!("package/{name}.meta")),
            "{name}"
        );
    }
    // What was not given is not there, nor its folder, nor their metas; nor is what is no part of it.
    let strange = |it: &&String| {
        ["Windows", "iOS", "Android", "macOS", ".gitignore"]
            .iter()
            .any(|no| it.contains(no))
    };
    assert_eq!(listing.iter().find(strange), None);
    assert!(listing.iter().all(|it| it.starts_with("package/")));
}

#[test]
fn a_library_of_another_platform_is_not_packed() {
    let library = shared_library().display().to_string();
    let manifest = root("Cargo.toml").display().to_string();
    for (option, file, why) in [
        (
            "--windows-x64",
            &library,
            "is Linux x86-64, where Windows x86-64 is wanted",
        ),
        (
            "--android-x64",
            &library,
            "is Linux x86-64, where Android x86-64 is wanted",
        ),
        (
            "--linux-x64",
            &manifest,
            "is no library, where Linux x86-64 is wanted",
        ),
    ] {
        let output = pack(&target("pack-wrong"), &[option, file]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && said.contains(why),
            "{option}: {said}"
        );
    }
}
