"""The shape of a formula's value, worked out from the shapes of its names before anything has a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from studybot.formula.errors import FormulaError
from studybot.formula.sizes import Dim, put_in, size_text, total
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary

_COMPARISONS = frozenset(("<", "<=", ">", ">=", "=", "!="))
_OF_ONE = frozenset(("softmax", "argmax", "margin", "norm", "rank", "det"))
_VERBS = {"+": "plus", "-": "minus"}


class ShapeFault(Exception):  # noqa: N818
    """Shapes that do not fit; `message` says which, `node` is where they meet."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.message = message
        self.node = node

    def in_text(self, text: str) -> FormulaError:
        return FormulaError("formula.shape", self.message, text, self.node.start, self.node.end)


@dataclass(frozen=True, slots=True)
class Shape:
    """What sort of value it is, and how many rows and columns a matrix has. A vector is a matrix of one column."""

    sort: Literal["number", "truth", "positions", "matrix"]
    rows: Dim = 1
    columns: Dim = 1


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


def shape_of(tree: Node, shapes: Mapping[str, Shape], sizes: Mapping[str, int] | None = None) -> Shape:
    """The shape of a formula whose names have these `shapes`; a name without one is a number.

    Named sizes are compared by their names: two of different names never fit, whatever they are worth. Where `sizes`
    says what a size is worth, it counts as that number. Raises `ShapeFault`.
    """
    try:
        return _Shaping(shapes, sizes or {}).of(tree)
    except RecursionError:
        raise ShapeFault("this formula is nested too deeply", tree) from None


def sized(shape: Shape, sizes: Mapping[str, int]) -> Shape:
    """A shape with the named sizes that are known put in."""
    return matrix_shape(put_in(shape.rows, sizes), put_in(shape.columns, sizes)) if shape.sort == "matrix" else shape


def _is_vector(shape: Shape) -> bool:
    """Whether it is a column, a row or one number."""
    return shape.sort in ("number", "truth") or (shape.sort == "matrix" and 1 in (shape.rows, shape.columns))


