"""Positions in formulas: runs of whole numbers between two ends, never listed out."""

from __future__ import annotations

import pytest

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.grammar import FORMULA
from studybot.formula.parser import parse
from studybot.formula.positions import Positions
from studybot.formula.printing import to_text

NAMES = {"first": 50.0, "last": 71.0, "loss": Positions(((50, 71),)), "gaps": Positions(((1, 3), (8, 8)))}


def value(text: str) -> object:
    return evaluate(parse(text, FORMULA), NAMES)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("first..last", "first..last"),
        ("first + 1 .. last - 1", "first + 1 .. last - 1"),
        ("(first..last) + 1", "(first..last) + 1"),
        ("2*first..last", "2*first..last"),
        ("1..2", "1..2"),
    ],
)
def test_one_spelling_that_parses_to_the_same_tree(text: str, spelling: str) -> None:
    tree = parse(text, FORMULA)
    assert to_text(tree) == spelling
    assert parse(spelling, FORMULA) == tree


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("first..last", ((50, 71),)),
        ("first + 1 .. last + 1", ((51, 72),)),
        ("loss + 1", ((51, 72),)),
        ("1 + loss", ((51, 72),)),
        ("gaps - 3", ((-2, 0), (5, 5))),
        ("last..last", ((71, 71),)),
        ("0..10^15", ((0, 10**15),)),
        ("3*0.1/0.1 .. 4", ((3, 4),)),
    ],
)
def test_positions_run_from_one_end_to_the_other(text: str, runs: object) -> None:
    assert value(text) == Positions(runs)  # type: ignore[arg-type]


def test_positions_are_counted() -> None:
    assert value("count(loss)") == 22
    assert value("count(gaps)") == 4
    assert value("count(1..10^15)") == 1e15


def test_what_touches_is_joined() -> None:
    assert Positions.joined([(8, 9), (1, 3), (4, 5), (2, 2)]) == Positions(((1, 5), (8, 9)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("last..first", "no positions run from 71 to 50"),
        ("first + 0.5 .. last", "50.5 is not a whole number"),
        ("1..2^60", "1.15292e+18 is not a whole number below 2^53"),
        ("loss + 0.5", "0.5 is not a whole number"),
        ("2*loss", "to positions only a number can be added, or taken from them"),
        ("1 - loss", "to positions only a number can be added, or taken from them"),
        ("loss = gaps", "only numbers are compared, and this is positions"),
        ("-loss", "minus takes a number, and this is positions"),
        ("sqrt(loss)", "sqrt takes no positions"),
        (
            "[loss, 1]",
            "a list holds numbers; blocks stand in two brackets, as [[A, B]] or [[A], [B]], and this is positions",
        ),
        ("count(first)", "count takes positions, not a number"),
    ],
)
def test_what_has_no_value_is_said(text: str, message: str) -> None:
    with pytest.raises(UndefinedError) as fault:
        value(text)
    assert fault.value.message == message


def test_positions_have_two_ends() -> None:
    with pytest.raises(FormulaError, match="positions run from one end to the other"):
        parse("1..2..3", FORMULA)
