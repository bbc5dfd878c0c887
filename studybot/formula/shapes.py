"""The shape of a formula's value, worked out from the shapes of its names before anything has a value."""

from __future__ import annotations

from collections.abc import Mapping

from studybot.formula.errors import FormulaError
from studybot.formula.shape_rules import (
    NUMBER,
    POSITIONS,
    TRUTH,
    Shape,
    ShapeError,
    block_rows,
    blocks_shape,
    call_shape,
    column_shape,
    matrix_shape,
    operation_shape,
    shape_text,
    sign_shape,
)
from studybot.formula.sizes import Dim, put_in
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary
from studybot.formula.values import value

__all__ = [
    "NUMBER", "POSITIONS", "TRUTH", "Dim", "MisfitError", "Shape", "matrix_shape", "shape_of", "shape_text", "sized",
]  # fmt: skip


class MisfitError(Exception):
    """Shapes that do not fit; `message` says which, `node` is where they meet."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.message = message
        self.node = node

    def in_text(self, text: str) -> FormulaError:
        return FormulaError("formula.shape", self.message, text, self.node.start, self.node.end)


def shape_of(tree: Node, shapes: Mapping[str, Shape], sizes: Mapping[str, int] | None = None) -> Shape:
    """The shape of a formula whose names have these `shapes`; a name without one is a number.

    Named sizes are compared by their names: two of different names never fit, whatever they are worth. Where `sizes`
    says what a size is worth, it counts as that number. Raises `MisfitError`.
    """
    try:
        return _Shaping(shapes, sizes or {}).of(tree)
    except RecursionError:
        raise MisfitError("this formula is nested too deeply", tree) from None


def sized(shape: Shape, sizes: Mapping[str, int]) -> Shape:
    """A shape with the named sizes that are known put in."""
    return matrix_shape(put_in(shape.rows, sizes), put_in(shape.columns, sizes)) if shape.sort == "matrix" else shape


@value
class _Shaping:
    shapes: Mapping[str, Shape]
    sizes: Mapping[str, int]

    def of(self, node: Node) -> Shape:
        try:
            return self.fitting(node)
        except ShapeError as fault:
            raise MisfitError(str(fault), node) from None

    def fitting(self, node: Node) -> Shape:
        match node:
            case Name(name):
                return sized(self.shapes.get(name, NUMBER), self.sizes)
            case Unary(op, operand):
                return sign_shape(op, self.of(operand))
            case Binary(op, left, right):
                return operation_shape(op, self.of(left), self.of(right))
            case Call(("I" | "zeros" | "ones") as function, arguments):
                rows, *columns = [self.size(function, argument) for argument in arguments]
                return matrix_shape(rows, rows if function == "I" else columns[0] if columns else 1)
            case Call("diff", (inner, _)):
                if not self.of(inner).is_scalar:
                    raise ShapeError(f"only numbers are differentiated, and this is {shape_text(self.of(inner))}")
                return NUMBER
            case Call(function, arguments):
                return call_shape(function, [self.of(argument) for argument in arguments])
            case Listing(items):
                rows_of_blocks = block_rows(items)
                if rows_of_blocks:
                    return blocks_shape([[self.of(block) for block in row] for row in rows_of_blocks])
                return column_shape([self.of(item) for item in items])
        return NUMBER

    def size(self, function: str, argument: Node) -> Dim:
        match argument:
            case Name(name) if self.of(argument).is_scalar:
                return self.sizes.get(name, name)
            case Number(value=value) if value >= 1 and value == int(value):
                return int(value)
        raise MisfitError(f"the size of {function} is a whole number from 1 on, or the name of one", argument)
