"""What a wrong formula is to the right one, where that can be said shortly."""

from __future__ import annotations

import pytest

from studybot.formula.parser import Grammar, parse
from studybot.formula.printing import to_text
from studybot.formula.tree import Binary, Name, Node, Number
from studybot.marking.algebra.comparison import Comparison, Request, pieces
from studybot.marking.algebra.simplified import compared

# The scaling law of the course, and the sizes of an adapter; x may be negative.
POSITIVE = ("A", "B", "C", "C_0", "L_0", "N", "T", "alpha", "beta", "k", "m", "l", "y", "z", "u", "v")
SIGNS = {**dict.fromkeys(POSITIVE, True), "x": False}
LOSS = "A*N^-alpha + B*(C_0*N/C)^beta + L_0"
OPTIMUM = "(alpha*A/(beta*B))^(1/(alpha + beta)) * (C/C_0)^(beta/(alpha + beta))"


def formula(text: str) -> Node:
    return parse(text, Grammar(names=SIGNS.keys(), units=None, grouping=False))


def told(answer: str, reference: str) -> str | None:
    """The sentence, its formula as text."""
    comparison = compared(Request(formula(answer), formula(reference), SIGNS))
    if comparison is None:
        return None
    before, tree, after = pieces(comparison)
    return f"{before}{to_text(tree) if tree else ''}{after}".removeprefix("yours is the right answer ")


@pytest.mark.parametrize(
    ("answer", "reference", "sentence"),
    [
        ("B*(6*N/C)^beta", "B*(N/C)^beta", "times 6^beta"),
        ("2*k*m + 2*k*l", "k*(m + l)", "times 2"),
        ("C/N", "C/(6*N)", "times 6"),
        ("C*N/6", "C/(6*N)", "times N^2"),
        ("A/(2*N^alpha) + B*(C_0*N/C)^beta/2 + L_0/2", LOSS, "divided by 2"),
        (f"-({LOSS})", LOSS, "with the other sign"),
        ("N*3600", "N", "times 3600"),
        ("N/1e9", "N", "divided by 1000000000"),
        ("0.34*N", "N", "times 0.34"),
        (
            "alpha*N^-alpha*A*(1 + beta/alpha)",
            "alpha*N^-alpha*A*(1 + alpha/beta)",
            "times beta/alpha",
        ),
        (OPTIMUM.replace("C/C_0", "C/(6*C_0)"), OPTIMUM, "divided by 6^(beta/(alpha + beta))"),
        (OPTIMUM.replace("C/C_0", "C"), OPTIMUM, "times C_0^(beta/(alpha + beta))"),
        ("sin(x)*cos(x)", "sin(2*x)", "divided by 2"),
        ("y*(1 + z)^2", "y*(1 + z)*z/z", "times (z + 1)"),
        # T is a quantity here, and no transpose.
        ("2*y^T", "y^T", "times 2"),
    ],
)
def test_a_factor_is_named(answer: str, reference: str, sentence: str) -> None:
    assert told(answer, reference) == sentence


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("A*N^-alpha + B*(C_0*N/C)^beta", "minus L_0"),
        (f"{LOSS} + L_0", "plus L_0"),
        (f"1 + {LOSS}", "plus 1"),
        ("B*(C_0*N/C)^beta + L_0", "minus A/N^alpha"),
    ],
)
def test_a_term_is_named(answer: str, sentence: str) -> None:
    assert told(answer, LOSS) == sentence


def test_of_a_factor_and_a_term_a_number_or_the_shorter_one_is_named() -> None:
    assert told("2*N", "3*N") == "times 2/3"  # and not minus N
    assert told("x^2", "x^2 + x") == "minus x"
    assert told("ln(6*N)", "ln(N)") == "plus ln(6)"
    assert told("log2(N)", "ln(N)") == "divided by ln(2)"


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        ("k*m*l", "k*(m + l)"),  # m*l/(m + l) is longer than the answer
        ("y", "x"),  # y/x tells the answer's story, and not the error's
        (LOSS.replace("C_0", "6*C_0"), LOSS),
        ("1.2345678*N", "N"),
        ("N - N", "N + ln(N)"),  # 0 times the answer
        ("2401/1729*N", "N"),
        ("abs(x)", "x"),
        ("x + y + z + u + v", "x*y*z*u*v + x"),
        ("(x - 1)^2 + y", "(x - 1)*(x + 1) + y"),  # 2 - 2x
    ],
)
def test_where_nothing_short_fits_nothing_is_said(answer: str, reference: str) -> None:
    assert told(answer, reference) is None


def test_equal_formulas_are_not_compared() -> None:
    assert told("1 - cos(x)^2", "sin(x)^2") is None
    assert told("A/N^alpha + L_0 + B*(C/(C_0*N))^-beta", LOSS) is None


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        ("[x, y]", "[y, x]"),
        ("x^T", "x"),
        ("x < 2", "x"),
        ("floor(x!)", "x"),
        ("unknown", "x"),
        ("x/0", "x"),
    ],
)
def test_what_is_no_formula_of_real_numbers_is_left_alone(answer: str, reference: str) -> None:
    names = {name: True for name in POSITIVE if name != "T"} | {"x": False}
    grammar = Grammar(names={*names, "unknown"}, units=None, grouping=False)
    assert compared(Request(parse(answer, grammar), parse(reference, grammar), names)) is None


@pytest.mark.parametrize(
    "answer",
    [
        "9^9^9*x",
        "(10^300)^(1/300)*10^-300*10^300*x + 7^(1e9)/7^(1e9)",
        "exp(exp(exp(10)))*x",
        "((((x^50)^50)^50)^50)^0.000001",
        "x^9999",
        "1/(2^9999999)*x",
        "170!*170!*x",
    ],
)
def test_numbers_of_no_course_are_refused_and_not_worked_out(answer: str) -> None:
    assert told(answer, "x") is None


def test_a_huge_expression_is_refused_before_anything_is_tried() -> None:
    deep: Node = Name("x")
    for _ in range(60):
        deep = Binary("*", deep, deep)  # 2^61 nodes, were they all looked at
    assert compared(Request(deep, Name("x"), {"x": True})) is None


def test_a_constant_of_the_same_name_is_not_the_quantity() -> None:
    grammar = Grammar(names={"e", "x"}, units=None, grouping=False)
    signs = {"e": True, "x": True}
    assert compared(Request(parse("2*e*x", grammar), parse("x*e", grammar), signs)) == Comparison(
        "ratio", Number(2.0, "2")
    )
    # exp(1) cannot be told as e where e is a quantity.
    assert compared(Request(parse("exp(1)*x", grammar), parse("x", grammar), signs)) is None


def test_what_a_word_does_not_reach_over_stands_in_brackets() -> None:
    total = Binary("+", Name("k"), Name("m"))
    assert pieces(Comparison("ratio", total)) == ("yours is the right answer times (", total, ")")
    assert pieces(Comparison("difference", Name("k"))) == ("yours is the right answer plus ", Name("k"), "")
