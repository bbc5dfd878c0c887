"""Reading a typed formula in the names of a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.parser import parse
from studybot.formula.shapes import NUMBER, MisfitError, Shape, shape_of
from studybot.formula.tree import Binary, Call, Listing, Node, Unary, children, walk, with_children
from studybot.marking.expressions.label import without_label
from studybot.marking.expressions.prepared import Expression
from studybot.marking.reading import check_length
from studybot.notation.from_formula import from_formula
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Text

_DOT = re.compile(r"[·⋅∙•]|\\cdot")
_RELATIONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "and", "or"))


@dataclass(frozen=True, slots=True)
class ExpressionReading:
    """A formula as it was read. `tree` has the names under which they are declared."""

    text: str
    tree: Node
    shown: Mapping[str, Shown]

    @property
    def node(self) -> Shown:
        try:
            return from_formula(self.tree, self.shown)
        except StudybotError:
            return Text(self.text)

    @property
    def value(self) -> None:
        """A formula is no number."""
        return


def read_expression(text: str, expression: Expression) -> ExpressionReading:
    """A typed formula in the names of an expression. Raises `FormulaError`."""
    check_length(text)
    tree = parse(without_label(text, expression.grammar), expression.grammar)
    if (isinstance(tree, Binary) and tree.op in _RELATIONS) or (isinstance(tree, Unary) and tree.op == "not"):
        message = "a formula is asked for, and this says that something holds"
        raise FormulaError("formula.equation", message, text, tree.start, tree.end, hint="give one formula, without =")
    if _DOT.search(text):
        tree = _with_dot_products(tree, text, expression.shapes)
    if "max" in text or "min" in text:
        _check_extremes(tree, text, expression)
    return ExpressionReading(text, tree, expression.shown)


def _with_dot_products(node: Node, text: str, shapes: Mapping[str, Shape]) -> Node:
    """`q · W k` of two columns of one size as `q^T W k`: they have no other product. A dot elsewhere multiplies."""
    operands = tuple(_with_dot_products(operand, text, shapes) for operand in children(node))
    node = with_children(node, operands)
    factors = _factors(node)
    for place in range(1, len(factors)):
        if not _DOT.search(text, factors[place - 1].end, factors[place].start):
            continue
        left, right = reduce(_times, factors[:place]), reduce(_times, factors[place:])
        try:
            shape, other = shape_of(left, shapes), shape_of(right, shapes)
        except MisfitError:
            continue
        if shape == other and shape.columns == 1 and shape != NUMBER:
            return _times(Unary("T", left, start=left.start, end=left.end), right)
    return node


def _factors(node: Node) -> tuple[Node, ...]:
    """What a product is made of, from left to right."""
    match node:
        case Binary("*", left, right):
            return (*_factors(left), *_factors(right))
    return (node,)


def _times(left: Node, right: Node) -> Node:
    return Binary("*", left, right, start=left.start, end=right.end)


def _check_extremes(tree: Node, text: str, expression: Expression) -> None:
    """Refuses `max(m)` of one number: something was left out. Raises `FormulaError`."""
    for part in walk(tree):
        match part:
            case Call("max" | "min" as function, (argument,)):
                try:
                    shape = shape_of(argument, expression.shapes)
                except MisfitError:
                    continue
                if shape == NUMBER:
                    message = f"{function} takes two numbers or more, not 1"
                    raise FormulaError("formula.arguments", message, text, part.start, part.end)


def has_lists(tree: Node) -> bool:
    """Whether vectors or matrices are written out in a formula."""
    return any(isinstance(part, Listing) for part in walk(tree))
