"""Small matrices of floats, for what a student types and a question draws: plain tuples, no numpy to wait for."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import chain
from operator import mul

from studybot.formula.values import value

# A matrix that a person types or reads has fewer entries; more only cost time.
MAX_ENTRIES = 400
# What is left of zero after rounding, relative to what was added up: of two orthonormal vectors of thirds the product
# comes out as 6e-17, of a determinant of 1..9 in rows as 7e-16. It is made zero, as a student says zero.
RESIDUE = 1e-12
# Any power that a course takes is smaller; each doubling costs a product.
MAX_POWER = 1000


class NoValueError(Exception):
    """What matrices have no value for; the message says why."""


@value
class Matrix:
    """Rows of equal length. A vector is a matrix of one column."""

    rows: tuple[tuple[float, ...], ...]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def entries(self) -> tuple[float, ...]:
        """All entries, row by row."""
        return tuple(chain.from_iterable(self.rows))

    def map(self, change: Callable[[float], float]) -> Matrix:
        """The matrix with every entry changed."""
        return Matrix(tuple([(*map(change, row),) for row in self.rows]))

    def transposed(self) -> Matrix:
        return Matrix(tuple(zip(*self.rows, strict=True)))

    def plus(self, other: Matrix, sign: float = 1.0) -> Matrix:
        """The sum with a matrix of the same shape, or with `sign` -1 the difference."""
        pairs = zip(self.rows, other.rows, strict=True)
        return Matrix(tuple(tuple(_sum((a, sign * b)) for a, b in zip(one, two, strict=True)) for one, two in pairs))

    def times(self, other: Matrix) -> Matrix:
        """The matrix product with one that has as many rows as this has columns. Raises `NoValueError`."""
        check_size(self.shape[0], other.shape[1])
        # No product of two vectors exceeds that of their lengths (Cauchy and Schwarz): only one far below it can
        # be rounding alone. Looking at the terms of all of them took half of the time of a small product.
        columns = [(column, RESIDUE * math.hypot(*column)) for column in zip(*other.rows, strict=True)]
        rows = [(row, math.hypot(*row)) for row in self.rows]
        return Matrix(
            tuple([tuple([_product(row, column, length * least) for column, least in columns]) for row, length in rows])
        )

    def to_power(self, exponent: int) -> Matrix:
        """The power of a square matrix. Raises `NoValueError` for exponents that are negative or absurd."""
        if not 0 <= exponent <= MAX_POWER:
            raise NoValueError(f"a matrix has powers from 0 to {MAX_POWER} here")
        power, square = identity(self.shape[0]), self
        while exponent:
            if exponent % 2:
                power = power.times(square)
            exponent //= 2
            if exponent:
                square = square.times(square)
        return power


def _product(row: Sequence[float], column: Sequence[float], least: float) -> float:
    """The sum of the products, of which more than `least` is certainly more than rounding."""
    total = sum(map(mul, row, column))
    return total if abs(total) > least else _sum([*map(mul, row, column)])


def _sum(terms: Sequence[float]) -> float:
    """A sum that is zero where only rounding is left of it."""
    total = sum(terms)
    return 0.0 if abs(total) <= RESIDUE * sum(map(abs, terms)) < math.inf else total


def shape_text(matrix: Matrix) -> str:
    """`2 × 3`."""
    return f"{matrix.shape[0]} × {matrix.shape[1]}"


def check_size(rows: int, columns: int) -> None:
    """Raises `NoValueError` for a matrix that would be too large."""
    if rows * columns > MAX_ENTRIES:
        raise NoValueError(f"a matrix has at most {MAX_ENTRIES} entries here")


def filled(rows: int, columns: int, entry: float) -> Matrix:
    """A matrix with one value everywhere. Raises `NoValueError` where it would be too large."""
    check_size(rows, columns)
    return Matrix(((entry,) * columns,) * rows)


def identity(size: int) -> Matrix:
    """Raises `NoValueError` where it would be too large."""
    check_size(size, size)
    return diagonal([1.0] * size)


def diagonal(entries: Sequence[float]) -> Matrix:
    """The square matrix with these on its diagonal. Raises `NoValueError` where it would be too large."""
    size = len(entries)
    check_size(size, size)
    return Matrix(tuple(tuple(entries[row] if row == column else 0.0 for column in range(size)) for row in range(size)))


def joined(rows: Sequence[Sequence[float | Matrix]]) -> Matrix:
    """Blocks and numbers that fit, beside and on top of one another. Raises `NoValueError` for too many entries."""
    result: list[tuple[float, ...]] = []
    for blocks in rows:
        parts = [block.rows if isinstance(block, Matrix) else ((float(block),),) for block in blocks]
        result += [tuple(chain.from_iterable(lines)) for lines in zip(*parts, strict=True)]
    check_size(len(result), len(result[0]))
    return Matrix(tuple(result))
