"""When two values are the same: numbers, matrices and positions, each in its own way."""

from __future__ import annotations

import math
from typing import Any

from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions

# A float, a Matrix or Positions.
Value = Any


def exists(value: Value) -> bool:
    """Whether a changed formula came to anything: a finite number, a matrix of them, positions."""
    if isinstance(value, Matrix):
        return all(map(math.isfinite, value.entries))
    return isinstance(value, Positions) or (isinstance(value, float) and math.isfinite(value))


# What rounding leaves of a zero in a matrix.
_ZERO = 1e-12


def agree(one: Value, other: Value, within: float) -> bool:
    """Whether two values are the same but for rounding: relatively, in a matrix to its largest entry."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= within * abs(other)
    if isinstance(one, Matrix) and isinstance(other, Matrix):
        if one.shape != other.shape:
            return False
        bound = max(within * max(map(abs, other.entries)), _ZERO)
        return all(abs(left - right) <= bound for left, right in zip(one.entries, other.entries, strict=True))
    return isinstance(one, Positions) and one == other


def permuted(one: Value, other: Value, within: float) -> bool:
    """Whether two vectors have the same entries in another order."""
    if not (isinstance(one, Matrix) and isinstance(other, Matrix) and one.shape == other.shape and is_vector(one)):
        return False
    return agree(_ordered(one), _ordered(other), within) and not agree(one, other, within)


def _ordered(vector: Matrix) -> Matrix:
    return Matrix((tuple(sorted(vector.entries)),))


def is_vector(value: Value) -> bool:
    return isinstance(value, Matrix) and 1 in value.shape
