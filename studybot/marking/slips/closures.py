"""Formulas as closures: a changed derivation is evaluated a few hundred times a variant, in a millisecond."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from studybot.formula.evaluate import evaluate, float_call, float_sign
from studybot.formula.functions import CONSTANTS
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary, names_in, walk

Value = Any
Closure = Callable[[Mapping[str, Value]], Value]

_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}


def formula_of(node: Node, values: Mapping[str, Value]) -> Closure:
    """The formula as a function; `values` tell whether its names stand for floats or for more than that."""
    composite = any(isinstance(part, Listing) or (isinstance(part, Binary) and part.op == "..") for part in walk(node))
    if composite or any(type(values.get(name, 0.0)) is not float for name in names_in(node)):
        return lambda values: evaluate(node, values)
    return closure(node)


def closure(node: Node) -> Closure:
    """The formula as a function of the values of its names, all of them floats.

    It raises `ArithmeticError`, `ValueError`, `TypeError` or `UndefinedError` where it is undefined, and gives inf,
    nan or a complex number where `evaluate` would refuse: whoever calls it looks at the result once.
    """
    match node:
        case Number(value=value):
            return lambda _values: value
        case Name(name=name):
            if name in CONSTANTS:
                constant = CONSTANTS[name]
                return lambda values: values.get(name, constant)
            return operator.itemgetter(name)
        case Binary(op, left, right) if op in _OPERATIONS:
            return _operation(_OPERATIONS[op], left, right)
        case Unary(op, operand):
            inner = closure(operand)
            return lambda values: float_sign(node, op, inner(values))
        case Call(function, arguments):
            inners = [closure(argument) for argument in arguments]
            return lambda values: float_call(node, function, [inner(values) for inner in inners])
    return lambda values: evaluate(node, values)


def _operation(operation: Callable[[Any, Any], Any], left: Node, right: Node) -> Closure:
    """Operands that are names or numbers, as most are, are looked up without a call of their own."""
    match left, right:
        case Name(name=one), Name(name=other) if one not in CONSTANTS and other not in CONSTANTS:
            return lambda values: operation(values[one], values[other])
        case Number(value=number), Name(name=other) if other not in CONSTANTS:
            return lambda values: operation(number, values[other])
        case Name(name=one), Number(value=number) if one not in CONSTANTS:
            return lambda values: operation(values[one], number)
    first, second = closure(left), closure(right)
    return lambda values: operation(first(values), second(values))
