"""How an answer is understood: what was typed as a tree, its worth, the unit that was taken for granted."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.parser import Grammar, parse
from studybot.formula.quantity import Quantity, read_quantity
from studybot.formula.tokens import out_of_range
from studybot.formula.tree import Binary, Node, Number, Unary, UnitFactor, walk
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.formula.units import NO_DIMENSION, NO_UNIT, Unit
from studybot.marking.literal import read_literal
from studybot.marking.typed import without_trimmings
from studybot.notation.from_formula import from_formula
from studybot.notation.numbers import show_number, show_quantity, unit_notation
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Text, equation

# As many figures as tell an answer from its neighbours, also where the exact value is wanted.
_FIGURES = 6

# Longer than any answer worth typing; every limit on time and memory is promised for answers up to this length.
MAX_ANSWER = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeric answer as it was read, for which a number in `wanted` is asked.

    `value` is in base units; `assumed` is the unit that need not be written.
    """

    text: str
    tree: Node
    quantity: Quantity
    assumed: Unit
    wanted: Unit

    @property
    def value(self) -> float:
        if self.assumed.powers:
            return self.quantity.value * self.assumed.factor
        return self.quantity.value

    @property
    def unit(self) -> Unit:
        """The unit that a single number was written in, or that was taken for granted; none for arithmetic."""
        if self.assumed.powers:
            return self.assumed
        match self.tree:
            case Binary("*", left, UnitFactor(unit)) | Unary("-", Binary("*", left, UnitFactor(unit))):
                return unit if not _has_unit(left) else NO_UNIT
            case Binary("/", left, UnitFactor(unit)):
                return unit.to_power(-1) if not _has_unit(left) else NO_UNIT
        return NO_UNIT

    @property
    def node(self) -> Shown:
        """The reading as mathematics: `60/41.67 tokens/min = 1.44 tokens/min`.

        What was typed comes first, as it was grouped; what it amounts to follows where there was something to work out
        or another unit was used.
        """
        typed = as_shown(self.tree, self.text)
        if self.assumed.powers:
            amount = show_quantity(self.value, self.wanted, _FIGURES, keep_unit=True)
            return amount if self.is_literal else equation(typed, amount)
        if self.is_literal:
            return typed
        if self.wanted.powers and self.quantity.dimension == self.wanted.dimension:
            return equation(typed, show_quantity(self.value, self.wanted, _FIGURES, keep_unit=True))
        if not self.quantity.has_unit:
            return equation(typed, show_number(self.value, _FIGURES))
        return typed

    @property
    def is_literal(self) -> bool:
        """Whether it is a plain number with at most a unit, so that there is nothing to work out."""
        return not any(
            isinstance(part, Binary) and not isinstance(part.right, UnitFactor) for part in walk(self.tree)
        ) and not any(isinstance(part, Unary) and part.op == "!" for part in walk(self.tree))


def _has_unit(node: Node) -> bool:
    return not isinstance(node, Number) and any(isinstance(part, UnitFactor) for part in walk(node))


def as_shown(tree: Node, text: str) -> Shown:
    """What was typed as mathematics; as it was typed where it is nested too deeply to be laid out."""
    try:
        return from_formula(tree)
    except StudybotError:
        return Text(text)


def check_length(text: str) -> None:
    """Raises `FormulaError` for a text that is longer than any answer."""
    if len(text) > MAX_ANSWER:
        message = f"an answer has at most {MAX_ANSWER} characters"
        raise FormulaError("formula.long", message, text, MAX_ANSWER, MAX_ANSWER + 1)


