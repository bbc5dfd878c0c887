"""Matrices and positions of many variants at once, as numpy arrays. Imported only where many are computed.

What has no value in a variant is nan there, as a whole: a matrix that has one entry without a value has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from studybot.formula.floats import FORGIVEN, LARGEST_WHOLE, MOST_FORGIVEN, whole
from studybot.formula.matrix import MAX_POWER, RESIDUE, Matrix, NoValueError, check_size
from studybot.formula.positions import Positions
from studybot.formula.shape_rules import (
    NUMBER,
    POSITIONS,
    Shape,
    blocks_shape,
    call_shape,
    column_shape,
    matrix_shape,
    operation_shape,
    sign_shape,
)

# A number, an array of numbers with one for each variant, Matrices or Ranges.
Value = Any
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Matrices:
    """A matrix for each variant: `array` is (variants, rows, columns), or (1, rows, columns) where all share one."""

    array: Array


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """One run of positions for each variant, or one that all share: its ends."""

    low: Array
    high: Array


COMPOSITE = (Matrices, Ranges)


def lifted(value: Value) -> Value:
    """A value that may be one for all variants, as one for many. A matrix of one by one is a number."""
    if isinstance(value, Matrix):
        value = Matrices(np.array([value.rows]))
    if isinstance(value, Matrices) and value.array.shape[1:] == (1, 1):
        return value.array[:, 0, 0]
    if isinstance(value, Positions):
        ((low, high),) = value.runs
        return Ranges(np.array([float(low)]), np.array([float(high)]))
    return value


def has_value(value: Value) -> Array:
    """In which variants there is a value, in every entry; of length 1, or one truth value, where all share it."""
    if isinstance(value, Matrices):
        return _finite(value.array)
    return np.isfinite(value.low if isinstance(value, Ranges) else np.asarray(value, dtype=float))


def _shape(value: Value) -> Shape:
    if isinstance(value, Matrices):
        return matrix_shape(*value.array.shape[1:])
    return POSITIONS if isinstance(value, Ranges) else NUMBER


def _spread(value: Value) -> Array:
    """Numbers as matrices of one entry."""
    if isinstance(value, Matrices):
        return value.array
    return np.asarray(value, dtype=float).reshape(-1, 1, 1)


def _finite(array: Array) -> Array:
    """Which matrices have a value in every entry."""
    return np.asarray(np.isfinite(array).all(axis=(1, 2)))


def _settled(array: Array) -> Value:
    """The matrices of an array, those without a value all nan."""
    missing = ~_finite(array)
    if missing.any():
        array = np.where(missing[:, None, None], np.nan, array)
    return lifted(Matrices(array))


def _rounded(sums: Array, sizes: Array) -> Array:
    """Sums, zero where only rounding is left of them; `sizes` are the sums of what they are made of, without signs."""
    return np.where((np.abs(sums) <= RESIDUE * sizes) & np.isfinite(sizes), 0.0, sums)


def _wholes(value: Value) -> Array:
    """The whole numbers that floats are, within what rounding leaves; nan for others."""
    value = np.atleast_1d(np.asarray(value, dtype=float))
    nearest = np.rint(value)
    near = np.abs(value - nearest) <= np.minimum(np.abs(value) * FORGIVEN, MOST_FORGIVEN)
    return np.where(near & (np.abs(value) <= LARGEST_WHOLE), nearest, np.nan)


def operation(op: str, left: Value, right: Value) -> Value:
    """`left op right` where at least one is of matrices or positions, or `op` is `..`.

    Raises `ShapeError` and `NoValueError` for what no variant has.
    """
    shape = operation_shape(op, _shape(left), _shape(right))
    if op == "..":
        low, high = np.broadcast_arrays(_wholes(left), _wholes(right))
        rises = low <= high
        return Ranges(np.where(rises, low, np.nan), np.where(rises, high, np.nan))
    if shape == POSITIONS:
        ranges, by = (left, _wholes(right)) if isinstance(left, Ranges) else (right, _wholes(left))
        by = by if op == "+" else -by
        return Ranges(ranges.low + by, ranges.high + by)
    if op == "^":
        return _settled(_power(left.array, _wholes(right)))
    if op == "*" and isinstance(left, Matrices) and isinstance(right, Matrices):
        check_size(left.array.shape[1], right.array.shape[2])
        return _settled(_rounded(left.array @ right.array, np.abs(left.array) @ np.abs(right.array)))
    entries, others = _spread(left), _spread(right)
    match op:
        case "+":
            return _settled(_rounded(entries + others, np.abs(entries) + np.abs(others)))
        case "-":
            return _settled(_rounded(entries - others, np.abs(entries) + np.abs(others)))
        case "*":
            return _settled(entries * others)
    return _settled(np.divide(entries, others))


def _power(array: Array, exponents: Array) -> Array:
    result = np.full((max(len(array), len(exponents)), *array.shape[1:]), np.nan)
    for exponent in np.unique(exponents[(exponents >= 0) & (exponents <= MAX_POWER)]):
        power = np.linalg.matrix_power(array, int(exponent))
        result = np.where((exponents == exponent)[:, None, None], power, result)
    return result


def sign(op: str, value: Value) -> Value:
    """A sign before or after matrices or positions. Raises `ShapeError`."""
    sign_shape(op, _shape(value))
    return Matrices(value.array.transpose(0, 2, 1) if op == "T" else -value.array)


def entry_by_entry(function: str, of_arrays: Callable[..., Value], arguments: Sequence[Value]) -> Value:
    """A function of numbers, of the entries of matrices. Raises `ShapeError`."""
    call_shape(function, [_shape(argument) for argument in arguments])
    return _settled(of_arrays(*map(_spread, arguments)))


def call(function: str, arguments: Sequence[Value]) -> Value:
    """A function that takes or makes matrices or positions.

    Raises `ShapeError` and `NoValueError` for what no variant has.
    """
    if function in ("I", "zeros", "ones"):
        rows, *others = [_size(function, argument) for argument in arguments]
        columns = rows if function == "I" else others[0] if others else 1
        check_size(rows, columns)
        entries = np.eye(rows) if function == "I" else np.full((rows, columns), float(function == "ones"))
        return lifted(Matrices(entries[None]))
    call_shape(function, [_shape(argument) for argument in arguments])
    first, *places = arguments
    if isinstance(first, Ranges):
        return first.high - first.low + 1
    if function == "diag":
        vector = first.array if isinstance(first, Matrices) else _joined([[_spread(each)] for each in arguments])
        return lifted(Matrices(_diagonal(vector)))
    array = _spread(first)
    if function in ("col", "row", "entry"):
        return _picked(function, array, places)
    result = _FUNCTIONS[function](array)
    return _settled(result) if result.ndim > 1 else result


def _size(function: str, value: Value) -> int:
    """The one size that all variants have."""
    sizes = np.unique(np.asarray(value, dtype=float)) if not isinstance(value, COMPOSITE) else np.array([])
    size = whole(float(sizes[0])) if len(sizes) == 1 else None
    if size is None or size < 1:
        raise NoValueError(f"the size of {function} is a whole number from 1 on, and the same in all variants")
    return size


def _diagonal(vector: Array) -> Array:
    entries = vector.reshape(len(vector), -1)
    size = entries.shape[1]
    check_size(size, size)
    result = np.zeros((len(entries), size, size))
    result[:, range(size), range(size)] = entries
    return result


def _picked(function: str, array: Array, places: Sequence[Value]) -> Value:
    """A column, a row or an entry, which may be another one in each variant."""
    if function == "entry" and len(places) == 1:
        array = array.reshape(len(array), -1, 1)
        places = [places[0], 1.0]
    axes = {"col": (2,), "row": (1,), "entry": (1, 2)}[function]
    wanted = [_wholes(place) - 1 for place in places]
    variants = max(len(array), *map(len, wanted))
    array = np.broadcast_to(array, (variants, *array.shape[1:]))
    index: list[Any] = [np.arange(variants), slice(None), slice(None)]
    there = np.ones(variants, dtype=bool)
    for axis, place in zip(axes, wanted, strict=True):
        inside = (place >= 0) & (place < array.shape[axis])
        index[axis] = np.broadcast_to(np.where(inside, place, 0).astype(int), variants)
        there = there & inside
    found = array[tuple(index)]
    if function == "entry":
        return np.where(there, found, np.nan)
    found = np.where(there[:, None], found, np.nan)
    return _settled(found[:, :, None] if function == "col" else found[:, None, :])


def column(items: Sequence[Value]) -> Value:
    """A list of numbers. Raises `ShapeError` and `NoValueError`."""
    column_shape([_shape(item) for item in items])
    return _settled(_joined([[_spread(item)] for item in items]))


def blocks(rows: Sequence[Sequence[Value]]) -> Value:
    """A list of lists of numbers and matrices. Raises `ShapeError` and `NoValueError`."""
    blocks_shape([[_shape(block) for block in row] for row in rows])
    return _settled(_joined([[_spread(block) for block in row] for row in rows]))


def _joined(rows: Sequence[Sequence[Array]]) -> Array:
    variants = max(len(block) for row in rows for block in row)
    wide = [[np.broadcast_to(block, (variants, *block.shape[1:])) for block in row] for row in rows]
    joined = np.concatenate([np.concatenate(row, axis=2) for row in wide], axis=1)
    check_size(joined.shape[1], joined.shape[2])
    return joined


def _softmax(array: Array) -> Array:
    weights = np.exp(array - array.max(axis=(1, 2), keepdims=True))
    return np.asarray(weights / weights.sum(axis=(1, 2), keepdims=True))


def _two_largest(array: Array) -> tuple[Array, Array]:
    entries = np.sort(array.reshape(len(array), -1), axis=1)
    return entries[:, -1], entries[:, -2]


def _argmax(array: Array) -> Array:
    entries = array.reshape(len(array), -1)
    places = np.where(np.isnan(entries).any(axis=1), np.nan, entries.argmax(axis=1) + 1.0)
    if entries.shape[1] == 1:
        return places
    first, second = _two_largest(array)
    return np.where(first - second <= FORGIVEN * np.abs(entries).max(axis=1), np.nan, places)


def _margin(array: Array) -> Array:
    first, second = _two_largest(array)
    return np.asarray(first - second)


def _norm(array: Array) -> Array:
    largest = np.abs(array).max(axis=(1, 2))
    shares = array / np.where(largest == 0, 1, largest)[:, None, None]
    return np.asarray(largest * np.sqrt((shares * shares).sum(axis=(1, 2))))


def _rank(array: Array) -> Array:
    known = _finite(array)
    sizes = np.linalg.svd(np.where(known[:, None, None], array, 0), compute_uv=False)
    return np.where(known, (sizes > RESIDUE * sizes[:, :1]).sum(axis=1), np.nan)


def _det(array: Array) -> Array:
    result = np.linalg.det(array)
    bound = np.prod([_norm(array[:, row : row + 1]) for row in range(array.shape[1])], axis=0)
    return _rounded(result, bound)


_FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "sum": lambda array: array.sum(axis=(1, 2)),
    "min": lambda array: array.min(axis=(1, 2)),
    "max": lambda array: array.max(axis=(1, 2)),
    "softmax": _softmax,
    "argmax": _argmax,
    "margin": _margin,
    "norm": _norm,
    "rank": _rank,
    "det": _det,
}
