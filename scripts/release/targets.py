"""The platforms of a release, and how their libraries are built."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Below the cache: where Debian unstable is, which builds for all of them (scripts/in-debian-unstable).
FOLDER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "rpggo/rust"
ZIG = ["ziglang==0.17.1", "cargo-zigbuild==0.24.0"]

# The standard library is built along: small, and without what only prints backtraces.
STANDARD_LIBRARY = ["-Zbuild-std=std,panic_unwind", "-Zbuild-std-features=optimize_for_size"]
RUSTFLAGS = [
    # No path of the machine that built it, and the same bytes on every one.
    "--remap-path-prefix=/rpggo=.",
    "--remap-path-prefix=/cargo/registry/src=",
    "-Cforce-frame-pointers=yes",
]


@dataclass(frozen=True)
class Target:
    name: str
    # For cargo; with zig the oldest glibc may stand behind it.
    triple: str
    shared: str
    static: str
    packages: tuple = ()
    rustflags: tuple = ()
    variables: tuple = ()
    uses_zig: bool = True
    # The import library that a linker on Windows takes.
    import_library: str = ""

    @property
    def output(self):
        """Where cargo puts what it builds, below the target folder."""
        return f"{self.triple.split('.')[0]}/release"


def _elf(name, triple):
    return Target(name, triple, "librpggo.so", "librpggo.a")


def _apple(name, triple):
    # Stripped by the linker: cargo would use a tool that is not in the folder.
    flags = ("-Clink-arg=-F/rpggo/scripts/release/frameworks", "-Clink-arg=-Wl,-s")
    return Target(name, triple, "librpggo.dylib", "librpggo.a", rustflags=flags,
                  variables=(("CARGO_PROFILE_RELEASE_STRIP", "false"),))


TARGETS = {target.name: target for target in [
    _elf("linux-x86_64", "x86_64-unknown-linux-gnu.2.17"),
    _elf("linux-arm64", "aarch64-unknown-linux-gnu.2.17"),
    Target("windows-x86_64", "x86_64-pc-windows-gnu", "rpggo.dll", "librpggo.a",
           packages=("gcc-mingw-w64-x86-64-win32",), uses_zig=False,
           import_library="librpggo.dll.a"),
    _apple("macos-arm64", "aarch64-apple-darwin"),
    _apple("macos-x86_64", "x86_64-apple-darwin"),
]}


def install_zig():
    """Puts zig, the linker for other systems, into the folder."""
    zig = FOLDER / "zig"
    if (zig / "ziglang/zig").exists() and (zig / "bin/cargo-zigbuild").exists():
        return
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", zig, *ZIG],
                   check=True)


def build(target, out, arguments):
    """Runs cargo for a target, in the folder; returns where below `out` its libraries are."""
    command = ["cargo", "zigbuild" if target.uses_zig else "build", "--release", "--locked",
               "--target", target.triple, *STANDARD_LIBRARY, *arguments]
    variables = {
        "PATH": "/zig/bin:/usr/bin:/bin",
        "CARGO_ZIGBUILD_ZIG_PATH": "/zig/ziglang/zig",
        "RUSTFLAGS": " ".join([*RUSTFLAGS, *target.rustflags]),
        **dict(target.variables),
    }
    around = [str(ROOT / "scripts/in-debian-unstable"), "env",
              *(f"{name}={value}" for name, value in variables.items())]
    environment = {**os.environ, "OUT": str(out), "PACKAGES": " ".join(target.packages)}
    if target.uses_zig:
        # Makes the folder, where it is missing.
        subprocess.run([ROOT / "scripts/in-debian-unstable", "true"], check=True, env=environment)
        install_zig()
    subprocess.run([*around, *command], check=True, env=environment)
    return out / target.output
