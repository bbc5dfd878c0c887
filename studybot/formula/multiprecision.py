"""The value of any formula of numbers with fifty digits. Imports mpmath, which comes with sympy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath

from studybot.formula.floats import FORGIVEN, MAX_FACTORIAL, MOST_FORGIVEN
from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary

# Enough to tell a true identity from one that holds to six digits, after the cancellation of thirty.
_DIGITS = 50

# Far beyond what floats hold on the way to a value that they do hold, and computed in microseconds.
_MOST_BITS = 5_000

_CONTEXT = mpmath.mp.clone()
_CONTEXT.dps = _DIGITS

_CONSTANTS = {"pi": _CONTEXT.pi, "e": _CONTEXT.e}


def multiprecise_value(node: Node, values: Mapping[str, float]) -> float:
    """What a formula of numbers is worth; literals count as the decimals that are written.

    Raises `ArithmeticError`, `ValueError`, `KeyError`, `TypeError` or `RecursionError` where it is not defined, too
    large or not covered.
    """
    return float(_value(node, values))


def _bounded(value: Any) -> Any:
    """A value within bounds. Raises `OverflowError`: mpmath would work on at an exponential of any size."""
    if not isinstance(value, _CONTEXT.mpf):
        raise TypeError("not a real number")
    if not _CONTEXT.isfinite(value) or (value and abs(_CONTEXT.mag(value)) > _MOST_BITS):
        raise OverflowError
    return value


def _power(base: Any, exponent: Any) -> Any:
    # The magnitude is at most 1 above the logarithm, and far quicker to have.
    large = base and abs(exponent * _CONTEXT.mag(base)) > _MOST_BITS
    if large and abs(exponent * _CONTEXT.log(abs(base), 2)) > _MOST_BITS:
        raise OverflowError
    return base**exponent


def _exponential(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A function that grows as fast as exp does."""

    def bounded(argument: Any) -> Any:
        if abs(argument) > _MOST_BITS:
            raise OverflowError
        return function(argument)

    return bounded


def _floor(value: Any) -> Any:
    return _CONTEXT.floor(value + min(abs(value) * FORGIVEN, MOST_FORGIVEN))


def _round(value: Any, digits: Any = 0) -> Any:
    """Half away from zero."""
    scale = _CONTEXT.mpf(10) ** int(digits)
    return _CONTEXT.sign(value) * _floor(abs(value) * scale + 0.5) / scale


def _factorial(value: Any) -> Any:
    return _CONTEXT.factorial(value) if value == int(value) and 0 <= value <= MAX_FACTORIAL else _CONTEXT.nan


def _value(node: Node, values: Mapping[str, float]) -> Any:
    return _bounded(_raw(node, values))


def _raw(node: Node, values: Mapping[str, float]) -> Any:
    match node:
        case Number(text=text):
            return _CONTEXT.mpf(text)
        case Name(name):
            if name in values:
                return _CONTEXT.mpf(values[name])
            return +_CONSTANTS[name]
        case Unary("-", operand):
            return -_value(operand, values)
        case Unary("%", operand):
            return _value(operand, values) / 100
        case Unary("!", operand):
            return _factorial(_value(operand, values))
        case Binary(op, left, right):
            a, b = _value(left, values), _value(right, values)
            return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__, "^": partial(_power, a)}[op](b)
        case Call(function, arguments):
            return _FUNCTIONS[function](*(_value(argument, values) for argument in arguments))
    raise TypeError(f"not covered: {node!r}")


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": _CONTEXT.sqrt, "exp": _exponential(_CONTEXT.exp), "ln": _CONTEXT.log, "abs": abs, "min": min, "max": max,
    "log2": lambda x: _CONTEXT.log(x, 2), "log10": _CONTEXT.log10,
    "sum": lambda *terms: sum(terms), "floor": _floor, "ceil": lambda x: -_floor(-x), "round": _round,
    "factorial": _factorial,
    "sin": _CONTEXT.sin, "cos": _CONTEXT.cos, "tan": _CONTEXT.tan, "sec": _CONTEXT.sec, "csc": _CONTEXT.csc,
    "cot": _CONTEXT.cot, "arcsin": _CONTEXT.asin, "arccos": _CONTEXT.acos, "arctan": _CONTEXT.atan,
    "sinh": _exponential(_CONTEXT.sinh), "cosh": _exponential(_CONTEXT.cosh), "tanh": _exponential(_CONTEXT.tanh),
}  # fmt: skip
