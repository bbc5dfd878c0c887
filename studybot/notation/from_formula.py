"""From a formula to notation: the author's order, and no more brackets than its meaning needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from studybot.formula import tree as formula
from studybot.formula.errors import StudybotError
from studybot.formula.positions import Positions
from studybot.notation.levels import Level, bracketed, is_positions, level
from studybot.notation.matrix_functions import entry, matrix_call, matrix_of, whole
from studybot.notation.numbers import show_exact, show_positions, unit_notation, with_unit
from studybot.notation.symbols import symbol
from studybot.notation.tree import (
    DOT,
    EQUALS,
    MINUS,
    NEGATIVE,
    PLUS,
    TIMES,
    TRANSPOSED,
    Fenced,
    Fraction,
    Matrix,
    Node,
    Number,
    Operator,
    Quantity,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    is_numeric,
    listed,
    row,
    vector,
)

# Deeper than the parser reads brackets, shallow enough for the recursion here and in the printers. Only a formula that
# was built to be deep gets there: hundreds of divisions or percent signs one after the other.
MAX_DEPTH = 80

_RELATIONS = {
    "=": EQUALS,
    **{op: Operator(sign, "relation") for op, sign in zip(("<", "<=", ">", ">=", "!="), "<≤>≥≠", strict=True)},
}
_LOGIC = {op: Operator(op, "logic") for op in ("and", "or")}
_NOT = Operator("not", "prefix")
_LEVEL_OF = {"+": Level.SUM, "-": Level.SUM, "and": Level.AND, "or": Level.OR}

_NOTHING: Mapping[str, Node] = MappingProxyType({})


def from_formula(
    tree: formula.Node, shown: Mapping[str, Node] = _NOTHING, symbols: Mapping[str, Node] | None = None
) -> Node:
    """A formula as notation.

    `shown` says how a name is shown: by its symbol, or by its value where the numbers are put in. A name that is not
    in it is shown as `symbol(name)`. A derivative is of quantities, not of their values: in it names are shown as
    `symbols` says, which is `shown` by default. Raises `StudybotError` (`notation.deep`) for a formula of absurd depth.
    """
    return _Maker(shown, shown if symbols is None else symbols).make(tree, 0)


class _Maker:
    def __init__(self, shown: Mapping[str, Node], symbols: Mapping[str, Node]) -> None:
        self.shown = shown
        self.symbols = symbols

    def make(self, node: formula.Node, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise StudybotError("notation.deep", "this formula is nested too deeply to be shown")
        match node:
            case formula.Number(_, text):
                digits, _, power = text.partition("e")
                whole, _, decimals = digits.partition(".")
                if not power or (len(whole) == 1 and whole != "0"):
                    return Number(digits, int(power or 0))
                # 10k is 10,000, and 714e12 is 7.14 × 10¹⁴; what is written as a power of ten should be stays so.
                return show_exact(int(whole + decimals), int(power) - len(decimals))
            case formula.Name(name):
                return self.shown[name] if name in self.shown else symbol(name)
            case formula.Binary(op):
                return self.binary(node, op, depth + 1)
            case formula.Unary("T", operand):
                return _to_power(self.make(operand, depth + 1), TRANSPOSED)
            case formula.Unary("-", operand):
                return Row((NEGATIVE, *self.operand(operand, Level.PRODUCT, depth + 1)))
            case formula.Unary("not", operand):
                return Row((_NOT, *self.operand(operand, Level.NOT, depth + 1)))
            case formula.Unary(op, operand):
                return Row((*self.operand(operand, Level.ATOM, depth + 1), Operator(op, "postfix")))
            case formula.Listing(items) if items and all(isinstance(item, formula.Listing) for item in items):
                return self.matrix(items, depth + 1)
            case formula.Listing(items, ends) if ends != "[]":
                return Fenced(ends[0], listed([self.make(item, depth + 1) for item in items]), ends[1])
            case formula.Listing(items):
                return vector(entry(self.make(item, depth + 1)) for item in items)
            case formula.Call("sqrt", (argument,)):
                return Root(self.make(argument, depth + 1))
            case formula.Call("factorial", (argument,)):
                return Row((*self.operand(argument, Level.ATOM, depth + 1), Operator("!", "postfix")))
            case formula.Call("diff", (differentiated, by)):
                return self.derivative(differentiated, by, depth + 1)
            case formula.Call(function, arguments):
                made = (self.make(argument, depth + 1) for argument in arguments)
                return matrix_call(function, tuple(bracketed(node) if is_positions(node) else node for node in made))
            case formula.UnitFactor(unit):
                return unit_notation(unit, plural=True)
            case formula.Compound(terms):
                beside: list[Node] = []
                for term in terms:
                    beside += [Space(), self.make(term, depth + 1)] if beside else [self.make(term, depth + 1)]
                return row(beside)
        raise TypeError(f"not a formula: {node!r}")

    def binary(self, node: formula.Binary, op: str, depth: int) -> Node:
        if op == "*":
            return self.product(node, depth)
        if op == "/":
            return self.quotient(node, depth)
        if op == "^":
            return _to_power(self.make(node.left, depth), self.make(node.right, depth))
        if op == "..":
            return self.run(node, depth)
        if op in _RELATIONS:
            left = self.operand(node.left, Level.SUM, depth)
            return Row((*left, _RELATIONS[op], *self.operand(node.right, Level.SUM, depth)))
        return self.chain(node, _LEVEL_OF[op], depth)

    def operand(self, node: formula.Node, least: Level, depth: int, *, first: bool = True) -> tuple[Node, ...]:
        """An operand as items of a row, bracketed where needed (see `_placed`)."""
        return _placed(self.make(node, depth), least, first=first)

    def chain(self, node: formula.Binary, own: Level, depth: int) -> Node:
        """A sum, or a chain of `and` or `or`. Taken apart without recursion, as it may have hundreds of terms."""
        terms: list[tuple[str, formula.Node]] = []
        left: formula.Node = node
        while isinstance(left, formula.Binary) and _LEVEL_OF.get(left.op) == own:
            terms.append((left.op, left.right))
            left = left.left
        items = list(self.operand(left, own, depth))
        for op, right in reversed(terms):
            # a − (b + c) needs its brackets, a + (b + c) does not.
            least = Level.PRODUCT if op == "-" else own
            items.append({"+": PLUS, "-": MINUS}.get(op) or _LOGIC[op])
            items += self.operand(right, least, depth, first=own != Level.SUM)
        return Row(tuple(items))

    def product(self, node: formula.Binary, depth: int) -> Node:
        if isinstance(node.right, formula.UnitFactor):
            return self.quantity(node.left, node.right, depth)
        factors: list[formula.Node] = []
        left: formula.Node = node
        while isinstance(left, formula.Binary) and left.op == "*" and not isinstance(left.right, formula.UnitFactor):
            factors.append(left.right)
            left = left.left
        factors.append(left)
        made = [self.make(factor, depth) for factor in reversed(factors)]
        numeric = all(map(is_numeric, made))
        spaced = _is_product_of_letters(made)
        # −a · b is the same whatever the minus sign belongs to.
        least = Level.SUM if _without_minus(made[0]) is not None else Level.PRODUCT
        items = [*_placed(made[0], least, first=True)]
        for before, factor in pairwise(made):
            items.append(Space() if spaced else _sign_between(before, factor, numeric=numeric))
            items += _placed(factor, Level.PRODUCT, first=False)
        return Row(tuple(items))

    def quantity(self, number: formula.Node, factor: formula.UnitFactor, depth: int) -> Node:
        made = self.make(number, depth)
        if isinstance(made, Number):
            return with_unit(made, factor.unit)
        return Row((*_placed(made, Level.POWER, first=True), Space(), unit_notation(factor.unit, plural=True)))

    def quotient(self, node: formula.Binary, depth: int) -> Node:
        if isinstance(node.right, formula.UnitFactor):
            return self.quantity(node.left, formula.UnitFactor(node.right.unit.to_power(-1)), depth)
        above, below = self.make(node.left, depth), self.make(node.right, depth)
        if (positive := _without_minus(above)) is not None:
            # −a/b is minus a fraction, so that it is bracketed as anything negative is.
            return Row((NEGATIVE, Fraction(positive, below)))
        return Fraction(above, below)

    def matrix(self, rows: tuple[formula.Node, ...], depth: int) -> Node:
        made = [[self.make(item, depth) for item in row.items] for row in rows if isinstance(row, formula.Listing)]
        return matrix_of(made)

    def run(self, node: formula.Binary, depth: int) -> Node:
        """Positions: as students type them where both ends are numbers, else `{first, …, last}`."""
        low, high = self.make(node.left, depth), self.make(node.right, depth)
        if whole(low) >= 0 and whole(high) >= 0:
            return show_positions(Positions(((whole(low), whole(high)),)))
        return Fenced("{", listed((low, Symbol("…"), high)), "}")

    def derivative(self, differentiated: formula.Node, by: formula.Node, depth: int) -> Node:
        """`dL/dN`."""
        named = _Maker(self.symbols, self.symbols)
        above, below = (_placed(named.make(part, depth), Level.POWER, first=False) for part in (differentiated, by))
        return Row((Symbol("d"), *above, Operator("/", "slash"), Symbol("d"), *below))


def _to_power(base: Node, exponent: Node) -> Node:
    if isinstance(base, Script) and base.sup is None and not isinstance(base.base, Operator):
        return Script(base.base, base.sub, exponent)
    return Script(base if level(base) == Level.ATOM else bracketed(base), sup=exponent)


def _is_product_of_letters(factors: list[Node]) -> bool:
    """Whether a product can do without signs, as those of matrices do on paper: `W_Q^T W_K`, `η Aᵀ G`.

    There must be a transpose among the factors, or they may as well be numbers; and nothing that could be read as one
    word or one number with its neighbour.
    """
    letters = factors[1:] if is_numeric(factors[0]) else factors
    return any(isinstance(factor, Script) and factor.sup == TRANSPOSED for factor in letters) and all(
        isinstance(factor.base if isinstance(factor, Script) else factor, Symbol) for factor in letters
    )


def _sign_between(left: Node, right: Node, *, numeric: bool) -> Operator:
    """A dot between letters, a cross between numbers: a dot between numbers looks like a decimal point.

    Between matrices a cross would be another product.
    """
    return TIMES if numeric and not (_holds_matrix(left) or _holds_matrix(right)) else DOT


def _holds_matrix(node: Node) -> bool:
    match node:
        case Matrix() | Quantity(Matrix()):
            return True
        case Script(inner) | Fenced(_, inner):
            return _holds_matrix(inner)
        case Row(items):
            return any(map(_holds_matrix, items))
        case Fraction(above, below):
            return _holds_matrix(above) or _holds_matrix(below)
    return False


def _placed(node: Node, least: Level, *, first: bool) -> tuple[Node, ...]:
    """A node as items of a row, in brackets if it is looser than `least` or a minus sign would follow an operator."""
    if level(node) < least or (not first and _begins_with_minus(node)):
        return (bracketed(node),)
    return node.items if isinstance(node, Row) else (node,)


def _begins_with_minus(node: Node) -> bool:
    match node:
        case Row((first, *_)):
            return first == NEGATIVE or _begins_with_minus(first)
        case Number(_, _, negative) | Quantity(Number(_, _, negative)):
            return negative
    return False


def _without_minus(node: Node) -> Node | None:
    """What the whole of a node is the negative of, or None where it is not the negative of anything."""
    match node:
        case Row((Operator("−", "prefix"), *rest)) if level(negated := row(rest)) >= Level.PRODUCT:
            return negated
        case Number(_, _, True):
            return replace(node, negative=False)
        case Quantity(Number(_, _, True) as number):
            return replace(node, number=replace(number, negative=False))
    return None
