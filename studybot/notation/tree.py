"""The tree of mathematics as shown: what stands where, with no word on how a target prints it.

It says how an expression looks, not what it is worth: brackets are nodes of it, and stand where its maker put them.
The only brackets that printers add are those which a fraction, a root or a script needs once it lies in one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction as Ratio
from typing import Literal

from studybot.formula.values import value

# How an operator stands among its neighbours:
#   binary       + · ×       a space on both sides; spaced / too
#   relation     = ≤ ∈ →     a space on both sides
#   logic        and, or     a space on both sides
#   prefix       − of −x     close to what follows; `not` is a word, and has a space
#   postfix      ! %         close to what precedes
#   punctuation  , ;         a space after it
#   large        ∑ ∏ ∫       takes scripts, and everything after it
#   slash        / of dL/dN  close on both sides, as its author wrote it
#   range        - of 50-71  close on both sides
OperatorKind = Literal["binary", "relation", "logic", "prefix", "postfix", "punctuation", "large", "slash", "range"]

Fence = Literal["[", "|", "‖", ""]
# The last two grow with what they stand on.
Mark = Literal["hat", "bar", "tilde", "vec", "dot", "overline", "widehat"]


@value
class Node:
    """Any node."""


@value
class Symbol(Node):
    """One glyph that stands for something: `d`, `α`, `∞`, `∂`, the prime `′`."""

    text: str
    bold: bool = False


@value
class Text(Node):
    """Upright words: the `opt` of N_opt, the quantity `small_time`."""

    text: str


@value
class Number(Node):
    """`digits` (a plain decimal such as `97699` or `1.98`) times ten to the power `power`.

    With `word` (`million`) the power of ten is written as that word. Printers group the digits by thousands.
    """

    digits: str
    power: int = 0
    negative: bool = False
    word: str = ""


@value
class Unit(Node):
    """A product of units, each with its power, in the order in which they are written and in the wanted number."""

    factors: tuple[tuple[str, int | Ratio], ...]


@value
class Matrix(Node):
    """Entries (or blocks) in rows of equal length. A `vector` is one column, in a line written as a list: `[1, 2]`.

    `fence` is what stands on both sides of it: brackets, bars (a determinant), double bars (a norm) or nothing.
    """

    rows: tuple[tuple[Node, ...], ...]
    vector: bool = False
    fence: Fence = "["


@value
class Quantity(Node):
    """A number, or a matrix of them, with its unit; `currency` is the sign before a number: `$1.50/hour`."""

    number: Number | Symbol | Matrix
    unit: Unit
    currency: str = ""


@value
class Operator(Node):
    """A sign between or beside operands, in Unicode (`−`, `≤`), and how it stands among them."""

    text: str
    kind: OperatorKind


@value
class Space(Node):
    """A space that keeps two operands apart (`W x`), or a wide one between formulas."""

    wide: bool = False


@value
class Row(Node):
    """Nodes side by side."""

    items: tuple[Node, ...]


@value
class Fraction(Node):
    """One thing above another."""

    above: Node
    below: Node


@value
class Root(Node):
    """A square root, or the root that `index` names."""

    radicand: Node
    index: Node | None = None


@value
class Script(Node):
    """Something with an index below, a power above, or both."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None


@value
class Fenced(Node):
    """Something in brackets or bars; an empty string where there is none on that side."""

    opening: str
    body: Node
    closing: str


@value
class Call(Node):
    """A function of its arguments. Printers may show `floor`, `ceil`, `abs`, `norm` and `binom` as brackets."""

    function: str
    arguments: tuple[Node, ...]


@value
class Accent(Node):
    """Something with a mark on it."""

    mark: Mark
    base: Node


@value
class Brace(Node):
    """Something with a brace below it, or above it, and what the brace says, if anything."""

    body: Node
    note: Node | None = None
    above: bool = False


@value
class Cases(Node):
    """What something is in each of several cases: rows of a value and, but for the last, when it is that."""

    rows: tuple[tuple[Node, ...], ...]


PLUS = Operator("+", "binary")
MINUS = Operator("−", "binary")
NEGATIVE = Operator("−", "prefix")
TIMES = Operator("×", "binary")
DOT = Operator("·", "binary")
EQUALS = Operator("=", "relation")
SLASH = Operator("/", "slash")
COMMA = Operator(",", "punctuation")
PRIME = "′"
TRANSPOSED = Symbol("T")
# Functions that are shown as brackets, and how a matrix's fence is closed.
BRACKETED = {"floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉"), "abs": ("|", "|"), "norm": ("‖", "‖")}
CLOSING: dict[Fence, str] = {"[": "]", "|": "|", "‖": "‖", "": ""}
# Operators in letters. What they range over stands below them in two dimensions, as it does below a sum.
_RANGING = frozenset({"lim", "max", "min", "sup", "inf", "arg max", "arg min", "argmax", "argmin"})


def ranges(node: Node) -> bool:
    """Whether a node is a sum, a limit or the like with what it ranges over, so that what follows belongs to it."""
    match node:
        case Script(Operator()):
            return True
        case Script(Text(name)):
            return name in _RANGING
    return False


def stacks(script: Script) -> bool:
    """Whether scripts stand under and over their base where there is room, as those of sums do and of integrals not."""
    return ranges(script) and not (isinstance(script.base, Operator) and script.base.text in "∫∮")


def separates(items: Iterable[Node]) -> bool:
    """Whether commas or the like stand between the items of a row, so that none may stand in its numbers."""
    return any(isinstance(item, Operator) and (item.text == "," or item.kind == "range") for item in items)


def primes_of(sup: Node) -> tuple[str, Node | None]:
    """The primes that a power begins with, and what comes after them."""
    first, rest = (sup.items[0], sup.items[1:]) if isinstance(sup, Row) and sup.items else (sup, ())
    if not (isinstance(first, Symbol) and first.text.startswith(PRIME)):
        return "", sup
    return first.text, (row([*rest]) if rest else None)


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
