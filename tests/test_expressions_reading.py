"""Formulas as students type and paste them: LaTeX, Greek letters, spellings of names, labels."""

from __future__ import annotations

from typing import Any

import pytest
from expressions import HEADS, OUTPUTS, marked, told, verdict

from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.parser import parse
from studybot.formula.tree import Name
from studybot.marking.expressions.domains import Domain
from studybot.marking.expressions.mark import mark_expression
from studybot.marking.expressions.prepared import grammar_for, prepared
from studybot.marking.expressions.reading import read_expression
from studybot.marking.tolerance import Tolerance

X: dict[str, Any] = {"x": [0.5, 3], "y": [0.5, 3]}
SCALING = {
    "alpha": [0.28, 0.4],
    "beta": [0.24, 0.36],
    "A": [300, 500],
    "B": [300, 500],
    "C_0": [1, 9],
    "C": [1e15, 1e25],
}
N_OPT = "(alpha*A/(beta*B))^(1/(alpha+beta))*(C/C_0)^(beta/(alpha+beta))"


@pytest.mark.parametrize("letter", ["alpha", "α", r"\alpha", r"{\alpha}", r"\mathrm{\alpha}", r"$\alpha$"])
@pytest.mark.parametrize("declared", ["alpha", "α", r"\alpha"])
def test_greek_is_read_however_it_is_typed_and_declared(letter: str, declared: str) -> None:
    assert verdict(f"2*{letter}", f"2*{declared}", {declared: [0.1, 0.9]}) == "correct"


@pytest.mark.parametrize(
    "answer",
    [
        r"\left(\frac{\alpha A}{\beta B}\right)^{\frac{1}{\alpha+\beta}}"
        r"\left(\frac{C}{C_{0}}\right)^{\frac{\beta}{\alpha+\beta}}",
        r"N_{opt} = \left(\frac{\alpha A}{\beta B}\right)^{\frac1{\alpha+\beta}}"
        r" \cdot \left(\frac C{C_0}\right)^{\beta/(\alpha+\beta)}",
        "(αA/(βB))^{1/(α+β)} (C/C₀)^{β/(α+β)}",
        "exp((ln(αA/(βB)) + β*ln(C/C0))/(α+β))",
        r"\exp\left(\frac{\ln\frac{\alpha A}{\beta B} + \beta \ln(C/C_0)}{\alpha+\beta}\right).",
    ],
)
def test_a_whole_formula_may_be_pasted_in_latex(answer: str) -> None:
    assert verdict(answer, N_OPT, SCALING) == "correct"


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        (r"\frac{x}{y}", "x/y"),
        (r"\dfrac12 x", "x/2"),
        (r"\sqrt{x+y}", "sqrt(x+y)"),
        (r"\sqrt[3]{x}", "x^(1/3)"),
        (r"\sqrt2 x", "x*sqrt(2)"),
        ("∛x", "x^(1/3)"),
        ("x^{x+y}", "x^(x+y)"),
        (r"x \times y", "x*y"),
        (r"x \cdot y \, x", "x^2*y"),
        (r"\left| x - y \right|", "abs(x-y)"),
        (r"\ln x + 1", "ln(x)+1"),
        (r"\ln x \ln y", "ln(x)*ln(y)"),
        (r"\log_2 x", "ln(x)/ln(2)"),
        ("log_3(x)", "ln(x)/ln(3)"),
        (r"\sin^2 x", "sin(x)^2"),
        ("x sin^2(x)", "x*sin(x)^2"),
        ("xe^x", "x*exp(x)"),
        ("xsin(y)", "x*sin(y)"),
        ("x²y", "x^2*y"),
        ("xˣ", "x^x"),
        ("𝑥 + 𝑦", "x+y"),
        ("[x+y][x-y]", "x^2-y^2"),
        (r"5\%\,x", "x/20"),
        ("6 × x", "6*x"),
    ],
)
def test_what_people_write_is_read(answer: str, reference: str) -> None:
    assert verdict(answer, reference, X) == "correct"


def test_a_letter_between_operands_is_a_cross_where_it_is_no_name() -> None:
    domains = {"N": [1e6, 1e12], "D": [1e9, 1e13]}
    assert verdict("6 x N x D", "6*N*D", domains) == "correct"
    assert verdict("2 x x", "2*x^2", X) == "correct"  # here it is a name


@pytest.mark.parametrize(
    "answer",
    [
        "W_O^1 r^1 + W_O^2 r^2",
        "W_O1 r_1 + W_O2 r_2",
        "W_O1r1+W_O2r2",
        r"W_{O}^{1} r^{1} + W_{O}^{2} r^{2}",
        r"\mathbf{W}_O^1 r^1 + \mathbf{W}_O^2 r^2",
        "W^1_O r¹ + W_O² r²",
        "(r^1^T W_O^1^T)^T + W_O^2 r^2",
    ],
)
def test_a_name_with_index_and_power_is_read_in_all_spellings(answer: str) -> None:
    assert verdict(answer, "W_O^1 r^1 + W_O^2 r^2", OUTPUTS) == "correct"


