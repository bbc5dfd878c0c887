"""Marking sets of numbers: finite ones, and unions of intervals."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.parser import FORMULA, parse
from studybot.formula.tree import names_in
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.reading import check_length
from studybot.marking.tolerance import Tolerance
from studybot.notation.tree import Node, Text

_JOIN = re.compile(r"\s*(?:∪|\bU\b|\bu\b|\bunion\b)\s*")
_WITHOUT = re.compile(r"\s*(?:-|−|–|\\|∖|\bwithout\b)\s*(?=[\[({])")
_INFINITE = re.compile(r"\s*([+-]?)\s*(?:inf|infinity|oo|∞)\s*")
_CLOSING = {"{": "}", "[": "])", "(": "])"}


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; each end belongs to it or not. A single number is an interval with both ends in it."""

    low: float
    high: float
    has_low: bool = True
    has_high: bool = True

    @property
    def is_empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and not (self.has_low and self.has_high))


# In rising order, with gaps between them.
Intervals = tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class SetReading:
    """A set as it was read."""

    text: str
    intervals: Intervals

    @property
    def node(self) -> Node:
        return Text(set_text(self.intervals))

    @property
    def value(self) -> None:
        """A set is no number."""
        return


def read_set(text: str) -> SetReading:
    """`{1, 2}`, `3, 1, 2`, `[0, 9)`, `[0,1] U [2,6]`, `[0,6]-(1,2)`. Raises `FormulaError`."""
    check_length(text)
    if not text.strip():
        raise FormulaError("formula.empty", "there is nothing to read", text, 0, 1)
    total: list[Interval] = []
    place, takes_away = 0, False
    while place < len(text):
        end = _piece_end(text, place)
        found = _piece(text, place, end)
        total = _without(total, found) if takes_away else [*total, *found]
        place = end
        if place >= len(text) or not text[place:].strip():
            break
        if joined := _JOIN.match(text, place):
            place, takes_away = joined.end(), False
        elif (less := _WITHOUT.match(text, place)) is not None:
            place, takes_away = less.end(), True
        else:
            hint = "join sets with U"
            raise FormulaError("set.join", "this does not join two sets", text, place, place + 1, hint=hint)
    return SetReading(text, _merged(total))


def mark_set(answer: str, reference: Intervals, tolerance: Tolerance) -> Mark:
    """The mark of a typed set. Order and repetition do not matter; whether an end belongs to an interval does."""
    try:
        reading = read_set(answer)
    except FormulaError as fault:
        return invalid(fault)
    given = reading.intervals
    if reference and all(map(_is_point, reference)) and not all(map(_is_point, given)):
        hint = "{1, 2} is a set of two numbers"
        return invalid(FormulaError("set.braces", "a set stands in braces", answer, 0, len(answer), hint=hint))
    if len(given) != len(reference):
        word = "more" if len(given) > len(reference) else "fewer"
        return Mark("wrong", 0.0, reading, (Remark("count", f"that has {word} pieces than the set asked for"),))
    for one, right in zip(given, reference, strict=True):
        if not (_near(one.low, right.low, tolerance) and _near(one.high, right.high, tolerance)):
            return Mark("wrong", 0.0, reading, (Remark("different", "that is another set"),))
    ends = [(one.has_low, one.has_high) for one in given]
    if ends != [(right.has_low, right.has_high) for right in reference]:
        return Mark("wrong", 0.0, reading, (Remark("ends", "the ends are right, but not which of them belong to it"),))
    return Mark("correct", 1.0, reading)


def _is_point(interval: Interval) -> bool:
    return interval.low == interval.high


def _near(value: float, reference: float, tolerance: Tolerance) -> bool:
    if math.isinf(reference) or math.isinf(value):
        return value == reference
    return tolerance.admits(value, reference)


def set_text(intervals: Intervals) -> str:
    """A set as it is shown."""
    if all(one.low == one.high for one in intervals):
        return "{" + ", ".join(f"{one.low:g}" for one in intervals) + "}"
    return " U ".join(
        f"{{{one.low:g}}}"
        if one.low == one.high
        else f"{'[' if one.has_low else '('}{one.low:g}, {one.high:g}{']' if one.has_high else ')'}"
        for one in intervals
    )


def _piece_end(text: str, start: int) -> int:
    """Where the set that begins here ends: behind its bracket, or at the end of a bare list."""
    first = start + len(text[start:]) - len(text[start:].lstrip())
    if text[first : first + 1] not in _CLOSING:
        return len(text)
    depth = 0
    for place in range(first, len(text)):
        depth += (text[place] in "[({") - (text[place] in "])}")
        if depth == 0:
            return place + 1
    raise FormulaError("formula.bracket", "this bracket is never closed", text, first, first + 1)


