"""The crates that a release is made of: what is linked into each package of the workspace."""

import json
import re
import subprocess
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ABOUT = ROOT / "scripts/release/about.toml"
TARGETS = tomllib.loads(ABOUT.read_text(encoding="utf-8"))["targets"]
LINE = re.compile(r"(?P<depth>\d+)(?P<name>\S+) v(?P<version>\S+)")


@dataclass
class Tree:
    """What is linked into a package, each as (name, version)."""
    root: tuple
    crates: set = field(default_factory=set)
    # Those that only macros need, which are not in what ships, but write code that is.
    of_macros: set = field(default_factory=set)
    dependencies: dict = field(default_factory=dict)


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE,
                          encoding="utf-8").stdout


def packages():
    """What ships: everything in the workspace but the tests and the generator. `rpggo` itself is in the others."""
    members = json.loads(cargo("metadata", "--locked", "--no-deps", "--format-version", "1"))["packages"]
    stays = (str(ROOT / "tests"), str(ROOT / "bindings" / "generate"))
    return sorted(it["name"] for it in members
                  if it["name"] != "rpggo" and not it["manifest_path"].startswith(stays))


def _walk(package, edges):
    """Cargo's tree of a package, as lines of (depth, crate)."""
    targets = [word for target in TARGETS for word in ("--target", target)]
    text = cargo("tree", "--locked", "--package", package, "--edges", edges, "--prefix", "depth", *targets)
    for line in filter(None, text.splitlines()):
        found = LINE.match(line)
        yield int(found["depth"]), (found["name"], found["version"])


def tree(package):
    """What is linked into a package, on any of the targets."""
    path, found = [], None
    for depth, crate in _walk(package, "normal"):
        path[depth:] = [crate]
        # One tree for each target.
        found = found or Tree(crate)
        found.crates.add(crate)
        found.dependencies.setdefault(crate, set())
        if depth:
            found.dependencies[path[depth - 1]].add(crate)
    found.of_macros = found.crates - {crate for _, crate in _walk(package, "normal,no-proc-macro")}
    return found


def data():
    """What Cargo knows of every crate."""
    found = json.loads(cargo("metadata", "--locked", "--format-version", "1"))["packages"]
    return {(it["name"], it["version"]): it for it in found}


def table(name):
    """The rows below a heading of THIRD-PARTY-NOTICES.txt."""
    text = (ROOT / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    section = text.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return rows[1:]
