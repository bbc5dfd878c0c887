"""What an answer or a datum is worth: a number in base units together with what it measures and counts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, float_call, float_operation, float_sign
from studybot.formula.functions import CONSTANTS
from studybot.formula.tree import Binary, Call, Compound, Name, Node, Number, Unary, UnitFactor
from studybot.formula.units import BASE_MEASURES, NO_DIMENSION, Dimension, Exponent, Unit
from studybot.formula.values import value


@value
class Quantity:
    """`value` in base units (seconds, bytes, dollars), its dimension, and the labels of what is counted.

    `has_unit` tells that units were written; in `2 TB / 100 GB` they were, and cancel.
    """

    value: float
    dimension: Dimension = NO_DIMENSION
    labels: Mapping[str, Exponent] = field(default_factory=dict)
    has_unit: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether it is a number and no more, so that a unit may be left out or missing."""
        return not self.labels and self.dimension == NO_DIMENSION

    @classmethod
    def of(cls, number: float, unit: Unit) -> Quantity:
        """That many of a unit."""
        return cls(number * unit.factor + unit.offset, unit.dimension, unit.labels, bool(unit.powers))


class DimensionError(Exception):
    """Two things that cannot be added, or a function of something with a unit; `node` is where."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.message = message
        self.node = node


def combined(left: Dimension, right: Dimension, sign: int) -> Dimension:
    """The dimension of a product (`sign` 1) or a quotient (-1)."""
    if right == NO_DIMENSION:
        return left
    return tuple(a + sign * b for a, b in zip(left, right, strict=True))


def dimension_text(dimension: Dimension) -> str:
    """A dimension in words for a message: `B/s`, `a plain number`."""
    if dimension == NO_DIMENSION:
        return "a plain number"

    def power(base: str, exponent: Exponent) -> str:
        return base if exponent == 1 else f"{base}^{exponent}"

    above = [power(base, exponent) for base, exponent in zip(BASE_MEASURES, dimension, strict=True) if exponent > 0]
    below = [power(base, -exponent) for base, exponent in zip(BASE_MEASURES, dimension, strict=True) if exponent < 0]
    return "*".join(above or ["1"]) + "".join(f"/{base}" for base in below)


def read_quantity(node: Node, text: str, names: Mapping[str, Quantity] | None = None) -> Quantity:
    """The quantity that a tree stands for; `names` are what its names are worth.

    Raises `FormulaError` pointing into `text`.
    """
    try:
        return _temperature(node, names or {}) or _quantity(node, names or {})
    except RecursionError:
        message = "this formula is nested too deeply"
        raise FormulaError("formula.deep", message, text, node.start, node.end) from None
    except UndefinedError as fault:
        raise fault.in_text(text) from None
    except DimensionError as fault:
        raise FormulaError("formula.dimension", fault.message, text, fault.node.start, fault.node.end) from None


def _temperature(node: Node, names: Mapping[str, Quantity]) -> Quantity | None:
    """A number of degrees Celsius; it is no multiple of a unit, so it cannot be a part of anything larger."""
    match node:
        case Binary("*", left, UnitFactor(unit)) if unit.offset:
            return Quantity.of(_quantity(left, names).value, unit)
        case Unary("-", Binary("*", left, UnitFactor(unit))) if unit.offset:
            return Quantity.of(-_quantity(left, names).value, unit)
    return None


def _quantity(node: Node, names: Mapping[str, Quantity]) -> Quantity:
    match node:
        case Number(value=value):
            return Quantity(value)
        case UnitFactor(unit) if unit.offset:
            raise DimensionError("°C stands after a number, and is not computed with", node)
        case UnitFactor(unit):
            return Quantity(unit.factor, unit.dimension, unit.labels, has_unit=True)
        case Name(name=name):
            return names[name] if name in names else Quantity(CONSTANTS[name])
        case Binary(op, left, right):
            return _binary(node, op, _quantity(left, names), _quantity(right, names))
        case Unary(op, operand):
            if op == "not":
                raise DimensionError("that is true or false, not a number", node)
            if op == "-":
                inner = _quantity(operand, names)
            else:
                inner = _plain(operand, names, f"{op} stands after a plain number")
            value = float_sign(node, op, inner.value)
            return Quantity(value, inner.dimension, inner.labels, inner.has_unit)
        case Call(function, arguments):
            return _call(node, function, [_quantity(argument, names) for argument in arguments])
        case Compound(terms):
            parts = [_quantity(term, names) for term in terms]
            return Quantity(sum(part.value for part in parts), parts[0].dimension, parts[0].labels, has_unit=True)
    raise DimensionError("this is not a number", node)


def _plain(node: Node, names: Mapping[str, Quantity], message: str) -> Quantity:
    inner = _quantity(node, names)
    if inner.dimension != NO_DIMENSION:
        raise DimensionError(message, node)
    return inner


def _binary(node: Binary, op: str, left: Quantity, right: Quantity) -> Quantity:
    if op in ("*", "/"):
        sign = 1 if op == "*" else -1
        labels = left.labels
        if right.labels:
            merged = dict(labels)
            for label, power in right.labels.items():
                merged[label] = merged.get(label, 0) + sign * power
            labels = {label: power for label, power in merged.items() if power}
        value = float_operation(node, op, left.value, right.value)
        return Quantity(value, combined(left.dimension, right.dimension, sign), labels, left.has_unit or right.has_unit)
    if op in ("+", "-"):
        if left.dimension != right.dimension:
            message = f"{dimension_text(left.dimension)} and {dimension_text(right.dimension)} cannot be added"
            if op == "-":
                message = f"{dimension_text(right.dimension)} cannot be taken from {dimension_text(left.dimension)}"
            raise DimensionError(message, node)
        labels = left.labels if left.labels == right.labels else {}
        value = float_operation(node, op, left.value, right.value)
        return Quantity(value, left.dimension, labels, left.has_unit or right.has_unit)
    if op == "^":
        if right.dimension != NO_DIMENSION:
            raise DimensionError("an exponent is a plain number", node.right)
        value = float_operation(node, op, left.value, right.value)
        if left.dimension == NO_DIMENSION and not left.labels:
            return Quantity(value, has_unit=left.has_unit)
        if abs(right.value) > _MAX_POWER:
            raise DimensionError(f"a unit has a power of at most {_MAX_POWER}", node.right)
        return _to_power(value, left, Fraction(right.value).limit_denominator(12))
    if op == "=":
        raise DimensionError("an equation is not a number: give only what stands after the last =", node)
    raise DimensionError("a comparison is not a number", node)


# No quantity that anyone measures has more; an exponent of 300 digits would only be printed.
_MAX_POWER = 9


def _to_power(value: float, base: Quantity, power: Exponent) -> Quantity:
    dimension = tuple(exponent * power for exponent in base.dimension)
    labels = {label: exponent * power for label, exponent in base.labels.items() if power}
    return Quantity(value, dimension, labels, base.has_unit)


def _call(node: Call, function: str, inner: list[Quantity]) -> Quantity:
    value = float_call(node, function, [argument.value for argument in inner])
    if not isinstance(value, float):
        raise DimensionError("this is not a number", node)
    if function == "sqrt":
        return _to_power(value, inner[0], Fraction(1, 2))
    if function in ("abs", "min", "max"):
        if any(argument.dimension != inner[0].dimension for argument in inner):
            raise DimensionError(f"{function} compares things of one unit", node)
        return Quantity(value, inner[0].dimension, inner[0].labels, inner[0].has_unit)
    if any(argument.dimension != NO_DIMENSION for argument in inner):
        raise DimensionError(f"{function} takes a plain number", node)
    if not math.isfinite(value):
        raise UndefinedError("this is too large to compute with", node)
    return Quantity(value)
