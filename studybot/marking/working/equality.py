"""Whether one side equals another as people write: rounded, with a unit left out, converted by a number alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from studybot.formula.tree import Binary, Unary, UnitFactor, children
from studybot.formula.units import NO_UNIT, Unit
from studybot.marking.reading import Reading, written_figures
from studybot.marking.working.worth import Side, Worth

# Of three figures the last may be off by half a unit, which is up to 0.5 %. Somebody who writes 0.28 and goes on with
# the 0.2806 in the calculator is off by less; a slip (a factor, a unit, a power of ten) is off by far more.
CARRIED = 0.005
# What a value of working may be off by, having come from several such numbers: as much as an answer may be off by where
# its author says nothing.
ROUNDED = 0.01
# From so many figures on, the last may be cut off as well as rounded. With fewer that would let 2*3 = 7 pass.
_FIGURES_TO_CUT = 3
EXACTLY = 1e-9


def holds(left: Side, right: Side, named: Unit | None) -> bool:
    """Whether two sides are equal in some way in which they can be read.

    They are if they differ by no more than the last figure written on the right, or `CARRIED`. `named` is the unit of
    the quantity that the line is about. Labels of what is counted are not compared, as in formulas.
    """
    return any(worths_agree(one, other, named) for one in left.worths for other in right.worths)


def worths_agree(left: Worth, right: Worth, named: Unit | None) -> bool:
    margin = _margin(right)
    return any(near(one, other, margin) for one, other in _readings(left, right, named))


def near(value: float, reference: float, margin: float) -> bool:
    """Whether a value is within a relative margin of a reference; of 0, what remains of rounding in floats."""
    return abs(value) <= EXACTLY if reference == 0 else abs(value - reference) <= margin * abs(reference)


def rounding(worth: Worth) -> float | None:
    """By how much a number that is written out may be off, relatively, because of its last figure; None for others."""
    reading = Reading("", worth.tree, worth.quantity, NO_UNIT, NO_UNIT)
    figures = written_figures(reading)
    if figures is None or not worth.number:
        return None
    unit = 10.0 ** (math.floor(math.log10(abs(worth.number)) + 1e-12) - figures.most + 1) / abs(worth.number)
    return unit if figures.most >= _FIGURES_TO_CUT else unit / 2


def _margin(right: Worth) -> float:
    written = rounding(right)
    # On the right of `flop/speed = 2e18/1.98e15` several numbers may be rounded.
    return ROUNDED if written is None else max(written, CARRIED)


def _readings(left: Worth, right: Worth, named: Unit | None) -> Iterator[tuple[float, float]]:
    """The pairs of numbers any of which makes the sides equal if it agrees."""
    one, other = left.quantity, right.quantity
    if one.dimension == other.dimension:
        yield one.value, other.value
    if one.has_unit != other.has_unit:
        # A bare number counts in base units, in the unit of the other side, and in that of what is computed.
        yield one.value, other.value
        if left.number is not None and right.number is not None:
            yield left.number, right.number
        if named is not None:
            factor = named.factor
            yield (one.value, other.value * factor) if one.has_unit else (one.value * factor, other.value)
    elif left.number is not None and right.number is not None and _may_uncover(left, right):
        yield left.number, right.number


def _may_uncover(left: Worth, right: Worth) -> bool:
    """Whether units may be left aside: some are missing, or a number on one side converts between them."""
    plain = (*left.plain, *right.plain)
    if left.quantity.dimension != right.quantity.dimension:
        return bool(plain)
    assert left.number is not None and right.number is not None
    if not left.number or not right.number or not left.quantity.value or not right.quantity.value:
        return False
    ratio = (left.quantity.value / left.number) / (right.quantity.value / right.number)
    if near(ratio, 1.0, EXACTLY):
        return False
    products = [*plain, *(one * other for one, other in combinations(plain[:_MOST_FACTORS], 2))]
    return any(near(product, wanted, EXACTLY) for product in products for wanted in (ratio, 1 / ratio))


# 60*60 and 24*3600 are products of two; a longer side has its conversion among the first numbers or not at all.
_MOST_FACTORS = 8


def goes_on(left: Side, right: Side, named: Unit | None) -> bool:
    """Whether the right side goes on computing with the left one, as in `2*3 = 6 + 4`."""
    for worth in right.worths:
        node = worth.tree
        while operands := children(node):
            if not isinstance(node, Binary | Unary):
                break
            node = operands[0]
            if isinstance(node, UnitFactor):
                break
            first = worth.part(node)
            if any(worths_agree(one, first, named) for one in left.worths):
                return True
    return False
