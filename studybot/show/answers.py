"""The right answer of a part as it is shown, in the form that is asked for."""

from __future__ import annotations

import math
from fractions import Fraction as Ratio

from studybot.bank.schema import Accept, Part
from studybot.formula.units import Unit
from studybot.marking.references import intervals_of
from studybot.marking.sets import set_text
from studybot.notation.from_formula import from_formula
from studybot.notation.numbers import LOWEST_POWER, show_number, show_value, unit_notation, with_unit
from studybot.notation.tree import DOT, Fraction, Node, Number, Row, Symbol, Text
from studybot.problem.expansion import as_shown
from studybot.problem.variant import Variant
from studybot.show.amounts import symbols_of
from studybot.show.options import answer_in_letters

# A ratio of larger numbers is none that a course asks for.
_LARGEST_BELOW = 10_000


def answer_node(variant: Variant, part: Part) -> Node:
    """The right answer of a part."""
    if part.answer is None:
        return Text(answer_in_letters(variant, part))
    if part.names:
        return from_formula(as_shown(variant, part), symbols_of(variant.derivation))
    value, unit = variant.values[part.id], variant.derivation.unit(part.id)
    if part.collection in ("set", "interval"):
        return Text(set_text(intervals_of(variant, part)))
    return (_as_asked(value, unit, part.accept) if isinstance(value, float) else None) or show_value(value, unit)


def _as_asked(value: float, unit: Unit, accept: Accept) -> Node | None:
    """A number in the form that is asked for; None where none is, or where it has none."""
    number = (value - unit.offset) / unit.factor
    if accept.form in ("pi", "fraction"):
        return _in_form(number, unit, accept.form)
    if accept.decimals is not None:
        return with_unit(_written_out(number, accept.decimals), unit)
    if accept.figures is not None and number:
        return with_unit(_with_figures(number, accept.figures), unit)
    return None


def _with_figures(number: float, figures: int) -> Number:
    """A number with exactly so many figures, which zeros at the end of a whole number would leave open."""
    mantissa, _, exponent = f"{abs(number):.{figures - 1}e}".partition("e")
    power = int(exponent)
    if LOWEST_POWER <= power < figures:
        return _written_out(number, figures - 1 - power)
    return Number(mantissa, power, negative=number < 0)


def _written_out(number: float, decimals: int) -> Number:
    digits = f"{abs(number):.{decimals}f}"
    return Number(digits, negative=number < 0 and float(digits) != 0)


def _in_form(number: float, unit: Unit, form: str) -> Node | None:
    """A number as a fraction, or as one times π; None where it is neither with numbers of a sensible size."""
    ratio = Ratio(number / math.pi if form == "pi" else number).limit_denominator(_LARGEST_BELOW)
    worth = float(ratio) * (math.pi if form == "pi" else 1)
    if not math.isclose(worth, number, rel_tol=1e-9):
        return None
    above = show_number(float(ratio.numerator))
    made: Node = above if ratio.denominator == 1 else Fraction(above, Number(str(ratio.denominator)))
    if form == "pi" and ratio:
        made = Symbol("π") if ratio == 1 else Row((made, DOT, Symbol("π")))
    if isinstance(made, Number) or not unit.powers:
        return with_unit(made, unit) if isinstance(made, Number) else made
    return Row((made, Text(" "), unit_notation(unit, plural=True)))
