"""What nearly every answer is: one number, with at most one word or a dollar sign.

Such an answer means the same whatever stands in the question, so it is read without the parser: in 4 µs, not in 25.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from studybot.formula.grammar import MULTIPLIER_LETTERS, multiplier_word
from studybot.formula.quantity import Quantity
from studybot.formula.tree import Binary, Node, Number, Unary, UnitFactor
from studybot.formula.unit_table import Units
from studybot.formula.units import Unit

# Sixteen digits and a power of two figures stay within the range of floats.
_LITERAL = re.compile(
    r"(?P<sign>[-$])?(?P<number>(?:0|[1-9][0-9]{0,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})(?:\.[0-9]{1,16})?"
    r"(?:[eE](?P<power>[+-]?[0-9]{1,2}))?)"
    r"(?P<gap> ?)(?P<word>[A-Za-z]*)"
)
# Words that the parser may take for something else than a unit.
_AMBIGUOUS = MULTIPLIER_LETTERS.keys() | {"e", "pi", "per", "x", "X", "of", "and", "or", "not"}


def read_literal(text: str, expects: Unit, units: Units, foreign: Collection[str]) -> tuple[Node, Quantity] | None:
    """The tree and the worth of such an answer, exactly as the parser would read it; None for any other."""
    match = _LITERAL.fullmatch(text)
    if match is None:
        return None
    sign, digits, power, gap, word = match.groups()
    if gap and not word:
        return None
    start, end = match.span("number")
    digits = digits.replace(",", "")
    if power:
        digits = f"{digits[: -len(power) - 1]}e{int(power)}"
    value = float(digits)
    number: Node = Number(value, digits, start=start, end=end)
    if sign == "$" and not word:
        word, begins, ends = "$", 0, end
    elif not word:
        return (Unary("-", number, start=0, end=end), Quantity(0.0 - value)) if sign else (number, Quantity(value))
    elif sign or word in _AMBIGUOUS or word in foreign or multiplier_word(word) is not None:
        return None
    else:
        begins, ends = match.span("word")
    unit = units.get(word)
    if unit is None or unit.offset or (expects.is_measure and unit.dimension != expects.dimension):
        return None
    tree = Binary("*", number, UnitFactor(unit, start=begins, end=ends), start=0, end=ends)
    return tree, Quantity(value * unit.factor, unit.dimension, unit.labels, has_unit=True)
