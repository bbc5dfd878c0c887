"""A file of a bank as trees, from YAML the first time and from the cache after that.

Importing PyYAML and scanning the events of our largest bank takes 20 ms, a sixth of what a student waits for the first
question; the same trees from JSON take 2 ms, since only those of the question that is asked are built.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Sequence as SequenceOf
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from studybot.bank.loading import Mapping, Scalar, Sequence, Tree, load_tree, read_text
from studybot.bank.whole_file import replaced
from studybot.formula.errors import Place

# Several words, in tuples or in the lists that JSON has.
Words = SequenceOf[str]

# Part of a cached file's name: files of another layout are not found, and never misread.
_LAYOUT = "5"


class Outline(NamedTuple):
    """What can be said of a question without reading it; empty where its author left it out.

    A named tuple, as ten thousand of them are made before the first question: in 10 ms, not in 90.
    """

    slug: str
    title: str
    skill: str
    skills: Words
    parts: Words
    steps: SequenceOf[int]
    examples: Words


class Parsed(NamedTuple):
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
    kept = cache / f"bank-{_LAYOUT}-{digest_of(text)}.json"
    with suppress(OSError, ValueError):  # not there yet, or damaged: it is made again
        return _from_kept(path, shown, text, kept)
    parsed = _from_tree(path, shown, text, load_tree(text, shown))
    _keep(kept, parsed)
    return parsed


def digest_of(text: str) -> str:
    """What stands for a text in names and checks."""
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
        steps=tuple(map(_steps, listed)),
        examples=tuple(examples.entries) if isinstance(examples, Mapping) else (),
    )


def _steps(part: Tree) -> int:
    """How many quantities a part asks to work out: those on the way, and the answer."""
    work = part.get("work") if isinstance(part, Mapping) else None
    return 1 + (len(work.entries) if isinstance(work, Mapping) else 0)


def _word(item: Tree, key: str) -> str:
    found = item.get(key) if isinstance(item, Mapping) else None
    return found.text.strip() if isinstance(found, Scalar) else ""


# -- the cache: a line with the digest of the next one; a line with the head, the outlines and, for each question, where
# it lies behind that line, how long it is and its digest; then the questions. So a question is read without the others.
#
# A scalar is [text, line, column, quoted, block (2: literal)], a list {"l": [...]}, a mapping
# {"m": [[key, line, column, value], ...]}.


def _keep(kept: Path, parsed: Parsed) -> None:
    items = [_dumped(_to_data(item())) for item in parsed.items]
    places, offset = [], 0
    for item in items:
        places.append([offset, len(item.encode()), digest_of(item)])
        offset += len(item.encode())
    first = _dumped(
        {
            "head": _to_data(parsed.head),
            "outlines": parsed.outlines,
            "items": places,
        }
    )
    write_aside(kept, f"{digest_of(first)}\n{first}\n{''.join(items)}")


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def write_aside(kept: Path, text: str) -> None:
    """Write a file of the cache in one go. One that cannot be written costs time, and nothing else."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with replaced(kept, on_disk=False) as writing:
            writing.write(text.encode())


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


def _from_kept(path: Path, shown: str, text: str, kept: Path) -> Parsed:
    """What was kept. Raises `OSError` and `ValueError` where it is not there, or damaged."""
    with kept.open("rb") as file:
        digest, first = (file.readline().decode().rstrip("\n") for _ in range(2))
        start = file.tell()
    if digest != digest_of(first):
        raise ValueError("damaged")
    data = json.loads(first)
    head = _to_tree(data["head"], shown)
    if not isinstance(head, Mapping):
        raise ValueError("not the head of a bank")
    items = tuple(
        partial(_item, path, shown, text, kept, number, start + offset, length, item)
        for number, (offset, length, item) in enumerate(data["items"])
    )
    return Parsed(path, shown, text, head, outlines_from(data["outlines"]), items)


def outlines_from(data: Any) -> tuple[Outline, ...]:
    """Outlines from JSON."""
    return tuple([Outline(*row) for row in data])


def _item(path: Path, shown: str, text: str, kept: Path, number: int, offset: int, length: int, digest: str) -> Tree:
    """One question from the cache; where that is damaged, from the text, and the cache is made again."""
    with suppress(OSError, ValueError), kept.open("rb") as file:
        file.seek(offset)
        found = file.read(length).decode()
        if digest_of(found) == digest:
            return _to_tree(json.loads(found), shown)
    parsed = _from_tree(path, shown, text, load_tree(text, shown))
    _keep(kept, parsed)
    return parsed.items[number]()


def _to_tree(data: Any, shown: str) -> Tree:
    if isinstance(data, list):
        text, line, column, quoted, block = data
        return Scalar(text, Place(shown, line, column), quoted == 1, block > 0, block == 2)
    place = Place(shown, *data["at"])
    if "l" in data:
        return Sequence(tuple([_to_tree(item, shown) for item in data["l"]]), place)
    entries = {key: _to_tree(value, shown) for key, _, _, value in data["m"]}
    return Mapping(entries, {key: Place(shown, line, column) for key, line, column, _ in data["m"]}, place)
