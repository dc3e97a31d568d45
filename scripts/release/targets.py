"""The platforms of a release, and how their libraries are built."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Below the cache: where Debian unstable is, which builds for all of them (scripts/in-debian-unstable),
# and in it the linker for other systems.
FOLDER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "rpggo/rust"
ZIG = ["ziglang==0.17.1", "cargo-zigbuild==0.24.0"]

# The standard library is built along: small, and without what only prints backtraces.
STANDARD_LIBRARY = ["-Zbuild-std=std,panic_unwind", "-Zbuild-std-features=optimize_for_size"]
RUSTFLAGS = [
    # No path of the machine that built it.
    "--remap-path-prefix=/rpggo=.",
    "--remap-path-prefix=/out=",
    "-Cforce-frame-pointers=yes",
    # zig misses folders that are named to it but not needed.
    "-Alinker-messages",
]
# The same for the C of ring.
CFLAGS = ["-g0"]


@dataclass(frozen=True)
class Target:
    """A platform, and the names that things have there."""

    name: str
    # For cargo; with zig the oldest glibc may stand behind it.
    triple: str
    shared: str
    # What programs are called behind their name.
    program: str = ""
    rustflags: tuple = ()
    variables: tuple = ()
    packages: tuple = ()
    uses_zig: bool = True
    # The import library that a linker on Windows takes.
    import_library: str = ""

    @property
    def output(self):
        """Where cargo puts what it builds, below the target folder."""
        return f"{self.triple.split('.')[0]}/release"

    @property
    def godot(self):
        return self.shared.replace("rpggo", "rpggo_godot")

    @property
    def programs(self):
        return [name + self.program for name in ("rpggo-standin", "rpggo-inspect")]


TARGETS = {target.name: target for target in [
    Target("linux-x86_64", "x86_64-unknown-linux-gnu.2.17", "librpggo.so"),
    Target("linux-arm64", "aarch64-unknown-linux-gnu.2.17", "librpggo.so"),
    Target("windows-x86_64", "x86_64-pc-windows-gnu", "rpggo.dll", program=".exe",
           packages=("gcc-mingw-w64-x86-64-win32",), uses_zig=False,
           import_library="rpggo.dll.lib"),
    # Both machines in one file. Stripped by the linker: cargo would use a tool that is not there.
    Target("macos", "universal2-apple-darwin", "librpggo.dylib",
           rustflags=("-Clink-arg=-F/rpggo/scripts/release/frameworks", "-Clink-arg=-Wl,-s"),
           variables=(("CARGO_PROFILE_RELEASE_STRIP", "false"), ("MACOSX_DEPLOYMENT_TARGET", "11.0"))),
]}

# Together where they share what they depend on; the programs need more of it.
PACKAGES = [["rpggo-library", "rpggo-godot"], ["rpggo-standin", "rpggo-inspect"]]

# For those who try the scripts: minutes less, megabytes more.
QUICK = {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16",
         "CARGO_PROFILE_RELEASE_OPT_LEVEL": "0"}


def rust_version():
    source, = (FOLDER / "usr/src").glob("rustc-*")
    return source.name.removeprefix("rustc-")


def version_in_debian(package):
    """The upstream's version of a package in the folder."""
    asked = ["dpkg-query", "--admindir", FOLDER / "var/lib/dpkg", "--show", "--showformat", "${Version}", package]
    return subprocess.run(asked, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.split("-")[0]


def cargo_target():
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).absolute()


def registry():
    """Where cargo unpacks sources."""
    return Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "registry/src"


def install(folder, packages):
    """Puts packages of PyPI into a folder below FOLDER, once."""
    mark = FOLDER / folder / "installed"
    if not mark.exists() or mark.read_text() != repr(packages):
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--upgrade",
                        "--target", mark.parent, *packages], check=True)
        mark.write_text(repr(packages))
    return mark.parent


def build(target, out, quick=False):
    """Builds all packages for a target, in the folder; returns where they are."""
    environment = {**os.environ, "OUT": str(out), "PACKAGES": " ".join(target.packages)}
    inside = [ROOT / "scripts/in-debian-unstable"]
    # Makes the folder, where it is missing, and has all sources in the registry.
    subprocess.run([*inside, "cargo", "fetch", "--locked"], check=True, env=environment)
    install("zig", ZIG)
    # Each registry has a folder there whose name is that of its host.
    sources = [f"/cargo/registry/src/{it.name}=" for it in sorted(registry().iterdir())]
    rust_flags = [*RUSTFLAGS, *(f"--remap-path-prefix={it}" for it in sources), *target.rustflags]
    c_flags = " ".join([*CFLAGS, *(f"-ffile-prefix-map={it}" for it in sources)])
    variables = {
        "PATH": "/zig/bin:/usr/bin:/bin",
        "CARGO_ZIGBUILD_ZIG_PATH": "/zig/ziglang/zig",
        "RUSTFLAGS": " ".join(rust_flags),
        # A target that is the machine's own is built as the host.
        "HOST_CFLAGS": c_flags,
        "TARGET_CFLAGS": c_flags,
        **dict(target.variables),
        **(QUICK if quick else {}),
    }
    for packages in PACKAGES:
        command = ["cargo", "zigbuild" if target.uses_zig else "build", "--release", "--locked",
                   "--target", target.triple, *STANDARD_LIBRARY]
        for package in packages:
            command += ["-p", package]
        variables_of = [f"{name}={value}" for name, value in variables.items()]
        subprocess.run([*inside, "env", *variables_of, *command], check=True, env=environment)
    built = out / target.output
    if target.import_library:
        write_import_library(target, built)
    return built


def write_import_library(target, built):
    """For MSVC's linker, which does not take MinGW's; MinGW's takes this one."""
    header = (ROOT / "include/rpggo.h").read_text(encoding="utf-8")
    functions = sorted(set(re.findall(r"^(?!template)[a-z].*?\b(rpggo_\w+)\(", header, re.MULTILINE)))
    definition = built / "rpggo.def"
    definition.write_text(f"LIBRARY {target.shared}\nEXPORTS\n" + "".join(f"  {it}\n" for it in functions))
    subprocess.run([FOLDER / "zig/ziglang/zig", "dlltool", "-m", "i386:x86-64", "-D", target.shared,
                    "-d", definition, "-l", built / target.import_library], check=True)
