"""A formula of matrices changed in the ways people slip: a transpose, the order of factors, two that change places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from studybot.formula.matrix import Matrix
from studybot.formula.tree import Binary, Name, Node, Unary, children, names_in, substituted, with_children
from studybot.marking.slips.changes import Change
from studybot.marking.slips.values import Value


def matrix_changes(tree: Node, values: Mapping[str, Value]) -> Iterator[Change]:
    """Every way in which one slip with matrices changes a formula; `values` tell which names are matrices.

    Some of them have no value, since their shapes do not fit.
    """
    matrices = {name: value for name in names_in(tree) if isinstance(value := values.get(name), Matrix)}
    for node, put in _places(tree):
        match node:
            case Unary("T", operand):
                yield Change("transpose", "matrix", operand, put(operand), node)
            case Name(name) if name in matrices:
                yield Change("transpose", "matrix", node, put(Unary("T", node)))
            case Binary("*", Binary("*", first, left), right):
                yield Change("wrong-order", "matrix", left, put(Binary("*", Binary("*", first, right), left)), right)
            case Binary("*", left, right):
                yield Change("wrong-order", "matrix", left, put(Binary("*", right, left)), right)
    for one, other in combinations(matrices, 2):
        if matrices[one].shape == matrices[other].shape:
            exchanged = substituted(tree, {one: Name(other), other: Name(one)})
            yield Change("exchanged", "matrix", Name(one), exchanged, Name(other))


def _places(node: Node) -> Iterator[tuple[Node, Callable[[Node], Node]]]:
    """Every node below this one and itself, each with what puts another in its place."""
    yield node, lambda other: other
    operands = children(node)
    for place, operand in enumerate(operands):
        if isinstance(node, Unary) and node.op == "T" and isinstance(operand, Name):
            continue  # a transpose of a transpose is the transpose left out
        for inner, put in _places(operand):

            def within(other: Node, place: int = place, put: Callable[[Node], Node] = put) -> Node:
                return with_children(node, (*operands[:place], put(other), *operands[place + 1 :]))

            yield inner, within
