"""Functions and comparisons of floats, and how much they forgive."""

from __future__ import annotations

import math
from collections.abc import Callable

# Rounding forgives this much, relatively: 3*0.1/0.1 is 3.0000000000000004 in floats, and its ceiling must be 3. The
# same margin keeps comparisons from depending on the last bit, which differs between mathematical libraries.
FORGIVEN = 1e-9
# Rounding never forgives more than this: a part in 10^9 of ten billion would be more than one.
MOST_FORGIVEN = 1e-4

# 170! is the last factorial that a double holds.
MAX_FACTORIAL = 170

# Beyond 2^53 a float no longer tells neighbours apart.
LARGEST_WHOLE = 2**53


def _forgiven(value: float) -> float:
    return min(abs(value) * FORGIVEN, MOST_FORGIVEN)


def _floor(value: float) -> float:
    return float(math.floor(value + _forgiven(value)))


def _ceil(value: float) -> float:
    return float(math.ceil(value - _forgiven(value)))


def _round(value: float, digits: float = 0.0) -> float:
    """Half away from zero, as people round, not to the even neighbour."""
    scale = 10.0 ** int(digits)
    return math.copysign(_floor(abs(value) * scale + 0.5), value) / scale


def _factorial(value: float) -> float:
    if value < 0 or value != int(value):
        raise ValueError("only whole numbers from 0 on have a factorial")
    if value > MAX_FACTORIAL:
        raise OverflowError
    return float(math.factorial(int(value)))


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= FORGIVEN * max(abs(left), abs(right))


def _least(*values: float) -> float:
    return min(values)


def _largest(*values: float) -> float:
    return max(values)


def _sum(*values: float) -> float:
    total = sum(values)
    if not math.isfinite(total):
        raise OverflowError
    return total


# Those of several numbers.
OF_SEVERAL: dict[str, Callable[..., float]] = {"min": _least, "max": _largest, "sum": _sum}
# Those of one number, which are taken of a matrix entry by entry.
OF_ONE: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt, "exp": math.exp, "ln": math.log, "log2": math.log2, "log10": math.log10, "abs": abs,
    "floor": _floor, "ceil": _ceil, "round": _round, "factorial": _factorial,
    "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "sec": lambda x: 1 / math.cos(x), "csc": lambda x: 1 / math.sin(x), "cot": lambda x: 1 / math.tan(x),
    "arcsin": math.asin, "arccos": math.acos, "arctan": math.atan,
    "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh,
}  # fmt: skip
FUNCTIONS: dict[str, Callable[..., float]] = {**OF_ONE, **OF_SEVERAL}


def compare(op: str, left: float, right: float) -> bool:
    """A comparison of floats. What less than 1e-9 (relative) decides counts as not holding, either way."""
    if op == "=":
        return _close(left, right)
    if _close(left, right):
        return op in ("<=", ">=") and left == right
    return {"!=": True, "<": left < right, "<=": left < right, ">": left > right, ">=": left > right}[op]


def whole(value: float) -> int | None:
    """The whole number that a float is, within what rounding leaves; none where it is another, or too large."""
    if not abs(value) <= LARGEST_WHOLE:
        return None
    nearest = round(value)
    return nearest if abs(value - nearest) <= _forgiven(value) else None
