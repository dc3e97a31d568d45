"""What a game developer downloads: one function for each kind of archive."""

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import crates
import packing
from targets import ROOT, install, rust_version, version_in_debian

LEGAL = ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt"]
CMAKE = ["cmake==4.4.4"]
# As the notices call it.
RUST = "Rust's standard library"
RECORDING = "examples/recordings/last-lantern.jsonl"

# Their options for each platform; an engine that has no such players has none.
UNITY = {"linux-x86_64": "--linux-x64", "windows-x86_64": "--windows-x64", "macos": "--macos"}
UNREAL = {"linux-x86_64": "--linux", "linux-arm64": "--linux-arm64", "windows-x86_64": "--win64",
          "macos": "--mac"}
# As CMake calls the systems.
SYSTEMS = {"linux": "Linux", "windows": "Windows", "macos": "Darwin"}
# As .NET calls the platforms; macOS's file is for both machines.
RUNTIMES = {"linux-x86_64": ["linux-x64"], "linux-arm64": ["linux-arm64"], "windows-x86_64": ["win-x64"],
            "macos": ["osx-arm64", "osx-x64"]}


def version():
    text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    return re.search(r'^version = "(.*)"$', text, re.MULTILINE).group(1)


def run(*command):
    subprocess.run(list(map(str, command)), check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def legal(prefix=""):
    return {prefix + name: (ROOT / name).read_bytes() for name in LEGAL}


def check(out):
    """Refuses a folder that has other things in it than a release: it is emptied."""
    if out.exists() and not (out / "SHA256SUMS").exists() and any(out.iterdir()):
        raise SystemExit(f"{out} has other things in it than a release: name a new or an empty folder")


def check_notices(built):
    """The notices name the compilers whose code is in what was built."""
    versions = {RUST: rust_version()}
    if any(target.packages for target in built):
        versions["mingw-w64"] = version_in_debian("mingw-w64-x86-64-dev")
    rows = crates.table(RUST) + crates.table("Runtimes of compilers")
    named = {name: version for name, version, *_ in rows}
    for name, version in versions.items():
        if named.get(name) != version:
            raise SystemExit(f"THIRD-PARTY-NOTICES.txt has {name} {named.get(name)}, but {version} was built "
                             "with: run scripts/notices, and commit what it writes")


def write(built, out):
    """All archives, of the targets and the folders where they were built."""
    check(out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    shutil.copy(ROOT / "THIRD-PARTY-NOTICES.txt", out)
    unity(built, out)
    unreal(built, out)
    godot(built, out)
    csharp(built, out)
    for target, folder in built.items():
        sdk(target, folder, out)
        programs(target, folder, out)


def unity(built, out):
    with TemporaryDirectory() as scratch:
        options = [it for target, folder in built.items() if target.name in UNITY
                   for it in (UNITY[target.name], folder / target.shared)]
        run("bindings/unity/pack", *options, "--out", scratch)
        for package in Path(scratch).glob("*.tgz"):
            shutil.copy(package, out)


def unreal(built, out):
    with TemporaryDirectory() as scratch:
        options = []
        for target, folder in built.items():
            options += [UNREAL[target.name], folder / target.shared]
            if target.import_library:
                options += [f"{UNREAL[target.name]}-import", folder / target.import_library]
        run("bindings/unreal/pack", *options, "--out", scratch)
        plugin = packing.tree(Path(scratch) / "Rpggo", "Rpggo/")
    packing.write_zip(out / f"rpggo-unreal-{version()}.zip", plugin)


def godot(built, out):
    """The addon, to be put into a project; and a project that has it and plays at once."""
    with TemporaryDirectory() as scratch:
        libraries = [f"{target.name}={folder / target.godot}" for target, folder in built.items()]
        run("bindings/godot/pack", scratch, *libraries)
        addon = packing.tree(Path(scratch) / "addons", "addons/")
    packing.write_zip(out / f"rpggo-godot-{version()}.zip", addon)
    example = ROOT / "examples/godot-tavern"
    project = {name: data for name, data in packing.tree(example).items()
               if not name.startswith((".godot/", "addons/"))}
    # An engine without a window crashes at the end of the import that finds an extension.
    project[".godot/extension_list.cfg"] = b"res://addons/rpggo/rpggo.gdextension\n"
    packing.write_zip(out / f"rpggo-godot-tavern-{version()}.zip",
                      {f"rpggo-tavern/{name}": data for name, data in (addon | project).items()})


def csharp(built, out):
    """The sources and the native libraries."""
    top = f"rpggo-csharp-{version()}/"
    bindings = ROOT / "bindings/csharp"
    files = legal(top)
    sources = ROOT / "bindings/unity/com.rpggo.sdk/Runtime/Rpggo"
    for path in sorted(sources.rglob("*.cs")):
        files[f"{top}Rpggo/{path.relative_to(sources).as_posix()}"] = path.read_bytes()
    for name, path in [("Rpggo.csproj", bindings / "Rpggo.csproj"), ("Talk.cs", bindings / "example/Talk.cs"),
                       ("README.md", bindings / "package/README.md"), ("last-lantern.jsonl", ROOT / RECORDING)]:
        files[top + name] = path.read_bytes()
    for target, folder in built.items():
        for runtime in RUNTIMES[target.name]:
            files[f"{top}runtimes/{runtime}/native/{target.shared}"] = (folder / target.shared).read_bytes()
    packing.write_zip(out / f"rpggo-csharp-{version()}.zip", files)


def sdk(target, folder, out):
    """Headers, libraries, CMake and pkg-config files and examples, for C, C++ and what can call them."""
    name = f"rpggo-{version()}-{target.name}"
    with TemporaryDirectory() as scratch:
        run(cmake(), "-S", "bindings/cpp", "-B", f"{scratch}/build", f"-DRPGGO_LIBRARY_DIR={folder}",
            f"-DCMAKE_SYSTEM_NAME={SYSTEMS[target.name.split('-')[0]]}")
        run(cmake(), "--install", f"{scratch}/build", "--prefix", f"{scratch}/sdk")
        files = packing.tree(Path(scratch) / "sdk", f"{name}/")
    files |= legal(f"{name}/")
    files[f"{name}/README.md"] = (ROOT / "bindings/cpp/package/README.md").read_bytes()
    for path in ["chat.c", "prepared.txt", "Makefile", "cpp/tavern.cpp", "cpp/CMakeLists.txt",
                 "recordings/last-lantern.jsonl"]:
        files[f"{name}/examples/{path}"] = (ROOT / "examples" / path).read_bytes()
    if target.name.startswith("windows"):
        packing.write_zip(out / f"{name}.zip", files)
    else:
        packing.write_tar_gz(out / f"{name}.tar.gz", files)


def programs(target, folder, out):
    """The stand-in and the inspector, each a file that runs as it is."""
    for program in target.programs:
        name, suffix = Path(program).stem, Path(program).suffix
        shutil.copy(folder / program, out / f"{name}-{version()}-{target.name}{suffix}")


def cmake():
    """The machine's own, else one that is installed for it."""
    return shutil.which("cmake") or install("cmake", CMAKE) / "cmake/data/bin/cmake"
