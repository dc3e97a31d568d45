"""The C reference: include/rpggo.h as a page."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

HEADER = Path(__file__).resolve().parents[3] / "include/rpggo.h"

# The groups of constants, by the first of each in the header.
GROUPS = {
    "RPGGO_VERSION": "Version",
    "RPGGO_EVENT_STARTED": "Event kinds",
    "RPGGO_ROLE_CHARACTER": "Roles",
    "RPGGO_LOG_ERROR": "Log levels",
    "RPGGO_NO_TIMEOUT": "Timeouts",
    "RPGGO_CLIENT_ALLOW_HTTP": "Client flags",
    "RPGGO_REPLAY_AS_POLLED": "Replay speed",
    "RPGGO_CHAT_IMAGES": "Chat flags",
    "RPGGO_OK": "Statuses",
    "RPGGO_SERVICE_RPGGO": "Services",
    "RPGGO_ABI_VERSION": "ABI version",
    "RPGGO_CLIENT_OPTIONS_INIT": "Initializers",
}


@dataclass
class Item:
    """Something that the header declares, and the words before it."""
    name: str
    text: str
    code: str
    fields: list = field(default_factory=list)


@dataclass
class Header:
    intro: str
    constants: list
    types: list
    functions: list

    def anchors(self):
        """Where each name is explained; options also by their names alone."""
        anchors = {item.name: item.name for item in [*self.constants, *self.types, *self.functions]}
        for item in self.types:
            for it in item.fields:
                anchors[f"{item.name}.{it.name}"] = f"{item.name}.{it.name}"
                if item.name == "rpggo_client_options" and "_" in it.name and it.name != "struct_size":
                    anchors[it.name] = f"{item.name}.{it.name}"
        return anchors


def read():
    text = HEADER.read_text(encoding="utf-8")
    intro = text[:text.index("*/")]
    header = Header(_intro(intro), [], [], [])
    # The same macros stand there once more for C++, without words.
    declared = re.finditer(r"((?:^///.*\n)+)(?!template)(#define .*|typedef[^{;]*;|"
                           r"typedef[^{;]*\{\n[\s\S]*?^\}.*;|[^#/{;]*\([^;]*\);)", text, re.MULTILINE)
    for words, code in (match.groups() for match in declared):
        words = _words(words)
        if code.startswith("#define"):
            _, name, value = code.split(maxsplit=2)
            header.constants.append(Item(name, words, value))
        elif code.startswith("typedef"):
            name = re.search(r"(\w+);$", code).group(1)
            fields = re.findall(r"((?:^  ///.*\n)+)  ([^/\n]*?)(\w+);$", code, re.MULTILINE)
            items = [Item(it, _words(about), kind.strip()) for about, kind, it in fields]
            header.types.append(Item(name, words, code, items))
        else:
            name = re.search(r"(\w+)\(", code).group(1)
            header.functions.append(Item(name, words, code))
    return header


def _words(comment):
    lines = (line.strip().removeprefix("///").removeprefix(" ") for line in comment.splitlines())
    return "\n".join(lines).replace("# Safety\n", "**Safety.** ")


def _intro(comment):
    """The words above all declarations: paragraphs, an example, and a list."""
    lines = [re.sub(r"^ \* ?", "", line) for line in comment.splitlines()[2:]]
    text = "\n".join(lines).split("\nThis file is generated")[0].replace("\n - ", "\n- ")
    before, example, after = re.fullmatch(r"([\s\S]*?\n)\n((?:  .*\n|\n)+)([\s\S]*)", text).groups()
    names = re.compile(r"\b(?:RPGGO_\w+|rpggo_\w+(?:\(\))?|options\.\w+|base_url)")
    before, after = (names.sub(r"`\g<0>`", words) for words in (before, after))
    after = after.replace(":\n- ", ":\n\n- ")
    return f"{before}\n```c\n{dedent(example).strip()}\n```\n\n{after}"


def page(header):
    """The page, as Markdown."""
    parts = [
        "# C reference", header.intro,
        "This page is generated from the comments in `include/rpggo.h`. The other languages document the same names.",
        "## Functions", *map(_function, header.functions),
        "## Types", *map(_type, header.types),
        "## Constants", *map(_constants, _grouped(header.constants)),
    ]
    return "\n\n".join(parts) + "\n"


def _function(item):
    return f"### `{item.name}`\n\n```c\n{item.code}\n```\n\n{item.text}"


def _type(item):
    if not item.fields:
        return f"### `{item.name}`\n\n```c\n{item.code}\n```\n\n{item.text}"
    rows = [(_anchored(f"{item.name}.{it.name}", it.name), f"`{it.code.replace('struct ', '')}`", it.text)
            for it in item.fields]
    return f"### `{item.name}`\n\n{item.text}\n\n{_table(('field', 'type', 'description'), rows)}"


def _constants(group):
    rows = [(_anchored(it.name, it.name), f"`{it.code}`", it.text) for it in group]
    title = GROUPS.get(group[0].name, f"`{group[0].name}`")
    return f"### {title}\n\n{_table(('name', 'value', 'description'), rows)}"


def _grouped(constants):
    groups = []
    for item in constants:
        if item.name in GROUPS or not groups:
            groups.append([])
        groups[-1].append(item)
    return groups


def _anchored(anchor, name):
    return f'<span id="{anchor}"></span>`{name}`'


def _table(head, rows):
    cells = ([cell.replace("\n", " ").replace("|", "\\|") for cell in row] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *cells])
