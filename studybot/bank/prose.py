"""Prose as an author writes it: words, `$LaTeX$` and `{name:format}`, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studybot.formula.errors import FormulaError


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, with `{{`, `}}` and `\\$` already undone."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """LaTeX between dollar signs. `start` is its place in the source, after the dollar sign."""

    latex: str
    start: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{name}` shows a value, `{name=}` also its symbol; `form` is what follows the colon. `start` is its place."""

    name: str
    form: str
    with_symbol: bool
    start: int


Segment = Words | Math | Placeholder

_PLACEHOLDER = re.compile(r"([A-Za-z][A-Za-z0-9_]*)(=?)(?::([^{}]*))?")


def segments(source: str) -> tuple[Segment, ...]:
    """A text taken apart, in order.

    Raises `FormulaError` (codes `prose.*`) for a `$` or a brace without its partner.

    A dollar sign that begins no mathematics must be written `\\$`.
    """
    found: list[Segment] = []
    words: list[str] = []

    def flush() -> None:
        if words:
            found.append(Words("".join(words)))
            words.clear()

    place = 0
    while place < len(source):
        char = source[place]
        if char == "\\" and source[place + 1 : place + 2] in ("$", "{", "}"):
            words.append(source[place + 1])
            place += 2
        elif char in "{}" and source[place + 1 : place + 2] == char:
            words.append(char)
            place += 2
        elif char == "$":
            end = _closing_dollar(source, place)
            flush()
            found.append(Math(source[place + 1 : end], place + 1))
            place = end + 1
        elif char == "{":
            end = source.find("}", place)
            match = _PLACEHOLDER.fullmatch(source[place + 1 : end]) if end >= 0 else None
            if match is None:
                hint = "a value is written {name}; a brace itself is {{"
                raise FormulaError("prose.brace", "this brace holds no name", source, place, place + 1, hint=hint)
            flush()
            found.append(Placeholder(match[1], match[3] or "", bool(match[2]), place + 1))
            place = end + 1
        elif char == "}":
            raise FormulaError("prose.brace", "this brace closes nothing", source, place, place + 1)
        else:
            words.append(char)
            place += 1
    flush()
    return tuple(found)


def _closing_dollar(source: str, opening: int) -> int:
    place = opening + 1
    while place < len(source):
        if source[place] == "\\":
            place += 2
            continue
        # Mathematics does not end in a blank or before a digit: `$0.3 or $0.4` are two prices.
        if source[place] == "$" and not source[place - 1].isspace() and not source[place + 1 : place + 2].isdigit():
            return place
        place += 1
    hint = "mathematics stands between two; a price is written \\$10"
    raise FormulaError("prose.dollar", "this dollar sign has no partner", source, opening, opening + 1, hint=hint)
