"""How an answer is understood: what was typed as a tree, its worth, the unit that was taken for granted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from studybot.formula.errors import FormulaError
from studybot.formula.parser import Grammar, parse
from studybot.formula.quantity import Quantity, read_quantity
from studybot.formula.tree import Binary, Node, Number, Unary, UnitFactor, walk
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.formula.units import NO_UNIT, Unit

# Longer than any answer worth typing; every limit on time and memory is promised for answers up to this length.
MAX_ANSWER = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeric answer as it was read. `value` is in base units; `assumed` is the unit that need not be written."""

    text: str
    tree: Node
    quantity: Quantity
    assumed: Unit

    @property
    def value(self) -> float:
        if self.assumed.powers:
            return self.quantity.value * self.assumed.factor
        return self.quantity.value

    @property
    def is_literal(self) -> bool:
        """Whether it is a plain number with at most a unit, so that there is nothing to work out."""
        return not any(
            isinstance(part, Binary) and not isinstance(part.right, UnitFactor) for part in walk(self.tree)
        ) and not any(isinstance(part, Unary) and part.op == "!" for part in walk(self.tree))


def read_answer(
    text: str, expects: Unit = NO_UNIT, *, units: Units = BUILT_IN, foreign: Collection[str] = frozenset()
) -> Reading:
    """A typed answer, for which a number in `expects` is wanted; `foreign` are the question's own names.

    A bare number is taken to be in the expected unit where that is a count or money. Raises `FormulaError`: what
    cannot be read, and a physical unit left out (`answer.unit-missing`).
    """
    if len(text) > MAX_ANSWER:
        message = f"an answer has at most {MAX_ANSWER} characters"
        raise FormulaError("formula.long", message, text, MAX_ANSWER, MAX_ANSWER + 1)
    tree = parse(text, Grammar(units=units, expects=expects, foreign=foreign))
    quantity = read_quantity(tree, text)
    bare = not quantity.has_unit
    if bare and expects.is_measure:
        end = len(text.rstrip())
        hint = f"for example {expects.plural_text}"
        raise FormulaError("answer.unit-missing", "the unit is missing", text, end, end + 1, hint=hint)
    return Reading(text, tree, quantity, expects if bare else NO_UNIT)


@dataclass(frozen=True, slots=True)
class Figures:
    """How precisely a number was written: significant figures at least and at most (1170 has 3 or 4), decimals."""

    least: int
    most: int
    decimals: int | None


def written_figures(reading: Reading) -> Figures | None:
    """The figures of a number that was written out; None for one that is still to be worked out."""
    number, scaled = _literal(reading.tree)
    if number is None:
        return None
    mantissa, _, exponent = number.text.partition("e")
    whole, point, decimals = mantissa.partition(".")
    digits = (whole + decimals).lstrip("0")
    least = len(digits) if point or exponent else len(digits.rstrip("0"))
    return Figures(max(least, 1), max(len(digits), 1), None if exponent or scaled else len(decimals))


def _literal(node: Node) -> tuple[Number | None, bool]:
    """The one number of a literal, and whether a power of ten or a percent sign scales it."""
    match node:
        case Number():
            return node, False
        case Unary("-", operand):
            return _literal(operand)
        case Unary("%", operand):
            return _literal(operand)[0], True
        case Binary("*", left, UnitFactor()):
            return _literal(left)
        case Binary("*", left, Binary("^", Number(value=10.0), Number() | Unary("-", Number()))):
            return _literal(left)[0], True
    return None, False