@dataclass(frozen=True, slots=True)
class _Shaping:
    shapes: Mapping[str, Shape]
    sizes: Mapping[str, int]

    def of(self, node: Node) -> Shape:
        match node:
            case Name(name):
                return sized(self.shapes.get(name, NUMBER), self.sizes)
            case Unary(op, operand):
                return self.sign(node, op, self.of(operand))
            case Binary(op, left, right):
                return self.operation(node, op, self.of(left), self.of(right))
            case Call(function, arguments):
                return self.call(node, function, arguments)
            case Listing(items):
                return self.listing(node, items)
        return NUMBER

    def sign(self, node: Node, op: str, inner: Shape) -> Shape:
        if op == "not":
            self.scalar(node, inner, "`not` takes what is true or false")
            return TRUTH
        if op in ("-", "T") and inner.sort == "matrix":
            return matrix_shape(inner.columns, inner.rows) if op == "T" else inner
        self.scalar(node, inner, f"{'minus' if op == '-' else op} takes a number")
        return NUMBER

    def operation(self, node: Node, op: str, left: Shape, right: Shape) -> Shape:
        if op in _COMPARISONS or op in ("and", "or"):
            for side in (left, right):
                self.scalar(
                    node, side, "only numbers are compared" if op in _COMPARISONS else f"`{op}` joins comparisons"
                )
            return TRUTH
        if op == "..":
            self.scalar(node, left, "positions run between whole numbers")
            self.scalar(node, right, "positions run between whole numbers")
            return POSITIONS
        if op in ("+", "-") and left.sort == "positions" and right.sort == "number":
            return POSITIONS
        if "positions" in (left.sort, right.sort):
            raise ShapeFault("of positions only a number can be added or taken away", node)
        if "matrix" not in (left.sort, right.sort):
            return NUMBER
        return self.of_matrices(node, op, left, right)

    @staticmethod
    def of_matrices(node: Node, op: str, left: Shape, right: Shape) -> Shape:
        """The shape of an operation of which at least one operand is a matrix."""
        said, other = shape_text(left), shape_text(right)
        if op in ("+", "-"):
            if left != right:
                raise ShapeFault(f"{said} {_VERBS[op]} {other} is no {'sum' if op == '+' else 'difference'}", node)
            return left
        if op == "*":
            if left.sort == "matrix" == right.sort:
                if left.columns != right.rows:
                    raise ShapeFault(f"{said} times {other} is no product", node)
                return matrix_shape(left.rows, right.columns)
            return left if left.sort == "matrix" else right
        if right.sort == "matrix":
            raise ShapeFault(f"{'a power' if op == '^' else 'what divides'} is a number, not {other}", node)
        if op == "^" and left.rows != left.columns:
            raise ShapeFault(f"only a square matrix has powers, and this is {said}", node)
        return left

    def call(self, node: Node, function: str, arguments: tuple[Node, ...]) -> Shape:
        if function in ("I", "zeros", "ones"):
            dims = [self.size(function, argument) for argument in arguments]
            return matrix_shape(dims[0], dims[0] if function == "I" else dims[-1] if len(dims) > 1 else 1)
        if function == "diff":
            self.scalar(node, self.of(arguments[0]), "only numbers are differentiated")
            return NUMBER
        inner = [self.of(argument) for argument in arguments]
        if function == "count":
            if inner[0].sort != "positions":
                raise ShapeFault(f"count takes positions, not {shape_text(inner[0])}", node)
            return NUMBER
        if any(shape.sort == "positions" for shape in inner):
            raise ShapeFault(f"{function} takes no positions", node)
        if function in _OF_ONE:
            return _of_one(node, function, inner[0])
        if function in ("col", "row", "entry"):
            return self.picked(node, function, inner)
        if function in ("sum", "min", "max", "diag"):
            return self.of_several(node, function, inner)
        for digits in inner[1:]:
            self.scalar(node, digits, f"{function} takes one matrix at most")
        return inner[0] if inner[0].sort == "matrix" else NUMBER  # entry by entry

    def size(self, function: str, argument: Node) -> Dim:
        match argument:
            case Name(name):
                self.scalar(argument, self.of(argument), f"the size of {function} is a number")
                return self.sizes.get(name, name)
            case Number(value=value) if value >= 1 and value == int(value):
                return int(value)
        raise ShapeFault(f"the size of {function} is a whole number from 1 on, or the name of one", argument)

    def picked(self, node: Node, function: str, inner: list[Shape]) -> Shape:
        """A column, a row or an entry."""
        whole, *places = inner
        for place in places:
            self.scalar(node, place, f"{function} counts with whole numbers")
        if function == "col":
            return matrix_shape(whole.rows, 1)
        if function == "row":
            return matrix_shape(1, whole.columns)
        if len(places) == 1 and not _is_vector(whole):
            raise ShapeFault(f"an entry of {shape_text(whole)} needs its row and its column", node)
        return NUMBER

    @staticmethod
    def of_several(node: Node, function: str, inner: list[Shape]) -> Shape:
        """`sum`, `min`, `max` and `diag`: of numbers, or of the entries of one vector or matrix."""
        if len(inner) > 1:
            for shape in inner:
                if shape.sort == "matrix":
                    raise ShapeFault(
                        f"{function} takes numbers or one matrix, and {shape_text(shape)} is beside others", node
                    )
            return matrix_shape(len(inner), len(inner)) if function == "diag" else NUMBER
        if function != "diag":
            return NUMBER
        entries = inner[0]
        if not _is_vector(entries):
            raise ShapeFault(f"diag takes numbers or one vector, not {shape_text(entries)}", node)
        size = entries.columns if entries.rows == 1 else entries.rows
        return matrix_shape(size, size)

    def listing(self, node: Node, items: tuple[Node, ...]) -> Shape:
        """A list of numbers is a column; a list of lists are the rows of a matrix, or of blocks."""
        if not items:
            raise ShapeFault("an empty list is no matrix", node)
        rows = [item.items for item in items if isinstance(item, Listing)]
        if not rows:
            for item in items:
                self.scalar(
                    item, self.of(item), "a list holds numbers; blocks stand in two brackets, as [[A, B]] or [[A], [B]]"
                )
            return matrix_shape(len(items), 1)
        if len(rows) < len(items):
            raise ShapeFault("numbers and rows stand side by side", node)
        if all(isinstance(block, Listing) for row in rows for block in row):
            raise ShapeFault("a matrix is a list of rows of numbers", node)
        bands = [self.band(item, row) for item, row in zip(items, rows, strict=True)]
        for band in bands[1:]:
            if band.columns != bands[0].columns:
                if all(shape.rows == 1 for shape in bands):
                    raise ShapeFault("the rows have unequal lengths", node)
                raise ShapeFault(f"{shape_text(bands[0])} cannot stand on {shape_text(band)}", node)
        return matrix_shape(total([band.rows for band in bands]), bands[0].columns)

    def band(self, node: Node, blocks: tuple[Node, ...]) -> Shape:
        """Blocks side by side. Not normalised: a band of one number is one by one."""
        if not blocks:
            raise ShapeFault("an empty list is no matrix", node)
        shapes = [self.of(block) for block in blocks]
        for shape, block in zip(shapes, blocks, strict=True):
            if shape.sort == "positions":
                raise ShapeFault("a list holds numbers, not positions", block)
            if shape.rows != shapes[0].rows:
                raise ShapeFault(f"{shape_text(shapes[0])} cannot stand beside {shape_text(shape)}", block)
        return Shape("matrix", shapes[0].rows, total([shape.columns for shape in shapes]))

    @staticmethod
    def scalar(node: Node, shape: Shape, rule: str) -> None:
        if shape.sort in ("matrix", "positions"):
            raise ShapeFault(f"{rule}, and this is {shape_text(shape)}", node)


def _of_one(node: Node, function: str, shape: Shape) -> Shape:
    """The functions of one vector, and those of one matrix."""
    if function in ("norm", "rank"):
        return NUMBER
    if function == "det":
        if shape.rows != shape.columns:
            raise ShapeFault(f"only a square matrix has a determinant, and this is {shape_text(shape)}", node)
        return NUMBER
    if not _is_vector(shape) or (function == "margin" and shape.sort != "matrix"):
        raise ShapeFault(f"{function} takes a vector, not {shape_text(shape)}", node)
    return shape if function == "softmax" and shape.sort == "matrix" else NUMBER
