"""From a formula to notation: the author's order, and no more brackets than its meaning needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from studybot.formula import tree as formula
from studybot.formula.errors import StudybotError
from studybot.notation.numbers import show_exact, unit_notation, with_unit
from studybot.notation.symbols import symbol
from studybot.notation.tree import (
    DOT,
    EQUALS,
    MINUS,
    NEGATIVE,
    PLUS,
    TIMES,
    Call,
    Fenced,
    Fraction,
    Level,
    Node,
    Number,
    Operator,
    Quantity,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    Unit,
    bracketed,
    level,
    row,
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


def from_formula(tree: formula.Node, shown: Mapping[str, Node] = _NOTHING) -> Node:
    """A formula as notation.

    `shown` says how a name is shown: by its symbol, or by its value where the numbers are put in. A name that is not
    in it is shown as `symbol(name)`. Raises `StudybotError` (`notation.deep`) for a formula of absurd depth.
    """
    return _Maker(shown).make(tree, 0)


class _Maker:
    def __init__(self, shown: Mapping[str, Node]) -> None:
        self.shown = shown

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
                return Script(row([*self.operand(operand, Level.ATOM, depth + 1)]), sup=Symbol("T"))
            case formula.Unary("-", operand):
                return Row((NEGATIVE, *self.operand(operand, Level.PRODUCT, depth + 1)))
            case formula.Unary("not", operand):
                return Row((_NOT, *self.operand(operand, Level.NOT, depth + 1)))
            case formula.Unary(op, operand):
                return Row((*self.operand(operand, Level.ATOM, depth + 1), Operator(op, "postfix")))
            case formula.Listing(listed):
                return Fenced("[", _listed([self.make(item, depth + 1) for item in listed]), "]")
            case formula.Call("sqrt", (argument,)):
                return Root(self.make(argument, depth + 1))
            case formula.Call("factorial", (argument,)):
                return Row((*self.operand(argument, Level.ATOM, depth + 1), Operator("!", "postfix")))
            case formula.Call(function, arguments):
                return Call(function, tuple(self.make(argument, depth + 1) for argument in arguments))
            case formula.UnitFactor(unit):
                return unit_notation(unit, plural=True)
            case formula.Compound(terms):
                items: list[Node] = []
                for term in terms:
                    items += [Space(), self.make(term, depth + 1)] if items else [self.make(term, depth + 1)]
                return row(items)
        raise TypeError(f"not a formula: {node!r}")

    def binary(self, node: formula.Binary, op: str, depth: int) -> Node:
        if op == "*":
            return self.product(node, depth)
        if op == "/":
            return self.quotient(node, depth)
        if op == "^":
            return self.power(node, depth)
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
        # A dot between letters, a cross between numbers: a dot between numbers looks like a decimal point.
        sign = TIMES if all(_is_numeric(factor) for factor in made) else DOT
        # −a · b is the same whatever the minus sign belongs to.
        least = Level.SUM if _without_minus(made[0]) is not None else Level.PRODUCT
        items = [*_placed(made[0], least, first=True)]
        for factor in made[1:]:
            items.append(sign)
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

    def power(self, node: formula.Binary, depth: int) -> Node:
        base, exponent = self.make(node.left, depth), self.make(node.right, depth)
        if isinstance(base, Script) and base.sup is None and not isinstance(base.base, Operator):
            return Script(base.base, base.sub, exponent)
        return Script(base if level(base) == Level.ATOM else bracketed(base), sup=exponent)


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


def _is_numeric(node: Node) -> bool:
    """Whether nothing but numbers, with or without units, stands in it."""
    match node:
        case Number() | Quantity() | Unit() | Operator() | Space():
            return True
        case Row(items):
            return all(_is_numeric(item) for item in items)
        case Fraction(above, below):
            return _is_numeric(above) and _is_numeric(below)
        case Fenced(_, body):
            return _is_numeric(body)
        case Script(base, sub, sup):
            return _is_numeric(base) and sub is None and (sup is None or _is_numeric(sup))
        case Root(radicand):
            return _is_numeric(radicand)
        case Call(_, arguments):
            return all(_is_numeric(argument) for argument in arguments)
    return False


def _listed(items: list[Node]) -> Node:
    """Items with commas between them."""
    found: list[Node] = []
    for item in items:
        found += [Operator(",", "punctuation"), item] if found else [item]
    return row(found)
