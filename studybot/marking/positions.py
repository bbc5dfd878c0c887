"""Reading and marking positions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.parser import FORMULA, parse
from studybot.formula.positions import LARGEST_POSITION, Positions
from studybot.formula.tree import names_in
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.reading import check_length
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Text

_SEPARATOR = re.compile(r"[,;∪]|\bU\b|\bunion\b|\band\b", re.IGNORECASE)
_BRACKET_OR_UNION = re.compile(r"[\[\](){}∪]|\bU\b|\bunion\b", re.IGNORECASE)
_MISSING = ("positions.missing", "a position is missing here")
_DASHES = str.maketrans(dict.fromkeys("\u2012\u2013\u2014\u2212\u2010\u2011", "-"))
# Between the ends of a run: a hyphen after a number separates, one before a number is its sign.
_SEPARATES = re.compile(r"\.\.+|…|\bto\b|\bthrough\b|(?<=[0-9)])\s{0,3}-|:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int


def read_positions(text: str) -> Positions:
    """The positions that a text stands for: `50-71`, `50..71`, `50 to 71`, `{50, 51, ..., 71}`, unions of these.

    Raises `FormulaError`, which points at what cannot be read.
    """
    check_length(text)
    source = text.translate(_DASHES)
    runs = [run for start, end in _members(source) for run in _runs(source, start, end, text)]
    return Positions.joined(runs)


def _members(source: str) -> list[tuple[int, int]]:
    """Where the members of a union lie, each of which may stand in brackets of its own."""
    members, here, depth = [], 0, 0
    for match in _BRACKET_OR_UNION.finditer(source):
        if match.group() in "{[(":
            depth += 1
        elif match.group() in "}])":
            depth -= 1
        elif depth == 0:
            members.append((here, match.start()))
            here = match.end()
    return [*members, (here, len(source))]


def _runs(source: str, start: int, end: int, text: str) -> list[tuple[int, int]]:
    """The runs of one member of a union."""
    pieces = _pieces(source, start, end, text)
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if not piece.text.strip(" .…"):
            runs.append(_continued(runs, pieces, place, text))
            place += 2
            continue
        runs.append(_run(piece, text))
        place += 1
    opening = source[start:end].strip()[:1]
    if opening in ("[", "(") and len(pieces) == len(runs) == 2 and runs[1][0] > runs[0][1] + 1:
        message = "this may be a run or two positions"
        hint = f"write {runs[0][0]}-{runs[1][1]} for the run, {{{runs[0][0]}, {runs[1][1]}}} for the two"
        raise FormulaError("positions.interval", message, text, start, end, hint=hint)
    return runs


def _pieces(source: str, start: int, end: int, text: str) -> list[_Piece]:
    stripped = source[start:end].strip()
    if stripped.startswith(("{", "[", "(")):
        closing = {"{": "}", "[": "]", "(": ")"}[stripped[0]]
        if not stripped.endswith(closing):
            place = source.index(stripped[0], start)
            raise FormulaError(
                "formula.bracket", f"this bracket is never closed: {closing} is missing", text, place, place + 1
            )
        start, end = source.index(stripped[0], start) + 1, source.rindex(closing, start, end)
        if not source[start:end].strip():
            return []
    elif not stripped:
        code, message = ("formula.empty", "there is nothing to read") if not source.strip() else _MISSING
        raise FormulaError(code, message, text, start, start + 1)
    pieces: list[_Piece] = []
    here = start
    for match in _SEPARATOR.finditer(source, start, end):
        pieces.append(_Piece(source[here : match.start()], here))
        here = match.end()
    pieces.append(_Piece(source[here:end], here))
    for piece in pieces:
        if not piece.text.strip():
            raise FormulaError(*_MISSING, text, piece.start, piece.start + 1)
    return pieces


def _continued(runs: list[tuple[int, int]], pieces: list[_Piece], place: int, text: str) -> tuple[int, int]:
    """The run that `50, 51, ..., 71` continues."""
    start = pieces[place].start
    if len(runs) < 1 or place + 1 >= len(pieces):
        message = "the dots need a position before and after them"
        raise FormulaError("positions.dots", message, text, start, start + len(pieces[place].text))
    last = _whole(pieces[place + 1], text)
    before = runs[-1][1]
    if len(runs) > 1 and runs[-1][0] != runs[-2][1] + 1:
        message = "the dots continue only positions that follow one another"
        raise FormulaError("positions.dots", message, text, start, start + len(pieces[place].text))
    return _ordered(before, last, pieces[place + 1], text)


def _run(piece: _Piece, text: str) -> tuple[int, int]:
    written = piece.text.strip()
    start = piece.start + piece.text.index(written)
    separator = _SEPARATES.search(written, 1)
    if separator is None:
        value = _whole(_Piece(written, start), text)
        return value, value
    low = _whole(_Piece(written[: separator.start()], start), text)
    high = _whole(_Piece(written[separator.end() :], start + separator.end()), text)
    return _ordered(low, high, piece, text)


def _ordered(low: int, high: int, piece: _Piece, text: str) -> tuple[int, int]:
    if low > high:
        message = f"{low} to {high} runs backwards"
        raise FormulaError(
            "positions.order", message, text, piece.start, piece.start + len(piece.text), hint=f"{high}-{low}"
        )
    return low, high


def _whole(piece: _Piece, text: str) -> int:
    start, end = piece.start, piece.start + len(piece.text)
    try:
        tree = parse(piece.text, FORMULA)
        if names := names_in(tree):
            raise FormulaError(
                "formula.name", f"{names[0]} is no position", text, start, end, hint="positions are numbers"
            )
        value = evaluate(tree, {})
    except FormulaError as fault:
        raise FormulaError(
            fault.code, fault.message, text, start + fault.start, start + fault.end, hint=fault.hint
        ) from None
    except UndefinedError as fault:
        raise FormulaError("formula.undefined", fault.message, text, start, end) from None
    # Not only truth values: `1..2` in `1..2..3` is worth positions.
    if type(value) is not float or not value.is_integer() or abs(value) > LARGEST_POSITION:
        raise FormulaError("positions.whole", "a position is a whole number", text, start, end)
    return int(value)


@dataclass(frozen=True, slots=True)
class PositionsReading:
    """Positions as they were read."""

    text: str
    positions: Positions

    @property
    def node(self) -> Shown:
        return Text(self.positions.text)

    @property
    def value(self) -> Positions:
        return self.positions


def mark_positions(answer: str, reference: Positions) -> Mark:
    """The mark of typed positions; too many or too few are told apart."""
    try:
        reading = PositionsReading(answer, read_positions(answer))
    except FormulaError as fault:
        return invalid(fault)
    if reading.positions == reference:
        return Mark("correct", 1.0, reading)
    difference = reading.positions.count - reference.count
    word = "too many" if difference > 0 else "too few" if difference < 0 else "as many as there should be, but others"
    return Mark("wrong", 0.0, reading, (Remark("positions", f"these are {word}"),))
