"""Operations on matrices and positions: what `evaluate` leaves to others once a value is no number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studybot.formula.floats import LARGEST_WHOLE, OF_ONE, whole
from studybot.formula.matrix import Matrix, NoValueError, diagonal, filled, identity, joined
from studybot.formula.matrix_functions import MATRIX_FUNCTIONS
from studybot.formula.positions import Positions
from studybot.formula.shape_rules import (
    NUMBER,
    POSITIONS,
    TRUTH,
    Shape,
    blocks_shape,
    call_shape,
    column_shape,
    matrix_shape,
    operation_shape,
    sign_shape,
)

# A float, a bool, a Matrix or Positions.
Value = Any

# What has more to it than a number.
COMPOSITE = (Matrix, Positions)


def shape_of_value(value: Value) -> Shape:
    """The shape of a value."""
    if isinstance(value, Matrix):
        return matrix_shape(*value.shape)
    if isinstance(value, Positions):
        return POSITIONS
    return TRUTH if isinstance(value, bool) else NUMBER


def plain(value: Value) -> Value:
    """The value, or the number that it is if it is one by one."""
    return value.rows[0][0] if isinstance(value, Matrix) and value.shape == (1, 1) else value


def operation(op: str, left: Value, right: Value) -> Value:
    """`left op right` where at least one is a matrix or positions, or `op` is `..`.

    Raises `ShapeError`, `NoValueError` and `ArithmeticError`.
    """
    if isinstance(left, Matrix) and isinstance(right, Matrix) and op == "*" and len(left.rows[0]) == len(right.rows):
        return left.times(right)  # without the rules of shapes it takes half of the time
    shape = operation_shape(op, shape_of_value(left), shape_of_value(right))
    if op == "..":
        return _positions(left, right)
    if shape == POSITIONS:
        if isinstance(right, Positions):
            return right.shifted(_whole(left))
        return left.shifted(_whole(right) if op == "+" else -_whole(right))
    match op:
        case "+":
            return left.plus(right)
        case "-":
            return left.plus(right, -1.0)
        case "/":
            return left.map(lambda entry: entry / right)
        case "^":
            return left.to_power(_whole(right))
    matrix, number = (left, right) if isinstance(left, Matrix) else (right, left)
    return matrix.map(lambda entry: number * entry)


def _positions(low: float, high: float) -> Positions:
    first, last = _whole(low), _whole(high)
    if first > last:
        raise NoValueError(f"no positions run from {first} to {last}")
    return Positions(((first, last),))


def _whole(value: float) -> int:
    number = whole(value)
    if number is None:
        raise NoValueError(f"{value:g} is not a whole number{' below 2^53' if abs(value) > LARGEST_WHOLE else ''}")
    return number


def sign(op: str, value: Value) -> Value:
    """A sign before or after a matrix or positions. Raises `ShapeError`."""
    sign_shape(op, shape_of_value(value))
    return value.transposed() if op == "T" else value.map(lambda entry: 0.0 - entry)


def call(function: str, arguments: Sequence[Value]) -> Value:
    """A function that takes or makes a matrix or positions.

    Raises `ShapeError`, `NoValueError`, `ArithmeticError`, and `ValueError` where an entry has no value.
    """
    if function in ("I", "zeros", "ones"):
        rows, *columns = [_size(function, argument) for argument in arguments]
        if function == "I":
            return identity(rows)
        return filled(rows, columns[0] if columns else 1, 1.0 if function == "ones" else 0.0)
    call_shape(function, [shape_of_value(argument) for argument in arguments])
    first, *others = arguments
    if isinstance(first, Positions):
        return float(first.count)
    if function in OF_ONE:
        return first.map(lambda entry: float(OF_ONE[function](entry, *others)))
    if others and function == "diag":
        return diagonal([float(argument) for argument in arguments])
    matrix = first if isinstance(first, Matrix) else Matrix(((float(first),),))
    return MATRIX_FUNCTIONS[function](matrix, *others)


def _size(function: str, value: Value) -> int:
    size = None if isinstance(value, COMPOSITE) else whole(value)
    if size is None or size < 1:
        raise NoValueError(f"the size of {function} is a whole number from 1 on")
    return size


def column(items: Sequence[Value]) -> Matrix:
    """A list of numbers. Raises `ShapeError` and `NoValueError`."""
    column_shape([shape_of_value(item) for item in items])
    return joined([[item] for item in items])


def blocks(rows: Sequence[Sequence[Value]]) -> Matrix:
    """A list of lists of numbers and matrices. Raises `ShapeError` and `NoValueError`."""
    blocks_shape([[shape_of_value(block) for block in row] for row in rows])
    return joined(rows)
