//! What the libraries ask of a player's system, and what they show of themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use object_file::macho::LC_CODE_SIGNATURE;
use object_file::read::macho::{MachOFatFile32, MachOFile64};
use object_file::{Endianness, Object, ObjectSection};

use crate::archives::{VERSION, file, platforms, release, release_for, sdk, unpack};
use rpggo_testkit::header::{HEADER, function};
use rpggo_testkit::succeed;

/// The oldest glibc of the distributions that games are built for: that of Steam's first runtimes.
const OLDEST_GLIBC: (u32, u32) = (2, 17);

/// What every Windows 10 has. (`api-ms-win-core-synch…` and `bcryptprimitives` came with 8.)
const WINDOWS: [&str; 15] = [
    "advapi32.dll",
    "api-ms-win-core-synch-l1-2-0.dll",
    "api-ms-win-core-winrt-error-l1-1-0.dll",
    "bcrypt.dll",
    "bcryptprimitives.dll",
    "crypt32.dll",
    "kernel32.dll",
    "ktmw32.dll",
    "msvcrt.dll",
    "ncrypt.dll",
    "ntdll.dll",
    "oleaut32.dll",
    "secur32.dll",
    "userenv.dll",
    "ws2_32.dll",
];

fn declared() -> BTreeSet<String> {
    HEADER.lines().filter_map(function).collect()
}

fn exported(file: &object_file::File) -> BTreeSet<String> {
    let exports = file.exports().expect("they can be read");
    let names = exports
        .iter()
        .map(|it| String::from_utf8_lossy(it.name()).into_owned());
    names.collect()
}

/// The newest glibc that a library or program asks for, and the libraries it needs.
fn needs(path: &Path) -> ((u32, u32), Vec<String>) {
    let said = succeed(Command::new("readelf").args(["-W", "-V", "-d"]).arg(path));
    let number = |text: &str| text.parse().expect("a number");
    let versions = said.split("GLIBC_").skip(1).filter_map(|rest| {
        let end = rest.find(|it: char| !it.is_ascii_digit() && it != '.')?;
        let mut parts = rest[..end].split('.').map(number);
        Some((parts.next()?, parts.next()?))
    });
    let newest = versions.max().expect("it needs glibc");
    let libraries = said.split("Shared library: [").skip(1);
    let names = libraries.filter_map(|rest| rest.split(']').next());
    (newest, names.map(str::to_owned).collect())
}

#[test]
fn linux_libraries_ask_for_no_new_glibc() {
    let Some(release) = release() else { return };
    let glibc = [
        "libc.so.6",
        "libdl.so.2",
        "libm.so.6",
        "libpthread.so.0",
        "librt.so.1",
        "libutil.so.1",
    ];
    let loaders = ["ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"];
    let addon = unpack(&file(release, "rpggo-godot", ".zip"), "glibc");
    for platform in ["linux-x86_64", "linux-arm64"] {
        if !platforms(release).contains(&platform) {
            continue;
        }
        let program = |name: &str| release.join(format!("{name}-{VERSION}-{platform}"));
        for file in [
            sdk(release, platform, "glibc").join("lib/librpggo.so"),
            addon.join(format!("addons/rpggo/bin/{platform}/librpggo_godot.so")),
            program("rpggo-standin"),
            program("rpggo-inspect"),
        ] {
            let (newest, libraries) = needs(&file);
            assert!(
                newest <= OLDEST_GLIBC,
                "{}: GLIBC_{newest:?}",
                file.display()
            );
            for library in libraries {
                let is_glibc = glibc.contains(&&*library) || loaders.contains(&&*library);
                assert!(is_glibc, "{} needs {library}", file.display());
            }
        }
        let library = fs::read(sdk(release, platform, "exports").join("lib/librpggo.so"));
        let library = library.expect("it is there");
        let library = object_file::File::parse(&*library).expect("it is ELF");
        assert_eq!(exported(&library), declared(), "{platform}");
    }
}

