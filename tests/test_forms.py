"""What a part may ask of the form of an answer: factored, multiplied out, a fraction, a multiple of pi."""

from __future__ import annotations

import pytest

from studybot.formula.parser import DATA, Grammar, parse
from studybot.formula.tree import Node
from studybot.marking.forms import FORMS, form_asked, form_complaint

NAMES = ("x", "y", "a", "N", "m", "k", "l", "r")


def formula(text: str) -> Node:
    return parse(text, Grammar(names=NAMES, units=None, grouping=False))


def is_met(form: str, answer: str, reference: str) -> bool:
    return form_complaint(form, formula(answer), formula(reference)) is None


@pytest.mark.parametrize(
    "answer", ["2(x-2)(x+2)", "(x-2)(x+2)*2", "2*(x+2)*(x-2)", "-2(2-x)(x+2)", "(x-2)/(1/2)*(x+2)"]
)
def test_factors_count_in_any_order(answer: str) -> None:
    assert is_met("factored", answer, "2*(x - 2)*(x + 2)")


@pytest.mark.parametrize("answer", ["2(x^2-4)", "2x^2-8", "2*(x^2-4)*x/x", "(x^2-4)*2^3/4", "2(x-2)(x+2)+0"])
def test_what_could_be_factored_further_is_not_factored(answer: str) -> None:
    assert not is_met("factored", answer, "2*(x - 2)*(x + 2)")


@pytest.mark.parametrize(
    ("answer", "reference", "met"),
    [
        ("(x+1)*(x+1)", "(x+1)^2", True),
        ("x^2+2x+1", "(x+1)^2", False),
        ("(x^2+x)*x", "x^2*(x+1)", False),
        ("x*x*(1+x)", "x^2*(x+1)", True),
        ("k/m*(m+l)/l", "k*(m+l)/(m*l)", True),
        ("k/l + k/m", "k*(m+l)/(m*l)", False),
        ("(x+1)/(x+2)", "x*(x+1)/(x*(x+2))", True),
        ("(N^a)^2*(N+1)", "N^(2*a)*(N+1)", True),
        ("N^(2*a)*(N+1)", "(N^a)^2*(N+1)", True),
        ("2^(x+y)", "2^x*2^y", True),
        ("sqrt(x+1)*(x-1)", "(x-1)*sqrt(1+x)", True),
    ],
)
def test_powers_count_as_often_as_they_multiply(answer: str, reference: str, met: bool) -> None:
    assert is_met("factored", answer, reference) is met


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("x^2 + 2x + 1", True),
        ("1 + x + x + x*x", True),
        ("(x+1)^2", False),
        ("x*(x+2) + 1", False),
        ("x^2 - (-2x - 1)", False),
        ("-(-x^2 - 2x - 1)", False),
        ("(2x^2 + 4x + 2)/2", True),
    ],
)
def test_expanded_means_without_brackets_to_multiply_out(answer: str, met: bool) -> None:
    assert is_met("expanded", answer, "x^2 + 2*x + 1") is met


def test_brackets_that_the_reference_keeps_may_stay() -> None:
    assert is_met("expanded", "exp(a*(x + y)) + 1/(x*(x+1))", "1/(x^2 + x) + exp(a*x + a*y)")
    assert is_met("expanded", "(x + 1)*sqrt(x) + y", "y + sqrt(x)*(x + 1)")


@pytest.mark.parametrize("answer", ["3/4", "-3/4", "3/-4", "½", "1½", "1 + 1/2", "-(1+1/2)", "-1-1/2", "7", "3/10^6"])
def test_a_fraction_is_a_ratio_of_whole_numbers_or_a_mixed_sum(answer: str) -> None:
    assert is_met("fraction", answer, "3/4")


@pytest.mark.parametrize("answer", ["0.75", "6/8", "75%", "1.5/2", "3*1/4", "2 + 2/4", "sqrt(9)/4", "1/2 + 1/4", "4/2"])
def test_a_decimal_number_or_what_can_be_reduced_is_no_fraction(answer: str) -> None:
    assert not is_met("fraction", answer, "3/4")


def test_the_fractions_of_a_formula_are_looked_at_one_by_one() -> None:
    assert is_met("fraction", "3/4*x + 1/2", "3*x/4 + 1/2")
    assert not is_met("fraction", "0.75*x + 1/2", "3*x/4 + 1/2")
    assert not is_met("fraction", "6/8*x + 1/2", "3*x/4 + 1/2")


def test_a_power_that_nobody_could_write_out_is_not_worked_out() -> None:
    assert not is_met("fraction", "1/10^999999999", "1/10")


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("3pi/4", True),
        ("0.75 pi", True),
        ("-π/2", True),
        ("pi", True),
        ("pi/2 + pi/4", True),
        ("sqrt(2)*pi", True),
        ("0", True),
        ("2.356", False),
        ("3*3.1416/4", False),
        ("pi^2", False),
        ("1/pi", False),
        ("pi + 0.1", False),
    ],
)
def test_a_multiple_of_pi_has_pi_in_it_once(answer: str, met: bool) -> None:
    assert is_met("pi", answer, "3*pi/4") is met


def test_the_power_of_pi_is_that_of_the_reference() -> None:
    assert is_met("pi", "pi^2/6", "pi*pi/6")
    assert not is_met("pi", "pi/6", "pi^2/6")
    assert is_met("pi", "3pi r/4", "r*0.75*pi")
    # Where an earlier result stands for its pi, one pi is expected.
    assert is_met("pi", "3pi/4", "3*x")


def test_a_unit_does_not_belong_to_the_form() -> None:
    reference = parse("3/4 s", DATA)
    assert form_complaint("fraction", parse("3/4 s", DATA), reference) is None
    assert form_complaint("fraction", parse("0.75 s", DATA), reference) is not None


def test_the_entries_of_a_vector_are_looked_at_one_by_one() -> None:
    assert is_met("fraction", "[1/2, 1/3]", "[1/2, 1/3]")
    assert not is_met("fraction", "[1/2, 2/6]", "[1/2, 1/3]")


def test_a_complaint_names_what_is_asked_for_and_not_the_answer() -> None:
    complaint = form_complaint("factored", formula("2x^2-8"), formula("2*(x-2)*(x+2)"))
    assert complaint == "the answer is to be factored"
    assert form_asked("pi") == "as a multiple of π"
    assert set(FORMS) == {"factored", "expanded", "fraction", "pi"}
