"""Functions of a whole matrix of floats: what `softmax`, `rank`, `col` and their like are worth."""

from __future__ import annotations

import math
from collections.abc import Callable

from studybot.formula.floats import FORGIVEN, whole
from studybot.formula.matrix import RESIDUE, Matrix, NoValueError, diagonal, shape_text


def _like(matrix: Matrix, entries: list[float]) -> Matrix:
    """A vector that lies or stands as another one does."""
    return Matrix((tuple(entries),)) if len(matrix.rows) == 1 else Matrix(tuple((entry,) for entry in entries))


def _softmax(vector: Matrix) -> Matrix:
    largest = max(vector.entries)
    weights = [math.exp(entry - largest) for entry in vector.entries]
    total = sum(weights)
    return _like(vector, [weight / total for weight in weights])


def _two_largest(vector: Matrix) -> tuple[float, float]:
    second, first = sorted(vector.entries)[-2:]
    return first, second


def _argmax(vector: Matrix) -> float:
    """The place of the largest entry, counted from 1. There is none where another is as large, but for rounding."""
    entries = vector.entries
    if len(entries) > 1:
        first, second = _two_largest(vector)
        if first - second <= FORGIVEN * max(map(abs, entries)):
            raise NoValueError("two entries are the largest")
    return float(entries.index(max(entries)) + 1)


def _margin(vector: Matrix) -> float:
    first, second = _two_largest(vector)
    return first - second


def _rank(matrix: Matrix) -> float:
    """By elimination with the largest pivot there is."""
    rows = [list(row) for row in matrix.rows]
    smallest = RESIDUE * max(map(abs, matrix.entries))
    found = 0
    while rows:
        size, row, column = max((abs(entry), i, j) for i, line in enumerate(rows) for j, entry in enumerate(line))
        if size <= smallest:
            break
        found += 1
        pivots = rows.pop(row)
        rows = [_cleared(line, pivots, column) for line in rows]
    return float(found)


def _cleared(line: list[float], pivots: list[float], column: int) -> list[float]:
    """A row after the pivot's row was taken from it, so that nothing is left in the pivot's column."""
    factor = line[column] / pivots[column]
    cleared = [entry - factor * pivot for entry, pivot in zip(line, pivots, strict=True)]
    cleared[column] = 0.0
    return cleared


def _det(matrix: Matrix) -> float:
    """By elimination. What is nothing beside the product of the rows' lengths, which bounds it, is zero."""
    rows = [list(row) for row in matrix.rows]
    result = 1.0
    for column in range(len(rows)):
        pivot = max(range(column, len(rows)), key=lambda row: abs(rows[row][column]))
        if rows[pivot][column] == 0:
            return 0.0
        if pivot != column:
            rows[column], rows[pivot] = rows[pivot], rows[column]
            result = -result
        result *= rows[column][column]
        rows[column + 1 :] = [_cleared(line, rows[column], column) for line in rows[column + 1 :]]
    bound = math.prod(math.hypot(*row) for row in matrix.rows)
    return 0.0 if abs(result) <= RESIDUE * bound < math.inf else result


def _place(matrix: Matrix, value: float, most: int, what: str) -> int:
    """A place counted from 0, given one counted from 1."""
    number = whole(value)
    if number is None or not 1 <= number <= most:
        raise NoValueError(f"{shape_text(matrix)} has no {what} {value:g}")
    return number - 1


def _column(matrix: Matrix, column: float) -> Matrix:
    place = _place(matrix, column, matrix.shape[1], "column")
    return Matrix(tuple((row[place],) for row in matrix.rows))


def _row(matrix: Matrix, row: float) -> Matrix:
    return Matrix((matrix.rows[_place(matrix, row, matrix.shape[0], "row")],))


def _entry(matrix: Matrix, row: float, column: float | None = None) -> float:
    if column is None:
        return matrix.entries[_place(matrix, row, len(matrix.entries), "entry")]
    return matrix.rows[_place(matrix, row, matrix.shape[0], "row")][_place(matrix, column, matrix.shape[1], "column")]


# Of a matrix whose shape fits, and of numbers after it. They raise `NoValueError`.
MATRIX_FUNCTIONS: dict[str, Callable[..., float | Matrix]] = {
    "sum": lambda matrix: sum(matrix.entries),
    "min": lambda matrix: min(matrix.entries),
    "max": lambda matrix: max(matrix.entries),
    "softmax": _softmax,
    "argmax": _argmax,
    "margin": _margin,
    "norm": lambda matrix: math.hypot(*matrix.entries),
    "rank": _rank,
    "det": _det,
    "diag": lambda matrix: diagonal(matrix.entries),
    "col": _column,
    "row": _row,
    "entry": _entry,
}
