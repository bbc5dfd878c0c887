"""Formulas are worth what they say in floats, without tricks of the last bit, or nothing at all."""

from __future__ import annotations

import math

import pytest

from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.floats import compare
from studybot.formula.grammar import FORMULA, Grammar
from studybot.formula.parser import parse
from studybot.formula.precise import precise_value
from studybot.formula.tree import names_in, walk


def worth(text: str, **values: float) -> float | bool:
    result: float | bool = evaluate(parse(text, FORMULA), values)
    return result


VALUES: list[tuple[str, float]] = [
    ("2 + 3*4", 14),
    ("2*(3 + 4)", 14),
    ("7 - 2 - 1", 4),
    ("16/4/2", 2),
    ("2^3^2", 512),
    ("-3^2", -9),
    ("1/2x", 2.5),  # (1/2)*x
    ("2 x y", 30),
    ("50%", 0.5),
    ("5!", 120),
    ("0!", 1),
    ("170!", 7.257415615307994e306),
    ("0^0", 1),
    ("sqrt(2)^2", 2),
    ("ln(e)", 1),
    ("log(100)", math.log(100)),
    ("log2(1024)", 10),
    ("log10(1e15)", 15),
    ("min(3, 1, 2)", 1),
    ("max(3, 1; 2)", 3),
    ("abs(-3) + |2|", 5),
    ("sin(pi/6)", 0.5),
    ("arctan(1)*4", math.pi),
    ("sec(0) + cot(pi/4)", 2),
    ("round(2.5)", 3),
    ("round(-2.5)", -3),
    ("round(1.005, 2)", 1.01),  # in floats 1.005 is a bit less
    ("round(1234, -2)", 1200),
    ("floor(-1.5)", -2),
    ("ceil(-1.5)", -1),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_a_formula_has_a_value(text: str, expected: float) -> None:
    assert worth(text, x=5, y=3) == pytest.approx(expected, rel=1e-12)


def test_rounding_forgives_the_last_bits() -> None:
    assert 3 * 0.1 / 0.1 > 3
    assert worth("ceil(3*0.1/0.1)") == 3
    assert worth("floor(0.3/0.1)") == 3
    assert worth("floor(2.999)") == 2
    assert worth("ceil(1e15 + 1)") == 1e15 + 1
    assert worth("round(1e12 + 0.25)") == 1e12
    # A part in 10^9 is forgiven, ten parts are not.
    assert worth("floor(x)", x=3 - 1e-9) == 3
    assert worth("floor(x)", x=3 - 1e-7) == 2
    assert worth("ceil(x)", x=3 + 1e-9) == 3
    assert worth("ceil(x)", x=3 + 1e-7) == 4


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "!="])
def test_a_comparison_that_the_last_bits_decide_does_not_hold(op: str) -> None:
    assert not compare(op, 0.1 + 0.2, 0.3)
    assert not compare(op, 0.3, 0.1 + 0.2)
    assert not compare(op, 1e20, 1e20 * (1 + 1e-10))


def test_comparisons() -> None:
    assert compare("=", 0.1 + 0.2, 0.3)
    assert compare("<=", 3.0, 3.0)
    assert compare(">=", 0.0, 0.0)
    assert compare("<", 1.0, 1.0 + 1e-8)
    assert compare("!=", 1.0, 2.0)
    assert worth("1 < 2 and 2 < 3")
    assert not worth("1 < 2 and not 2 < 3")
    assert worth("1 > 2 or 3 >= 3")


UNDEFINED = [
    ("1/0", "this divides by zero", "1/0"),
    ("2 + 1/(x - x)", "this divides by zero", "1/(x - x)"),
    ("0^-1", "this divides by zero", "0^-1"),
    ("cot(0)", "this divides by zero", "cot(0)"),
    ("(-8)^(1/3)", "this is not a real number", "(-8)^(1/3)"),
    ("sqrt(-1)", "sqrt is not defined there", "sqrt(-1)"),
    ("ln(0)", "ln is not defined there", "ln(0)"),
    ("arcsin(2)", "arcsin is not defined there", "arcsin(2)"),
    ("2^10000", "this is too large to compute with", "2^10000"),
    ("1e308*10", "this is too large to compute with", "1e308*10"),
    ("exp(1000)", "this is too large to compute with", "exp(1000)"),
    ("171!", "this is too large to compute with", "171!"),
    ("(-1)!", "only whole numbers from 0 on have a factorial", None),
    ("1.5!", "only whole numbers from 0 on have a factorial", "1.5!"),
]


@pytest.mark.parametrize(("text", "message", "at"), UNDEFINED)
def test_what_has_no_value_is_said_with_its_place(text: str, message: str, at: str | None) -> None:
    with pytest.raises(UndefinedError) as caught:
        worth(text, x=1.0)
    fault = caught.value.in_text(text)
    assert fault.message == message
    if at is not None:
        assert text[fault.start : fault.end] == at


def test_a_formula_too_deep_for_the_stack_is_undefined() -> None:
    with pytest.raises(UndefinedError, match="nested too deeply"):
        worth("1" + "/1" * 990)


def test_units_are_worth_their_factor() -> None:
    assert evaluate(parse("2 GB + 1 kB", Grammar()), {}) == 2000001000
    assert evaluate(parse("1 h 30 min", Grammar()), {}) == 5400


def test_names_come_in_the_order_of_writing() -> None:
    tree = parse("b*a^c + max(d, a)/e_1", FORMULA)
    assert names_in(tree) == ("b", "a", "c", "d", "e_1")
    assert list(walk(tree))[-1] is tree


@pytest.mark.parametrize(
    "text",
    [
        "sum(1, 2, 0.5)", "min(3, 2, 4)", "max(3, 2, 4)", "round(2.5)", "round(-2.5)", "round(1234.567, 2)",
        "round(1234.5, -2)", "floor(3*0.1/0.1)", "ceil(-2.5)", "floor(10^9 + 0.5)", "factorial(5)", "5!",
    ],
)  # fmt: skip
def test_fifty_digits_give_the_same_value(text: str) -> None:
    tree = parse(text, FORMULA)
    assert precise_value(tree, {}) == evaluate(tree, {})
