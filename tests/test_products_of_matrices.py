"""Sums and products of matrices come out the same on the short way as on the long one."""

from __future__ import annotations

import pytest

from studybot.formula.evaluate import evaluate
from studybot.formula.matrix import Matrix
from studybot.formula.parser import FORMULA, parse
from studybot.formula.points import NotPlainError
from studybot.formula.products import product_of

VALUES = {"A": Matrix(((1.0, 2.0, -1.0), (0.5, 3.0, 4.0))), "B": Matrix(((2.0, 0.0, 1.0), (1.0, -2.0, 0.25))), "c": 3.0}


@pytest.mark.parametrize("text", ["A", "A^T*B", "(B^T*A)^T", "A + B - A", "A*B^T*A", "(A - B)^T*(A + B)"])
def test_what_is_made_of_sums_and_products_is_worth_the_same(text: str) -> None:
    tree = parse(text, FORMULA)
    assert product_of(tree, VALUES) == evaluate(tree, VALUES)


@pytest.mark.parametrize("text", ["A*B", "A + B^T", "c*A", "2*A", "A/2", "-A", "norm(A)", "c"])
def test_anything_else_is_left_to_the_long_way(text: str) -> None:
    with pytest.raises(NotPlainError):
        product_of(parse(text, FORMULA), VALUES)
