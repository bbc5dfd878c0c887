"""The first line of working that is false, or true and not part of the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from studybot.bank.schema import Part
from studybot.formula.errors import FormulaError
from studybot.formula.safely import shown_safely
from studybot.formula.units import Unit
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.working.equality import goes_on, holds
from studybot.marking.working.reading import Line, Working, read_working
from studybot.marking.working.way import Way
from studybot.marking.working.worth import Side
from studybot.problem.variant import Variant

# More of a side is not repeated in a sentence about it.
_MOST_QUOTED = 60
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line at fault, from `start` to `end` in the working, and what to say of it without telling the right value."""

    start: int
    end: int
    remark: Remark


def mark_working(
    text: str,
    variant: Variant,
    part: Part,
    mark_answer: Callable[[str], Mark],
    earlier: Mapping[str, float] | None = None,
) -> Mark:
    """The mark of working: that of the answer in which it ends, with a remark on the first wrong line.

    `mark_answer` marks the answer by itself, so that working never makes a right one wrong. `earlier` are the
    student's own wrong answers to earlier parts, in base units. The reading of the mark is the `Working`.
    """
    try:
        working = read_working(text, variant, part, earlier)
    except FormulaError as fault:
        return invalid(fault)
    mark = mark_answer(working.answer)
    wrong = first_wrong_line(working, variant, part, earlier, is_right=mark.verdict == "correct")
    return replace(mark, reading=working, remarks=(*mark.remarks, wrong.remark) if wrong else mark.remarks)


def first_wrong_line(
    working: Working, variant: Variant, part: Part, earlier: Mapping[str, float] | None = None, *, is_right: bool
) -> WrongLine | None:
    """The first wrong line; None where there is none.

    Where the answer `is_right`, a line is wrong only if it is false: whatever led there was a way. What is computed on
    in one chain (`2*3 = 6 + 4 = 10`) is told only where nothing else is known to be wrong.
    """
    ways = Way.of(variant, part, earlier or {})
    chained: WrongLine | None = None
    for place, line in enumerate(working.lines):
        which = _which(place, len(working.lines))
        is_last = place == len(working.lines) - 1
        wrong = _false_equality(line, which, variant.derivation.unit(line.name or part.id))
        if wrong is None and line.name == part.id and is_last:
            if not is_right and not any(way.is_answer(working) for way in ways):
                wrong = _not_named(line, which, variant, part.id)
        elif wrong is None and line.name and not any(way.is_quantity(line.name, line.sides[-1]) for way in ways):
            wrong = _not_named(line, which, variant, line.name)
        if wrong is None and not is_right and not is_last:
            wrong = _aside(line, which, ways)
        if wrong is None and not is_right and is_last and not chained:
            wrong = _not_the_end(working, which, ways)
        if wrong is not None and wrong.remark.code != "working.chained":
            return wrong
        chained = chained or wrong
    return chained


def _false_equality(line: Line, which: str, named: Unit) -> WrongLine | None:
    """The first equality of a line that does not hold, or else the first that goes on computing."""
    chained = None
    for left, right in pairwise(line.sides):
        if holds(left, right, named):
            continue
        if goes_on(left, right, named):
            text = f"{_quoted(right)} is not {_quoted(left)}: put it on a line of its own"
            chained = chained or WrongLine(left.start, right.end, Remark("working.chained", text))
            continue
        text = f"{which} is not true: {_quoted(left)} is not {_quoted(right)}"
        return WrongLine(left.start, right.end, Remark("working.false", text))
    return chained


def _not_named(line: Line, which: str, variant: Variant, name: str) -> WrongLine:
    """That a line is called by the name of a quantity and is worth something else."""
    says = variant.derivation.says(name)
    # A noun phrase with mathematics in it is for a renderer; a remark is plain text.
    called = f"{name} ({says.source})" if says and not set("${\\") & set(says.source) else name
    if _is_chain(line):
        return _at(line, "working.name", f"{which} is true, but its value is not that of {called}")
    return _at(line, "working.name", f"{which} is not true: {called} is not {_quoted(line.sides[-1])}")


def _aside(line: Line, which: str, ways: tuple[Way, ...]) -> WrongLine | None:
    """That a line leads elsewhere, where it does."""
    if any(way.passes(line) for way in ways):
        return None
    true = f"{which} is true, but" if _is_chain(line) else f"{which}:"
    return _at(line, "working.aside", f"{true} it does not seem to be on the way to what is asked")


def _not_the_end(working: Working, which: str, ways: tuple[Way, ...]) -> WrongLine | None:
    """That the last line is not the answer, where it is not nearly."""
    line = working.lines[-1]
    if any(way.is_answer(working) for way in ways):
        return None
    clause = "not yet what is asked" if any(way.passes(line) for way in ways) else "not what is asked"
    true = f"{which} is true, but it is" if _is_chain(line) else f"{_quoted(line.sides[-1])} is"
    return _at(line, "working.end", f"{true} {clause}")


def _at(line: Line, code: str, text: str) -> WrongLine:
    return WrongLine(line.sides[0].start, line.sides[-1].end, Remark(code, text))


def _is_chain(line: Line) -> bool:
    return len(line.sides) > 1


def _which(place: int, count: int) -> str:
    if count == 1:
        return "the line"
    return f"the {_ORDINALS[place]} line" if place < len(_ORDINALS) else f"line {place + 1}"


def _quoted(side: Side) -> str:
    text = shown_safely(" ".join(side.text.split()))
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}..."
