"""How the quantities of a variant are shown: their symbols, their values as given or as computed."""

from __future__ import annotations

from collections.abc import Mapping

from studybot.formula.parser import parse_unit
from studybot.formula.units import MONEY, NO_UNIT
from studybot.notation.numbers import in_words, show_exact, show_number, show_quantity, show_sci
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
    """A quantity of a variant as `form` asks: "" (with its unit), `words`, `sci`, `bare`, or a unit to show it in."""
    unit = variant.unit(name)
    datum = variant.data.get(name)
    if form == "" and datum is not None:
        return show_exact(datum.digits, datum.exponent, datum.unit)
    value = variant.values[name]
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
    return show_quantity(value, parse_unit(form, variant.units), keep_unit=True)


def with_symbol(variant: Variant, name: str, form: str = "") -> Node:
    """`W = 4.8 TB/s`."""
    return equation(symbol_of(variant.derivation, name), value_of(variant, name, form))