#[test]
fn the_dll_needs_what_every_windows_10_has_and_says_what_it_is() {
    let Some(release) = release() else { return };
    let sdk = sdk(release, "windows-x86_64", "imports");
    let addon = unpack(&file(release, "rpggo-godot", ".zip"), "imports");
    for path in [
        sdk.join("bin/rpggo.dll"),
        addon.join("addons/rpggo/bin/windows-x86_64/rpggo_godot.dll"),
        release.join(format!("rpggo-standin-{VERSION}-windows-x86_64.exe")),
        release.join(format!("rpggo-inspect-{VERSION}-windows-x86_64.exe")),
    ] {
        let bytes = fs::read(&path).expect("it is there");
        let dll = object_file::File::parse(&*bytes).expect("it is a DLL");
        let imports = dll.imports().expect("they can be read");
        let libraries: BTreeSet<String> = imports
            .iter()
            .map(|it| String::from_utf8_lossy(it.library()).to_lowercase())
            .collect();
        assert!(libraries.contains("kernel32.dll"), "{libraries:?}");
        for library in libraries {
            assert!(
                WINDOWS.contains(&&*library),
                "{} needs {library}",
                path.display()
            );
        }
    }
    let bytes = fs::read(sdk.join("bin/rpggo.dll")).expect("it is there");
    let dll = object_file::File::parse(&*bytes).expect("it is a DLL");
    assert_eq!(exported(&dll), declared());
    let resources = dll
        .section_by_name(".rsrc")
        .expect("it has a version resource");
    let resources = resources.data().expect("it can be read");
    for text in ["ProductVersion", VERSION, "rpggo.dll", "MIT OR Apache-2.0"] {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_there = resources.windows(wide.len()).any(|it| it == wide);
        assert!(is_there, "{text} is not in the version resource");
    }
}

/// The import library for MSVC has every function of the DLL.
#[test]
fn the_import_library_is_whole() {
    let Some(release) = release() else { return };
    let library = sdk(release, "windows-x86_64", "import-library").join("lib/rpggo.dll.lib");
    let library = fs::read(library).expect("it is there");
    let archive =
        object_file::read::archive::ArchiveFile::parse(&*library).expect("it is an archive");
    let symbols = archive.symbols().expect("they can be read");
    let symbols = symbols.expect("it has an index");
    let names: BTreeSet<String> = symbols
        .map(|it| String::from_utf8_lossy(it.expect("it can be read").name()).into_owned())
        .filter(|name| name.starts_with("rpggo_"))
        .collect();
    assert_eq!(names, declared());
}

/// Whether there is a signature, and the oldest macOS, as 11.0 is 0x000b0000.
fn signature_and_oldest_system(data: &[u8]) -> (bool, u32) {
    let file = MachOFile64::<Endianness>::parse(data).expect("it is Mach-O");
    let mut commands = file.macho_load_commands().expect("they can be read");
    let (mut is_signed, mut oldest) = (false, u32::MAX);
    while let Some(command) = commands.next().expect("it can be read") {
        is_signed |= command.cmd() == LC_CODE_SIGNATURE;
        if let Some(version) = command.build_version().expect("it can be read") {
            oldest = version.minos.get(file.endian());
        }
    }
    (is_signed, oldest)
}

#[test]
fn the_macos_library_is_for_both_machines() {
    let Some(release) = release_for("macos") else {
        return;
    };
    let path = sdk(release, "macos", "exports").join("lib/librpggo.dylib");
    let bytes = fs::read(path).expect("it is there");
    let fat = MachOFatFile32::parse(&*bytes).expect("it is universal");
    let mut machines = BTreeSet::new();
    for arch in fat.arches() {
        let data = object_file::read::macho::FatArch::data(arch, &*bytes).expect("it can be read");
        let library = object_file::File::parse(data).expect("it is Mach-O");
        // This linker takes no list of what is to be exported: some of Rust's own is beside it.
        let exports = exported(&library);
        let ours = exports.iter().filter_map(|it| it.strip_prefix('_'));
        let ours = ours.filter(|it| it.starts_with("rpggo_"));
        assert_eq!(ours.map(str::to_owned).collect::<BTreeSet<_>>(), declared());
        assert!(exports.len() < declared().len() + 8, "{exports:?}");
        for import in library.imports().expect("they can be read") {
            let from = String::from_utf8_lossy(import.library()).into_owned();
            let is_system = from.is_empty()
                || from.starts_with("/usr/lib/")
                || from.starts_with("/System/Library/");
            assert!(is_system, "it needs {from}");
        }
        let (is_signed, oldest) = signature_and_oldest_system(data);
        // Apple's own processors run nothing without one.
        assert!(is_signed || library.architecture() != object_file::Architecture::Aarch64);
        assert!(
            oldest <= 11 << 16,
            "{:?} asks for {oldest:x}",
            library.architecture()
        );
        machines.insert(format!("{:?}", library.architecture()));
    }
    assert_eq!(
        machines.into_iter().collect::<Vec<_>>(),
        ["Aarch64", "X86_64"]
    );
}
