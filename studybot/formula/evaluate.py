"""What a formula is worth: on floats, or on numpy arrays of a million variants at once, from the same tree."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from studybot.formula.errors import FormulaError
from studybot.formula.functions import CONSTANTS
from studybot.formula.matrix import Matrix, ShapeError, matrix_call, matrix_operation, matrix_sign, stacked
from studybot.formula.tree import Binary, Call, Compound, Listing, Name, Node, Number, Unary, UnitFactor

# A float, a bool, or a numpy array of either.
Value = Any

# Rounding forgives this much, relatively: 3*0.1/0.1 is 3.0000000000000004 in floats, and its ceiling must be 3. The
# same margin keeps comparisons from depending on the last bit, which differs between mathematical libraries.
FORGIVEN = 1e-9
# Rounding never forgives more than this: a part in 10^9 of ten billion would be more than one.
MOST_FORGIVEN = 1e-4

# 170! is the last factorial that a double holds.
MAX_FACTORIAL = 170


class UndefinedError(Exception):
    """A value that does not exist or does not fit a float; `node` is where it arose."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.message = message
        self.node = node

    def in_text(self, text: str) -> FormulaError:
        return FormulaError("formula.undefined", self.message, text, self.node.start, self.node.end)


def _forgiven(value: float) -> float:
    return min(abs(value) * FORGIVEN, MOST_FORGIVEN)


def _floor(value: float) -> float:
    return float(math.floor(value + _forgiven(value)))


def _ceil(value: float) -> float:
    return float(math.ceil(value - _forgiven(value)))


def _round(value: float, digits: float = 0.0) -> float:
    """Half away from zero, as people round, not to the even neighbour."""
    scale = 10.0 ** int(digits)
    return math.copysign(_floor(abs(value) * scale + 0.5), value) / scale


def _factorial(value: float) -> float:
    if value < 0 or value != int(value):
        raise ValueError("only whole numbers from 0 on have a factorial")
    if value > MAX_FACTORIAL:
        raise OverflowError
    return float(math.factorial(int(value)))


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= FORGIVEN * max(abs(left), abs(right))


_FLOAT_FUNCTIONS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt, "exp": math.exp, "ln": math.log, "log2": math.log2, "log10": math.log10, "abs": abs,
    "floor": _floor, "ceil": _ceil, "round": _round, "factorial": _factorial, "min": min, "max": max,
    "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "sec": lambda x: 1 / math.cos(x), "csc": lambda x: 1 / math.sin(x), "cot": lambda x: 1 / math.tan(x),
    "arcsin": math.asin, "arccos": math.acos, "arctan": math.atan,
    "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh,
}  # fmt: skip


def compare(op: str, left: float, right: float) -> bool:
    """A comparison of floats. What less than 1e-9 (relative) decides counts as not holding, either way."""
    if op == "=":
        return _close(left, right)
    if _close(left, right):
        return op in ("<=", ">=") and left == right
    return {"!=": True, "<": left < right, "<=": left < right, ">": left > right, ">=": left > right}[op]


def evaluate(node: Node, values: Mapping[str, Value]) -> Value:
    """The value of a formula whose names stand for floats, in base units. Raises `UndefinedError`."""
    try:
        return _value(node, values)
    except RecursionError:
        raise UndefinedError("this formula is nested too deeply", node) from None


def _value(node: Node, values: Mapping[str, Value]) -> Value:
    match node:
        case Number(value=value):
            return value
        case Name(name=name):
            return values[name] if name in values else CONSTANTS[name]
        case Binary(op, left, right):
            return float_operation(node, op, _value(left, values), _value(right, values))
        case Unary(op, operand):
            return float_sign(node, op, _value(operand, values))
        case Call(function, arguments):
            return float_call(node, function, [_value(argument, values) for argument in arguments])
        case UnitFactor(unit):
            return unit.factor
        case Compound(terms):
            return sum(_value(term, values) for term in terms)
        case Listing(items):
            return on_matrices(node, lambda: stacked([_value(item, values) for item in items]))
    raise TypeError(f"not a formula: {node!r}")


def float_operation(node: Node, op: str, left: Value, right: Value) -> Value:
    """`left op right` on floats, truth values or matrices. Raises `UndefinedError` at `node`."""
    if isinstance(left, Matrix) or isinstance(right, Matrix):
        return on_matrices(node, lambda: matrix_operation(op, left, right))
    try:
        match op:
            case "+":
                result = left + right
            case "-":
                result = left - right
            case "*":
                result = left * right
            case "/":
                result = left / right
            case "^":
                result = left**right
            case "and":
                return bool(left and right)
            case "or":
                return bool(left or right)
            case _:
                return compare(op, left, right)
    except ZeroDivisionError:
        raise UndefinedError("this divides by zero", node) from None
    except OverflowError:
        raise UndefinedError("this is too large to compute with", node) from None
    if isinstance(result, complex) or math.isnan(result):
        raise UndefinedError("this is not a real number", node)
    if result in (math.inf, -math.inf):
        raise UndefinedError("this is too large to compute with", node)
    return result


def on_matrices(node: Node, operation: Callable[[], Matrix]) -> Matrix:
    """What an operation on matrices gives. Raises `UndefinedError` at `node` where shapes or values forbid it."""
    try:
        result = operation()
    except ShapeError as fault:
        raise UndefinedError(str(fault), node) from None
    except (ArithmeticError, ValueError):
        raise UndefinedError("this is not defined or too large", node) from None
    if not all(map(math.isfinite, result.entries)):
        raise UndefinedError("this is too large to compute with", node)
    return result


def float_sign(node: Node, op: str, value: Value) -> Value:
    """`-`, `not`, `%` or `!` of a float; `-` or `T` of a matrix. Raises `UndefinedError` at `node`."""
    if isinstance(value, Matrix):
        return on_matrices(node, lambda: matrix_sign(op, value))
    match op:
        case "T":
            return value
        case "-":
            return 0.0 - value  # never a minus zero
        case "%":
            return value / 100
        case "not":
            return not value
    return float_call(node, "factorial", [value])


def float_call(node: Node, function: str, arguments: list[Value]) -> Value:
    """A function of floats, or `diag`. Raises `UndefinedError` at `node`."""
    if function == "diag" or any(isinstance(argument, Matrix) for argument in arguments):
        return on_matrices(node, lambda: matrix_call(function, arguments))
    try:
        return float(_FLOAT_FUNCTIONS[function](*arguments))
    except OverflowError:
        raise UndefinedError("this is too large to compute with", node) from None
    except ZeroDivisionError:
        raise UndefinedError("this divides by zero", node) from None
    except ValueError as fault:
        message = str(fault) if function == "factorial" else f"{function} is not defined there"
        raise UndefinedError(message, node) from None
