"""How an answer was understood, as mathematics: `8.64 × 10¹⁹ FLOP`, `60/41.67 tokens/min = 1.44 tokens/min`."""

from __future__ import annotations

from studybot.formula.units import Unit
from studybot.marking.reading import Reading
from studybot.notation.from_formula import from_formula
from studybot.notation.numbers import show_number, show_quantity
from studybot.notation.tree import Node, equation

# As many figures as tell an answer from its neighbours, also where the exact value is wanted.
_FIGURES = 6


def reading_node(reading: Reading, wanted: Unit) -> Node:
    """The reading of an answer for which a number in `wanted` is asked.

    What was typed comes first, as it was grouped; what it amounts to follows where there was something to work out or
    another unit was used.
    """
    typed = from_formula(reading.tree)
    same_dimension = reading.quantity.dimension == wanted.dimension
    if reading.assumed.powers:
        amount = show_quantity(reading.value, wanted, _FIGURES, keep_unit=True)
        return amount if reading.is_literal else equation(typed, amount)
    if reading.is_literal:
        return typed
    if same_dimension and wanted.powers:
        return equation(typed, show_quantity(reading.value, wanted, _FIGURES, keep_unit=True))
    if not reading.quantity.has_unit:
        return equation(typed, show_number(reading.value, _FIGURES))
    return typed
