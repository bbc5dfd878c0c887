"""Formulas as closures: a changed derivation is evaluated a few hundred times a variant, in a millisecond."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from studybot.formula.composite import plain
from studybot.formula.evaluate import evaluate, float_call, float_operation, float_sign
from studybot.formula.functions import CONSTANTS
from studybot.formula.matrix import Matrix
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
        return _remembering(node)
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


class _Remembering:
    """A piece of a formula with matrices, which is worked out anew only where one of its names has another value.

    Slips of one part share most of their pieces: without this all slips of circuits/ov-svd take 5 ms, with it below 1.
    """

    __slots__ = ("_last", "_names", "_work_out")

    def __init__(self, names: tuple[str, ...], work_out: Closure) -> None:
        self._names = names
        self._work_out = work_out
        self._last: tuple[list[Value], Value] | None = None

    def __call__(self, values: Mapping[str, Value]) -> Value:
        given = [values[name] for name in self._names]
        last = self._last  # read and written in one piece, whoever else marks at the same time
        if last is not None and all(map(operator.is_, given, last[0])):
            return last[1]
        value = self._work_out(values)
        self._last = given, value
        return value


# The pieces of the formulas of a few questions; equal ones are one.
@lru_cache(maxsize=4_000)
def _remembering(node: Node) -> Closure:
    match node:
        case Name() | Number():
            return closure(node)
        case Binary(op, left, right):
            one, other = _remembering(left), _remembering(right)
            return _piece(node, lambda values: _operated(node, op, one(values), other(values)))
        case Unary(op, operand):
            inner = _remembering(operand)
            return _piece(node, lambda values: float_sign(node, op, inner(values)))
        case Call(function, arguments):
            inners = [_remembering(argument) for argument in arguments]
            return _piece(node, lambda values: float_call(node, function, [inner(values) for inner in inners]))
    return _piece(node, lambda values: evaluate(node, values))


def _operated(node: Node, op: str, left: Value, right: Value) -> Value:
    """`left op right`; where matrices plainly fit, asking for their shapes would take longer than the product."""
    if type(left) is Matrix is type(right):
        if op == "*" and len(left.rows[0]) == len(right.rows):
            return plain(left.times(right))
        if op in ("+", "-") and left.shape == right.shape:
            return left.plus(right, 1.0 if op == "+" else -1.0)
    elif op == "*" and type(left) is float and type(right) is Matrix:
        return right.map(left.__mul__)
    return float_operation(node, op, left, right)


def _piece(node: Node, work_out: Closure) -> Closure:
    return _Remembering(tuple(name for name in names_in(node) if name not in CONSTANTS), work_out)
