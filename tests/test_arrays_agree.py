"""A formula is worth the same on numbers one by one and on arrays of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from formulas import PLAIN_NUMBERS, formulas
from hypothesis import event, given, settings
from hypothesis import strategies as st

from studybot.formula.arrays import evaluate_many
from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.grammar import FORMULA
from studybot.formula.parser import parse

NAMES = ("a", "b", "c")
SAMPLES = {
    "a": [0.0, 1.0, -2.0, 0.1, 3 * 0.1 / 0.1, 2.5, 1e9, 7.0],
    "b": [3.0, -1.0, 0.5, 0.2, 3.0, -2.5, 1e-9, 12.0],
    "c": [2.0, 2.0, 4.0, 0.3, 0.0, 0.125, 5.0, 170.0],
}


def agree(text: str) -> int:
    """How many of the samples a formula is defined for; it must be worth the same on all of them."""
    tree = parse(text, FORMULA)
    many = np.broadcast_to(evaluate_many(tree, {name: np.array(SAMPLES[name]) for name in NAMES}), (8,))
    defined = 0
    for place, result in enumerate(many):
        try:
            single = evaluate(tree, {name: SAMPLES[name][place] for name in NAMES})
        except UndefinedError:
            continue
        defined += 1
        # A difference of nearly equal numbers keeps the last bits of both, which libraries round differently.
        assert math.isclose(single, result, rel_tol=1e-9, abs_tol=1e-6), (text, place, single, result)
    return defined


@settings(max_examples=500, derandomize=True, deadline=None)
@given(formulas(PLAIN_NUMBERS, NAMES, relations=True))
def test_any_formula(text: str) -> None:
    try:
        event(f"defined for {agree(text)}")
    except FormulaError as fault:
        event(fault.code)


EVERY_OPERATION = [
    "a + b - c", "a*b/c", "a^b", "b^2", "-a", "a%", "c!", "factorial(c)", "sqrt(abs(a))", "exp(b)", "ln(abs(b))",
    "log2(abs(b))", "log10(abs(b))", "floor(a)", "ceil(a)", "round(a)", "round(a, 2)", "round(a, -1)", "min(a, b, c)",
    "max(a, b, c)", "sin(a)", "cos(a)", "tan(a)", "sec(b)", "csc(b)", "cot(b)", "arcsin(a/10)", "arccos(a/10)",
    "arctan(a)",
    "sinh(b)", "cosh(b)", "tanh(b)", "a < b", "a <= b", "a > b", "a >= b", "a = 3", "a != 3", "a < b and b < c",
    "a < b or b < c", "not a < b", "ceil(a) = 3", "pi*e",
]  # fmt: skip


@pytest.mark.parametrize("text", EVERY_OPERATION)
def test_every_operation(text: str) -> None:
    assert agree(text) >= 3


@given(st.integers(0, 170))
@settings(max_examples=50, derandomize=True)
def test_factorials_are_the_same_float(number: int) -> None:
    assert evaluate_many(parse("a!", FORMULA), {"a": np.array([float(number)])})[0] == float(math.factorial(number))


def test_what_is_undefined_is_not_finite() -> None:
    for text in ("1/a", "sqrt(a - 1)", "ln(a)", "10^(400 + a)", "(a - 0.5)!", "(a - 1)!", "(a + 171)!"):
        result = evaluate_many(parse(text, FORMULA), {"a": np.array([0.0])})
        assert not np.isfinite(result).any(), text


def test_units_are_worth_their_factor() -> None:
    from studybot.formula.grammar import Grammar

    assert evaluate_many(parse("1 h 30 min + 2 s", Grammar()), {}) == 5402
