"""Whatever parses prints back to the same tree."""

from __future__ import annotations

import pytest
from formulas import PLAIN_NUMBERS, answers, formulas
from hypothesis import event, example, given, settings

from studybot.formula.errors import FormulaError
from studybot.formula.grammar import FORMULA, Grammar
from studybot.formula.parser import parse
from studybot.formula.printing import to_text
from studybot.formula.unit_table import unit

FORMULAS = [
    ("2*N*T", "2*N*T"),
    ("((a))", "a"),
    ("a-(b-c)", "a - (b - c)"),
    ("(a-b)-c", "a - b - c"),
    ("a/(b*c)", "a/(b*c)"),
    ("a/b*c", "a/b*c"),
    ("(a^b)^c", "(a^b)^c"),
    ("a^b^c", "a^b^c"),
    ("-a^2", "-a^2"),
    ("(-a)^2", "(-a)^2"),
    ("2 a (b+c)", "2*a*(b + c)"),
    ("a³", "a^3"),
    ("√(a+b)", "sqrt(a + b)"),
    ("|a|", "abs(a)"),
    ("log(a)", "ln(a)"),
    ("(a+b)!", "(a + b)!"),
    ("A/N^alpha + B/D^beta", "A/N^alpha + B/D^beta"),
    ("abs(alpha - beta) > 0.015 and not D < 2*N", "abs(alpha - beta) > 0.015 and not D < 2*N"),
    ("(a or b) and c", "(a or b) and c"),
    ("(a < b) + 1", "(a < b) + 1"),
]
ANSWERS = [
    ("8.64 × 10¹⁹ FLOP", "8.64e19 FLOP"),
    ("$1.50/hour * 12.12 h", "1.50 USD/hour * (12.12 hour)"),
    ("60/41.67 tokens/min", "60/41.67 token/min"),
    ("200 TB / 4.8 TB/s", "200 TB / (4.8 TB/s)"),
    ("1h30min", "1 hour 30 min"),
    ("(1 h 30 min)/2", "(1 hour 30 min) / 2"),
    ("60/min", "60/min"),
    ("60 1/min", "60 min^-1"),
    ("61,824", "61824"),
    ("1½", "1 + 1/2"),
    ("1/(3%)", "1/(3%)"),
    ("5 bytes", "5 byte"),
]


@pytest.mark.parametrize(("text", "printed"), FORMULAS)
def test_a_formula_has_one_spelling(text: str, printed: str) -> None:
    tree = parse(text, FORMULA)
    assert to_text(tree) == printed
    assert parse(printed, FORMULA) == tree


@pytest.mark.parametrize(("text", "printed"), ANSWERS)
def test_an_answer_has_one_spelling(text: str, printed: str) -> None:
    tree = parse(text, Grammar())
    assert to_text(tree) == printed
    assert parse(printed, Grammar()) == tree


@settings(max_examples=500, derandomize=True, deadline=None)
@given(formulas(PLAIN_NUMBERS, ("a", "b", "d_model", "alpha"), relations=True))
@example("not not a")
@example("2^-(a*b)")
@example("-(-1)^2%")
def test_a_formula_that_parses_prints_back_to_the_same_tree(text: str) -> None:
    try:
        tree = parse(text, FORMULA)
    except FormulaError as fault:
        event(fault.code)
        return
    event("parses")
    assert parse(to_text(tree), FORMULA) == tree, to_text(tree)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(answers())
@example("5 W/m^2 * 2")
@example("(200 TB/4.8) TB/s")
@example("5 s^-1 FLOP")
@example("(3/s)/min")
def test_an_answer_that_parses_prints_back_to_the_same_tree(text: str) -> None:
    for expects in (None, unit("s"), unit("token")):
        grammar = Grammar(expects=expects)
        try:
            tree = parse(text, grammar)
        except FormulaError as fault:
            event(fault.code)
            continue
        event("parses")
        assert parse(to_text(tree), grammar) == tree, to_text(tree)
