"""What floats cannot decide is computed with fifty digits, by decimals where they will do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from studybot.formula.decimals import NotCoveredError, decimal_value
from studybot.formula.multiprecision import multiprecise_value
from studybot.formula.parser import FORMULA, parse
from studybot.formula.precise import precise_value

POINT = {"x": 0.3, "y": -1.75}


@pytest.mark.parametrize(
    "text", ["x + 0.1", "(x + y)^3 - x^3 - y^3", "1/(x - y)^2", "-x*y/7", "y^-3", "5%*x", "(x - y)^40", "x^0"]
)
def test_both_ways_agree(text: str) -> None:
    tree = parse(text, FORMULA)
    assert float(decimal_value(tree, POINT)) == multiprecise_value(tree, POINT) == precise_value(tree, POINT)


def test_literals_count_as_they_are_written() -> None:
    assert decimal_value(parse("0.1 + 0.2 - 0.3", FORMULA), {}) == 0
    assert decimal_value(parse("(1e20 + 1) - 1e20", FORMULA), {}) == Decimal(1)


@pytest.mark.parametrize("text", ["sqrt(x)", "x^0.5", "x^y", "pi*x", "sin(x)", "2^20000", "x < y"])
def test_what_has_more_to_it_is_left_to_the_other_way(text: str) -> None:
    with pytest.raises(NotCoveredError):
        decimal_value(parse(text, FORMULA), POINT)


@pytest.mark.parametrize("text", ["1/(x - x)", "(x - x)^-1", "9^9^9^9", "10^400"])
def test_what_has_no_value_has_none(text: str) -> None:
    assert precise_value(parse(text, FORMULA), POINT) is None
