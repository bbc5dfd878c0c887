"""A file of a bank as trees, from YAML the first time and from the cache after that.

Importing PyYAML and scanning the events of our largest bank takes 20 ms, a sixth of what a student waits for the first
question; the same trees from JSON take 2 ms, since only those of the question that is asked are built.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from studybot.bank.loading import Mapping, Scalar, Sequence, Tree, load_tree, read_text
from studybot.formula.errors import Place

# Part of a cached file's name: files of another layout are not found, and never misread.
_LAYOUT = "3"


@dataclass(frozen=True, slots=True)
class Outline:
    """What can be said of a question without reading it; empty where its author left it out."""

    slug: str
    title: str
    skill: str
    skills: tuple[str, ...]
    parts: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """`head` is the file without its questions, or with a field of that name that is no list; `items` build these."""

    path: Path
    shown: str
    text: str
    head: Mapping
    outlines: tuple[Outline, ...]
    items: tuple[Callable[[], Tree], ...]


def parse_file(path: Path, shown: str, cache: Path | None = None) -> Parsed:
    """The trees of a file. `cache` is a folder for what was parsed; nothing is kept where it is None.

    The cache is keyed by the content of the file, so that it is never out of date. Raises `BankError`.
    """
    text = read_text(path, shown)
    if cache is None:
        return _from_tree(path, shown, text, load_tree(text, shown))
    kept = cache / f"bank-{_LAYOUT}-{_digest(text)}.json"
    with suppress(OSError, ValueError):  # not there yet, or damaged: it is made again
        digest, _, data = kept.read_text(encoding="utf-8").partition("\n")
        if digest == _digest(data):
            return _from_data(path, shown, text, json.loads(data))
    parsed = _from_tree(path, shown, text, load_tree(text, shown))
    _keep(kept, parsed)
    return parsed


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _from_tree(path: Path, shown: str, text: str, tree: Mapping) -> Parsed:
    questions = tree.get("questions")
    if not isinstance(questions, Sequence):
        return Parsed(path, shown, text, tree, (), ())
    entries = {key: value for key, value in tree.entries.items() if key != "questions"}
    keys = {key: place for key, place in tree.keys.items() if key != "questions"}
    items = questions.items
    outlines = tuple(_outline(item) for item in items)
    return Parsed(path, shown, text, Mapping(entries, keys, tree.place), outlines, tuple(map(_constant, items)))


def _constant(tree: Tree) -> Callable[[], Tree]:
    return lambda: tree


def _outline(item: Tree) -> Outline:
    skill = _word(item, "skill")
    parts = item.get("parts") if isinstance(item, Mapping) else None
    examples = item.get("examples") if isinstance(item, Mapping) else None
    listed = parts.items if isinstance(parts, Sequence) else ()
    return Outline(
        slug=_word(item, "id"),
        title=_word(item, "title"),
        skill=skill,
        skills=tuple(_word(part, "skill") or skill for part in listed),
        parts=tuple(_word(part, "id") for part in listed),
        examples=tuple(examples.entries) if isinstance(examples, Mapping) else (),
    )


def _word(item: Tree, key: str) -> str:
    found = item.get(key) if isinstance(item, Mapping) else None
    return found.text.strip() if isinstance(found, Scalar) else ""


# -- the cache: a scalar is [text, line, column, quoted, block (2: literal)], a list {"l": [...]}, a mapping
# {"m": [[key, line, column, value], ...]}


def _keep(kept: Path, parsed: Parsed) -> None:
    trees = {
        "head": _to_data(parsed.head),
        "outlines": [[getattr(outline, name) for name in Outline.__slots__] for outline in parsed.outlines],
        "items": [_to_data(item()) for item in parsed.items],
    }
    temporary = kept.with_suffix(f".{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps(trees, ensure_ascii=False, separators=(",", ":"))
        temporary.write_text(f"{_digest(data)}\n{data}", encoding="utf-8")
        temporary.replace(kept)
    except OSError:
        return  # a cache that cannot be written costs time, and nothing else


def _to_data(tree: Tree) -> Any:
    line, column = tree.place.line, tree.place.column
    if isinstance(tree, Scalar):
        return [tree.text, line, column, int(tree.quoted), int(tree.block) + int(tree.literal)]
    if isinstance(tree, Sequence):
        return {"l": [_to_data(item) for item in tree.items], "at": [line, column]}
    entries = [
        [key, tree.keys[key].line, tree.keys[key].column, _to_data(value)] for key, value in tree.entries.items()
    ]
    return {"m": entries, "at": [line, column]}


def _from_data(path: Path, shown: str, text: str, data: Any) -> Parsed:
    head = _to_tree(data["head"], shown)
    if not isinstance(head, Mapping):
        raise ValueError("not the head of a bank")
    outlines = tuple(
        Outline(slug, title, skill, tuple(skills), tuple(parts), tuple(examples))
        for slug, title, skill, skills, parts, examples in data["outlines"]
    )
    items = tuple(_later(item, shown) for item in data["items"])
    return Parsed(path, shown, text, head, outlines, items)


def _later(data: Any, shown: str) -> Callable[[], Tree]:
    return lambda: _to_tree(data, shown)


def _to_tree(data: Any, shown: str) -> Tree:
    if isinstance(data, list):
        text, line, column, quoted, block = data
        return Scalar(text, Place(shown, line, column), bool(quoted), bool(block), literal=block == 2)
    place = Place(shown, *data["at"])
    if "l" in data:
        return Sequence(tuple(_to_tree(item, shown) for item in data["l"]), place)
    entries = {key: _to_tree(value, shown) for key, _, _, value in data["m"]}
    return Mapping(entries, {key: Place(shown, line, column) for key, line, column, _ in data["m"]}, place)
