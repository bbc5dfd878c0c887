"""The value of a formula on numpy arrays. Imports numpy, so it is imported only where many variants are computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from studybot.formula.evaluate import Value
from studybot.formula.floats import FORGIVEN, MAX_FACTORIAL, MOST_FORGIVEN
from studybot.formula.functions import CONSTANTS
from studybot.formula.tree import Binary, Call, Compound, Name, Node, Number, Unary, UnitFactor


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


_UNARY: dict[str, Callable[..., Value]] = {
    "-": np.negative, "%": lambda x: x / 100, "not": np.logical_not, "!": _factorial,
}  # fmt: skip


def evaluate_many(node: Node, values: Mapping[str, Value]) -> Value:
    """The value of a formula whose names stand for arrays of one length; nan or inf where it is undefined."""
    with np.errstate(all="ignore"):
        return _value(node, values)


def _value(node: Node, values: Mapping[str, Value]) -> Value:
    match node:
        case Number(value=value):
            return value
        case Name(name=name):
            return values[name] if name in values else CONSTANTS[name]
        case Unary(op, operand):
            inner = _value(operand, values)
            if op != "not":
                inner = _number(inner)
            return _UNARY[op](inner)
        case Binary(op, left, right):
            return _operation(op, _value(left, values), _value(right, values))
        case Call(function, arguments):
            inner = [_number(_value(argument, values)) for argument in arguments]
            if function in ("min", "max"):
                pairwise = np.minimum if function == "min" else np.maximum
                result = inner[0]
                for other in inner[1:]:
                    result = pairwise(result, other)
                return result
            return _FUNCTIONS[function](*inner)
        case UnitFactor(unit):
            return unit.factor
        case Compound(terms):
            return sum(_value(term, values) for term in terms)
    raise TypeError(f"not a formula: {node!r}")


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
