"""Derivatives of formulas, and formulas put in for names."""

from __future__ import annotations

import pytest

from studybot.formula.derivative import derivative
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.grammar import FORMULA
from studybot.formula.parser import parse
from studybot.formula.printing import to_text
from studybot.formula.tree import substituted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "0"),
        ("x", "1"),
        ("a*x + b", "a"),
        ("3*x^2 - x", "3*(2*x) - 1"),
        ("A*x^-alpha", "A*(-alpha*x^(-alpha - 1))"),
        ("A/x", "-(A/x^2)"),
        ("x/a", "1/a"),
        ("1/x^3", "-(3*x^2/(x^3)^2)"),
        ("x^-1", "-1*x^-2"),
        ("2^x", "2^x*ln(2)"),
        ("e^(a*x)", "e^(a*x)*a"),
        ("x^x", "x^x*(ln(x) + x*(1/x))"),
        ("sqrt(x)", "1/(2*sqrt(x))"),
        ("ln(a*x)", "1/(a*x)*a"),
        ("floor(a)*x", "floor(a)"),
        ("diff(x^3, x)", "3*(2*x)"),
        ("sum(x, a, 2*x)", "1 + 2"),
    ],
)
def test_derivatives_are_worked_out(text: str, expected: str) -> None:
    assert to_text(derivative(parse(text, FORMULA), "x")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "x^3 - 2/x + x^-2.5", "(x + 1)^x", "a^x*x^a", "-x*(1 - x)%", "exp(-x^2)", "ln(x)/x", "log2(x) + log10(3*x)",
        "sqrt(1 + x^2)", "sin(x)*cos(2*x)", "tan(x) + sec(x)", "csc(x) - cot(x)", "arcsin(x/2) + arccos(x/3)",
        "arctan(x^2)", "sinh(x) + cosh(x)*tanh(x)", "1/(1 + exp(-x))", "a/x^a + 400/(6*x/7)^0.3 + 1.7",
    ],
)  # fmt: skip
def test_derivatives_are_the_slopes(text: str) -> None:
    tree = parse(text, FORMULA)
    slope = derivative(tree, "x")
    for x in (0.4, 0.7, 1.1):
        around = [evaluate(tree, {"x": x + step, "a": 1.3}) for step in (-1e-5, 1e-5)]
        assert evaluate(slope, {"x": x, "a": 1.3}) == pytest.approx((around[1] - around[0]) / 2e-5, rel=1e-7)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a + abs(x)", "abs has no derivative everywhere"),
        ("max(x, 1)", "max has no derivative everywhere"),
        ("floor(x)", "floor has no derivative everywhere"),
        ("x!", "a factorial has no derivative"),
        ("x < 1", "this has no derivative"),
        ("[x, 1]", "this has no derivative"),
    ],
)
def test_what_has_no_derivative_is_said(text: str, message: str) -> None:
    with pytest.raises(UndefinedError) as fault:
        derivative(parse(text, FORMULA), "x")
    assert fault.value.message == message


def test_formulas_are_put_in_for_names_all_at_once() -> None:
    trees = {"D": parse("C/(6*N)", FORMULA), "C": parse("N + 1", FORMULA)}
    put_in = substituted(parse("B/D^beta + max(C, [1, D])", FORMULA), trees)
    assert to_text(put_in) == "B/(C/(6*N))^beta + max(N + 1, [1, C/(6*N)])"


def test_the_name_that_is_differentiated_by_stays() -> None:
    put_in = substituted(parse("diff(L, N)", FORMULA), {"L": parse("N^2", FORMULA), "N": parse("3", FORMULA)})
    assert to_text(put_in) == "diff(N^2, N)"
