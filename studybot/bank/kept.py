"""Questions as they were read, kept so that the next process neither reads them nor loads what reads.

To read the ten questions of a sheet takes 25 ms, and to load what reads them 12; from here they take 5.

What is kept holds for the text of the bank, that of the bank that it uses and the code that read both, and for nothing
else. It is JSON: one of the classes below is an object with its tag as the only key and its fields in a list.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from studybot.bank import schema
from studybot.bank.parsed import digest_of, write_aside
from studybot.bank.schema import Question
from studybot.formula.errors import Place
from studybot.formula.tree import Binary, Call, Compound, Listing, Name, Number, Unary, UnitFactor
from studybot.formula.units import Atom, Unit

# The rooms whose code a question depends on once its text is known.
ROOMS = ("bank", "formula")

# What a kept question is made of, beside places and units. Nothing else is ever built.
_ROWS: tuple[Any, ...] = (
    *(schema.Question, schema.Given, schema.Pick, schema.Range, schema.Constant, schema.Computed, schema.Case),
    *(schema.Row, schema.Datum, schema.Block, schema.Text, schema.Formula),
    *(schema.Part, schema.Work, schema.Accept, schema.Slip, schema.Choices, schema.Option),
    *(schema.RowChoice, schema.Ordering, schema.Rubric, schema.Spellings, schema.Example, schema.Typed),
)
_NODES: tuple[Any, ...] = (Binary, Call, Compound, Listing, Name, Number, Unary, UnitFactor)
_VALUES: tuple[Any, ...] = (Atom, schema.Symbol)
MADE = (*_ROWS, *_NODES, *_VALUES)
_SCALARS = (str, int, float, bool, type(None))


def _node(made: Any, given: list[Any]) -> Any:
    return made(*given[2:], start=given[0], end=given[1])


_BUILDERS: Mapping[str, Callable[[list[Any]], Any]] = {
    "list": tuple,
    "map": dict,
    "fraction": lambda given: Fraction(*given),
    **{made.__name__: made._make for made in _ROWS},
    **{made.__name__: partial(_node, made) for made in _NODES},
    "Atom": lambda given: Atom(*given),
    "Symbol": lambda given: schema.Symbol(*given),
}


class Used(NamedTuple):
    """The bank whose tables another one names, which lies beside it: its file, and the digest of its text."""

    file: Path
    digest: str


class Kept:
    """The questions of a bank, as far as they are kept: each in a file of its own in the folder `cache`.

    A question that is kept again takes the place of what was kept of it, so that there are never more files than
    questions, however often a bank or this program changes.
    """

    def __init__(self, file: Path, cache: Path) -> None:
        self._file = file
        self._digests: dict[Path, str] = {}
        self._start = str(cache / "questions" / digest_of(str(file.absolute())))

    def question(self, place: int) -> Question | None:
        """The question at a place of the bank; None where it is not kept, or of another text or code, or damaged."""
        # A file that is none of ours may be anything that JSON allows: nested too deep, with too few fields.
        with suppress(OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
            digest, name, told = self._path(place).read_bytes().decode().split("\n", 2)
            other = self._file.with_name(name) if name else None
            used = Used(other, self._digest(other)) if other else None
            if digest == _seal(self._digest(self._file), used, place, told):
                found = _built(told, str(self._file), str(used.file) if used else "")
                return found if isinstance(found, Question) else None
        return None

    def keep(self, place: int, question: Question, text: str, used_file: Path | None, used_text: str | None) -> None:
        """Keep a question that was read from a text without a finding; the other text is None where none was read."""
        with suppress(OSError, ValueError, RecursionError):
            used = None
            if used_file is not None:
                used = Used(used_file, _digest(used_file) if used_text is None else digest_of(used_text))
            told = _Teller(str(self._file), str(used.file) if used else "").told(question)
            head = f"{_seal(digest_of(text), used, place, told)}\n{used.file.name if used else ''}\n"
            write_aside(self._path(place), head + told)

    def _path(self, place: int) -> Path:
        return Path(f"{self._start}-{place}.json")

    def _digest(self, file: Path) -> str:
        if file not in self._digests:
            self._digests[file] = _digest(file)
        return self._digests[file]


def _digest(file: Path) -> str:
    """What stands for the text of a bank, which is read as `read_text` does. Raises `OSError` and `ValueError`."""
    return digest_of(file.read_bytes().decode("utf-8-sig"))


def _seal(text: str, used: Used | None, place: int, told: str) -> str:
    """What is kept, and all that it holds for, as one digest; `text` is that of the text of the bank."""
    other = f"{used.file.name} {used.digest}" if used else ""
    return digest_of(f"{_code()}\n{text}\n{other}\n{place}\n{told}")


@cache
def _code() -> str:
    """What stands for the code that reads questions: its files change when somebody edits it. Raises `OSError`.

    0.3 ms for the 70 files; to read them takes 4.
    """
    found = [sys.implementation.cache_tag or ""]
    for room in ROOMS:
        with os.scandir(Path(__file__).parent.parent / room) as entries:
            files = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".py")]
        if not files:
            raise FileNotFoundError(f"{room} is installed without its sources")
        found += sorted(f"{room}/{name} {status.st_size} {status.st_mtime_ns}" for name, status in files)
    return digest_of("\n".join(found))


class _Teller:
    """Tells a question as JSON. A place is in the bank (`at`) or in the one that it uses (`there`).

    A unit is told once: a question names the same few again and again, and each would work out its worth anew.
    """

    def __init__(self, file: str, used: str) -> None:
        self._places = {used: "there", file: "at"}
        self._units: dict[Unit, int] = {}

    def told(self, question: Question) -> str:
        """Raises `ValueError` where there is anything in it but what is listed above."""
        return json.dumps(self._data(question), ensure_ascii=False, separators=(",", ":"))

    def _data(self, part: Any) -> Any:
        made = type(part)
        if made in _SCALARS:
            return part
        if made is tuple:
            return {"list": [*map(self._data, part)]}
        if made is dict:
            return {"map": [[key, self._data(value)] for key, value in part.items()]}
        if made is Fraction:
            return {"fraction": part.as_integer_ratio()}
        if made is Place and part.file in self._places:
            return {self._places[part.file]: part[1:]}
        if made is Unit:
            return self._unit(part)
        if made in _ROWS:
            return {made.__name__: [*map(self._data, part)]}
        if made in _NODES or made in _VALUES:
            return {made.__name__: [self._data(getattr(part, entry.name)) for entry in fields(part)]}
        raise ValueError(f"{made.__name__} is not kept")

    def _unit(self, unit: Unit) -> Any:
        if unit not in self._units:
            told = {"unit": self._data(unit.powers)}
            self._units[unit] = len(self._units)
            return told
        return {"same": self._units[unit]}


def _built(told: str, file: str, used: str) -> Any:
    """What was told. An object is built as soon as its fields are read, by the parser of JSON itself."""
    units: list[Unit] = []

    def unit(powers: Any) -> Unit:
        units.append(Unit(powers))
        return units[-1]

    builders = {
        **_BUILDERS,
        "unit": unit,
        "same": units.__getitem__,
        "at": lambda given: Place(file, *given),
        "there": lambda given: Place(used, *given),
    }

    def built(entries: list[tuple[str, Any]]) -> Any:
        ((tag, given),) = entries
        return builders[tag](given)

    return json.loads(told, object_pairs_hook=built)
