"""Our tree as an expression of sympy, and back. Imports sympy: only the process of `worker` does."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Any

import sympy

from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary

# Expressions of sympy, whose annotations do not go further than this.
Expression = Any

# Numbers of more bits, and powers above this, are of no course; sympy would work them out before anything can stop it.
_MOST_BITS, _MOST_POWER = 2000, 1000


class NotCoveredError(Exception):
    """A formula that sympy is not asked about, or a result that is not worth showing."""


# -- from our tree

_CONSTANTS = {"pi": sympy.pi, "e": sympy.E}
_FUNCTIONS: Mapping[str, Callable[[Expression], Expression]] = {
    "sqrt": sympy.sqrt, "exp": sympy.exp, "ln": sympy.log, "abs": sympy.Abs,
    "log2": lambda x: sympy.log(x) / sympy.log(2), "log10": lambda x: sympy.log(x) / sympy.log(10),
    "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan, "sec": sympy.sec, "csc": sympy.csc, "cot": sympy.cot,
    "arcsin": sympy.asin, "arccos": sympy.acos, "arctan": sympy.atan,
    "sinh": sympy.sinh, "cosh": sympy.cosh, "tanh": sympy.tanh, "floor": sympy.floor, "ceil": sympy.ceiling,
}  # fmt: skip


def to_sympy(node: Node, values: Mapping[str, Expression]) -> Expression:
    """A formula as sympy has it, its decimals as the exact fractions that are written.

    `values` says what each name stands for. Raises `NotCoveredError` for anything that is no formula of real numbers,
    or has too large ones; a name that is not in `values` is not covered either.
    """
    match node:
        case Number(text=text):
            exact = Fraction(text)
            return _bounded(sympy.Rational(exact.numerator, exact.denominator))
        case Name(name) if name in values:
            return values[name]
        case Name(name) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case Unary("-", operand):
            return -to_sympy(operand, values)
        case Unary("%", operand):
            return to_sympy(operand, values) / 100
        case Unary("!", Number(value=value)) | Call("factorial", (Number(value=value),)):
            return _bounded(sympy.Integer(math.factorial(int(value))))
        case Binary("^", left, right):
            return _powered(to_sympy(left, values), to_sympy(right, values))
        case Binary("+" | "-" | "*" | "/" as op, left, right):
            first, second = to_sympy(left, values), to_sympy(right, values)
            if op in ("+", "-"):
                return _bounded(first + second if op == "+" else first - second)
            return _bounded(first * second if op == "*" else first / second)
        case Call(function, (argument,)) if function in _FUNCTIONS:
            return _FUNCTIONS[function](to_sympy(argument, values))
    raise NotCoveredError


def _powered(base: Expression, exponent: Expression) -> Expression:
    if exponent.is_Rational:
        most = _MOST_BITS // _bits(base) if base.is_Rational else _MOST_POWER
        if abs(exponent) > most:
            raise NotCoveredError
    made = base**exponent
    # (x^1000)^1000 is one power to sympy.
    reached = made.as_base_exp()[1]
    if reached.is_Rational and abs(reached) > _MOST_POWER and not made.is_Rational:
        raise NotCoveredError
    return _bounded(made)


def _bounded(made: Expression) -> Expression:
    if made.is_Rational and _bits(made) > _MOST_BITS:
        raise NotCoveredError
    return made


def _bits(number: Expression) -> int:
    return max(int(number.p).bit_length(), int(number.q).bit_length())


# -- to our tree

_NAMES_OF_FUNCTIONS = {
    sympy.exp: "exp", sympy.log: "ln", sympy.Abs: "abs", sympy.floor: "floor", sympy.ceiling: "ceil",
    sympy.sin: "sin", sympy.cos: "cos", sympy.tan: "tan", sympy.sec: "sec", sympy.csc: "csc", sympy.cot: "cot",
    sympy.asin: "arcsin", sympy.acos: "arccos", sympy.atan: "arctan",
    sympy.sinh: "sinh", sympy.cosh: "cosh", sympy.tanh: "tanh",
}  # fmt: skip


def from_sympy(made: Expression, names: Collection[str]) -> Node:
    """An expression of sympy as our tree. `names` are the question's own, which hide constants of the same name.

    Raises `NotCoveredError` for what students have no words for, long numbers among it.
    """
    if made.is_Rational:
        return _rational(made)
    if made.is_Symbol:
        return Name(made.name)
    if made in (sympy.pi, sympy.E):
        name = "pi" if made == sympy.pi else "e"
        if name in names:
            raise NotCoveredError
        return Name(name)
    if made.is_Add:
        return _sum(made, names)
    if made.is_Mul or made.is_Pow:
        return _product(made, names)
    if made.func in _NAMES_OF_FUNCTIONS:
        return Call(_NAMES_OF_FUNCTIONS[made.func], (from_sympy(made.args[0], names),))
    raise NotCoveredError


def _sum(made: Expression, names: Collection[str]) -> Node:
    # A sum does not begin with a minus sign where it need not.
    terms = sorted(made.as_ordered_terms(), key=_is_negative)
    tree = from_sympy(terms[0], names)
    for term in terms[1:]:
        op, positive = ("-", -term) if _is_negative(term) else ("+", term)
        tree = Binary(op, tree, from_sympy(positive, names))
    return tree


def _is_negative(made: Expression) -> bool:
    return bool(made.as_coeff_Mul()[0] < 0)


def _product(made: Expression, names: Collection[str]) -> Node:
    if _is_negative(made):
        return Unary("-", from_sympy(-made, names))
    above: list[Node] = []
    below: list[Node] = []
    for factor in made.as_ordered_factors():
        if factor.is_Rational:
            number = _rational(factor)
            above += [number.left] if isinstance(number, Binary) else [number]
            below += [number.right] if isinstance(number, Binary) else []
            continue
        base, exponent = factor.as_base_exp() if factor.is_Pow else (factor, sympy.Integer(1))
        if _is_negative(exponent):
            below.append(_power(base, -exponent, names))
        else:
            above.append(_power(base, exponent, names))
    over = _times(above or [Number(1.0, "1")])
    return Binary("/", over, _times(below)) if below else over


def _power(base: Expression, exponent: Expression, names: Collection[str]) -> Node:
    if exponent == 1:
        return from_sympy(base, names)
    if exponent == sympy.Rational(1, 2):
        return Call("sqrt", (from_sympy(base, names),))
    return Binary("^", from_sympy(base, names), from_sympy(exponent, names))


def _times(factors: list[Node]) -> Node:
    """A product; a 1 that something follows is not written."""
    one = Number(1.0, "1")
    tree, *rest = [factor for factor in factors if factor != one] or [one]
    for factor in rest:
        tree = Binary("*", tree, factor)
    return tree


# -- numbers that say something

# 86400, 65536 and 3.6e12 may tell what went wrong, and so may 2/3, 0.34 and 0.0125; 2401/1729 and 0.13375 do not.
_MOST_FIGURES, _MOST_ZEROS = 5, 15
_MOST_DECIMALS, _MOST_FRACTION = 4, 100
# Twenty digits; the digits of a much longer number cost time, and its quotient overflows.
_MOST_SHOWN_BITS = 67


def _rational(made: Expression) -> Node:
    """A number that says something: whole, one over a whole one, a short decimal or a small fraction."""
    if _bits(made) > _MOST_SHOWN_BITS:
        raise NotCoveredError
    above, below = abs(int(made.p)), int(made.q)
    tree: Node
    if below == 1:
        tree = _whole(above)
    elif above > 1 and below >= 10 and (decimal := _decimal(above, below)) is not None:
        tree = decimal
    elif above == 1 or max(above, below) <= _MOST_FRACTION:
        tree = Binary("/", _whole(above), _whole(below))
    else:
        raise NotCoveredError
    return Unary("-", tree) if made.p < 0 else tree


def _whole(value: int) -> Number:
    digits = str(value)
    figures = len(digits.rstrip("0"))
    if figures > _MOST_FIGURES or len(digits) - figures > _MOST_ZEROS:
        raise NotCoveredError
    return Number(float(value), digits)


def _decimal(above: int, below: int) -> Number | None:
    """A fraction as a decimal number, where it has few figures: 17/50 is 0.34."""
    text = f"{above / below:.{_MOST_DECIMALS}g}"
    return Number(float(text), text) if "e" not in text and Fraction(text) == Fraction(above, below) else None
