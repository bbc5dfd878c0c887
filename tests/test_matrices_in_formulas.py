"""Formulas of matrices: how they are written, and what they are worth."""

from __future__ import annotations

import pytest

from studybot.formula.errors import FormulaError
from studybot.formula.grammar import FORMULA, Grammar
from studybot.formula.parser import parse
from studybot.formula.printing import to_text
from studybot.formula.tree import Call, Name


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("[[W_O1,W_O2]]", "[[W_O1, W_O2]]"),
        ("[[r_1], [r_2]]", "[[r_1], [r_2]]"),
        ("(I(3) - 2*u*u^T/(u^T*u))*P", "(I(3) - 2*u*u^T/(u^T*u))*P"),
        ("U*diag(s_1,s_2,0)*V^T", "U*diag(s_1, s_2, 0)*V^T"),
        ("diff(loss,N)", "diff(loss, N)"),
        ("(A^T)^2", "(A^T)^2"),
    ],
)
def test_one_spelling_that_parses_to_the_same_tree(text: str, spelling: str) -> None:
    tree = parse(text, FORMULA)
    assert to_text(tree) == spelling
    assert parse(spelling, FORMULA) == tree


def test_the_identity_is_a_function_of_its_size_or_a_name() -> None:
    declared = Grammar(names={"I", "x"}, units=None, grouping=False)
    assert isinstance(parse("I(3)", declared), Call)
    assert parse("I", declared) == parse("I", FORMULA) == Name("I")
    assert to_text(parse("I(x + 1)", declared)) == "I*(x + 1)"


def test_letters_that_spell_a_function_are_a_product_where_they_are_names() -> None:
    letters = Grammar(names={"d", "e", "t"}, units=None, grouping=False)
    assert to_text(parse("2det", letters)) == "2*d*e*t"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("row(X)", "row takes 2 arguments, not 1"),
        ("entry(X)", "entry takes 2 or 3 arguments, not 1"),
        ("diff(loss, 2)", "diff takes a formula and the name to differentiate by"),
        ("2*softmax", "the function softmax needs brackets"),
    ],
)
def test_what_functions_take_is_said(text: str, message: str) -> None:
    with pytest.raises(FormulaError) as fault:
        parse(text, FORMULA)
    assert fault.value.message == message
