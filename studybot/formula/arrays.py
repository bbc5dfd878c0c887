"""What a formula is worth in a million variants at once, on numpy arrays. Imported only where many are computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import reduce

import numpy as np

from studybot.formula import matrix_arrays
from studybot.formula.evaluate import UndefinedError
from studybot.formula.floats import FORGIVEN, MAX_FACTORIAL, MOST_FORGIVEN
from studybot.formula.functions import CONSTANTS
from studybot.formula.matrix import NoValueError
from studybot.formula.matrix_arrays import COMPOSITE, Matrices, Ranges, Value, has_value, lifted
from studybot.formula.shape_rules import ShapeError, block_rows
from studybot.formula.tree import Binary, Call, Compound, Listing, Name, Node, Number, Unary, UnitFactor

__all__ = ["Matrices", "Ranges", "Value", "evaluate_many", "has_value"]


def _forgiven(value: Value) -> Value:
    return np.minimum(np.abs(value) * FORGIVEN, MOST_FORGIVEN)


def _floor(value: Value) -> Value:
    return np.floor(value + _forgiven(value))


def _ceil(value: Value) -> Value:
    return np.ceil(value - _forgiven(value))


def _round(value: Value, digits: Value = 0.0) -> Value:
    scale = np.power(10.0, np.trunc(np.asarray(digits, dtype=float)))
    return np.copysign(_floor(np.abs(value) * scale + 0.5), value) / scale


def _factorial(value: Value) -> Value:
    table = np.array([float(math.factorial(number)) for number in range(MAX_FACTORIAL + 1)])
    value = np.asarray(value, dtype=float)
    whole = (value >= 0) & (value <= MAX_FACTORIAL) & (value == np.floor(value))
    return np.where(whole, table[np.where(whole, value, 0).astype(int)], np.nan)


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "sqrt": np.sqrt, "exp": np.exp, "ln": np.log, "log2": np.log2, "log10": np.log10, "abs": np.abs,
    "floor": _floor, "ceil": _ceil, "round": _round, "factorial": _factorial,
    "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sec": lambda x: 1 / np.cos(x), "csc": lambda x: 1 / np.sin(x), "cot": lambda x: 1 / np.tan(x),
    "arcsin": np.arcsin, "arccos": np.arccos, "arctan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
}  # fmt: skip


_PAIRWISE: dict[str, Callable[[Value, Value], Value]] = {"min": np.minimum, "max": np.maximum, "sum": np.add}
_UNARY: dict[str, Callable[..., Value]] = {
    "-": np.negative, "%": lambda x: x / 100, "not": np.logical_not, "!": _factorial,
}  # fmt: skip


def evaluate_many(node: Node, values: Mapping[str, Value]) -> Value:
    """The values of a formula in all variants; nan or inf in those where it is undefined.

    The names stand for numbers, arrays of one number a variant, `Matrices` and `Ranges`. A result may be one for all
    variants: a number, or an array or `Matrices` of length 1. Raises `UndefinedError` for what no variant has: shapes
    that do not fit, a derivative that is not worked out.
    """
    with np.errstate(all="ignore"):
        return _value(node, values)


def _value(node: Node, values: Mapping[str, Value]) -> Value:
    match node:
        case Number(value=value):
            return value
        case Name(name=name):
            return lifted(values[name]) if name in values else CONSTANTS[name]
        case Unary(op, operand):
            inner = _value(operand, values)
            if isinstance(inner, COMPOSITE):
                return _possible(node, lambda: matrix_arrays.sign(op, inner))
            if op == "T":
                return inner
            if op != "not":
                inner = _number(inner)
            return _UNARY[op](inner)
        case Binary(op, left, right):
            a, b = _value(left, values), _value(right, values)
            if op == ".." or isinstance(a, COMPOSITE) or isinstance(b, COMPOSITE):
                return _possible(node, lambda: matrix_arrays.operation(op, _number(a), _number(b)))
            return _operation(op, a, b)
        case Call(function, arguments):
            if function == "diff":
                raise UndefinedError("a derivative has to be worked out before it has a value", node)
            return _called(node, function, [_number(_value(argument, values)) for argument in arguments])
        case UnitFactor(unit):
            return unit.factor
        case Compound(terms):
            return sum(_value(term, values) for term in terms)
        case Listing(items):
            return _possible(node, lambda: _listed(items, values))
    raise TypeError(f"not a formula: {node!r}")


def _called(node: Node, function: str, arguments: list[Value]) -> Value:
    composite = any(isinstance(argument, COMPOSITE) for argument in arguments)
    if function in _FUNCTIONS:
        if composite:
            return _possible(node, lambda: matrix_arrays.entry_by_entry(function, _FUNCTIONS[function], arguments))
        return _FUNCTIONS[function](*arguments)
    if function in _PAIRWISE and len(arguments) > 1 and not composite:
        return reduce(_PAIRWISE[function], arguments)
    return _possible(node, lambda: matrix_arrays.call(function, arguments))


def _listed(items: tuple[Node, ...], values: Mapping[str, Value]) -> Value:
    rows = block_rows(items)
    if rows:
        return matrix_arrays.blocks([[_number(_value(block, values)) for block in row] for row in rows])
    return matrix_arrays.column([_number(_value(item, values)) for item in items])


def _possible(node: Node, operation: Callable[[], Value]) -> Value:
    """What an operation on matrices or positions gives. Raises `UndefinedError` for what no variant has."""
    try:
        return operation()
    except (ShapeError, NoValueError) as fault:
        raise UndefinedError(str(fault), node) from None


def _number(value: Value) -> Value:
    """A truth value as 0 or 1, as it is on floats; numpy would add truth values to a truth value."""
    return value.astype(float) if isinstance(value, np.ndarray | np.bool_) and value.dtype.kind == "b" else value


def _operation(op: str, left: Value, right: Value) -> Value:
    if op not in ("and", "or"):
        left, right = _number(left), _number(right)
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return np.divide(left, right)
        case "^":
            return np.power(np.asarray(left, dtype=float), right)
        case "and":
            return np.logical_and(left, right)
        case "or":
            return np.logical_or(left, right)
    close = np.abs(left - right) <= FORGIVEN * np.maximum(np.abs(left), np.abs(right))
    match op:
        case "=":
            return close
        case "!=":
            return ~close
        case "<":
            return (left < right) & ~close
        case ">":
            return (left > right) & ~close
        case "<=":
            return np.where(close, left == right, left < right)
    return np.where(close, left == right, left > right)
