"""The value of a formula with fifty digits, where sums, products, quotients and whole powers are all there is to it.

Python's own decimals do such a formula in a tenth of the time that mpmath takes, and need no library to be loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from studybot.formula.tree import Binary, Name, Node, Number, Unary

# As in `precise`.
_DIGITS = 50
# Beyond this a power leaves what floats hold, unless its base is next to 1.
_MOST_POWER = 10_000
_CONTEXT = Context(prec=_DIGITS, traps=[DivisionByZero, InvalidOperation, Overflow])


class NotCoveredError(Exception):
    """There is more to the formula than that."""


def decimal_value(node: Node, values: Mapping[str, float]) -> Decimal:
    """What the formula is worth; literals count as the decimals that are written.

    Raises `NotCoveredError`, and `ArithmeticError` where it has no value.
    """
    match node:
        case Number(text=text):
            return _CONTEXT.create_decimal(text)
        case Name(name) if name in values:
            return Decimal(values[name])
        case Unary("-", operand):
            return _CONTEXT.minus(decimal_value(operand, values))
        case Unary("%", operand):
            return _CONTEXT.divide(decimal_value(operand, values), Decimal(100))
        case Binary("^", base, exponent):
            power = decimal_value(exponent, values)
            if power != power.to_integral_value() or abs(power) > _MOST_POWER:
                raise NotCoveredError
            return _CONTEXT.power(decimal_value(base, values), power)
        case Binary(op, left, right) if op in _OPERATIONS:
            return _OPERATIONS[op](decimal_value(left, values), decimal_value(right, values))
    raise NotCoveredError


_OPERATIONS = {
    "+": _CONTEXT.add, "-": _CONTEXT.subtract, "*": _CONTEXT.multiply, "/": _CONTEXT.divide,
}  # fmt: skip
