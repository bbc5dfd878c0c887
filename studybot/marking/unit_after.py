"""A unit behind an answer that is no number: `[[14, 8], [6, 10]] cm`, `4k(m+l) bytes`."""

from __future__ import annotations

import re
from collections.abc import Collection

from studybot.formula.parser import parse_unit
from studybot.formula.unit_table import Units
from studybot.formula.units import NO_UNIT, Unit

_BRACKET = re.compile(r"[\])}]")
_LAST_WORD = re.compile(r"(?<=[\s)\]0-9])[A-Za-z][A-Za-z/]*$")


def unit_of_entries(text: str, units: Units) -> tuple[str, Unit]:
    """A vector or matrix without the unit behind it, and that unit; no unit where there is none.

    The text keeps its length. Raises `FormulaError` for what stands there and is no unit.
    """
    closing = max((match.end() for match in _BRACKET.finditer(text)), default=len(text))
    tail = text[closing:].strip(" .")
    if not tail or not tail[0].isalpha():
        return text, NO_UNIT
    return text[:closing] + " " * (len(text) - closing), parse_unit(tail, units)


def without_own_unit(text: str, unit: Unit, units: Units, names: Collection[str]) -> str:
    """A formula without the unit that it is asked for in, where that stands behind it and is no name of the answer."""
    match = _LAST_WORD.search(text.rstrip(" .")) if unit.powers else None
    if match is None or match.group() in names:
        return text
    found = units.get(match.group())
    if found is None or (found.factor, found.dimension, found.labels) != (unit.factor, unit.dimension, unit.labels):
        return text
    return text[: match.start()] + " " * (len(text) - match.start())
