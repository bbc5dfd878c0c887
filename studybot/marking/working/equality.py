"""Whether one side equals another as people write: rounded, with a unit left out, converted by a number alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice

from studybot.formula.errors import FormulaError
from studybot.formula.tree import Binary, Node, Number, Unary, UnitFactor, children, walk, with_children
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
# Of a longer side only so many numbers are moved, which bounds the time.
_MOST_NUMBERS = 12


def holds(left: Side, right: Side, named: Unit | None) -> bool:
    """Whether two sides are equal in some way in which they can be read.

    They are if they differ by no more than the last figure written on the right and `CARRIED`, or what powers and
    differences make of the rounding of their numbers. `named` is the unit of the quantity that the line is about.
    Labels of what is counted are not compared, as in formulas.
    """
    return any(worths_agree(one, other, named) for one in left.worths for other in right.worths)


def worths_agree(left: Worth, right: Worth, named: Unit | None) -> bool:
    """Whether two sides as they were read are equal."""
    readings = list(_readings(left, right, named))
    margin = _margin(right)
    if any(near(one, other, margin) for one, other in readings):
        return True
    margin += _amplified(left) + _amplified(right)
    return any(near(one, other, margin) for one, other in readings)


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
    return ROUNDED if written is None else CARRIED + written


def _amplified(worth: Worth) -> float:
    """By how much, relatively, a value moves where one of its numbers is off by half a unit of its last figure.

    In a product that is no more than `CARRIED`, and 0 is returned. Powers and differences make more of it: 1.33e13^2
    moves by 0.75 %. Then it is the sum over all numbers.
    """
    value, tree = worth.quantity.value, worth.tree
    if not value:
        return 0.0
    moves = []
    for number in islice((part for part in walk(tree) if isinstance(part, Number)), _MOST_NUMBERS):
        mantissa, _, exponent = number.text.partition("e")
        whole, _, decimals = mantissa.partition(".")
        if len((whole + decimals).lstrip("0")) >= _FIGURES_TO_CUT:
            half = 0.5 * 10.0 ** (int(exponent or 0) - len(decimals))
            try:
                moved = worth.part(_with_number(tree, number, number.value + half))
            except FormulaError:  # the factorial of a number and a half
                continue
            moves.append(abs(moved.quantity.value / value - 1))
    return sum(moves) if max(moves, default=0.0) > CARRIED else 0.0


def _with_number(tree: Node, number: Number, value: float) -> Node:
    """The tree with one of its numbers, this very node, at another value."""
    if tree is number:
        return replace(number, value=value)
    return with_children(tree, tuple(_with_number(operand, number, value) for operand in children(tree)))


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
    if not 0 < abs(ratio) < math.inf or near(ratio, 1.0, EXACTLY):
        return False
    products = [*plain, *(one * other for one, other in combinations(plain[:_MOST_FACTORS], 2))]
    return any(near(product, wanted, EXACTLY) for product in products for wanted in (ratio, 1 / ratio))


# 60*60 and 24*3600 are products of two; a longer side has its conversion among the first numbers or not at all.
_MOST_FACTORS = 8


def goes_on(left: Side, right: Side, named: Unit | None) -> bool:
    """Whether the right side goes on computing with the left one, as in `2*3 = 6 + 4`."""
    for worth in right.worths:
        node = worth.tree
        while isinstance(node, Binary | Unary):
            match node:
                case Binary(_, Number(), UnitFactor()):
                    break  # 42 s is in one piece
            node = children(node)[0]
            first = worth.part(node)
            if any(worths_agree(one, first, named) for one in left.worths):
                return True
    return False
