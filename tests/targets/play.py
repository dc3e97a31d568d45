"""Plays a workflow of GitHub's on this machine: every job in a folder of its own that shows the checkout,
every line of shell with stand-ins of the tools (tools.py), artifacts copied from job to job. Nothing is
built. Says what does not fit together.

    python3 tests/targets/play.py WORKFLOW FOLDER

Needs `ruamel.yaml`. FOLDER is made anew.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOLS = ["cargo", "codesign", "install_name_tool", "lipo", "rustup", "xcodebuild"]
# What a job writes into, and so has for itself.
NOT_SHOWN = {".git", "target", "dist"}


def fail(message):
    raise SystemExit(message)


def tools(folder):
    """A folder with the stand-ins, and the part of Android's SDK that is called by its path."""
    folder.mkdir(parents=True)
    for name in TOOLS:
        (folder / name).symlink_to(HERE / "tools.py")
    manager = folder / "sdk/cmdline-tools/latest/bin/sdkmanager"
    manager.parent.mkdir(parents=True)
    manager.symlink_to(HERE / "tools.py")
    return folder


def checkout(folder):
    for path in ROOT.iterdir():
        if path.name not in NOT_SHOWN:
            (folder / path.name).symlink_to(path)


def run(where, script, folder, environment):
    """A step's shell, as GitHub starts it; what it leaves in GITHUB_ENV is for the next ones."""
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    syntax = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True)
    if syntax.returncode != 0:
        fail(f"{where}: {syntax.stderr}")
    done = subprocess.run(shell, cwd=folder, env=environment, text=True, capture_output=True)
    if done.returncode != 0:
        fail(f"{where}: ends with {done.returncode}\n{done.stdout}{done.stderr}")
    added = Path(environment["GITHUB_ENV"]).read_text(encoding="utf-8")
    environment.update(line.split("=", 1) for line in added.splitlines())


def use(where, step, folder, artifacts):
    """A step that somebody else wrote."""
    action, _, version = step["uses"].partition("@")
    options = step.get("with", {})
    if version.count(".") != 2:
        fail(f"{where}: {action} has no full version")
    if action == "actions/checkout":
        checkout(folder)
    elif action == "actions/upload-artifact":
        source = folder / options["path"]
        if not source.is_dir() or not any(source.iterdir()):
            fail(f"{where}: there is nothing in {options['path']}")
        shutil.copytree(source, artifacts / options["name"])
    elif action == "actions/download-artifact":
        shutil.copytree(artifacts, folder / options["path"])
    else:
        fail(f"{where}: {action} is not known to this test")


def play(name, job, shared, folder, artifacts):
    place = folder / name
    place.mkdir()
    added = folder / f"{name}.env"
    added.touch()
    stand_ins = tools(folder / f"{name}.tools")
    environment = {
        "PATH": f"{stand_ins}:/usr/bin:/bin",
        "HOME": str(folder),
        "ANDROID_HOME": str(stand_ins / "sdk"),
        "GITHUB_ENV": str(added),
        "PLAYED_CHECKOUT": str(ROOT),
        "PLAYED_CARGO": os.environ.get("CARGO", "cargo"),
        "RUSTUP_HOME": os.environ.get("RUSTUP_HOME", str(Path.home() / ".rustup")),
        "CARGO_HOME": os.environ.get("CARGO_HOME", str(Path.home() / ".cargo")),
        **shared, **job.get("env", {}),
    }
    for number, step in enumerate(job["steps"], 1):
        where = f"{name}, step {number} ({step.get('name', step.get('uses'))})"
        if "uses" in step:
            use(where, step, place, artifacts)
        else:
            own = dict(step.get("env", {}))
            before = {key: environment[key] for key in own if key in environment}
            environment.update(own)
            run(where, step["run"], place, environment)
            for key in own:
                environment.pop(key)
            environment.update(before)


def main():
    workflow = YAML(typ="safe").load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(sys.argv[2]).resolve()
    if folder.exists():
        shutil.rmtree(folder)
    artifacts = folder / "artifacts"
    artifacts.mkdir(parents=True)
    waiting = dict(workflow["jobs"])
    while waiting:
        ready = [name for name, job in waiting.items() if not set(job.get("needs", [])) & set(waiting)]
        if not ready:
            fail(f"{', '.join(waiting)} wait for each other")
        # Backwards: so a job that does not wait for what it takes is found out.
        for name in reversed(ready):
            play(name, waiting.pop(name), workflow.get("env", {}), folder, artifacts)


if __name__ == "__main__":
    main()
