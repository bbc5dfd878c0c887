"""Whether two formulas of numbers are equal at a sample point, with fifty digits where floats cannot decide."""

from __future__ import annotations

import math

from studybot.formula.tree import Node
from studybot.marking.expressions.prepared import Expression
from studybot.marking.expressions.reading import ExpressionReading
from studybot.marking.mark import Mark, Remark

# Relative differences below the first are rounding, above the second they are none; between, more digits decide.
ROUNDING, _DIFFERENT = 1e-12, 1e-6
# So many points are settled with fifty digits at most: each takes up to 10 ms for 500 characters.
_MOST_SETTLED = 3
# What is left of a true zero, relative to what was added up, after computing with fifty digits.
_ZERO = 1e-30
_EPSILON = 2.0**-52


def mark_numbers(reading: ExpressionReading, values: list[float], expression: Expression) -> Mark:
    """The mark of a formula of numbers from its `values` at the sample points."""
    settled = 0
    for at, (given, value) in enumerate(zip(values, expression.expected, strict=True)):
        if abs(given - value) <= ROUNDING * abs(value) or settled == _MOST_SETTLED:
            continue
        equal, precisely = equal_at(reading.tree, given, expression, at)
        if not equal:
            return different(reading)
        settled += precisely
    return Mark("correct", 1.0, reading)


def different(reading: ExpressionReading) -> Mark:
    """The mark of a formula with other values."""
    return Mark("wrong", 0.0, reading, (Remark("different", "this is another formula"),))


def equal_at(answer: Node, given: float, expression: Expression, at: int) -> tuple[bool, bool]:
    """Whether the answer is near enough at a sample point, and whether that took more digits than floats have."""
    value = expression.expected[at]
    difference = abs(given - value)
    within = expression.tolerance.admits(given, value)
    if difference >= _DIFFERENT * abs(value) and (within or difference > _noise(answer, expression, at)):
        return within, False
    return settled(answer, within, expression, at), True


def _noise(answer: Node, expression: Expression, at: int) -> float:
    """What rounding may account for in a difference."""
    from studybot.formula.rounding import rounding

    return rounding(answer, expression.numbers(at)) + expression.rounding(at)


def settled(answer: Node, otherwise: bool, expression: Expression, at: int) -> bool:
    """Whether the answer is near enough, with fifty digits; what floats said where those cannot tell."""
    from studybot.formula.precise import precise_value  # wanted once in a thousand answers
    from studybot.formula.rounding import rounding

    point = expression.numbers(at)
    given, value = precise_value(answer, point), expression.precisely(at)
    if given is None or value is None:
        return otherwise
    if expression.tree is not None:
        # Of sin(pi) fifty digits leave 1e-51: nothing, beside what it was made of.
        made_of = (rounding(answer, point) / _EPSILON, expression.rounding(at) / _EPSILON)
        given, value = (
            0.0 if abs(found) <= _ZERO * scale and math.isfinite(scale) else found
            for found, scale in zip((given, value), made_of, strict=True)
        )
    return expression.tolerance.admits(given, value)
