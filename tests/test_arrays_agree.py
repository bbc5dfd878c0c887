"""A formula is worth the same on numbers one by one and on arrays of them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from formulas import PLAIN_NUMBERS, formulas
from hypothesis import event, given, settings
from hypothesis import strategies as st

from studybot.formula.arrays import Matrices, Ranges, evaluate_many, has_value
from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.grammar import FORMULA
from studybot.formula.matrix import Matrix
from studybot.formula.parser import parse
from studybot.formula.positions import Positions

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
    "max(a, b, c)", "sum(a, b, c)", "sin(a)", "cos(a)", "tan(a)", "sec(b)", "csc(b)", "cot(b)", "arcsin(a/10)",
    "arccos(a/10)", "arctan(a)",
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


VARIANTS = 60


def drawn_matrices() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Variants of small whole numbers, so that ties, zeros and lower ranks come up; as arrays and one by one."""
    generator = np.random.default_rng(1)
    shapes = {"A": (2, 2), "X": (3, 3), "A3": (3, 3), "u": (3, 1), "v": (4, 1), "w": (1, 3), "one": (1, 1)}
    drawn = {name: generator.integers(-2, 3, (VARIANTS, *shape)).astype(float) for name, shape in shapes.items()}
    drawn["X"][0] *= 1e200
    numbers = {
        "i": generator.choice([1.0, 2.0, 3.0, 4.0, 0.0, 1.5], VARIANTS),
        "a": generator.integers(-3, 4, VARIANTS).astype(float),
        "b": generator.choice([0.5, 7.0, 40.0, 2.0**53], VARIANTS),
    }
    fixed = {"F": Matrix(((1.0, 2.0), (3.0, 4.0))), "gap": Positions(((3, 8),)), "k": 2.0}
    many = {**{name: Matrices(array) for name, array in drawn.items()}, **numbers, **fixed}
    single = [
        {
            **{name: Matrix(tuple(map(tuple, array[place].tolist()))) for name, array in drawn.items()},
            **{name: float(array[place]) for name, array in numbers.items()},
            **fixed,
        }
        for place in range(VARIANTS)
    ]
    return many, single


def entries(value: Any) -> list[float]:
    """A value that is one for one variant, as numbers."""
    if isinstance(value, Matrix):
        return list(value.entries)
    if isinstance(value, Positions):
        return [float(end) for run in value.runs for end in run]
    return [float(value)]


def entries_of_all(value: Any) -> Any:
    """The same of a value for many variants: a row of numbers for each."""
    if isinstance(value, Matrices):
        rows = value.array.reshape(len(value.array), -1)
    elif isinstance(value, Ranges):
        rows = np.stack([value.low, value.high], axis=1)
    else:
        rows = np.asarray(value, dtype=float).reshape(-1, 1)
    return np.broadcast_to(rows, (VARIANTS, rows.shape[1]))


# The matrix that is too large to square is among the variants of X.
EVERYWHERE = [
    "A*F - F*A", "A + F/k", "a*A*b", "-A^T", "A^k", "one*X", "u^T*A3*u", "u*w - X", "1/(u^T*u + 1)*u",
    "[[A, F], [F, A]]", "[[A], [[[a, b]]]]", "[a, 2, b]", "[one, a]", "[[a]]", "sum(X/2)",
    "min(X) + max(v)", "sum(a, b, one)", "min(a, b, one)", "sum(a, b)", "softmax(v)", "softmax(w)", "margin(v)",
    "norm(X)", "norm(a)", "rank(X)", "rank(u*w)", "rank(A - A)", "det(A)", "det(u*w)", "det(A3)", "diag(u)",
    "diag(w)*u", "det(X)",
    "diag(a, b)", "diag(a)", "I(3)*X", "zeros(k, 3)", "ones(k)", "row(X, 2)", "entry(w, 3)", "exp(A)", "abs(A) - A",
    "round(A/3, 1)", "floor(X/2)", "a - 1 .. a + 3", "(a..a + 2) + 1", "count(gap)", "norm(X) > 3", "norm(A - F) = 0",
]  # fmt: skip
SOMEWHERE = [
    "F/a", "F^i", "X/one", "u^T*X*X*u", "X*X", "argmax(v)", "argmax(A3*u)", "col(X, i)", "row(X, i)*u",
    "entry(X, i, 1)", "entry(X, 3, i)", "entry(v, i)", "sqrt(A)", "ln(A*A)", "factorial(A)", "col(sqrt(A), 1)", "a..b",
    "gap - i", "i + gap", "count(a..b)", "A^a", "max(sqrt(A))", "entry(X*X, 1, 1)", "sum(A)/a",
]  # fmt: skip


@pytest.mark.parametrize("text", [*EVERYWHERE, *SOMEWHERE])
def test_matrices_and_positions(text: str) -> None:
    many, single = drawn_matrices()
    tree = parse(text, FORMULA)
    found = entries_of_all(evaluate_many(tree, many))
    defined = 0
    for place, values in enumerate(single):
        try:
            expected = entries(evaluate(tree, values))
        except UndefinedError:
            assert not np.isfinite(found[place]).any(), values
            continue
        defined += 1
        assert found[place] == pytest.approx(expected, rel=1e-9, abs=1e-6), values
    assert defined == VARIANTS if text in EVERYWHERE else 5 < defined < VARIANTS


def test_a_matrix_has_a_value_where_every_entry_has_one() -> None:
    roots = evaluate_many(parse("sqrt([[4, 9], [a, 1]])", FORMULA), {"a": np.array([1.0, -1.0])})
    assert has_value(roots).tolist() == [True, False]
    assert has_value(evaluate_many(parse("1..a", FORMULA), {"a": np.array([1.0, -1.0])})).tolist() == [True, False]
    assert has_value(evaluate_many(parse("1/0*a", FORMULA), {"a": np.array([1.0, 2.0])})).tolist() == [False, False]


@pytest.mark.parametrize("text", ["A*u", "A + 1", "zeros(i)", "zeros(30, 30)", "diff(a, a)", "a + gap*2", "max(one)"])
def test_what_no_variant_has_is_told(text: str) -> None:
    with pytest.raises(UndefinedError):
        evaluate_many(parse(text, FORMULA), drawn_matrices()[0])