def _piece(text: str, start: int, end: int) -> list[Interval]:
    written = text[start:end].strip()
    first = start + text[start:end].index(written)
    if written[0] not in _CLOSING:
        if written.casefold() in ("none", "empty", "nothing"):
            raise FormulaError("set.word", "this is no set", text, first, end, hint="the empty set is {}")
        return [Interval(value, value) for value in _numbers(text, first, first + len(written))]
    last = first + len(written) - 1
    if written[-1] not in _CLOSING[written[0]]:
        hint = f"{written[0]} goes with {' or '.join(_CLOSING[written[0]])}"
        raise FormulaError("formula.bracket", "this bracket closes another kind", text, last, last + 1, hint=hint)
    if written[0] == "{":
        if not written[1:-1].strip():
            return []
        return [Interval(value, value) for value in _numbers(text, first + 1, last)]
    return [_interval(text, first, last)]


def _interval(text: str, first: int, last: int) -> Interval:
    ends = _split(text, first + 1, last)
    if len(ends) != 2:
        hint = "a set of numbers stands in braces: {1, 2, 3}"
        raise FormulaError("set.interval", "an interval has two ends", text, first, last + 1, hint=hint)
    low, high = (_end(text, *end) for end in ends)
    closed_low, closed_high = text[first] == "[", text[last] == "]"
    if (math.isinf(low) and closed_low) or (math.isinf(high) and closed_high):
        place = first if math.isinf(low) and closed_low else last
        raise FormulaError("set.infinite", "an infinite end is open", text, place, place + 1, hint="write ( or )")
    if low > high or (low == high and not (closed_low and closed_high)):
        message = "this interval runs backwards" if low > high else "nothing lies in this interval"
        raise FormulaError("set.order", message, text, first, last + 1)
    return Interval(low, high, closed_low, closed_high)


def _end(text: str, start: int, end: int) -> float:
    if infinite := _INFINITE.fullmatch(text, start, end):
        return -math.inf if infinite[1] == "-" else math.inf
    return _number(text, start, end)


def _numbers(text: str, start: int, end: int) -> list[float]:
    return [_number(text, *piece) for piece in _split(text, start, end)]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of what commas separate, outside of brackets."""
    pieces, here, depth = [], start, 0
    for place in range(start, end):
        depth += (text[place] in "[({") - (text[place] in "])}")
        if text[place] in ",;" and depth == 0:
            pieces.append((here, place))
            here = place + 1
    return [*pieces, (here, end)]


def _number(text: str, start: int, end: int) -> float:
    piece = text[start:end]
    try:
        tree = parse(piece, FORMULA)
        for name in names_in(tree):
            if name not in ("pi", "e"):
                raise FormulaError("formula.name", f"{name} is not known here", piece, 0, len(piece))
        value = evaluate(tree, {})
    except FormulaError as fault:
        place = start + fault.start
        raise FormulaError(fault.code, fault.message, text, place, start + fault.end, hint=fault.hint) from None
    except UndefinedError as fault:
        raise FormulaError("formula.undefined", fault.message, text, start, end) from None
    if not isinstance(value, float):
        raise FormulaError("set.number", "an element is a number", text, start, end)
    return value


def _merged(intervals: list[Interval]) -> Intervals:
    """In rising order, with everything joined that touches."""
    joined: list[Interval] = []
    for one in sorted(intervals, key=lambda each: (each.low, not each.has_low)):
        before = joined[-1] if joined else None
        touches = before is not None and (
            one.low < before.high or (one.low == before.high and (one.has_low or before.has_high))
        )
        if before is None or not touches:
            joined.append(one)
            continue
        further = max((before.high, before.has_high), (one.high, one.has_high))
        joined[-1] = Interval(before.low, further[0], before.has_low, further[1])
    return tuple(joined)


def _without(intervals: list[Interval], taken: list[Interval]) -> list[Interval]:
    for away in taken:
        left = []
        for one in intervals:
            below = Interval(
                one.low, min(one.high, away.low), one.has_low, _reaches(one, away.low) and not away.has_low
            )
            above = Interval(
                max(one.low, away.high), one.high, _begins(one, away.high) and not away.has_high, one.has_high
            )
            if away.low > one.high or away.high < one.low:
                left.append(one)
                continue
            left += [part for part in (below, above) if not part.is_empty]
        intervals = left
    return intervals


def _reaches(one: Interval, place: float) -> bool:
    """Whether a number at the upper end of what is left belongs to the interval."""
    return place < one.high or (place == one.high and one.has_high)


def _begins(one: Interval, place: float) -> bool:
    return place > one.low or (place == one.low and one.has_low)
