"""Which shapes go together and what they make: one set of rules and sentences, for names and for values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from studybot.formula.sizes import Dim, size_text, total
from studybot.formula.tree import Listing, Node
from studybot.formula.values import value

COMPARISONS = frozenset(("<", "<=", ">", ">=", "=", "!="))
_OF_ONE_VECTOR = frozenset(("softmax", "argmax", "margin"))
_OF_SEVERAL = frozenset(("sum", "min", "max", "diag"))


class ShapeError(Exception):
    """Shapes that do not fit; the message says which."""


@value
class Shape:
    """What sort of value it is, and how many rows and columns a matrix has. A vector is a matrix of one column."""

    sort: Literal["number", "truth", "positions", "matrix"]
    rows: Dim = 1
    columns: Dim = 1

    @property
    def is_scalar(self) -> bool:
        """Whether it is a number, or true or false."""
        return self.sort in ("number", "truth")

    @property
    def is_vector(self) -> bool:
        """Whether it is a column, a row or one number."""
        return self.is_scalar or (self.sort == "matrix" and 1 in (self.rows, self.columns))


NUMBER = Shape("number")
TRUTH = Shape("truth")
POSITIONS = Shape("positions")


def matrix_shape(rows: Dim, columns: Dim = 1) -> Shape:
    """The shape of a matrix; one by one is a number."""
    return NUMBER if rows == columns == 1 else Shape("matrix", rows, columns)


def shape_text(shape: Shape) -> str:
    """`d_head × d_model`, or the sort of what is no matrix: `a number`, `true or false`, `positions`."""
    if shape.sort != "matrix":
        return {"number": "a number", "truth": "true or false", "positions": "positions"}[shape.sort]
    return f"{size_text(shape.rows)} × {size_text(shape.columns)}"


def sign_shape(op: str, inner: Shape) -> Shape:
    """The shape of `-`, `T`, `%`, `!` or `not` of something. Raises `ShapeError`."""
    if op == "not":
        _scalar(inner, "`not` takes what is true or false")
        return TRUTH
    if op in ("-", "T") and inner.sort == "matrix":
        return matrix_shape(inner.columns, inner.rows) if op == "T" else inner
    _scalar(inner, f"{'minus' if op == '-' else op} takes a number")
    return NUMBER


def operation_shape(op: str, left: Shape, right: Shape) -> Shape:
    """The shape of `left op right`. Raises `ShapeError`."""
    if op in COMPARISONS or op in ("and", "or"):
        for side in (left, right):
            _scalar(side, "only numbers are compared" if op in COMPARISONS else f"`{op}` joins comparisons")
        return TRUTH
    if op == "..":
        for side in (left, right):
            _scalar(side, "positions run between whole numbers")
        return POSITIONS
    if op in ("+", "-") and left.sort == "positions" and right.is_scalar:
        return POSITIONS
    if op == "+" and left.is_scalar and right.sort == "positions":
        return POSITIONS
    if "positions" in (left.sort, right.sort):
        raise ShapeError("to positions only a number can be added, or taken from them")
    if left.is_scalar and right.is_scalar:
        return NUMBER
    return _of_matrices(op, left, right)


def _of_matrices(op: str, left: Shape, right: Shape) -> Shape:
    if op in ("+", "-"):
        if left != right:
            said, result = ("plus", "sum") if op == "+" else ("minus", "difference")
            raise ShapeError(f"{shape_text(left)} {said} {shape_text(right)} is no {result}")
        return left
    if op == "*":
        if left.is_scalar or right.is_scalar:
            return right if left.is_scalar else left
        if left.columns != right.rows:
            raise ShapeError(f"{shape_text(left)} times {shape_text(right)} is no product")
        return matrix_shape(left.rows, right.columns)
    if right.sort == "matrix":
        role = "an exponent" if op == "^" else "what divides"
        raise ShapeError(f"{role} is a number, and this is {shape_text(right)}")
    if op == "^" and left.rows != left.columns:
        raise ShapeError(f"only a square matrix has powers, and this is {shape_text(left)}")
    return left


def call_shape(function: str, arguments: Sequence[Shape]) -> Shape:
    """The shape of a function of something; not of those that take sizes (`I`, `zeros`, `ones`), nor of `diff`.

    Raises `ShapeError`.
    """
    first = arguments[0]
    if function == "count":
        if first.sort != "positions":
            raise ShapeError(f"count takes positions, not {shape_text(first)}")
        return NUMBER
    if any(shape.sort == "positions" for shape in arguments):
        raise ShapeError(f"{function} takes no positions")
    if function in ("norm", "rank"):
        return NUMBER
    if function == "det":
        if first.rows != first.columns:
            raise ShapeError(f"only a square matrix has a determinant, and this is {shape_text(first)}")
        return NUMBER
    if function in _OF_ONE_VECTOR:
        if not first.is_vector or (function == "margin" and first.is_scalar):
            raise ShapeError(f"{function} takes a vector, not {shape_text(first)}")
        return first if function == "softmax" and first.sort == "matrix" else NUMBER
    if function in ("col", "row", "entry"):
        return _picked(function, first, arguments[1:])
    if function in _OF_SEVERAL:
        return _of_several(function, arguments)
    for other in arguments[1:]:
        _scalar(other, f"{function} takes one matrix at most")
    return first if first.sort == "matrix" else NUMBER  # entry by entry


def _picked(function: str, whole: Shape, places: Sequence[Shape]) -> Shape:
    for place in places:
        _scalar(place, f"{function} counts with whole numbers")
    if function == "col":
        return matrix_shape(whole.rows, 1)
    if function == "row":
        return matrix_shape(1, whole.columns)
    if len(places) == 1 and not whole.is_vector:
        raise ShapeError(f"an entry of {shape_text(whole)} needs its row and its column")
    return NUMBER


def _of_several(function: str, arguments: Sequence[Shape]) -> Shape:
    if len(arguments) > 1:
        for shape in arguments:
            _scalar(shape, f"{function} takes several numbers or one matrix")
        return matrix_shape(len(arguments), len(arguments)) if function == "diag" else NUMBER
    entries = arguments[0]
    if function != "diag":
        if entries.is_scalar:
            raise ShapeError(f"{function} takes several numbers or one matrix, not one number")
        return NUMBER
    if not entries.is_vector:
        raise ShapeError(f"diag takes numbers or one vector, not {shape_text(entries)}")
    size = entries.columns if entries.rows == 1 else entries.rows
    return matrix_shape(size, size)


def block_rows(items: Sequence[Node]) -> list[tuple[Node, ...]]:
    """The rows of a list of lists, of numbers or of blocks; none where the list is a vector. Raises `ShapeError`."""
    if not items or any(isinstance(item, Listing) and not item.items for item in items):
        raise ShapeError("an empty list is no matrix")
    rows = [item.items for item in items if isinstance(item, Listing)]
    if rows and len(rows) < len(items):
        raise ShapeError("numbers and rows stand side by side")
    if rows and all(isinstance(block, Listing) for row in rows for block in row):
        raise ShapeError("a matrix is a list of rows of numbers")
    return rows


def column_shape(items: Sequence[Shape]) -> Shape:
    """The shape of a list of numbers. Raises `ShapeError`."""
    for item in items:
        _scalar(item, "a list holds numbers; blocks stand in two brackets, as [[A, B]] or [[A], [B]]")
    return matrix_shape(len(items), 1)


def blocks_shape(rows: Sequence[Sequence[Shape]]) -> Shape:
    """The shape of blocks, row by row. Raises `ShapeError`."""
    bands = [_band(row) for row in rows]
    for band in bands[1:]:
        if band.columns != bands[0].columns:
            if all(shape.rows == 1 for shape in bands):
                raise ShapeError("the rows have unequal lengths")
            raise ShapeError(f"{shape_text(bands[0])} cannot stand on {shape_text(band)}")
    return matrix_shape(total([band.rows for band in bands]), bands[0].columns)


def _band(blocks: Sequence[Shape]) -> Shape:
    """Blocks side by side. Also one number is one by one here."""
    for shape in blocks:
        if shape.sort == "positions":
            raise ShapeError("a list holds numbers, not positions")
        if shape.rows != blocks[0].rows:
            raise ShapeError(f"{shape_text(blocks[0])} cannot stand beside {shape_text(shape)}")
    return Shape("matrix", blocks[0].rows, total([shape.columns for shape in blocks]))


def _scalar(shape: Shape, rule: str) -> None:
    if not shape.is_scalar:
        raise ShapeError(f"{rule}, and this is {shape_text(shape)}")
