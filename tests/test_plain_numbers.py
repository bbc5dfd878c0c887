"""A plain decimal of a bank is read at once, and means what the parser of formulas makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybot.bank.data import read_datum
from studybot.bank.findings import Report
from studybot.bank.loading import Scalar
from studybot.bank.schema import Datum
from studybot.bank.source import Source
from studybot.formula.errors import Place
from studybot.formula.parser import parse_unit
from studybot.formula.unit_table import BUILT_IN
from studybot.formula.units import NO_UNIT

UNITS = [NO_UNIT, *map(parse_unit, ("GB", "USD/hour", "token"))]


def read(text: str, unit: int) -> Datum | None:
    report = Report()
    scalar = Scalar(text, Place("bank.yaml", 1, 1))
    found = read_datum(scalar, UNITS[unit], BUILT_IN, report, Source(text))
    assert (found is None) == report.has_errors
    return found


@given(
    st.from_regex(r"[0-9]{1,15}(\.[0-9]{1,15})?(e-?[0-9]{1,2})?", fullmatch=True).filter(str.isascii),
    st.integers(0, len(UNITS) - 1),
)
def test_a_number_is_what_the_parser_makes_of_it(text: str, unit: int) -> None:
    # A blank behind it leaves it to the parser.
    alone, parsed = read(text, unit), read(f"{text} ", unit)
    assert alone is not None
    assert parsed is not None
    assert alone._replace(text="") == parsed._replace(text="")


@pytest.mark.parametrize(
    ("text", "digits", "exponent"), [("7e9", 7, 9), ("0.40", 40, -2), ("007", 7, 0), ("1.5e-3", 15, -4)]
)
def test_some_numbers(text: str, digits: int, exponent: int) -> None:
    found = read(text, 0)
    assert found is not None
    assert (found.digits, found.exponent) == (digits, exponent)
