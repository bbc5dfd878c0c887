"""Derivatives of formulas whose values are numbers, worked out in symbols."""

from __future__ import annotations

from collections.abc import Callable

from studybot.formula.evaluate import UndefinedError
from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary, UnitFactor, names_in

_ZERO, _ONE, _TWO, _TEN = Number(0.0, "0"), Number(1.0, "1"), Number(2.0, "2"), Number(10.0, "10")


def derivative(tree: Node, name: str) -> Node:
    """The derivative of a formula in one of its names, all others held fixed.

    Nothing is simplified but sums, products and powers with 0 and 1. Raises `UndefinedError` at what has no derivative
    everywhere (`abs`, `floor`, `max`, a comparison), or is no function of numbers.
    """
    try:
        return _derivative(tree, name)
    except RecursionError:
        raise UndefinedError("this formula is nested too deeply", tree) from None


def _derivative(node: Node, name: str) -> Node:
    if name not in names_in(node):
        return _ZERO
    match node:
        case Name():
            return _ONE
        case Unary("-", operand):
            return _minus(_derivative(operand, name))
        case Unary(("%" | "T") as op, operand):
            return Unary(op, _derivative(operand, name))
        case Binary(("+" | "-") as op, left, right):
            return _sum(op, _derivative(left, name), _derivative(right, name))
        case Binary("*", left, right):
            return _sum("+", _product(_derivative(left, name), right), _product(left, _derivative(right, name)))
        case Binary("/", left, UnitFactor()):
            return Binary("/", _derivative(left, name), node.right)
        case Binary("/", left, right):
            return _of_quotient(left, right, name)
        case Binary("^", left, right):
            return _of_power(node, name)
        case Call("diff", (inner, Name(by))):
            return _derivative(_derivative(inner, by), name)
        case Call("sum", arguments):
            total: Node = _ZERO
            for argument in arguments:
                total = _sum("+", total, _derivative(argument, name))
            return total
        case Call(function, (inner,)) if function in _OUTER:
            return _product(_OUTER[function](inner), _derivative(inner, name))
        case Call(function):
            raise UndefinedError(f"{function} has no derivative everywhere", node)
        case Unary("!"):
            raise UndefinedError("a factorial has no derivative", node)
    raise UndefinedError("this has no derivative", node)


def _of_quotient(above: Node, below: Node, name: str) -> Node:
    first = _quotient(_derivative(above, name), below)
    return _sum("-", first, _quotient(_product(above, _derivative(below, name)), _power(below, _TWO)))


def _of_power(node: Binary, name: str) -> Node:
    base, exponent = node.left, node.right
    if name not in names_in(exponent):
        return _product(_product(exponent, _power(base, _one_less(exponent))), _derivative(base, name))
    log = _ONE if base == Name("e") else Call("ln", (base,))
    grows = _product(_derivative(exponent, name), log)
    moves = _product(exponent, _quotient(_derivative(base, name), base))
    return _product(node, _sum("+", grows, moves))


def _one_less(exponent: Node) -> Node:
    match exponent:
        case Number(value=value, text=text) if text.isdigit() and value >= 1:
            return Number(value - 1, str(int(text) - 1))
        case Unary("-", Number(value=value, text=text)) if text.isdigit():
            return Unary("-", Number(value + 1, str(int(text) + 1)))
    return Binary("-", exponent, _ONE)


def _minus(node: Node) -> Node:
    return node if node == _ZERO else Unary("-", node)


def _sum(op: str, left: Node, right: Node) -> Node:
    if right == _ZERO:
        return left
    if left == _ZERO:
        return right if op == "+" else _minus(right)
    if isinstance(right, Unary) and right.op == "-":
        return Binary("-" if op == "+" else "+", left, right.operand)
    return Binary(op, left, right)


def _product(left: Node, right: Node) -> Node:
    if _ZERO in (left, right):
        return _ZERO
    if left == _ONE:
        return right
    if right == _ONE:
        return left
    return Binary("*", left, right)


def _quotient(left: Node, right: Node) -> Node:
    return left if left == _ZERO or right == _ONE else Binary("/", left, right)


def _power(base: Node, exponent: Node) -> Node:
    if exponent == _ZERO:
        return _ONE
    return base if exponent == _ONE else Binary("^", base, exponent)


def _squared(function: str, inner: Node) -> Node:
    return Binary("^", Call(function, (inner,)), _TWO)


def _one_over(below: Node) -> Node:
    return Binary("/", _ONE, below)


def _of_arc(inner: Node) -> Node:
    return _one_over(Call("sqrt", (Binary("-", _ONE, Binary("^", inner, _TWO)),)))


# The derivative of each function in its argument; what the argument's own derivative is multiplied with.
_OUTER: dict[str, Callable[[Node], Node]] = {
    "sqrt": lambda x: _one_over(Binary("*", _TWO, Call("sqrt", (x,)))),
    "exp": lambda x: Call("exp", (x,)),
    "ln": _one_over,
    "log2": lambda x: _one_over(Binary("*", x, Call("ln", (_TWO,)))),
    "log10": lambda x: _one_over(Binary("*", x, Call("ln", (_TEN,)))),
    "sin": lambda x: Call("cos", (x,)),
    "cos": lambda x: Unary("-", Call("sin", (x,))),
    "tan": lambda x: _squared("sec", x),
    "sec": lambda x: Binary("*", Call("sec", (x,)), Call("tan", (x,))),
    "csc": lambda x: Unary("-", Binary("*", Call("csc", (x,)), Call("cot", (x,)))),
    "cot": lambda x: Unary("-", _squared("csc", x)),
    "arcsin": _of_arc,
    "arccos": lambda x: Unary("-", _of_arc(x)),
    "arctan": lambda x: _one_over(Binary("+", _ONE, Binary("^", x, _TWO))),
    "sinh": lambda x: Call("cosh", (x,)),
    "cosh": lambda x: Call("sinh", (x,)),
    "tanh": lambda x: Binary("-", _ONE, _squared("tanh", x)),
}
