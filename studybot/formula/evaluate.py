"""What a formula is worth, on floats, matrices and positions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from studybot.formula import composite
from studybot.formula.composite import COMPOSITE, plain
from studybot.formula.errors import FormulaError
from studybot.formula.floats import FUNCTIONS, OF_SEVERAL, compare
from studybot.formula.functions import CONSTANTS
from studybot.formula.matrix import Matrix, NoValueError
from studybot.formula.shape_rules import ShapeError, block_rows
from studybot.formula.tree import Binary, Call, Compound, Listing, Name, Node, Number, Unary, UnitFactor

# A float, a bool, a Matrix or Positions.
Value = Any


class UndefinedError(Exception):
    """A value that does not exist or does not fit a float; `node` is where it arose."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.message = message
        self.node = node

    def in_text(self, text: str) -> FormulaError:
        return FormulaError("formula.undefined", self.message, text, self.node.start, self.node.end)


def evaluate(node: Node, values: Mapping[str, Value]) -> Value:
    """The value of a formula whose names stand for values in base units. Raises `UndefinedError`."""
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
            if function == "diff":
                raise UndefinedError("a derivative has to be worked out before it has a value", node)
            return float_call(node, function, [_value(argument, values) for argument in arguments])
        case UnitFactor(unit):
            return unit.factor
        case Compound(terms):
            return sum(_value(term, values) for term in terms)
        case Listing(items):
            return _on_composite(node, lambda: _listed(items, values))
    raise TypeError(f"not a formula: {node!r}")


def _listed(items: tuple[Node, ...], values: Mapping[str, Value]) -> Matrix:
    rows = block_rows(items)
    if rows:
        return composite.blocks([[plain(_value(block, values)) for block in row] for row in rows])
    return composite.column([plain(_value(item, values)) for item in items])


def float_operation(node: Node, op: str, left: Value, right: Value) -> Value:
    """`left op right` on floats, truth values, matrices or positions. Raises `UndefinedError` at `node`."""
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
            case "and" | "or":
                if isinstance(left, COMPOSITE) or isinstance(right, COMPOSITE):
                    return _composite_operation(node, op, left, right)
                return bool(left and right) if op == "and" else bool(left or right)
            case "..":
                return _on_composite(node, lambda: composite.operation(op, plain(left), plain(right)))
            case _:
                return compare(op, left, right)
    except ZeroDivisionError:
        raise UndefinedError("this divides by zero", node) from None
    except OverflowError:
        raise UndefinedError("this is too large to compute with", node) from None
    except TypeError:  # asked for afterwards, as most values are numbers
        if not (isinstance(left, COMPOSITE) or isinstance(right, COMPOSITE)):
            raise
        return _composite_operation(node, op, left, right)
    if isinstance(result, complex) or math.isnan(result):
        raise UndefinedError("this is not a real number", node)
    if result in (math.inf, -math.inf):
        raise UndefinedError("this is too large to compute with", node)
    return result


def _composite_operation(node: Node, op: str, left: Value, right: Value) -> Value:
    left, right = plain(left), plain(right)
    if isinstance(left, COMPOSITE) or isinstance(right, COMPOSITE):
        return _on_composite(node, lambda: composite.operation(op, left, right))
    return float_operation(node, op, left, right)


def _on_composite(node: Node, operation: Callable[[], Value]) -> Value:
    """What an operation on matrices or positions gives. Raises `UndefinedError` where shapes or values forbid it."""
    try:
        result = plain(operation())
    except (ShapeError, NoValueError) as fault:
        raise UndefinedError(str(fault), node) from None
    except ZeroDivisionError:
        raise UndefinedError("this divides by zero", node) from None
    except OverflowError:
        raise UndefinedError("this is too large to compute with", node) from None
    if isinstance(result, float | Matrix):
        entries = result.entries if isinstance(result, Matrix) else (result,)
        if not all(map(math.isfinite, entries)):
            raise UndefinedError("this is too large to compute with", node)
    return result


def float_sign(node: Node, op: str, value: Value) -> Value:
    """`-`, `T`, `not`, `%` or `!` of a number; `-` or `T` of a matrix. Raises `UndefinedError` at `node`."""
    if isinstance(value, COMPOSITE):
        value = plain(value)
        if isinstance(value, COMPOSITE):
            return _on_composite(node, lambda: composite.sign(op, value))
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
    """A function of numbers, matrices or positions. Raises `UndefinedError` at `node`."""
    of_floats = FUNCTIONS.get(function)
    try:
        if of_floats is None or (len(arguments) == 1 and function in OF_SEVERAL):
            return _composite_call(node, function, [plain(argument) for argument in arguments])
        return float(of_floats(*arguments))
    except OverflowError:
        raise UndefinedError("this is too large to compute with", node) from None
    except ZeroDivisionError:
        raise UndefinedError("this divides by zero", node) from None
    except TypeError:  # asked for afterwards, as most values are numbers
        if not any(isinstance(argument, COMPOSITE) for argument in arguments):
            raise
        numbers = [plain(argument) for argument in arguments]
        if any(isinstance(argument, COMPOSITE) for argument in numbers):
            return _composite_call(node, function, numbers)
        return float_call(node, function, numbers)
    except ValueError as fault:
        message = str(fault) if function == "factorial" else f"{function} is not defined there"
        raise UndefinedError(message, node) from None


def _composite_call(node: Node, function: str, arguments: list[Value]) -> Value:
    try:
        return _on_composite(node, lambda: composite.call(function, arguments))
    except ValueError:
        raise UndefinedError(f"{function} is not defined there", node) from None
