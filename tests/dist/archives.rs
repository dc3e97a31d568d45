//! The archives of a release, unpacked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

use rpggo_testkit::left_out::left_out;
use rpggo_testkit::{below, clean, made, read, root, succeed};

/// The platforms that are made where RPGGO_DIST names no release: each takes minutes.
const TRIED: [&str; 2] = ["linux-x86_64", "windows-x86_64"];

/// The folder of the release; `None` where none can be made.
pub fn release() -> Option<&'static Path> {
    // What cannot be made is not tried again.
    static RELEASE: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
        if let Some(folder) = env::var_os("RPGGO_DIST") {
            return Some(root("").join(folder));
        }
        let mut debian = Command::new(root("scripts/in-debian-unstable"));
        let is_there = debian
            .arg("true")
            .output()
            .is_ok_and(|it| it.status.success());
        if !is_there {
            return None;
        }
        let out = made("").join("release");
        make(&out);
        Some(out)
    });
    if RELEASE.is_none() {
        left_out("Debian unstable", "needs a Debian, root and a mirror");
    }
    RELEASE.as_deref()
}

/// Makes a release without optimisation.
pub fn make(out: &Path) {
    let mut dist = Command::new(root("scripts/dist"));
    dist.arg("--quick").arg("--out").arg(out).args(TRIED);
    succeed(&mut dist);
}

/// The platforms that the release has.
pub fn platforms(release: &Path) -> Vec<&'static str> {
    let all = ["linux-x86_64", "linux-arm64", "windows-x86_64", "macos"];
    let has = |platform: &&str| sdk_archive(release, platform).exists();
    all.into_iter().filter(has).collect()
}

/// The release, where it has that platform.
pub fn release_for(platform: &str) -> Option<&'static Path> {
    let release = release()?;
    let has = platforms(release).contains(&platform);
    if !has {
        eprintln!("left out: {platform} is only in what RPGGO_DIST names");
    }
    has.then_some(release)
}

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The path of a file of the release, by the parts of its name around the version.
pub fn file(release: &Path, name: &str, ending: &str) -> PathBuf {
    release.join(format!("{name}-{VERSION}{ending}"))
}

fn sdk_archive(release: &Path, platform: &str) -> PathBuf {
    let form = match platform.starts_with("windows") {
        true => "zip",
        false => "tar.gz",
    };
    file(release, "rpggo", &format!("-{platform}.{form}"))
}

/// Unpacks an archive into a clean folder, as its user does, and gives the folder.
pub fn unpack(archive: &Path, name: &str) -> PathBuf {
    let folder = clean(&format!("unpacked/{name}"));
    let is_zip = archive.extension().is_some_and(|it| it == "zip");
    let mut unpacker = match is_zip {
        true => Command::new("python3"),
        false => Command::new("tar"),
    };
    match is_zip {
        true => unpacker.args(["-m", "zipfile", "-e"]).arg(archive).arg("."),
        false => unpacker.arg("-xzf").arg(archive),
    };
    succeed(unpacker.current_dir(&folder));
    folder
}

/// The SDK of a platform, unpacked for the test of that name.
pub fn sdk(release: &Path, platform: &str, test: &str) -> PathBuf {
    let folder = unpack(
        &sdk_archive(release, platform),
        &format!("{test}-{platform}"),
    );
    folder.join(format!("rpggo-{VERSION}-{platform}"))
}

/// All files below a folder, by their path in it.
pub fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let files = below(folder).into_iter().filter(|it| it.is_file());
    let named = files.map(|path| {
        let name = path.strip_prefix(folder).expect("it is below");
        (name.display().to_string(), path)
    });
    named.collect()
}

#[test]
fn the_sums_are_those_of_all_files() {
    let Some(release) = release() else { return };
    let mut check = Command::new("sha256sum");
    succeed(
        check
            .args(["--check", "--strict", "SHA256SUMS"])
            .current_dir(release),
    );
    let sums = read(release.join("SHA256SUMS"));
    assert_eq!(sums.lines().count() + 1, files(release).len(), "{sums}");
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    // A whole build takes too long for a test: what is compiled is there already, and is packed anew.
    if env::var_os("RPGGO_DIST").is_some() {
        return;
    }
    let Some(first) = release() else { return };
    let second = first.with_extension("second");
    make(&second);
    let sums = |folder: &Path| read(folder.join("SHA256SUMS"));
    assert_eq!(sums(first), sums(&second));
}

#[test]
fn licences_and_notices_are_in_every_archive() {
    let Some(release) = release() else { return };
    let notices = fs::read(root("THIRD-PARTY-NOTICES.txt")).expect("it is there");
    let mut seen = 0;
    for (name, archive) in files(release) {
        if !["zip", "gz", "tgz"]
            .iter()
            .any(|ending| name.ends_with(ending))
        {
            continue;
        }
        let inside = files(&unpack(&archive, &format!("licences/{name}")));
        let has = |wanted: &str| inside.keys().any(|path| path.contains(wanted));
        assert!(has("LICENSE"), "{name} has no licence");
        let is_there = inside
            .values()
            .any(|path| fs::read(path).is_ok_and(|it| it == notices));
        assert!(is_there, "{name} has no THIRD-PARTY-NOTICES.txt");
        seen += 1;
    }
    assert!(seen >= 6, "only {seen} archives");
}

#[test]
fn no_file_tells_of_the_machine_that_made_it() {
    let Some(release) = release() else { return };
    // As the places are called on this machine, and where it builds.
    let home = env::var("HOME").expect("there is one");
    let cargo = env::var("CARGO_HOME").unwrap_or(format!("{home}/.cargo"));
    let here = [cargo, root("").display().to_string()];
    let inside = [
        "/cargo/",
        "/out/aarch64-",
        "/out/release/",
        "/out/x86_64-",
        "/rpggo/src/",
        "/rpggo/library/",
        "/rpggo/target/",
    ];
    let paths: Vec<String> = here.into_iter().chain(inside.map(str::to_owned)).collect();
    for (name, archive) in files(release) {
        let inside = match ["zip", "gz", "tgz"].iter().any(|it| name.ends_with(it)) {
            true => files(&unpack(&archive, &format!("paths/{name}"))),
            false => BTreeMap::from([(name.clone(), archive)]),
        };
        for (file, path) in inside {
            let bytes = fs::read(path).expect("it can be read");
            for path in &paths {
                let has = memchr::memmem::find(&bytes, path.as_bytes()).is_some();
                assert!(!has, "{name}: {file} has {path} in it");
            }
        }
    }
}
