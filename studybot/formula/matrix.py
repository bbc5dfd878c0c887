"""Small matrices of floats, for what a student types and a question draws: plain tuples, no numpy to wait for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# A matrix that a person types or reads has fewer entries; more only cost time.
MAX_ENTRIES = 400


class ShapeError(Exception):
    """Shapes that do not fit; the message says which."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of equal length. A vector is a matrix of one column."""

    rows: tuple[tuple[float, ...], ...]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def entries(self) -> tuple[float, ...]:
        """All entries, row by row."""
        return tuple(entry for row in self.rows for entry in row)

    def map(self, change: Callable[[float], float]) -> Matrix:
        """The matrix with every entry changed."""
        return Matrix(tuple(tuple(change(entry) for entry in row) for row in self.rows))

    def transposed(self) -> Matrix:
        return Matrix(tuple(zip(*self.rows, strict=True)))

    def combined(self, other: Matrix, operation: Callable[[float, float], float]) -> Matrix:
        """Entry by entry. Raises `ShapeError`."""
        if self.shape != other.shape:
            raise ShapeError(f"{shape_text(self)} and {shape_text(other)} cannot be added")
        pairs = zip(self.rows, other.rows, strict=True)
        return Matrix(tuple(tuple(map(operation, one, two)) for one, two in pairs))

    def times(self, other: Matrix) -> Matrix:
        """The matrix product. Raises `ShapeError`."""
        if self.shape[1] != other.shape[0]:
            raise ShapeError(f"{shape_text(self)} times {shape_text(other)} is no product")
        columns = tuple(zip(*other.rows, strict=True))
        return Matrix(tuple(tuple(sum(map(float.__mul__, row, column)) for column in columns) for row in self.rows))


def shape_text(matrix: Matrix) -> str:
    """`2 × 3`."""
    return f"{matrix.shape[0]} × {matrix.shape[1]}"


def stacked(items: list[float | Matrix]) -> Matrix:
    """A list as written: numbers are the entries of a column, lists of numbers the rows of a matrix.

    Raises `ShapeError` for rows of unequal length, and for numbers beside rows.
    """
    if not items:
        raise ShapeError("an empty list is no matrix")
    if all(isinstance(item, Matrix) for item in items):
        rows = [item.transposed().rows[0] if item.shape[1] == 1 else None for item in items if isinstance(item, Matrix)]
        if any(row is None for row in rows):
            raise ShapeError("a matrix is a list of rows of numbers")
        if len({len(row) for row in rows if row is not None}) > 1:
            raise ShapeError("the rows have unequal lengths")
        return Matrix(tuple(row for row in rows if row is not None))
    if any(isinstance(item, Matrix) for item in items):
        raise ShapeError("numbers and rows stand side by side")
    return Matrix(tuple((float(item),) for item in items if not isinstance(item, Matrix)))


def identity(size: int) -> Matrix:
    return diagonal([1.0] * size)


def diagonal(entries: list[float]) -> Matrix:
    """The square matrix with these on its diagonal. Raises `ShapeError` where it would be too large."""
    size = len(entries)
    if size * size > MAX_ENTRIES:
        raise ShapeError(f"a matrix has at most {MAX_ENTRIES} entries here")
    return Matrix(tuple(tuple(entries[row] if row == column else 0.0 for column in range(size)) for row in range(size)))


def matrix_operation(op: str, left: float | Matrix, right: float | Matrix) -> Matrix:
    """Sums of matrices, their products, and products with a number. Raises `ShapeError`."""
    if isinstance(left, Matrix) and isinstance(right, Matrix):
        if op in ("+", "-"):
            return left.combined(right, float.__add__ if op == "+" else float.__sub__)
        if op == "*":
            return left.times(right)
    elif isinstance(left, Matrix) and not isinstance(right, Matrix) and op in ("*", "/"):
        return left.map(lambda entry: entry * right if op == "*" else entry / right)
    elif isinstance(right, Matrix) and not isinstance(left, Matrix) and op == "*":
        return right.map(lambda entry: left * entry)
    raise ShapeError(f"{op} is not defined between these")


def matrix_sign(op: str, matrix: Matrix) -> Matrix:
    """Minus a matrix, or its transpose. Raises `ShapeError` for other signs."""
    if op == "T":
        return matrix.transposed()
    if op == "-":
        return matrix.map(lambda entry: 0.0 - entry)
    raise ShapeError(f"{op} is not defined for a matrix")


def matrix_call(function: str, arguments: list[float | Matrix]) -> Matrix:
    """`diag` of numbers or of one vector. Raises `ShapeError` for other functions of matrices."""
    if function != "diag":
        raise ShapeError(f"{function} takes numbers, not matrices")
    if len(arguments) == 1 and isinstance(arguments[0], Matrix):
        return diagonal(list(arguments[0].entries))
    numbers = [argument for argument in arguments if not isinstance(argument, Matrix)]
    if len(numbers) < len(arguments):
        raise ShapeError("diag takes numbers or one vector")
    return diagonal([float(number) for number in numbers])
