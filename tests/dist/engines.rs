//! The packages for engines and C#.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::archives::{VERSION, file, files, platforms, release, unpack};
use rpggo_testkit::godot::{Project, copy, log, trouble};
use rpggo_testkit::{has_mono, root, standin, succeed};

/// The libraries below a folder, by their path in it.
fn libraries(folder: &Path) -> Vec<String> {
    let endings = [".so", ".dll", ".dylib", ".lib", ".a"];
    let is_library = |name: &String| endings.iter().any(|ending| name.ends_with(ending));
    files(folder).into_keys().filter(is_library).collect()
}

/// Where each platform of the release has its library in a package.
fn expected(release: &Path, places: &[(&str, &str)]) -> Vec<String> {
    let platforms = platforms(release);
    let of_these = places
        .iter()
        .filter(|(platform, _)| platforms.contains(platform));
    let mut all: Vec<String> = of_these.map(|(_, place)| (*place).to_owned()).collect();
    all.sort();
    all
}

/// The files of a package are those that the tests of this project ran, byte by byte.
fn assert_same(package: &Path, sources: &str, but_for: &[&str]) {
    let tested = files(&root(sources));
    assert!(tested.len() > 5);
    let packed: BTreeMap<String, PathBuf> = files(package);
    for (name, path) in tested {
        if but_for.iter().any(|it| name.contains(it)) {
            continue;
        }
        let here = packed
            .get(&name)
            .unwrap_or_else(|| panic!("{name} is not there"));
        let read = |path: &PathBuf| fs::read(path).expect("it can be read");
        assert!(read(here) == read(&path), "{name} differs");
    }
}

/// Compiles the C# sources in a folder with the example, and plays a recording with it.
fn play_with_mono(folder: &Path, sources: &str, talk: &Path, library: &str, recording: &str) {
    if !has_mono() {
        return;
    }
    let mut shell = Command::new("sh");
    let line = format!(
        "mcs -langversion:7.2 -unsafe -out:Talk.exe '{}' -recurse:'{sources}/*.cs' && cp '{library}' . && \
         mono Talk.exe '{recording}' 1000",
        talk.display()
    );
    shell.args(["-ec", &line]).env_remove("LD_LIBRARY_PATH");
    let said = succeed(shell.current_dir(folder));
    assert!(said.contains("You won!"), "{said}");
}

#[test]
fn the_unity_package_has_its_libraries_and_talks() {
    let Some(release) = release() else { return };
    let folder = unpack(&file(release, "com.rpggo.sdk", ".tgz"), "unity").join("package");
    let places = [
        ("linux-x86_64", "Runtime/Plugins/Linux/x86_64/librpggo.so"),
        ("macos", "Runtime/Plugins/macOS/librpggo.dylib"),
        ("windows-x86_64", "Runtime/Plugins/Windows/x86_64/rpggo.dll"),
    ];
    assert_eq!(libraries(&folder), expected(release, &places));
    for library in libraries(&folder) {
        let meta = folder.join(format!("{library}.meta"));
        let meta = fs::read_to_string(meta).expect("it has import settings");
        assert!(meta.contains("PluginImporter:"), "{library}: {meta}");
    }
    assert_same(
        &folder,
        "bindings/unity/com.rpggo.sdk",
        &["Plugins", "Third Party Notices"],
    );
    let sample = "Samples~/Tavern/Resources/last-lantern.txt";
    let talk = root("bindings/csharp/example/Talk.cs");
    play_with_mono(&folder, "Runtime/Rpggo", &talk, places[0].1, sample);
}

#[test]
fn the_csharp_package_talks_at_once() {
    let Some(release) = release() else { return };
    let name = format!("rpggo-csharp-{VERSION}");
    let folder = unpack(&release.join(format!("{name}.zip")), "csharp").join(name);
    let places = [
        ("linux-arm64", "runtimes/linux-arm64/native/librpggo.so"),
        ("linux-x86_64", "runtimes/linux-x64/native/librpggo.so"),
        ("macos", "runtimes/osx-arm64/native/librpggo.dylib"),
        ("macos", "runtimes/osx-x64/native/librpggo.dylib"),
        ("windows-x86_64", "runtimes/win-x64/native/rpggo.dll"),
    ];
    assert_eq!(libraries(&folder), expected(release, &places));
    play_with_mono(
        &folder,
        "Rpggo",
        Path::new("Talk.cs"),
        places[1].1,
        "last-lantern.jsonl",
    );
}

