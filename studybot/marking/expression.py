"""Marking a formula: two are equal where they have the same values at sample points of the declared domains.

Nothing is simplified, so that it always ends. Where floats cannot decide, both are evaluated with fifty digits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.parser import Grammar, parse
from studybot.formula.shapes import ShapeFault, shape_of, shape_text
from studybot.formula.tree import Node
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.reading import as_shown, check_length
from studybot.marking.tolerance import Tolerance
from studybot.notation.tree import Node as Shown
from studybot.problem.generator import bits, key

# Two different formulas of a course agree at one random point by chance; at this many they have to be made for it.
POINTS = 10
# Points are drawn on until this many were tried, where the reference is undefined at some.
_MOST_TRIED = 100
# Over a domain that spans more than three decades, even sampling would see the last decade alone.
_DECADES = 3
# Relative differences below the first are rounding, above the second they are none; between, more digits decide.
_ROUNDING, _DIFFERENT = 1e-12, 1e-6


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a name may have."""

    low: float
    high: float
    whole: bool = False

    def at(self, share: float) -> float:
        """The value that lies at a share (0 to 1) of the domain."""
        if self.whole:
            return float(math.floor(self.low + share * (self.high - self.low + 1)))
        if self.low > 0 and self.high / self.low > 10**_DECADES:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Expression:
    """A reference made ready: its tree, the names that may be used, and its values at the sample points."""

    tree: Node
    domains: Mapping[str, Domain]
    samples: tuple[tuple[Mapping[str, float], float], ...]
    tolerance: Tolerance


@dataclass(frozen=True, slots=True)
class ExpressionReading:
    """A formula as it was read."""

    text: str
    tree: Node

    @property
    def node(self) -> Shown:
        return as_shown(self.tree, self.text)

    @property
    def value(self) -> None:
        """A formula is no number."""
        return


def prepared(reference: Node, domains: Mapping[str, Domain], tolerance: Tolerance) -> Expression:
    """A reference with its sample points, which are the same for every answer.

    Raises `ValueError` where the reference is defined nowhere on the domains.
    """
    samples = []
    for attempt in range(_MOST_TRIED):
        point = {name: domain.at(bits(key("sample", name), 0, attempt) / 2**32) for name, domain in domains.items()}
        try:
            samples.append((point, float(evaluate(reference, point))))
        except UndefinedError:
            continue
        if len(samples) == POINTS:
            break
    if not samples:
        raise ValueError("the reference is defined nowhere on its domain")
    return Expression(reference, domains, tuple(samples), tolerance)


def read_expression(text: str, names: Mapping[str, object]) -> ExpressionReading:
    """A typed formula in these names. Raises `FormulaError`."""
    check_length(text)
    tree = parse(text, Grammar(names=names.keys(), units=None, grouping=False))
    try:
        shape = shape_of(tree, {})
    except ShapeFault as fault:
        raise fault.in_text(text) from None
    if not shape.is_scalar:
        raise FormulaError("expression.shape", f"this is {shape_text(shape)}, not a number", text, 0, len(text))
    return ExpressionReading(text, tree)


def mark_expression(answer: str, reference: Expression) -> Mark:
    """The mark of a typed formula. One that is undefined where the reference is defined is wrong."""
    try:
        reading = read_expression(answer, reference.domains)
    except FormulaError as fault:
        return invalid(fault)
    for point, value in reference.samples:
        try:
            given = evaluate(reading.tree, point)
        except UndefinedError as fault:
            if not reference.domains:
                return invalid(fault.in_text(answer))
            return Mark("wrong", 0.0, reading, (Remark("undefined", f"where the answer is defined, {fault.message}"),))
        if isinstance(given, bool):
            return Mark("wrong", 0.0, reading, (Remark("kind", "a comparison is no formula for a value"),))
        if not _equal(reading.tree, float(given), reference, point, value):
            return Mark("wrong", 0.0, reading, (Remark("different", "this is another formula"),))
    return Mark("correct", 1.0, reading)


def _equal(answer: Node, given: float, reference: Expression, point: Mapping[str, float], value: float) -> bool:
    within = reference.tolerance.admits(given, value)
    difference = abs(given - value) / abs(value) if value else abs(given - value)
    if difference <= _ROUNDING or difference >= _DIFFERENT:
        return within
    from studybot.formula.precise import relative_difference  # wanted once in a thousand answers, and slow to import

    precise = relative_difference(answer, reference.tree, point)
    if precise is None:
        return within
    return reference.tolerance.admits(value * (1 + precise) if value else precise, value)
