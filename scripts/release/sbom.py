#!/usr/bin/env python3
"""Writes the SBOMs (CycloneDX, JSON) of a release: one for each package, with what is linked into it on
all platforms together.

    scripts/release/sbom.py FOLDER       writes FOLDER/PACKAGE-VERSION.cdx.json
    scripts/release/sbom.py --install    only gets what that needs, with Python's pip

The same commit gives the same bytes: the time in it is the commit's, or that in SOURCE_DATE_EPOCH.
"""

import datetime
import os
import subprocess
import sys
import tomllib
import uuid
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import crates  # noqa: E402

# What writes, with what else decides about the bytes; and what validates.
VERSION = "11.12.0"
LIBRARIES = [f"cyclonedx-python-lib=={VERSION}", "py-serializable==2.1.0", "packageurl-python==0.17.6",
             "license-expression==30.4.4", "jsonschema==4.26.0"]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
# Parts of them are compiled, for one Python.
FOLDER = CACHE / f"rpggo/tools/cyclonedx-{VERSION}-{sys.implementation.cache_tag}"


def install():
    """Makes the libraries importable, and gets them where they are missing."""
    if not (FOLDER / "complete").exists():
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", FOLDER,
                        "--no-warn-conflicts", "--root-user-action=ignore", *LIBRARIES], check=True)
        (FOLDER / "complete").touch()
    sys.path.insert(0, str(FOLDER))


def time():
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=crates.ROOT, stdout=subprocess.PIPE).stdout
    if not seconds:
        raise SystemExit("Here is no commit whose time the SBOM could have: set SOURCE_DATE_EPOCH.")
    return datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)


def licences(expression):
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.license import LicenseAcknowledgement
    # As older crates have it.
    expression = expression.replace(" / ", "/").replace("/", " OR ")
    return [LicenseFactory().make_from_string(
        expression, license_acknowledgement=LicenseAcknowledgement.DECLARED)]


def component(name, version, licence, **more):
    """A component, which others refer to by its package URL, where it has one."""
    from cyclonedx.model.component import Component
    return Component(name=name, version=version, licenses=licences(licence),
                     bom_ref=str(more.get("purl", name)), **more)


def crate_url(name, version):
    from packageurl import PackageURL
    return PackageURL("cargo", None, name, version)


def component_of(crate, known, checksums, is_of_macros):
    """A crate, as Cargo knows it."""
    from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
    from cyclonedx.model.component import ComponentScope, ComponentType
    data = known[crate]
    is_program = any("bin" in it["kind"] for it in data["targets"])
    repository = data["repository"]
    return component(
        *crate, data["license"], purl=crate_url(*crate),
        type=ComponentType.APPLICATION if is_program and not data["source"] else ComponentType.LIBRARY,
        description=(data["description"] or "").strip() or None,
        scope=ComponentScope.EXCLUDED if is_of_macros else ComponentScope.REQUIRED,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=checksums[crate])] if crate in checksums else [],
        external_references=[ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(repository))]
        if repository else [])


def standard_library():
    """Rust's standard library and its dependencies, of which Cargo says nothing: as in the notices."""
    from packageurl import PackageURL
    (name, version, licence), compiler_builtins, unicode, *rest = crates.table("Rust's standard library")
    whole = f"({licence}) AND {compiler_builtins[-1]} AND {unicode[-1]}"
    own = component(name, version, whole, purl=PackageURL("github", "rust-lang", "rust", version),
                    cpe=f"cpe:2.3:a:rust-lang:rust:{version}:*:*:*:*:*:*:*")
    return own, [component(*row, purl=crate_url(*row[:2])) for row in rest]


def runtimes():
    """What linkers add: as in the notices."""
    for name, version, licence, platforms in crates.table("Runtimes of compilers"):
        yield component(name, version, licence, description=f"On {platforms}, as scripts/dist links it.")


def bom(package, known, checksums):
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.contact import OrganizationalEntity
    tree = crates.tree(package)
    components = {crate: component_of(crate, known, checksums, crate in tree.of_macros)
                  for crate in sorted(tree.crates)}
    root = components.pop(tree.root)
    root.scope = None
    supplier = OrganizationalEntity(name="The rpggo developers")
    made = Bom(metadata=BomMetaData(component=root, supplier=supplier, timestamp=time()))
    rust, its_crates = standard_library()
    # It may depend on the same crate as others do.
    its_crates = [components.setdefault((it.name, it.version), it) for it in its_crates]
    linked = [rust, *runtimes()]
    for it in [*components.values(), *linked]:
        made.components.add(it)
    for crate, dependencies in tree.dependencies.items():
        of = root if crate == tree.root else components[crate]
        made.register_dependency(of, [components[it] for it in sorted(dependencies)])
    made.register_dependency(root, linked)
    made.register_dependency(rust, its_crates)
    return made


def text(made):
    """A valid document, whose number follows from what is in it."""
    from cyclonedx.output.json import JsonV1Dot6
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    made.serial_number = uuid.UUID(int=0)
    made.serial_number = uuid.uuid5(made.serial_number, JsonV1Dot6(made).output_as_string())
    written = JsonV1Dot6(made).output_as_string(indent=2) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)
    if wrong:
        place = f"{made.metadata.component.name}: {wrong.data.json_path}"
        raise SystemExit(f"The SBOM is not valid CycloneDX. {place}: {wrong.data.message}")
    return written


def write(folder):
    """Writes an SBOM for each package into a folder, and gives their paths."""
    install()
    known = crates.data()
    lock = tomllib.loads((crates.ROOT / "Cargo.lock").read_text(encoding="utf-8"))["package"]
    checksums = {(it["name"], it["version"]): it["checksum"] for it in lock if "checksum" in it}
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for package in crates.packages():
        made = bom(package, known, checksums)
        path = folder / f"{package}-{made.metadata.component.version}.cdx.json"
        path.write_text(text(made), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    if sys.argv[1] == "--install":
        install()
        return
    for path in write(Path(sys.argv[1])):
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
