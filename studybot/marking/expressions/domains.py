"""What the names of an expression may stand for, and the points at which two expressions are compared."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from studybot.formula.matrix import Matrix
from studybot.formula.shapes import Shape, matrix_shape
from studybot.formula.sizes import Dim, parts
from studybot.problem.generator import bits, key

# Over a domain that spans more than three decades, even sampling would see the last decade alone.
_DECADES = 3
# Larger sizes are stood for by small ones, as named sizes are: at 768 × 768 one product takes a minute.
_LARGEST_SIZE = 12

Value = float | Matrix


@dataclass(frozen=True, slots=True)
class Domain:
    """The numbers that a name may stand for: real ones from `low` to `high`, or whole ones."""

    low: float
    high: float
    whole: bool = False

    def at(self, share: float) -> float:
        """The value that lies at a share (0 to 1) of the domain."""
        if self.whole:
            return float(math.floor(self.low + share * (self.high - self.low + 1)))
        if self.low > 0 and self.high / self.low > 10**_DECADES:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class MatrixDomain:
    """The matrices that a name may stand for: all with so many rows and columns, each a number or a name for one."""

    rows: Dim
    columns: Dim = 1

    @property
    def shape(self) -> Shape:
        return matrix_shape(self.rows, self.columns)


Domains = Mapping[str, Domain | MatrixDomain]


def shapes_of(domains: Domains) -> dict[str, Shape]:
    """The shapes of the names that stand for matrices."""
    return {name: domain.shape for name, domain in domains.items() if isinstance(domain, MatrixDomain)}


def sizes_of(domains: Domains) -> dict[str, int]:
    """A small number for every named size, and for every known one that is too large to compute with.

    They are distinct and at least 2, since a transpose would pass as equal at 1. A joined size is what its parts are.
    """
    shapes = shapes_of(domains).values()
    every = dict.fromkeys(part for shape in shapes for size in (shape.rows, shape.columns) for part in parts(size))
    kept = {size for size in every if isinstance(size, int) and size <= _LARGEST_SIZE}
    free = (number for number in range(2, 2 + len(every) + len(kept)) if number not in kept)
    return {str(size): next(free) for size in every if size not in kept}


def point(domains: Domains, sizes: Mapping[str, int], attempt: int) -> dict[str, Value]:
    """One sample point: a value for every name, the same on every machine, and one for every named size.

    Entries of matrices lie between -1 and 1. A number that is also the size of a matrix is that size.
    """
    values: dict[str, Value] = {}
    for name, domain in domains.items():
        if isinstance(domain, Domain):
            values[name] = domain.at(_share(attempt, name))
        else:
            rows, columns = (_worth(size, sizes) for size in (domain.rows, domain.columns))
            if rows == columns == 1:
                values[name] = 2 * _share(attempt, name) - 1
            else:
                entries = [[2 * _share(attempt, name, f"{i},{j}") - 1 for j in range(columns)] for i in range(rows)]
                values[name] = Matrix(tuple(map(tuple, entries)))
    return {**values, **{size: float(number) for size, number in sizes.items()}}


def _worth(size: Dim, sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(str(part)) or int(part) for part in parts(size))


def _share(attempt: int, *words: str) -> float:
    return bits(key("sample", *words), 0, attempt) / 2**32
