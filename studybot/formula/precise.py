"""The value of a formula with fifty digits, where floats cannot decide."""

from __future__ import annotations

import math
from collections.abc import Mapping

from studybot.formula.decimals import NotCoveredError, decimal_value
from studybot.formula.tree import Node

_UNDEFINED = (ArithmeticError, ValueError, KeyError, TypeError, RecursionError)


def precise_value(node: Node, values: Mapping[str, float]) -> float | None:
    """What a formula of numbers is worth, computed with fifty digits and then rounded to a float.

    None where it is not defined, too large or not covered. Literals count as the decimals that are written, not as the
    floats next to them.
    """
    try:
        value = float(decimal_value(node, values))
    except (NotCoveredError, *_UNDEFINED):
        from studybot.formula.multiprecision import multiprecise_value  # slow to import, and for functions only

        try:
            value = multiprecise_value(node, values)
        except _UNDEFINED:
            return None
    return value if math.isfinite(value) else None
