"""When two formulas are the same: at sample points, with more digits where floats cannot tell, and always in time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
from expressions import marked, verdict

import studybot
from studybot.formula.precise import precise_value
from studybot.formula.rounding import rounding
from studybot.formula.tree import Binary, Call, Listing, Name, Number
from studybot.marking.expressions.domains import Domain, MatrixDomain, Value
from studybot.marking.expressions.mark import mark_expression
from studybot.marking.expressions.prepared import prepared
from studybot.marking.tolerance import Tolerance


@pytest.mark.parametrize(
    ("answer", "reference", "domain", "expected"),
    [
        ("0", "(x+1)^2-x^2-2*x-1", [1, 2], "correct"),
        ("1e-20", "(x+1)^2-x^2-2*x-1", [1, 2], "wrong"),
        ("0", "sin(pi*x)", {"int": [1, 9]}, "correct"),
        ("1e-15", "sin(pi*x)", {"int": [1, 9]}, "wrong"),
        # Floats make these 0 and 0.5: all figures cancel.
        ("(1-cos(x))/x^2", "2*sin(x/2)^2/x^2", [1e-9, 1e-8], "correct"),
        ("(1-cos(2x))/x^2", "2*sin(x/2)^2/x^2", [1e-9, 1e-8], "wrong"),
        # Floats overflow on the way to e.
        ("exp(x)/exp(x-1)", "e", [800, 900], "correct"),
        ("exp(x)/exp(x-2)", "e", [800, 900], "wrong"),
        ("sqrt(x^2)", "x", [-3, 3], "wrong"),
        ("ln(x^2)", "2*ln(abs(x))", [-3, 3], "correct"),
        ("1/(x-x)", "x", [1, 2], "wrong"),
    ],
)
def test_rounding_decides_nothing(answer: str, reference: str, domain: Any, expected: str) -> None:
    assert verdict(answer, reference, {"x": domain}) == expected


def test_the_bound_on_rounding_holds() -> None:
    x = Name("x")
    difference = Binary("-", Number(1.0, "1"), Call("cos", (x,)))
    at = {"x": 1e-4}
    exact = precise_value(difference, at)
    assert exact is not None
    assert exact == pytest.approx(4.9999999958e-09, rel=1e-10)
    error = abs((1 - math.cos(1e-4)) - exact)
    assert error <= rounding(difference, at) <= 1e-15


def test_precision_is_bounded() -> None:
    huge = Binary("*", Binary("-", Binary("+", Name("x"), Number(1e-30, "1e-30")), Name("x")), Number(1e300, "1e300"))
    assert precise_value(huge, {"x": 1.0}) == pytest.approx(1e270)
    assert precise_value(Call("exp", (Call("exp", (huge,)),)), {"x": 1.0}) is None


@pytest.mark.parametrize(
    "answer",
    ["9^9^9^9", "((9!)!)!", "factorial(1e9)", "2**(2**40)-2**(2**40)+1", "1/0", "(-8)^(1/2)"],
)
def test_a_number_that_does_not_exist_costs_nothing(answer: str) -> None:
    assert verdict(answer, "x", {"x": [1, 2]}) == "invalid"


@pytest.mark.parametrize(
    "answer",
    [
        "(" * 250 + "x" + ")" * 249,
        "{" * 250 + "x" + "}" * 249,
        r"\frac" * 99,
        r"\sqrt" * 99,
        "∛" * 500,
        r"\ln " * 120 + "x",
        "log_x(" * 80,
        "x^" * 249 + "x",
        "-" * 499 + "x",
        "W_" * 250,
        r"\text{" * 80,
        r"\begin{pmatrix}" * 30,
        "[[" * 250,
        "|" * 500,
        "x(" * 250,
        "\ud800",
        "x\x1b[31m",
        "__import__('os')",
    ],
)
@pytest.mark.parametrize("variables", [{"x": [1, 2]}, {"x": {"shape": ["n"]}, "W": {"shape": ["n", "n"]}}])
def test_hostile_input_is_refused_in_plain_characters(answer: str, variables: Mapping[str, Any]) -> None:
    found = marked(answer, "2*x", variables)
    assert found.verdict in ("invalid", "wrong")
    assert all(told.isprintable() and len(told) < 250 for told in found.feedback)


@pytest.mark.parametrize("answer", ["x+" * 249 + "x", "xy" * 250, "2x" * 250, "x" + "%" * 400, "e^(x)" * 100])
def test_long_formulas_are_marked(answer: str) -> None:
    assert verdict(answer, "x*y", {"x": [1, 2], "y": [1, 2]}) in ("wrong", "invalid")


def test_a_reference_may_be_a_function_of_the_point() -> None:
    def triangle(point: Mapping[str, Value]) -> float:
        n = point["n"]
        assert isinstance(n, float)
        return float(sum(range(int(n) + 1)))

    expression = prepared(triangle, {"n": Domain(1, 50, whole=True)}, Tolerance(1e-9))
    assert mark_expression("n(n+1)/2", expression).verdict == "correct"
    assert mark_expression("n(n-1)/2", expression).verdict == "wrong"


def test_names_come_in_the_entries_of_vectors_and_matrices_too() -> None:
    variables = {"x": [0.5, 3]}

    def entries(answer: str) -> tuple[str, tuple[str, ...]]:
        found = studybot.mark(answer, "[[x+x, 2], [2, x*x]]", kind="matrix", variables=variables)
        return found.verdict, found.feedback

    assert entries("[[2x, 2], [2, x^2]]") == ("correct", ())
    assert entries("[2x, 2; 2, x^2]") == ("correct", ())
    assert entries(r"\begin{pmatrix} 2x & 2 \\ 2 & x^2 \end{pmatrix}") == ("correct", ())
    assert entries("2*[[x, 1], [1, x^2/2]]") == ("correct", ())
    assert entries("[[2x, 2], [2, x^3]]") == ("wrong", ("1 entry is wrong",))
    assert entries("[[2x, 2]]") == ("wrong", ("that is 1 × 2; the answer needs 2 × 2",))
    assert entries("[[y, 2], [2, x^2]]")[0] == "invalid"


def test_samples_keep_the_sizes_that_are_given() -> None:
    expression = prepared(Name("A"), {"A": MatrixDomain(3, "n"), "B": MatrixDomain("n", 2)}, Tolerance(1e-9))
    value = expression.samples[0][1]
    assert not isinstance(value, float)
    rows, columns = value.shape
    assert rows == 3
    assert columns not in (1, 2, 3)


def test_a_joined_size_is_what_its_parts_are() -> None:
    domains = {"A": MatrixDomain("D", "d"), "W": MatrixDomain("D", "d + d")}
    answer = Binary("+", Listing((Listing((Name("A"), Name("A"))),)), Name("W"))
    assert mark_expression("W + [[A, A]]", prepared(answer, domains, Tolerance(1e-9))).verdict == "correct"
