"""Reading a typed formula in the names of a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.parser import parse
from studybot.formula.shapes import NUMBER, ShapeFault, shape_of
from studybot.formula.tree import Binary, Call, Listing, Node, Unary, walk
from studybot.marking.expressions.label import without_label
from studybot.marking.expressions.prepared import Expression
from studybot.marking.reading import check_length
from studybot.notation.from_formula import from_formula
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Text

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
    if "max" in text or "min" in text:
        _check_extremes(tree, text, expression)
    return ExpressionReading(text, tree, expression.shown)


def _check_extremes(tree: Node, text: str, expression: Expression) -> None:
    """Refuses `max(m)` of one number: something was left out. Raises `FormulaError`."""
    for part in walk(tree):
        match part:
            case Call("max" | "min" as function, (argument,)):
                try:
                    shape = shape_of(argument, expression.shapes)
                except ShapeFault:
                    continue
                if shape == NUMBER:
                    message = f"{function} takes two numbers or more, not 1"
                    raise FormulaError("formula.arguments", message, text, part.start, part.end)


def has_lists(tree: Node) -> bool:
    """Whether vectors or matrices are written out in a formula."""
    return any(isinstance(part, Listing) for part in walk(tree))
