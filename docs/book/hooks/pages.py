"""Brings the pages of the book together, from where they are in the repository.

A page is named by its path there, so links between files are links between pages as they stand.
"""

import posixpath
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import File
from pymdownx.slugs import slugify

sys.path.insert(0, str(Path(__file__).parent))
import reference  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
HEADER = "include/rpggo.h"
REFERENCE = "docs/reference.md"
NOT_LINKED = ("a", "h1", "h2", "h3", "h4")


class Links(Treeprocessor, Extension):
    """Makes the links to what is in the repository and not in the book plain paths, and links the names of
    the C header to the reference."""

    def __init__(self):
        Treeprocessor.__init__(self)
        Extension.__init__(self)
        self.header = reference.read()
        self.anchors = self.header.anchors()
        self.page = ""
        self.pages = {}

    def extendMarkdown(self, md):
        # Behind what reads the text (20), before what checks the links (0).
        md.treeprocessors.register(self, "book_links", 10)

    def run(self, root):
        for parent in list(root.iter()):
            for index, element in enumerate(parent):
                if element.tag == "a":
                    self.check(element)
                elif element.tag == "code" and parent.tag not in NOT_LINKED:
                    parent[index] = self.named(element)

    def check(self, link):
        url = urlsplit(link.get("href", ""))
        if url.scheme or not url.path or url.path.startswith("/"):
            return
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), unquote(url.path)))
        if target == HEADER:
            link.set("href", self.way_to(REFERENCE) + (f"#{url.fragment}" if url.fragment else ""))
        elif target not in self.pages and (ROOT / target).exists():
            words = "".join(link.itertext())
            link.attrib.clear()
            if target.endswith(words):
                link[:] = []
                link.tag, link.text = "code", target
            else:
                link.tag = "span"
                SubElement(link, "span").text = " ("
                path = SubElement(link, "code")
                path.text, path.tail = target, ")"

    def named(self, code):
        name = re.fullmatch(r"(?:const )?([\w.]+?)(?: ?\*|\(\))?", code.text or "")
        if not name or name[1] not in self.anchors:
            return code
        link = Element("a", href=f"{self.way_to(REFERENCE)}#{self.anchors[name[1]]}")
        link.tail, code.tail = code.tail, None
        link.append(code)
        return link

    def way_to(self, page):
        return posixpath.relpath(page, posixpath.dirname(self.page) or ".")


links = Links()


def on_config(config):
    config.markdown_extensions.append(links)
    # As a repository's web page makes them.
    config.mdx_configs["toc"]["slugify"] = slugify(case="lower")
    return config


def on_files(files, config):
    """Adds all of docs/, and the pages of the navigation that are elsewhere."""
    own = (path for path in DOCS.rglob("*") if path.is_file() and DOCS / "book" not in path.parents)
    names = {path.relative_to(ROOT).as_posix() for path in own} | set(_pages(config.nav))
    names.discard(REFERENCE)
    added = [File.generated(config, REFERENCE, content=reference.page(links.header))]
    for name in sorted(names):
        # What is not there is told by the navigation.
        if (ROOT / name).is_file():
            added.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    for file in added:
        file.dest_uri = file.dest_uri.removeprefix("docs/")
        files.append(file)
    links.pages = files.src_uris
    return files


def _pages(nav):
    """All paths that the navigation names."""
    for entry in nav:
        for value in entry.values():
            yield from [value] if isinstance(value, str) else _pages(value)


def on_page_markdown(markdown, page, **_):
    links.page = page.file.src_uri
    return _deeper(markdown)


def _deeper(markdown):
    """What belongs to an item of a list is indented as far as the item's words; Python's Markdown wants four
    spaces, and an empty line between code and the next item."""
    lines, width, is_code = [], 0, False
    for line in markdown.splitlines():
        if line.startswith("```"):
            is_code = not is_code
        item = re.match(r"(?:-|\d+\.) +", line)
        if item and not is_code:
            lines += [""] if lines and lines[-1].strip() == "```" else []
            width = item.end()
        elif line and not line.startswith(" " * width):
            width = 0
        elif line and width:
            line = " " * (4 - width) + line
        lines.append(line)
    return "\n".join(lines)
