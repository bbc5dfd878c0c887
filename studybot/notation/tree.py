"""The tree of mathematics as shown: what stands where, with no word on how a target prints it.

It says how an expression looks, not what it is worth: brackets are nodes of it, and stand where its maker put them.
The only brackets that printers add are those which a fraction, a root or a script needs once it lies in one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction as Ratio
from typing import Literal

# How an operator stands among its neighbours:
#   binary       + · ×       a space on both sides; spaced / too
#   relation     = ≤ ∈ →     a space on both sides
#   logic        and, or     a space on both sides
#   prefix       − of −x     close to what follows; `not` is a word, and has a space
#   postfix      ! %         close to what precedes
#   punctuation  , ;         a space after it
#   large        ∑ ∏         takes scripts, and everything after it
#   slash        / of dL/dN  close on both sides, as its author wrote it
#   range        - of 50-71  close on both sides
OperatorKind = Literal["binary", "relation", "logic", "prefix", "postfix", "punctuation", "large", "slash", "range"]


@dataclass(frozen=True, slots=True)
class Node:
    """Any node."""


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """One glyph that stands for something: `d`, `α`, `∞`, `∂`, the prime `′`."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Upright words: the `opt` of N_opt, the quantity `small_time`."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """`digits` (a plain decimal such as `97699` or `1.98`) times ten to the power `power`.

    With `word` (`million`) the power of ten is written as that word. Printers group the digits by thousands.
    """

    digits: str
    power: int = 0
    negative: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """A product of units, each with its power, in the order in which they are written and in the wanted number."""

    factors: tuple[tuple[str, int | Ratio], ...]


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """Entries (or blocks) in rows of equal length. A `vector` is one column, in a line written as a list: `[1, 2]`."""

    rows: tuple[tuple[Node, ...], ...]
    vector: bool = False


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A number, or a matrix of them, with its unit; `currency` is the sign before a number: `$1.50/hour`."""

    number: Number | Symbol | Matrix
    unit: Unit
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Operator(Node):
    """A sign between or beside operands, in Unicode (`−`, `≤`), and how it stands among them."""

    text: str
    kind: OperatorKind


@dataclass(frozen=True, slots=True)
class Space(Node):
    """A space that keeps two operands apart (`W x`), or a wide one between formulas."""

    wide: bool = False


@dataclass(frozen=True, slots=True)
class Row(Node):
    """Nodes side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction(Node):
    """One thing above another."""

    above: Node
    below: Node


@dataclass(frozen=True, slots=True)
class Root(Node):
    """A square root, or the root that `index` names."""

    radicand: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Script(Node):
    """Something with an index below, a power above, or both."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None


@dataclass(frozen=True, slots=True)
class Fenced(Node):
    """Something in brackets or bars; an empty string where there is none on that side."""

    opening: str
    body: Node
    closing: str


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of its arguments. `floor`, `ceil`, `abs` and `norm` are calls that printers may show as brackets."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Accent(Node):
    """Something with a `hat`, a `bar` or a `tilde` on it."""

    mark: Literal["hat", "bar", "tilde"]
    base: Node


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


PLUS = Operator("+", "binary")
MINUS = Operator("−", "binary")
NEGATIVE = Operator("−", "prefix")
TIMES = Operator("×", "binary")
DOT = Operator("·", "binary")
EQUALS = Operator("=", "relation")
COMMA = Operator(",", "punctuation")
PRIME = "′"
TRANSPOSED = Symbol("T")

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


def is_numeric(node: Node) -> bool:
    """Whether nothing but numbers, with or without units, stands in it."""
    match node:
        case Number() | Quantity() | Unit() | Operator() | Space():
            return True
        case Row(items):
            return all(is_numeric(item) for item in items)
        case Fraction(above, below):
            return is_numeric(above) and is_numeric(below)
        case Matrix(rows):
            return all(is_numeric(entry) for entries in rows for entry in entries)
        case Fenced(_, body):
            return is_numeric(body)
        case Script(base, sub, sup):
            return is_numeric(base) and sub is None and (sup is None or sup == TRANSPOSED or is_numeric(sup))
        case Root(radicand):
            return is_numeric(radicand)
        case Call(_, arguments):
            return all(is_numeric(argument) for argument in arguments)
    return False


def listed(items: Iterable[Node]) -> Node:
    """Items with commas between them."""
    found: list[Node] = []
    for item in items:
        found += [COMMA, item] if found else [item]
    return row(found)


def vector(entries: Iterable[Node]) -> Matrix:
    """A column of these entries."""
    return Matrix(tuple((entry,) for entry in entries), vector=True)


def row(items: list[Node]) -> Node:
    """The items side by side; one alone stays itself."""
    return items[0] if len(items) == 1 else Row(tuple(items))


def equation(*sides: Node, relation: str = "=") -> Node:
    """`a = b = c`; a side that is the same as the one before it stands once."""
    items: list[Node] = []
    last: Node | None = None
    for side in sides:
        if side == last:
            continue
        if items:
            items.append(Operator(relation, "relation"))
        items.append(side)
        last = side
    return row(items) if items else Row(())