def test_the_longest_name_wins() -> None:
    domains = {"x": [1, 2], "x_1": [1, 2]}
    assert verdict("x_1^2", "x_1*x_1", domains) == "correct"
    assert verdict("r^2", "r^1", {"r": [2, 3], "r^1": [2, 3]}) == "wrong"
    assert verdict("r^2", "r*r", {"r": [2, 3], "r^1": [2, 3]}) == "correct"


def test_a_bank_declares_the_latex_of_a_name() -> None:
    domains = {"s_1": Domain(1, 2), "theta_new": Domain(1, 2)}
    spellings = {"s_1": r"\sigma_1", "theta_new": r"\theta'"}
    grammar = grammar_for(domains, spellings)
    assert parse("σ₁", grammar) == parse("s_1", grammar) == Name("s_1")
    assert parse("θ'", grammar) == parse(r"\theta^\prime", grammar) == Name("theta_new")


def test_two_names_of_one_spelling_are_an_error() -> None:
    with pytest.raises(StudybotError) as fault:
        verdict("x", "x_1", {"x_1": [0, 1], "x₁": [0, 1]})
    assert fault.value.code == "formula.spelling"


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("W_Q^T W_k", "did you mean W_K?"),
        ("w_q", "did you mean W_Q?"),
        ("V", "the names here are W_K, W_Q, d, x"),
    ],
)
def test_a_misspelled_matrix_gets_a_suggestion(answer: str, hint: str) -> None:
    assert hint in told(answer, "W_Q^T W_K", HEADS)


@pytest.mark.parametrize(
    ("answer", "name", "feedback"),
    [
        ("х", "x", "unknown letter х (Cyrillic) (did you mean x?)"),
        ("ο", "o", "ο is not known here (it is a Greek letter) (did you mean o?)"),
        ("l", "I", "l is not known here (did you mean I?)"),
        ("sinx", "x", "the function sin needs brackets (write sin(x))"),
        ("x2", "x", "x2 is not known here (write x*2 or x^2)"),
        (r"\ln 2 x", "x", "it is not plain what ln is taken of (write ln(...))"),
        ("sin^-1(x)", "x", "sin^-1 can mean two things (write 1/sin(x), or the inverse function by its name)"),
        (r"\foo x", "x", "the command \\foo is not read here"),
        (r"\frac{x}", "x", "\\frac needs what stands in its braces"),
        ("x = 2", "x", "a formula is asked for, and this says that something holds (give one formula, without =)"),
        ("max(x)", "x", "max takes two numbers or more, not 1"),
        ("0,5x", "x", "a comma has no meaning here (the decimal sign is a point)"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_would_be_right(answer: str, name: str, feedback: str) -> None:
    found = marked(answer, "1", {name: [1, 2]})
    assert (found.verdict, found.feedback) == ("invalid", (feedback,))


def test_a_fault_points_at_what_was_typed() -> None:
    answer = r"$\frac{1}{2} + \bta$"
    mark = mark_expression(answer, prepared(Name("beta"), {"beta": Domain(1, 2)}, Tolerance(1e-9)))
    assert mark.fault is not None
    assert answer[mark.fault.start : mark.fault.end] == r"\bta"


def test_a_name_that_is_not_for_this_answer_is_told_apart_from_an_unknown_one() -> None:
    expression = prepared(Name("k"), {"k": Domain(1, 9), "m": Domain(1, 9)}, Tolerance(1e-9), foreign={"l_0": None})
    for answer in ("k*l_0", "k*l₀"):
        mark = mark_expression(answer, expression)
        assert mark.verdict == "invalid"
        assert mark.remarks[0].text.endswith("the answer is to be in terms of k and m only")


@pytest.mark.parametrize(
    "label",
    [
        "S = ",
        "f(x) = ",
        "dL/dN = ",
        r"\frac{dL}{dN} = ",
        r"\partial L/\partial A = ",
        "S := ",
        "Answer: ",
        "= ",
        "$S = ",
    ],
)
def test_a_label_is_forgiven(label: str) -> None:
    assert verdict(f"{label}x*y{'$' if label[0] == '$' else ''}", "x*y", X) == "correct"


def test_a_label_that_may_be_part_of_the_answer_is_not_dropped() -> None:
    assert verdict("y = x", "x", X) == "invalid"


def test_the_preview_reads_what_will_be_marked() -> None:
    expression = prepared(Name("k"), {"k": Domain(1, 9)}, Tolerance(1e-9))
    assert read_expression("q = 1/2k.", expression).tree == parse("1/2k", expression.grammar)
    with pytest.raises(FormulaError):
        read_expression("1/2q", expression)
