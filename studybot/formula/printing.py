"""A formula as text that parses to the same tree, in one canonical spelling."""

from __future__ import annotations

from studybot.formula.tree import Binary, Call, Compound, Listing, Name, Node, Number, Unary, UnitFactor, walk
from studybot.formula.units import Unit

_OR, _AND, _NOT, _COMPARE, _RANGE, _SUM, _PRODUCT, _SIGN, _POWER, _POSTFIX, _ATOM = range(11)
_LEVEL = {
    "or": _OR, "and": _AND, "=": _COMPARE, "!=": _COMPARE, "<": _COMPARE, "<=": _COMPARE, ">": _COMPARE, ">=": _COMPARE,
    "..": _RANGE, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER,
}  # fmt: skip
_SPACED = {_OR, _AND, _COMPARE, _SUM}
# A bare B or K after a number may be read as billions or thousands.
_SPELLED_OUT = {"B": "byte", "K": "kelvin"}


def to_text(node: Node) -> str:
    """The canonical spelling of a formula: it parses to an equal tree, with no more brackets than that needs."""
    return _text(node)[0]


def _text(node: Node) -> tuple[str, int]:
    """The spelling of a node and how tightly it holds together."""
    match node:
        case Number(text=text) | Name(name=text):
            return text, _ATOM
        case UnitFactor(unit):
            return unit_text(unit), _ATOM
        case Call(function, arguments):
            return f"{function}({', '.join(to_text(argument) for argument in arguments)})", _ATOM
        case Compound(terms):
            return " ".join(to_text(term) for term in terms), _SUM
        case Listing(items, ends):
            return f"{ends[0]}{', '.join(to_text(item) for item in items)}{ends[1]}", _ATOM
        case Unary("T", operand):
            return f"{_within(operand, _POSTFIX)}^T", _POWER
        case Unary("not", operand):
            return f"not {_within(operand, _NOT)}", _NOT
        case Unary("-", operand):
            return f"-{_within(operand, _SIGN)}", _SIGN
        case Unary(op, operand):
            return f"{_within(operand, _ATOM)}{op}", _POSTFIX
        case Binary(op, left, UnitFactor(unit)) if op in ("*", "/"):
            return _with_unit(op, left, unit), _PRODUCT
        case Binary("^", left, right):
            # -2^2 is -(2^2), and 2^3^2 is 2^(3^2).
            return f"{_within(left, _POSTFIX)}^{_within(right, _SIGN)}", _POWER
        case Binary(op, left, right):
            return _binary(op, left, right)
    raise TypeError(f"not a formula: {node!r}")


def _within(node: Node, least: int) -> str:
    """An operand, in brackets if it holds together less tightly than `least`."""
    text, level = _text(node)
    return text if level >= least else f"({text})"


def _binary(op: str, left: Node, right: Node) -> tuple[str, int]:
    level = _LEVEL[op]
    above = _within(left, level + 1 if level in (_COMPARE, _RANGE) else level)
    below = _within(right, level + 1)
    if op == "/" and isinstance(right, Unary) and right.op == "%":
        below = f"({below})"  # 1/3% would be asked about
    if isinstance(left, Compound):
        above = f"({to_text(left)})"
    spaced = level in _SPACED or _has_unit(left) or (level == _RANGE and " " in above + below)
    return (f"{above} {op} {below}" if spaced else f"{above}{op}{below}"), level


def _with_unit(op: str, left: Node, unit: Unit) -> str:
    number = f"({to_text(left)})" if _has_unit(left) else _within(left, _PRODUCT)
    if op == "*":
        return f"{number} {unit_text(unit)}"
    single = len(unit.powers) == 1
    return f"{number}/{unit_text(unit)}" if single else f"{number}/({unit_text(unit)})"


def _has_unit(node: Node) -> bool:
    return any(isinstance(part, UnitFactor) for part in walk(node))


def unit_text(unit: Unit) -> str:
    """A unit as it parses to an equal one: `FLOP/s`, `kg*m/s^2`, `s^-1`."""
    signs = [power > 0 for _, power in unit.powers]
    fraction = signs[:1] == [True] and signs == sorted(signs, reverse=True)
    text = ""
    for atom, power in unit.powers:
        symbol = _SPELLED_OUT.get(atom.symbol, atom.symbol)
        divides = power < 0 and fraction
        shown = -power if divides else power
        sign = ("/" if divides else "*") if text else ""
        text += f"{sign}{symbol}" if shown == 1 else f"{sign}{symbol}^{shown}"
    return text
