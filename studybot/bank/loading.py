"""YAML as a stranger's: events of PyYAML's C parser, checked one by one, into a small tree in which all is text.

PyYAML would guess (`7e9` is text to it, `on` is true, `1:30` ninety, `010` eight), keep the last of two equal keys in
silence, build objects from tags, and copy what an alias names a billion times. Nothing of that happens here: a scalar
is what stands in the file, and what a bank does not need is refused.

The nodes of the tree are named tuples, of which a bank has thousands: they are made in half the time of dataclasses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from studybot.bank.findings import BankError, Finding
from studybot.formula.errors import Place

# The deepest field of a bank, a number in a matrix of an example, lies 10 levels down.
MAX_DEPTH = 50
# A bank of 10,000 questions has 3 MB; more than that belongs into several files.
MAX_BYTES = 4_000_000
# Our banks have a key, value or bracket in every 12 bytes; as many as fit a file would need a gigabyte.
MAX_VALUES = 400_000


class Scalar(NamedTuple):
    """A value as it is written, without its quotes.

    `block` tells that it is folded (>) or literal (|) over several lines, `literal` that it is the latter.
    """

    text: str
    place: Place
    quoted: bool = False
    block: bool = False
    literal: bool = False


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Tree, ...]
    place: Place


class Mapping(NamedTuple):
    """Keys with their places and values, in the order of the file."""

    entries: dict[str, Tree]
    keys: dict[str, Place]
    place: Place

    def get(self, key: str) -> Tree | None:
        return self.entries.get(key)


Tree = Scalar | Sequence | Mapping


class Limit(NamedTuple):
    """How many bytes a file may have, and what is said of one that has more."""

    bytes: int
    message: str
    hint: str | None = None


_BANK = Limit(MAX_BYTES, f"a bank has at most {MAX_BYTES // 10**6} MB", "part it into several files")


def read_text(path: Path, shown: str, limit: Limit = _BANK) -> str:
    """The text of a file. Raises `BankError` where it cannot be read as text, or is larger than the limit."""
    start = Place(shown, 1, 1)
    try:
        with path.open("rb") as file:
            content = file.read(limit.bytes + 1)
    except OSError as fault:
        raise _refused("file", f"the file cannot be read: {fault.strerror}", start) from None
    if len(content) > limit.bytes:
        raise _refused("size", limit.message, start, limit.hint)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        place = Place(shown, before.count(b"\n") + 1, fault.start - (before.rfind(b"\n") + 1) + 1)
        raise _refused("encoding", "this is not UTF-8", place, "save the file as UTF-8") from None


# What YAML allows as characters, without the tab-like ones that only hide something. A NUL ends text for C code.
# Compiled when a file is parsed: 0.6 ms, which what is kept need not wait for.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"


_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def load_tree(text: str, shown: str) -> Mapping:
    """The tree of a file. Raises `BankError` with the place of the first thing that is not accepted."""
    import yaml

    if control := re.search(_FORBIDDEN, text):
        place = _place_of(text, control.start(), shown)
        raise _refused("character", f"the control character U+{ord(control.group()):04X} stands here", place)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(shown, text)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as fault:
        raise _not_yaml(fault, text, shown) from None
    except yaml.YAMLError as fault:
        raise _refused("yaml", f"this is not YAML: {fault}", Place(shown, 1, 1)) from None
    return builder.whole()


@dataclass
class _Open:
    """A list or mapping that is still being read."""

    place: Place
    is_mapping: bool
    items: list[Tree] = field(default_factory=list)
    entries: dict[str, Tree] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    key: str | None = None


class _Builder:
    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.text = text
        self.open: list[_Open] = []
        self.root: Tree | None = None
        self.documents = 0
        self.values = 0
        self.actions = {
            "ScalarEvent": self.scalar,
            "SequenceStartEvent": lambda event: self.begin(event, is_mapping=False),
            "MappingStartEvent": lambda event: self.begin(event, is_mapping=True),
            "SequenceEndEvent": self.end,
            "MappingEndEvent": self.end,
            "DocumentStartEvent": self.document,
            "AliasEvent": self.alias,
        }

    def take(self, event: Any) -> None:
        action = self.actions.get(type(event).__name__)
        if action is not None:
            action(event)
            self.values += 1
            if self.values > MAX_VALUES:
                message = f"a bank has at most {MAX_VALUES:,} values"
                raise _refused("size", message, self.place(event), "part it into several files")

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.shown, mark.line + 1, mark.column + 1)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _refused("documents", "a file holds one document", self.place(event), "remove the line ---")

    def alias(self, event: Any) -> None:
        raise _refused("alias", f"aliases (*{event.anchor}) are not part of the format", self.place(event))

    def refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "write the value out, or put it into a table"
            raise _refused("anchor", f"anchors (&{event.anchor}) are not part of the format", self.place(event), hint)
        if event.tag is not None:
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise _refused("tag", f"tags ({written}) are not part of the format", self.place(event))

    def begin(self, event: Any, *, is_mapping: bool) -> None:
        self.refuse_extras(event)
        if len(self.open) >= MAX_DEPTH:
            raise _refused("depth", f"more than {MAX_DEPTH} levels are not part of any bank", self.place(event))
        top = self.open[-1] if self.open else None
        if top is not None and top.is_mapping and top.key is None:
            raise _refused(
                "key", "a key is one word", self.place(event), "text in {...} that begins with { needs quotes"
            )
        self.open.append(_Open(self.place(event), is_mapping))

    def end(self, _event: Any) -> None:
        done = self.open.pop()
        if done.is_mapping:
            self.put(Mapping(done.entries, done.keys, done.place))
        else:
            self.put(Sequence(tuple(done.items), done.place))

    def scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refuse_extras(event)
        place = self.place(event)
        value: str = event.value
        if event.style == '"':
            self.refuse_escapes(event)
        top = self.open[-1] if self.open else None
        if top is None or not top.is_mapping or top.key is not None:
            quoted, block = event.style in ("'", '"'), event.style in (">", "|")
            self.put(Scalar(value, place, quoted, block, literal=event.style == "|"))
            return
        if value in top.entries:
            first = top.keys[value]
            raise _refused(
                "duplicate", f"the key {value} stands here for the second time", place, f"first in line {first.line}"
            )
        if value == "<<":
            raise _refused("merge", "merging with << is not part of the format", place)
        top.key = value
        top.keys[value] = place

    def refuse_escapes(self, event: Any) -> None:
        r"""Inside double quotes `\beta` is a backspace before `eta`, `\times` a tab: only \" \\ and \u03b2 are left."""
        start = event.start_mark.index
        raw = self.text[start : event.end_mark.index]
        hint = r"write '\beta' in single quotes, where a backslash is itself"
        for escape in _ESCAPE.finditer(raw):
            if escape.group(1) not in '"\\/xuU\n':
                message = f"inside double quotes {escape.group()} is an escape"
                raise _refused("character", message, _place_of(self.text, start + escape.start(), self.shown), hint)
        if re.search(_FORBIDDEN, event.value):
            raise _refused("character", "this text holds a control character", self.place(event), hint)

    def put(self, tree: Tree) -> None:
        if not self.open:
            self.root = tree
            return
        top = self.open[-1]
        if not top.is_mapping:
            top.items.append(tree)
            return
        assert top.key is not None
        top.entries[top.key] = tree
        top.key = None

    def whole(self) -> Mapping:
        if not isinstance(self.root, Mapping):
            place = self.root.place if self.root else Place(self.shown, 1, 1)
            raise _refused("form", "a bank is a mapping of fields", place, "it begins with `studybot: 1`")
        return self.root


def _not_yaml(fault: Any, text: str, shown: str) -> BankError:
    mark = fault.problem_mark or fault.context_mark
    place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown, 1, 1)
    problem = (fault.problem or "this is not YAML").strip()
    hint = None
    if _char_at(text, place) == "\t":
        hint = "indent with blanks, not tabs"
    elif "escape" in problem or "hexdecimal" in problem:
        hint = r"write '\alpha' in single quotes, where a backslash is itself"
    elif "mapping values are not allowed" in problem or "could not find expected ':'" in problem:
        hint = "text with a colon and a blank in it needs quotes"
    elif "cannot start any token" in problem or "expected" in problem or "not allowed" in problem:
        hint = "text that begins with a special character, or holds a brace or comma inside {...}, needs quotes"
    return _refused("yaml", f"this is not YAML: {problem}", place, hint)


def _char_at(text: str, place: Place) -> str:
    line = "".join(text.splitlines()[place.line - 1 : place.line])
    return line[place.column - 1 : place.column]


def _place_of(text: str, offset: int, shown: str) -> Place:
    line = text.count("\n", 0, offset)
    return Place(shown, line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _refused(check: str, message: str, place: Place, hint: str | None = None) -> BankError:
    return BankError([Finding("error", check, message, place, hint)])
