#!/usr/bin/env python3
"""A stand-in of the tools that a workflow calls, by the name that it is called by: checks what it is told
against the checkout and makes files that begin as the real ones do. Called by play.py alone.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(os.environ["PLAYED_CHECKOUT"])
ABIS = {"arm64-v8a": "aarch64-linux-android", "armeabi-v7a": "armv7-linux-androideabi",
        "x86_64": "x86_64-linux-android"}
MACHINES = {"aarch64": 183, "armv7": 40, "x86_64": 62}
ARCHIVE = b"!<arch>\n"


def fail(message):
    raise SystemExit(f"{Path(sys.argv[0]).name}: {message}")


def after(arguments, *names):
    """What stands behind each of these options."""
    return [arguments[at + 1] for at, it in enumerate(arguments[:-1]) if it in names]


def real_cargo(*arguments):
    """The one of this machine, without the folder of stand-ins."""
    return subprocess.run([os.environ["PLAYED_CARGO"], *arguments], cwd=CHECKOUT, check=True,
                          capture_output=True, text=True).stdout


def targets_of(package):
    packages = json.loads(real_cargo("metadata", "--no-deps", "--offline", "--format-version=1"))["packages"]
    found = [it["targets"] for it in packages if it["name"] == package]
    return found[0] if found else fail(f"no package {package}")


def known(triple):
    rustc = subprocess.run([Path(os.environ["PLAYED_CARGO"]).with_name("rustc"), "--print", "target-list"],
                           check=True, capture_output=True, text=True)
    return triple if triple in rustc.stdout.split() else fail(f"no target {triple}")


def elf(triple):
    return b"\x7fELF\x02\x01" + bytes(12) + MACHINES[triple.split("-")[0]].to_bytes(2, "little")


def libraries(name, kinds, triple):
    """What cargo makes of a package, by the file's name."""
    if "android" in triple:
        made = {"cdylib": {f"lib{name}.so": elf(triple)}, "staticlib": {f"lib{name}.a": ARCHIVE}}
    elif "apple" in triple:
        made = {"cdylib": {f"lib{name}.dylib": b"\xcf\xfa\xed\xfe"}, "staticlib": {f"lib{name}.a": ARCHIVE}}
    else:
        dll = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0\x64\x86"
        made = {"cdylib": {f"{name}.dll": dll, f"{name}.dll.lib": ARCHIVE},
                "staticlib": {f"{name}.lib": ARCHIVE}}
    return {file: data for kind in kinds for file, data in made[kind].items()}


def build(arguments, triples):
    packages = after(arguments, "-p")
    if "--locked" not in arguments or "--release" not in arguments or not packages:
        fail(f"builds a release of a package with --locked: {arguments}")
    installed = Path(".rustup-targets").read_text(encoding="utf-8").split()
    for triple in map(known, triples):
        if triple not in installed:
            fail(f"rustup has not installed {triple}")
        folder = Path("target") / triple / "release"
        folder.mkdir(parents=True, exist_ok=True)
        for package in packages:
            library = next(it for it in targets_of(package) if "cdylib" in it["kind"])
            for file, data in libraries(library["name"], library["kind"], triple).items():
                (folder / file).write_bytes(data)


def cargo(command, *arguments):
    if command == "ndk":
        at = arguments.index("build")
        ndk = Path(os.environ["ANDROID_NDK_HOME"])
        if not ndk.is_dir():
            fail(f"no NDK in {ndk}")
        build(arguments[at:], [ABIS[abi] for abi in after(arguments[:at], "-t")])
    elif command == "build":
        build(arguments, after(arguments, "--target"))
    elif command == "install":
        if "--locked" not in arguments or not after(arguments, "--version"):
            fail("installs a version with --locked")
    elif command == "test":
        package = after(arguments, "-p")[0]
        tests = {it["name"] for it in targets_of(package) if "test" in it["kind"]}
        unknown = set(after(arguments, "--test")) - tests
        if unknown or "--locked" not in arguments:
            fail(f"{package} has no tests {unknown}, or --locked is missing")
    else:
        fail(f"cargo {command} is not known to this test")


def rustup(command, *arguments):
    if command == "toolchain":
        triples = ",".join(after(arguments, "--target")).split(",")
        Path(".rustup-targets").write_text("\n".join(map(known, filter(None, triples))), encoding="utf-8")


def lipo(*arguments):
    out = Path(after(arguments, "-output")[0])
    parts = [it for it in arguments if not it.startswith("-") and it != str(out)]
    if len(parts) != 2 or parts[0] == parts[1] or not all(Path(it).is_file() for it in parts):
        fail(f"joins two files, and not {parts}")
    out.write_bytes(b"\xca\xfe\xba\xbe")


def xcodebuild(*arguments):
    if not all(Path(it).is_file() for it in after(arguments, "-library")):
        fail("a library is missing")
    for headers in map(Path, after(arguments, "-headers")):
        named = (headers / "module.modulemap").read_text(encoding="utf-8").split('header "')[1].split('"')[0]
        if not (headers / named).is_file():
            fail(f"the module map names {named}")
    Path(after(arguments, "-output")[0]).mkdir()


def on_file(*arguments):
    if not Path(arguments[-1]).is_file():
        fail(f"no file {arguments[-1]}")


def sdkmanager(_, package):
    readelf = Path(os.environ["ANDROID_HOME"]) / package.replace(";", "/")
    readelf /= "toolchains/llvm/prebuilt/linux-x86_64/bin/llvm-readelf"
    readelf.parent.mkdir(parents=True)
    shutil.copyfile(Path(__file__).resolve(), readelf)
    readelf.chmod(0o755)


def readelf(*arguments):
    on_file(*arguments)
    # As LLVM writes it for a library.
    print("  LOAD           0x000000 0x0000000000000000 0x0000000000000000 0x000538 0x000538 R   0x4000")
    print("  LOAD           0x000538 0x0000000000004538 0x0000000000004538 0x0001a4 0x0001a4 R E 0x4000")


STAND_INS = {"cargo": cargo, "codesign": on_file, "install_name_tool": on_file, "lipo": lipo,
             "llvm-readelf": readelf, "rustup": rustup, "sdkmanager": sdkmanager, "xcodebuild": xcodebuild}

if __name__ == "__main__":
    STAND_INS[Path(sys.argv[0]).name](*sys.argv[1:])
