#!/usr/bin/env python3
"""Writes the .meta file of everything in the package, as Unity writes it.

Unity ignores what has no .meta in a package that is not its own, and finds assets by the GUID in it:
so each GUID comes from the path, and stays. `--check` writes nothing and says what is wrong.
"""

import hashlib
import sys
from pathlib import Path

NAME = "com.rpggo.sdk"
PACKAGE = Path(__file__).resolve().parent / NAME

# Where each library has its place: the option of `pack`, the path, and who loads it.
LIBRARIES = {
    "windows-x64": ("Runtime/Plugins/Windows/x86_64/rpggo.dll", "Win64", "x86_64"),
    "linux-x64": ("Runtime/Plugins/Linux/x86_64/librpggo.so", "Linux64", "x86_64"),
    "macos": ("Runtime/Plugins/macOS/librpggo.dylib", "OSXUniversal", "AnyCPU"),
    "ios": ("Runtime/Plugins/iOS/librpggo.a", "iOS", "AnyCPU"),
    "android-arm64": ("Runtime/Plugins/Android/arm64-v8a/librpggo.so", "Android", "ARM64"),
    "android-armv7": ("Runtime/Plugins/Android/armeabi-v7a/librpggo.so", "Android", "ARMv7"),
    "android-x64": ("Runtime/Plugins/Android/x86_64/librpggo.so", "Android", "X86_64"),
}
LIBRARY_PATHS = {path: (platform, cpu) for path, platform, cpu in LIBRARIES.values()}

# The editors that can load a library for the desktop.
EDITORS = {"Win64": "Windows", "Linux64": "Linux", "OSXUniversal": "OSX"}
# Unity's own name of each platform's group, in the order in which it writes them.
PLATFORMS = [
    ("Android", "Android"),
    ("Linux64", "Standalone"),
    ("OSXUniversal", "Standalone"),
    ("Win", "Standalone"),
    ("Win64", "Standalone"),
    ("iOS", "iPhone"),
]

TAIL = "  userData: \n  assetBundleName: \n  assetBundleVariant: \n"


def guid(path):
    return hashlib.md5(f"{NAME}/{path}".encode()).hexdigest()


def importer(name, *lines):
    return f"{name}:\n  externalObjects: {{}}\n" + "".join(f"  {line}\n" for line in lines) + TAIL


def plugin(platform, cpu):
    """The import settings of a library that is loaded on one platform and nowhere else."""
    names = sorted([name for name, _ in PLATFORMS] + ["Editor"])
    loads = {platform} | ({"Editor"} if platform in EDITORS else set())
    data = [": Any", 0, [f"Exclude {name}: {int(name not in loads)}" for name in names]]
    blocks = [data]
    for name, group in PLATFORMS:
        on = name == platform
        if name == "iOS":
            settings = ["AddToEmbeddedBinaries: false", f"CPU: {cpu if on else 'AnyCPU'}", "CompileFlags: ",
                        "FrameworkDependencies: " + ("Security;" if on else "")]
        elif name == "Android":
            settings = [f"CPU: {cpu if on else 'ARMv7'}"]
        else:
            settings = [f"CPU: {cpu if on else 'None'}"]
        blocks.append([f"{group}: {name}", int(on), settings])
    editor = [f"CPU: {cpu if platform in EDITORS else 'AnyCPU'}", "DefaultValueInitialized: true",
              f"OS: {EDITORS.get(platform, 'AnyOS')}"]
    blocks[2:2] = [["Any: ", 0, []], ["Editor: Editor", int(platform in EDITORS), editor]]
    lines = ["serializedVersion: 2", "iconMap: {}", "executionOrder: {}", "defineConstraints: []",
             "isPreloaded: 0", "isOverridable: 1", "isExplicitlyReferenced: 0", "validateReferences: 1",
             "platformData:"]
    for first, enabled, settings in blocks:
        lines += ["- first:", f"    {first}", "  second:", f"    enabled: {enabled}"]
        lines += ["    settings:"] + [f"      {it}" for it in settings] if settings else ["    settings: {}"]
    return importer("PluginImporter", *lines)


def content(path, is_folder):
    head = f"fileFormatVersion: 2\nguid: {guid(path)}\n"
    if path in LIBRARY_PATHS:
        return head + plugin(*LIBRARY_PATHS[path])
    if is_folder:
        return head + "folderAsset: yes\n" + importer("DefaultImporter")
    if path == "package.json":
        return head + importer("PackageManifestImporter")
    suffix = Path(path).suffix
    if suffix == ".cs":
        return head + importer("MonoImporter", "serializedVersion: 2", "defaultReferences: []",
                               "executionOrder: 0", "icon: {instanceID: 0}")
    if suffix == ".asmdef":
        return head + importer("AssemblyDefinitionImporter")
    if suffix in (".md", ".txt", ".json", ".xml"):
        return head + importer("TextScriptImporter")
    raise SystemExit(f"{path}: nobody has said how Unity imports {suffix or 'a file without suffix'}")


def is_seen(path):
    """Unity takes no notice of hidden files. What is in Samples~ is copied into projects, metas and
    all; the other folders with a tilde are not."""
    parts = path.split("/")
    if any(part.startswith(".") for part in parts):
        return False
    return path != "Samples~" and not any(part.endswith("~") and part != "Samples~" for part in parts)


def assets(package):
    """Every path that wants a .meta, with whether it is a folder."""
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if path.suffix != ".meta" and is_seen(name):
            yield name, path.is_dir()


def expected(package, with_absent=True):
    """What each .meta has to say. In the source tree the libraries are absent, but not their metas."""
    metas = {f"{path}.meta": content(path, is_folder) for path, is_folder in assets(package)}
    if with_absent:
        metas.update({f"{path}.meta": content(path, False) for path in LIBRARY_PATHS})
    return metas


def check(package, with_absent=True):
    """What is wrong with the metas of a package, a sentence each."""
    wanted = expected(package, with_absent)
    found = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
             for path in sorted(package.rglob("*.meta"))}
    for path in sorted(wanted.keys() - found.keys()):
        yield f"{path} is missing"
    for path in sorted(found.keys() - wanted.keys()):
        yield f"{path} belongs to nothing"
    for path in sorted(found.keys() & wanted.keys()):
        if found[path] != wanted[path]:
            yield f"{path} is not what Unity would write for it"
    guids = [text.split("guid: ", 1)[1][:32] for text in found.values()]
    if len(set(guids)) != len(guids):
        yield "two assets have the same GUID"


def write(package):
    """Writes what is missing or differs, and removes what belongs to nothing."""
    # Folders of absent libraries have metas of their own.
    for path in LIBRARY_PATHS:
        (package / path).parent.mkdir(parents=True, exist_ok=True)
    wanted = expected(package)
    for path in package.rglob("*.meta"):
        if path.relative_to(package).as_posix() not in wanted:
            path.unlink()
    for path, text in wanted.items():
        file = package / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_bytes(text.encode())


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit("usage: metas.py [--check]")
    if not sys.argv[1:]:
        write(PACKAGE)
    wrong = list(check(PACKAGE))
    if wrong:
        raise SystemExit("\n".join(wrong) + "\nRun bindings/unity/metas.py, which writes them.")
