"""Numbers, units and some functions in terms of simpler notation, for targets that set it in two dimensions."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.notation.tree import (
    BRACKETED,
    NEGATIVE,
    SLASH,
    TIMES,
    Call,
    Fenced,
    Node,
    Number,
    Operator,
    Quantity,
    Row,
    Script,
    Space,
    Text,
    Unit,
    listed,
    row,
)

_DOLLAR = Operator("$", "prefix")
_CLOSE_DOT = Operator("·", "slash")
_ONE = Number("1")
_PER = Text("per")
_LOGARITHMS = {name: Script(Text("log"), sub=Number(name.removeprefix("log"))) for name in ("log2", "log10")}


def spelled(node: Number | Quantity | Unit | Call) -> Node:
    """What a node is made of: plain digits, powers, words, signs and brackets.

    `−1.98 × 10¹⁵` is a minus sign, digits, a cross and a power of ten; `$1.50/hour` a sign, digits, a slash and a word;
    `floor(x)` is x in brackets. A number of nothing but digits and every other function stay themselves.
    """
    match node:
        case Number(digits, 0, False):
            return node
        case Number(digits, power, negative, word):
            items: list[Node] = [NEGATIVE] if negative else []
            if word:
                return Row((*items, Number(digits), Space(), Text(word)))
            if power:
                items += [] if digits == "1" else [Number(digits), TIMES]
                exponent: Node = Number(str(abs(power)))
                items.append(Script(Number("10"), sup=exponent if power > 0 else Row((NEGATIVE, exponent))))
            else:
                items.append(Number(digits))
            return row(items)
        case Call(function, (argument,)) if function in BRACKETED:
            opening, closing = BRACKETED[function]
            return Fenced(opening, argument, closing)
        case Call(function, arguments) if function in _LOGARITHMS:
            return Row((_LOGARITHMS[function], Fenced("(", listed(arguments), ")")))
        case Call():
            return node
        case Unit(factors):
            above = [factor for factor in factors if factor[1] > 0]
            return row([*(_product(above) or [_ONE]), *_below(factors)])
    return row(_quantity(node))


def _quantity(quantity: Quantity) -> list[Node]:
    number = spelled(quantity.number) if isinstance(quantity.number, Number) else quantity.number
    items = [*number.items] if isinstance(number, Row) else [number]
    if quantity.currency:
        items.insert(items[0] == NEGATIVE, _DOLLAR)
    factors = quantity.unit.factors
    above = [factor for factor in factors if factor[1] > 0]
    if above:
        return [*items, Space(), *_product(above), *_below(factors)]
    if quantity.currency or not factors:
        return [*items, *_below(factors)]
    return [*items, Space(), _PER, Space(), *_below(factors)[1:]]


def _product(factors: Sequence[tuple[str, object]]) -> list[Node]:
    items: list[Node] = []
    for name, power in factors:
        items += [_CLOSE_DOT] if items else []
        items.append(_to_power(name, str(power)))
    return items


def _below(factors: Sequence[tuple[str, object]]) -> list[Node]:
    return [
        item for name, power in factors if str(power)[0] == "-" for item in (SLASH, _to_power(name, str(power)[1:]))
    ]


def _to_power(name: str, power: str) -> Node:
    if power == "1":
        return Text(name)
    above, slash, below = power.partition("/")
    return Script(Text(name), sup=Row((Number(above), SLASH, Number(below))) if slash else Number(above))
