"""How the quantities of a variant are shown: their symbols, their values as given or as computed."""

from __future__ import annotations

from collections.abc import Mapping

from studybot.bank.schema import Block
from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.formula.units import MONEY, NO_UNIT, Unit
from studybot.notation import tree as notation
from studybot.notation.numbers import (
    in_words,
    show_exact,
    show_matrix,
    show_number,
    show_quantity,
    show_sci,
    show_value,
    with_unit,
)
from studybot.notation.symbols import symbol
from studybot.notation.tree import Node, equation
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant


def symbol_of(derivation: Derivation, name: str) -> Node:
    """The symbol of a quantity: its author's LaTeX, else what its name suggests."""
    return symbol(name, derivation.shown(name))


def symbols_of(derivation: Derivation) -> Mapping[str, Node]:
    """The symbol of every quantity."""
    return {name: symbol_of(derivation, name) for name in derivation.names}


def value_of(variant: Variant, name: str, form: str = "") -> Node:
    """A quantity of a variant as `form` asks: "" (with its unit), `words`, `sci`, `bare`, or a unit to show it in.

    Of positions and truth values there is one form, and of a matrix neither `words` nor `sci`. A symbol that has no
    value is shown as itself.
    """
    if name not in variant.values:
        return symbol_of(variant.derivation, name)
    unit = variant.unit(name)
    datum = variant.data.get(name)
    value = variant.values[name]
    if isinstance(value, Matrix):
        return _matrix(variant, name, value, form)
    if isinstance(value, bool | Positions):
        return show_value(value, NO_UNIT)
    assert not isinstance(datum, Block)
    if form == "" and datum is not None:
        return show_exact(datum.digits, datum.exponent, datum.unit)
    number = (value - unit.offset) / unit.factor
    match form:
        case "":
            return show_quantity(value, unit)
        case "words":
            # Dollars stand before the words, so they cannot be left to the text.
            return in_words(number, unit if unit.dimension == MONEY else NO_UNIT)
        case "sci":
            return show_sci(number)
        case "bare":
            return show_exact(datum.digits, datum.exponent) if datum else show_number(number)
    return show_quantity(value, _unit(variant, form), keep_unit=True)


def _unit(variant: Variant, spelled: str) -> Unit:
    from studybot.formula.parser import parse_unit  # 2 ms, which texts that name no unit need not wait for

    return parse_unit(spelled, variant.units)


def _matrix(variant: Variant, name: str, value: Matrix, form: str) -> Node:
    unit = variant.unit(name)
    if form not in ("", "bare", "words", "sci"):
        return show_value(value, _unit(variant, form))
    block = variant.data.get(name)
    if isinstance(block, Block) and all(datum.unit == unit for row in block.rows for datum in row):
        rows = tuple(tuple(show_exact(datum.digits, datum.exponent) for datum in row) for row in block.rows)
        shown = notation.Matrix(rows, vector=len(rows[0]) == 1)
    else:
        shown = show_matrix(value.map(lambda entry: (entry - unit.offset) / unit.factor))
    return with_unit(shown, unit if form == "" else NO_UNIT)


def with_symbol(variant: Variant, name: str, form: str = "") -> Node:
    """`W = 4.8 TB/s`."""
    return equation(symbol_of(variant.derivation, name), value_of(variant, name, form))
