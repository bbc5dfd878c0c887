"""The size of an `I`: whoever writes `A + I` leaves it to its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from studybot.formula.shapes import NUMBER, MisfitError, Shape, matrix_shape, shape_of, shape_text
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary, children, names_in, walk

IDENTITY = "I"


def with_sizes(tree: Node, shapes: Mapping[str, Shape], wanted: Shape) -> Node:
    """The formula with each `I` as `I(n)`, of the size that its place asks for; `wanted` is the shape of the whole.

    Raises `MisfitError` where no square matrix fits, or where any would.
    """
    return _Sizing(shapes, _holding(tree)).placed(tree, wanted) if IDENTITY in names_in(tree) else tree


def shape_around(tree: Node, shapes: Mapping[str, Shape]) -> Shape:
    """The shape of a formula that may have an `I` in it. Raises `MisfitError`, also where it could have any size."""
    shape = _Sizing(shapes, _holding(tree)).known(tree)
    if shape is None:
        raise MisfitError("which size I has here does not follow from its place", tree)
    return shape


def _holding(tree: Node) -> set[int]:
    """The ids of the parts in which an identity stands."""
    holding: set[int] = set()
    for part in walk(tree):
        if part == _IDENTITY or any(id(child) in holding for child in children(part)):
            holding.add(id(part))
    return holding


_IDENTITY = Name(IDENTITY)


@dataclass(frozen=True, slots=True)
class _Sizing:
    """`holding` are the ids of the parts in which an identity stands; `found` are the shapes that are known by now."""

    shapes: Mapping[str, Shape]
    holding: Collection[int]
    found: dict[int, Shape | None] = field(default_factory=dict)

    def known(self, node: Node) -> Shape | None:
        """The shape of a part; None where it is that of an identity, whose size its surroundings decide."""
        if id(node) not in self.found:  # a long sum would be worked out anew for each of its terms
            self.found[id(node)] = self.worked_out(node)
        return self.found[id(node)]

    def worked_out(self, node: Node) -> Shape | None:
        if id(node) not in self.holding:
            return shape_of(node, self.shapes)
        match node:
            case Unary("T", operand):
                inner = self.known(operand)
                return inner and replace(inner, rows=inner.columns, columns=inner.rows)
            case Unary(_, operand):
                return self.known(operand)
            case Binary("+" | "-", left, right):
                return self.known(left) or self.known(right)
            case Binary("*", left, right):
                one, two = self.known(left), self.known(right)
                if one is None or two is None:
                    other = one or two
                    return other if other is not None and other.sort == "matrix" else None
                if NUMBER in (one, two):
                    return two if one == NUMBER else one
                return matrix_shape(one.rows, two.columns)
            case Binary("/" | "^", left, _):
                return self.known(left)
        return None

    def placed(self, node: Node, wanted: Shape | None) -> Node:
        if id(node) not in self.holding:
            return node
        match node:
            case Name():
                return self.identity(node, wanted)
            case Unary(_, operand):
                return replace(node, operand=self.placed(operand, wanted))
            case Binary("+" | "-", left, right):
                wanted = self.known(node) or wanted
                return replace(node, left=self.placed(left, wanted), right=self.placed(right, wanted))
            case Binary("*", left, right):
                one, two = self.known(left), self.known(right)
                left_wanted, right_wanted = wanted, wanted
                if one is None and two is not None and two.sort == "matrix":
                    left_wanted = Shape("matrix", two.rows, two.rows)
                if two is None and one is not None and one.sort == "matrix":
                    right_wanted = Shape("matrix", one.columns, one.columns)
                return replace(node, left=self.placed(left, left_wanted), right=self.placed(right, right_wanted))
            case Binary(_, left, right):
                return replace(node, left=self.placed(left, wanted), right=self.placed(right, None))
            case Call(_, arguments):
                return replace(node, arguments=tuple(self.placed(argument, None) for argument in arguments))
            case Listing(items):
                return replace(node, items=tuple(self.placed(item, None) for item in items))
        return node

    @staticmethod
    def identity(node: Node, wanted: Shape | None) -> Node:
        if wanted is None:
            raise MisfitError("which size I has here does not follow from its place", node)
        if wanted == NUMBER:
            return Number(1.0, "1", start=node.start, end=node.end)
        if wanted.rows != wanted.columns or wanted.sort != "matrix":
            raise MisfitError(f"I is square, and {shape_text(wanted)} is needed there", node)
        size = wanted.rows
        argument = Number(float(size), str(size)) if isinstance(size, int) else Name(size)
        return Call(IDENTITY, (argument,), start=node.start, end=node.end)
