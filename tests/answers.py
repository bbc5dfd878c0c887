"""What the tests of numeric answers share: reading one, and marking one against a reference that is written out."""

from __future__ import annotations

from collections.abc import Collection

from studybot.formula.errors import FormulaError
from studybot.formula.parser import Grammar, parse, parse_unit
from studybot.formula.quantity import read_quantity
from studybot.formula.tree import UnitFactor, walk
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.formula.units import NO_UNIT
from studybot.marking.mark import Mark
from studybot.marking.number import Reference, mark_number
from studybot.marking.reading import Reading, read_answer
from studybot.marking.tolerance import Tolerance


def read(text: str, unit: str = "", *, foreign: Collection[str] = frozenset()) -> Reading:
    """A typed answer where a number in `unit` is asked for."""
    return read_answer(text, parse_unit(unit) if unit else NO_UNIT, foreign=foreign)


def value(text: str, unit: str = "", *, foreign: Collection[str] = frozenset()) -> float:
    """What a typed answer is worth in `unit`."""
    expected = parse_unit(unit) if unit else NO_UNIT
    reading = read(text, unit, foreign=foreign)
    assert reading.quantity.is_bare or reading.quantity.dimension == expected.dimension, reading.quantity
    return reading.value / expected.factor


def fault(text: str, unit: str = "", *, foreign: Collection[str] = frozenset()) -> FormulaError:
    """Why a typed answer cannot be read."""
    try:
        reading = read(text, unit, foreign=foreign)
    except FormulaError as found:
        assert found.text == text
        return found
    raise AssertionError(f"{text!r} was read as {reading.value}")


def reference(text: str, tolerance: Tolerance, *, units: Units = BUILT_IN, conversion: bool = False) -> Reference:
    """A right answer from its text, asked for in the unit that it is written in."""
    tree = parse(text, Grammar(units=units))
    written = [part.unit for part in walk(tree) if isinstance(part, UnitFactor)]
    return Reference(read_quantity(tree, text).value, written[0] if written else NO_UNIT, tolerance, conversion)


def mark(
    answer: str,
    right: str,
    *,
    within: float | None = 0.01,
    tolerance: Tolerance | None = None,
    conversion: bool = False,
    foreign: Collection[str] = frozenset(),
) -> Mark:
    """The mark of an answer against a right one."""
    wanted = reference(right, tolerance or Tolerance(relative=within), conversion=conversion)
    return mark_number(answer, wanted, foreign=foreign)


def verdict(answer: str, right: str, *, within: float | None = 0.01) -> str:
    return mark(answer, right, within=within).verdict
