"""How far rounding may have carried a computed value from the true one, to first order."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping

from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary

_EPSILON = sys.float_info.epsilon


def rounding(node: Node, values: Mapping[str, float]) -> float:
    """The largest absolute error that floats may have made in a formula of numbers; infinite where that is not known.

    Running error analysis: every operation passes on the errors of its operands, times how strongly it depends on
    them, and adds a rounding of its own (Higham: Accuracy and Stability of Numerical Algorithms, section 3.3).
    """
    try:
        return _walk(node, values)[1]
    except (ArithmeticError, ValueError, TypeError, KeyError, RecursionError, UndefinedError):
        return math.inf


def _walk(node: Node, values: Mapping[str, float]) -> tuple[float, float]:
    match node:
        case Name(name) if name in values:
            return values[name], 0.0
        case Unary("-", operand):
            value, error = _walk(operand, values)
            return -value, error
        case Unary("%", operand):
            value, error = _walk(operand, values)
            return value / 100, error / 100
        case Unary("!", operand):
            return _of_function("factorial", [_walk(operand, values)])
        case Binary(op, left, right):
            value, error = _combined(op, *_walk(left, values), *_walk(right, values))
            return value, error + _EPSILON * abs(value)
        case Call(function, arguments):
            return _of_function(function, [_walk(argument, values) for argument in arguments])
    value = float(evaluate(node, values))
    return value, _EPSILON * abs(value)


def _of_function(function: str, inner: list[tuple[float, float]]) -> tuple[float, float]:
    """A function of computed numbers: what their errors make of it is seen at the ends of where they may be."""

    def at(arguments: list[float]) -> float:
        return float(evaluate(Call(function, tuple(Number(argument, "") for argument in arguments)), {}))

    middle = [value for value, _ in inner]
    value = at(middle)
    total = _EPSILON * abs(value)
    for place, (argument, error) in enumerate(inner):
        if error:
            ends = [at([*middle[:place], end, *middle[place + 1 :]]) for end in (argument - error, argument + error)]
            total += max(abs(end - value) for end in ends)
    return value, total


def _combined(op: str, a: float, da: float, b: float, db: float) -> tuple[float, float]:
    match op:
        case "+":
            return a + b, da + db
        case "-":
            return a - b, da + db
        case "*":
            return a * b, abs(a) * db + abs(b) * da
        case "/":
            return a / b, (da + abs(a / b) * db) / abs(b)
        case "^":
            value = math.pow(a, b)
            relative = abs(b) * da / abs(a) + (abs(math.log(abs(a))) * db if db else 0.0) if a else da
            return value, abs(value) * relative
    raise ValueError(op)
