"""A formula changed in the ways people slip: something left out, a division turned round, a sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary

Manner = Literal[
    "left-out", "turned-round", "product-for-quotient", "quotient-for-product", "sign",
    "transpose", "wrong-order", "exchanged",
]  # fmt: skip
# What is changed, as a student would call it.
Role = Literal[
    "factor", "term", "power", "root", "logarithm", "rounding", "absolute value", "function",
    "division", "sign", "matrix",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """`tree` is the formula after the slip, `subject` the piece of the right formula that it happened to.

    `other` is the second piece of two that changed places.
    """

    manner: Manner
    role: Role
    subject: Node
    tree: Node
    other: Node | None = None


_ROLES: dict[str, Role] = {
    "sqrt": "root", "ln": "logarithm", "log2": "logarithm", "log10": "logarithm",
    "ceil": "rounding", "floor": "rounding", "round": "rounding", "abs": "absolute value",
}  # fmt: skip


def changes(node: Node) -> Iterator[Change]:
    """Every way in which one slip changes a formula of numbers."""
    match node:
        case Binary("*" | "/"):
            yield from _of_product(node)
        case Binary("+" | "-"):
            yield from _of_sum(node)
        case Binary("^", base, exponent):
            yield Change("left-out", "power", node, base)
            yield Change("sign", "sign", exponent, Binary("^", base, Unary("-", exponent)))
            for change in changes(base):
                yield _within(change, Binary("^", change.tree, exponent))
            for change in changes(exponent):
                yield _within(change, Binary("^", base, change.tree))
        case Binary("..", first, last):
            for change in changes(first):
                yield _within(change, Binary("..", change.tree, last))
            for change in changes(last):
                yield _within(change, Binary("..", first, change.tree))
        case Unary("-", operand):
            yield Change("sign", "sign", node, operand)
            for change in changes(operand):
                yield _within(change, Unary("-", change.tree))
        case Call(function, arguments):
            for argument in arguments:
                if len(arguments) == 1 or function in ("min", "max", "sum"):
                    yield Change("left-out", _ROLES.get(function, "function"), node, argument)
            for place, argument in enumerate(arguments):
                for change in changes(argument):
                    moved = (*arguments[:place], change.tree, *arguments[place + 1 :])
                    yield _within(change, Call(function, moved))


def _within(change: Change, tree: Node) -> Change:
    return replace(change, tree=tree)


# A factor and whether it stands below the line.
_Factors = list[tuple[Node, bool]]


def _factors(node: Node, below: bool = False) -> _Factors:
    match node:
        case Binary("*", left, right):
            return _factors(left, below) + _factors(right, below)
        case Binary("/", left, right):
            return _factors(left, below) + _factors(right, not below)
    return [(node, below)]


def _product(factors: _Factors) -> Node:
    above: Node | None = None
    for factor, is_below in factors:
        if not is_below:
            above = factor if above is None else Binary("*", above, factor)
    found = above or Number(1.0, "1")
    for factor, is_below in factors:
        if is_below:
            found = Binary("/", found, factor)
    return found


def _of_product(node: Node) -> Iterator[Change]:
    factors = _factors(node)
    if any(below for _, below in factors):
        turned = [(factor, not below) for factor, below in factors]
        yield Change("turned-round", "division", node, _product(turned))
    for place, (factor, below) in enumerate(factors):
        others = factors[:place], factors[place + 1 :]
        if factor != Number(1.0, "1"):
            yield Change("left-out", "factor", factor, _product([*others[0], *others[1]]))
            manner: Manner = "product-for-quotient" if below else "quotient-for-product"
            if below or any(not other_below for other, other_below in (*others[0], *others[1])):
                yield Change(manner, "division", factor, _product([*others[0], (factor, not below), *others[1]]))
        for change in changes(factor):
            yield _within(change, _product([*others[0], (change.tree, below), *others[1]]))


# A term and whether it is taken away.
_Terms = list[tuple[Node, bool]]


def _terms(node: Node, minus: bool = False) -> _Terms:
    match node:
        case Binary("+", left, right):
            return _terms(left, minus) + _terms(right, minus)
        case Binary("-", left, right):
            return _terms(left, minus) + _terms(right, not minus)
    return [(node, minus)]


def _sum(terms: _Terms) -> Node:
    (first, minus), *rest = terms
    found: Node = Unary("-", first) if minus else first
    for term, is_minus in rest:
        found = Binary("-" if is_minus else "+", found, term)
    return found


def _of_sum(node: Node) -> Iterator[Change]:
    terms = _terms(node)
    if any(minus for _, minus in terms):
        yield Change("sign", "sign", node, _sum([(term, not minus) for term, minus in terms]))
    for place, (term, minus) in enumerate(terms):
        before, behind = terms[:place], terms[place + 1 :]
        yield Change("left-out", "term", term, _sum([*before, *behind]))
        if place:
            yield Change("sign", "sign", term, _sum([*before, (term, not minus), *behind]))
        for change in changes(term):
            yield _within(change, _sum([*before, (change.tree, minus), *behind]))


def carried(node: Node) -> Iterator[str]:
    """The names that a formula carries on: those that stand above the line, in a base, or in a function."""
    match node:
        case Name(name):
            yield name
        case Binary("*" | "/"):
            for factor, below in _factors(node):
                if not below:
                    yield from carried(factor)
        case Binary("+" | "-", left, right):
            yield from carried(left)
            yield from carried(right)
        case Binary("^", base, _):
            yield from carried(base)
        case Unary(_, operand):
            yield from carried(operand)
        case Call(_, arguments):
            for argument in arguments:
                yield from carried(argument)
