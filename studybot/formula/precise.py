"""The value of a formula with fifty digits, where floats cannot decide. Imports mpmath, which comes with sympy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath

from studybot.formula.floats import FORGIVEN, MAX_FACTORIAL
from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary

# Enough to tell a true identity from one that holds to six digits, after the cancellation of thirty.
_DIGITS = 50

_CONTEXT = mpmath.mp.clone()
_CONTEXT.dps = _DIGITS

_CONSTANTS = {"pi": _CONTEXT.pi, "e": _CONTEXT.e}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": _CONTEXT.sqrt, "exp": _CONTEXT.exp, "ln": _CONTEXT.log, "abs": abs, "min": min, "max": max,
    "log2": lambda x: _CONTEXT.log(x, 2), "log10": _CONTEXT.log10,
    "floor": lambda x: _CONTEXT.floor(x + abs(x) * FORGIVEN), "ceil": lambda x: _CONTEXT.ceil(x - abs(x) * FORGIVEN),
    "sin": _CONTEXT.sin, "cos": _CONTEXT.cos, "tan": _CONTEXT.tan, "sec": _CONTEXT.sec, "csc": _CONTEXT.csc,
    "cot": _CONTEXT.cot, "arcsin": _CONTEXT.asin, "arccos": _CONTEXT.acos, "arctan": _CONTEXT.atan,
    "sinh": _CONTEXT.sinh, "cosh": _CONTEXT.cosh, "tanh": _CONTEXT.tanh,
}  # fmt: skip


def relative_difference(first: Node, second: Node, values: Mapping[str, float]) -> float | None:
    """|first - second| / |second| where the names have these values; None where either is undefined or not covered.

    Literals count as the decimals that are written, not as the floats next to them.
    """
    try:
        a, b = _value(first, values), _value(second, values)
        if not (_CONTEXT.isfinite(a) and _CONTEXT.isfinite(b)) or isinstance(a, _CONTEXT.mpc):
            return None
        return float(abs(a - b) / abs(b)) if b else float(abs(a - b))
    except (ArithmeticError, ValueError, KeyError, TypeError):
        return None


def _value(node: Node, values: Mapping[str, float]) -> Any:
    match node:
        case Number(text=text):
            return _CONTEXT.mpf(text)
        case Name(name):
            if name in values:
                return _CONTEXT.mpf(values[name])
            return _CONSTANTS[name]
        case Unary("-", operand):
            return -_value(operand, values)
        case Unary("%", operand):
            return _value(operand, values) / 100
        case Unary("!", operand):
            inner = _value(operand, values)
            return _CONTEXT.factorial(inner) if inner == int(inner) and 0 <= inner <= MAX_FACTORIAL else _CONTEXT.nan
        case Binary(op, left, right):
            a, b = _value(left, values), _value(right, values)
            return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__, "^": a.__pow__}[op](b)
        case Call(function, arguments):
            return _FUNCTIONS[function](*(_value(argument, values) for argument in arguments))
    raise TypeError(f"not covered: {node!r}")