#[test]
fn the_unreal_plugin_has_its_libraries_and_they_are_the_tested_ones() {
    let Some(release) = release() else { return };
    let folder = unpack(&file(release, "rpggo-unreal", ".zip"), "unreal").join("Rpggo");
    let library = "Source/ThirdParty/RpggoLibrary";
    let places = [
        (
            "linux-x86_64",
            "Source/ThirdParty/RpggoLibrary/Linux/librpggo.so",
        ),
        (
            "linux-arm64",
            "Source/ThirdParty/RpggoLibrary/LinuxArm64/librpggo.so",
        ),
        ("macos", "Source/ThirdParty/RpggoLibrary/Mac/librpggo.dylib"),
        (
            "windows-x86_64",
            "Source/ThirdParty/RpggoLibrary/Win64/rpggo.dll",
        ),
        (
            "windows-x86_64",
            "Source/ThirdParty/RpggoLibrary/Win64/rpggo.dll.lib",
        ),
    ];
    assert_eq!(libraries(&folder), expected(release, &places));
    assert_same(&folder, "bindings/unreal/Rpggo", &[]);
    let same = |here: &str, tested: &str| {
        let here = fs::read(folder.join(library).join(here)).expect("it is there");
        assert!(
            here == fs::read(root(tested)).expect("it is there"),
            "{tested} differs"
        );
    };
    same("include/rpggo.h", "include/rpggo.h");
    same(
        "../../../Resources/last-lantern.jsonl",
        "examples/recordings/last-lantern.jsonl",
    );
    same("include/rpggo.hpp", "bindings/cpp/rpggo.hpp");
}

#[test]
fn the_godot_addon_talks_in_an_empty_project() {
    let Some(release) = release() else { return };
    let folder = unpack(&file(release, "rpggo-godot", ".zip"), "godot");
    let places = [
        (
            "linux-arm64",
            "addons/rpggo/bin/linux-arm64/librpggo_godot.so",
        ),
        (
            "linux-x86_64",
            "addons/rpggo/bin/linux-x86_64/librpggo_godot.so",
        ),
        ("macos", "addons/rpggo/bin/macos/librpggo_godot.dylib"),
        (
            "windows-x86_64",
            "addons/rpggo/bin/windows-x86_64/rpggo_godot.dll",
        ),
    ];
    assert_eq!(libraries(&folder), expected(release, &places));
    assert_same(&folder.join("addons"), "bindings/godot/addons", &[]);
    // The suites that a built extension passes, with the one of the archive.
    copy(&root("bindings/godot/tests/project"), &folder);
    copy(
        &root("examples/recordings/last-lantern.jsonl"),
        &folder.join("last-lantern.jsonl"),
    );
    fs::create_dir_all(folder.join(".godot")).expect("the target folder is writable");
    let list = "res://addons/rpggo/rpggo.gdextension\n";
    fs::write(folder.join(".godot/extension_list.cfg"), list).expect("it can be written");
    let Some(project) = Project::open(folder) else {
        return;
    };
    let standin = standin();
    let output = project.run(&["--", "talk", &standin.base_url()]);
    let log = log(&output);
    assert!(output.status.success(), "{log}");
    assert!(
        log.contains("passed test_") && !log.contains("wrong: "),
        "{log}"
    );
    assert_eq!(trouble(&log), Vec::<&str>::new(), "{log}");
}

#[test]
fn the_godot_example_talks_at_once() {
    let Some(release) = release() else { return };
    let folder =
        unpack(&file(release, "rpggo-godot-tavern", ".zip"), "tavern").join("rpggo-tavern");
    let player = root("bindings/godot/tests/tavern/player.gd");
    copy(&player, &folder.join("player.gd"));
    let Some(tavern) = Project::open(folder) else {
        return;
    };
    let output = tavern.run(&["--script", "res://player.gd"]);
    let log = log(&output);
    assert!(output.status.success(), "{log}");
    assert_eq!(trouble(&log), Vec::<&str>::new(), "{log}");
    assert!(log.contains("won as Saltmere has a light again"), "{log}");
}
