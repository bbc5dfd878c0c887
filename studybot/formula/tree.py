"""The tree of a formula: what the parser makes and everything else walks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from studybot.formula.units import Unit
from studybot.formula.values import value


@value
class Node:
    """Any node. `start` and `end` are its place in the text it was read from, and do not count in comparisons."""

    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@value
class Number(Node):
    """A literal. `text` is its canonical spelling (`1.98e15`), so that 2.50 stays 2.50; `value` is what it is worth."""

    value: float
    text: str


@value
class Name(Node):
    """A quantity or a constant (`pi`, `e`, `inf`)."""

    name: str


@value
class UnitFactor(Node):
    """A unit, standing as a factor: `175 GB` is 175 times this."""

    unit: Unit


@value
class Unary(Node):
    """`-`, `not`, `%` (a hundredth of its operand) or `!` (factorial)."""

    op: str
    operand: Node


@value
class Binary(Node):
    """`+ - * / ^`, a comparison (`< <= > >= = !=`), `and`, `or`, or `..` between the ends of positions."""

    op: str
    left: Node
    right: Node


@value
class Call(Node):
    """A function of its arguments."""

    function: str
    arguments: tuple[Node, ...]


@value
class Compound(Node):
    """Quantities written side by side, which add up: `1 h 30 min`."""

    terms: tuple[Node, ...]


@value
class Listing(Node):
    """Items in square brackets, or in round ones with commas between them: a vector.

    A list of lists is a matrix, row by row; what stands in the rows may be blocks: `[[A, B], [C, D]]`.

    `ends` are the brackets of an interval that is open at one end or both: `[)`, `(]`, `()`.
    """

    items: tuple[Node, ...]
    ends: str = "[]"


def children(node: Node) -> tuple[Node, ...]:
    """The direct operands of a node, from left to right."""
    match node:
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case Compound():
            return node.terms
        case Listing():
            return node.items
    return ()


def with_children(node: Node, operands: tuple[Node, ...]) -> Node:
    """The node with other operands, as many as it has and in their order."""
    match node:
        case Unary():
            return replace(node, operand=operands[0])
        case Binary():
            return replace(node, left=operands[0], right=operands[1])
        case Call():
            return replace(node, arguments=operands)
        case Compound():
            return replace(node, terms=operands)
        case Listing():
            return replace(node, items=operands)
    return node


def substituted(tree: Node, trees: Mapping[str, Node]) -> Node:
    """The formula with a tree put in for each name that has one, all at once: what is put in stays as it is.

    The name that a `diff` differentiates by is no value, and stays.
    """
    match tree:
        case Name(name):
            return trees.get(name, tree)
        case Call("diff", (inner, by)):
            return with_children(tree, (substituted(inner, trees), by))
    return with_children(tree, tuple(substituted(operand, trees) for operand in children(tree)))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, operands before what is made of them."""
    order: list[Node] = []
    stack = [node]
    while stack:
        part = stack.pop()
        order.append(part)
        stack.extend(children(part))
    return reversed(order)


def names_in(node: Node) -> tuple[str, ...]:
    """The names that a formula uses, each once, in the order in which they are written."""
    return tuple(dict.fromkeys(part.name for part in walk(node) if isinstance(part, Name)))