def read_answer(
    text: str, expects: Unit = NO_UNIT, *, units: Units = BUILT_IN, foreign: Collection[str] = frozenset()
) -> Reading:
    """A typed answer, for which a number in `expects` is wanted; `foreign` are the question's own names.

    A bare number is taken to be in the expected unit where that is a count or money. Raises `FormulaError`: what
    cannot be read, and a physical unit left out (`answer.unit-missing`).
    """
    check_length(text)
    try:
        tree, quantity = read_literal(text, expects, units, foreign) or _read(
            without_trimmings(text, units, foreign), Grammar(units=units, expects=expects, foreign=foreign)
        )
    except FormulaError as fault:
        fault.text = text
        raise
    if quantity.is_bare and expects.is_measure:
        end = len(text.rstrip())
        hint = f"write it behind the number, for example {to_plain(unit_notation(expects, plural=True))}"
        raise FormulaError("answer.unit-missing", "the unit is missing", text, end, end + 1, hint=hint)
    reading = Reading(text, tree, quantity, expects if _is_left_out(expects, quantity) else NO_UNIT, expects)
    if not math.isfinite(reading.value):
        raise out_of_range(text, tree.start, tree.end, large=True)
    if (doubt := _doubtful_letter(reading, expects)) is not None:
        raise doubt
    return reading


def _is_left_out(unit: Unit, quantity: Quantity) -> bool:
    """Whether the expected unit is left out. It may be there and cancel: 0.66 bit/B is 0.08, and needs no more."""
    cancels = unit.dimension == NO_DIMENSION and not unit.labels
    return quantity.is_bare and not (quantity.has_unit and cancels)


def _read(text: str, grammar: Grammar) -> tuple[Node, Quantity]:
    """The tree and the worth of an answer.

    Where data is asked for, the B of `70B * 2 bytes` is a byte; where a rate is, `1/42 s` is (1/42) s. Neither has the
    dimension that is asked for, and another reading has: then that is how it was meant.
    """
    fault = None
    try:
        tree = parse(text, grammar)
        quantity = read_quantity(tree, text)
    except FormulaError as found:
        fault = found
    expects = grammar.expects or NO_UNIT
    if fault is not None or (expects.is_measure and quantity.dimension != expects.dimension):
        for other in _other_grammars(text, grammar) if expects.is_measure else ():
            try:
                other_tree = parse(text, other)
                other_quantity = read_quantity(other_tree, text)
            except FormulaError:
                continue
            if other_quantity.dimension == expects.dimension:
                return other_tree, other_quantity
    if fault is not None:
        raise fault
    return tree, quantity


_LETTER = re.compile(r"[0-9] ?[kKMBT]\b")


def _other_grammars(text: str, grammar: Grammar) -> Iterator[Grammar]:
    if _LETTER.search(text):
        yield replace(grammar, letters=True)
    if "/" in text or "÷" in text:
        yield replace(grammar, own_units=True)


_LETTERS = {"m": ("metre", "M or million"), "b": ("bit", "B or billion"), "t": ("tonne", "T or trillion")}


def _doubtful_letter(reading: Reading, expects: Unit) -> FormulaError | None:
    """The fault of `7b` where a number or a count is asked for: that might be bits, and might be billions."""
    match reading.tree:
        case Binary("*", Number() | Unary("-", Number()), UnitFactor() as factor):
            letter = reading.text[factor.start : factor.end]
            if letter == "K" and expects.is_measure and reading.quantity.dimension != expects.dimension:
                message, hint = "K is short for kelvin", f"write the whole unit, such as {expects.text}"
                return FormulaError("answer.letter", message, reading.text, factor.start, factor.end, hint=hint)
            if letter in _LETTERS and not expects.is_measure:
                unit, large = _LETTERS[letter]
                message, hint = f"{letter} is short for {unit}", f"write {large} for a large number"
                return FormulaError("answer.letter", message, reading.text, factor.start, factor.end, hint=hint)
            if expects == NO_UNIT and len(letter) == 1 and reading.text[factor.start - 1].isdigit():
                message = f"{letter} right after a number would be a unit, and the answer has none"  # 1L, 1d
                return FormulaError("answer.letter", message, reading.text, factor.start, factor.end)
    return None


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
    least = len(digits) if point else len(digits.rstrip("0"))
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
