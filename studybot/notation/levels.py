"""How firmly an expression holds together, and when it needs brackets for that."""

from __future__ import annotations

from enum import IntEnum

from studybot.notation.tree import Fenced, Fraction, Node, Number, Operator, Quantity, Row, Script, Space, Unit


class Level(IntEnum):
    """How firmly an expression holds together; one in a looser place than its surroundings needs brackets."""

    LIST = 0
    OR = 1
    AND = 2
    NOT = 3
    RELATION = 4
    SUM = 5
    PRODUCT = 6
    POWER = 7
    POSTFIX = 8
    ATOM = 9


_BETWEEN_POSITIONS = ({"range"}, {"punctuation"}, {"range", "punctuation"})
_BINARY_LEVELS = {"+": Level.SUM, "−": Level.SUM, "±": Level.SUM, "and": Level.AND, "or": Level.OR}


def level(node: Node) -> Level:
    """How firmly a node holds together when it is printed in two dimensions."""
    match node:
        case Row(items):
            return _row_level(items)
        case Number() as number:
            return _number_level(number)
        case Quantity(number):
            return Level.SUM if isinstance(number, Number) and number.negative else Level.PRODUCT
        case Fraction() | Unit():
            return Level.PRODUCT
        case Script(Operator()):
            return Level.SUM
        case Script(_, _, sup):
            return Level.ATOM if sup is None else Level.POWER
    return Level.ATOM


def _number_level(number: Number) -> Level:
    if number.negative:
        return Level.SUM
    if not number.power:
        return Level.ATOM
    return Level.POWER if number.digits == "1" and not number.word else Level.PRODUCT


def _row_level(items: tuple[Node, ...]) -> Level:
    if len(items) == 1:
        return level(items[0])
    lowest = Level.ATOM
    after_operand = False
    for item in items:
        here = Level.ATOM
        if isinstance(item, Operator):
            here = _operator_level(item)
            after_operand = item.kind == "postfix"
        elif isinstance(item, Space):
            here = Level.LIST if item.wide else Level.ATOM
        else:
            if after_operand:
                here = Level.PRODUCT
            if isinstance(item, Script) and isinstance(item.base, Operator):
                here = Level.SUM
            elif isinstance(item, Number | Quantity | Row):
                here = min(here, level(item))
            after_operand = True
        lowest = min(lowest, here)
    return lowest


def _operator_level(operator: Operator) -> Level:
    match operator.kind:
        case "binary" | "logic":
            return _BINARY_LEVELS.get(operator.text, Level.PRODUCT)
        case "slash":
            return Level.PRODUCT
        case "relation":
            return Level.RELATION
        case "prefix":
            return Level.NOT if operator.text == "not" else Level.SUM
        case "postfix":
            return Level.POSTFIX
        case "large":
            return Level.SUM
    return Level.LIST


def bracketed(node: Node) -> Fenced:
    """The node in round brackets; positions in braces, as `(50-71)` is a difference."""
    return Fenced("{", node, "}") if is_positions(node) else Fenced("(", node, ")")


def is_positions(node: Node) -> bool:
    """Whether a node is a list of whole numbers and runs of them: `50-71, 80`."""
    return (
        isinstance(node, Row)
        and all(isinstance(item, Number) for item in node.items[::2])
        and {item.kind if isinstance(item, Operator) else "" for item in node.items[1::2]} in _BETWEEN_POSITIONS
    )
