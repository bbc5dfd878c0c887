"""A unit may stand behind a vector, a matrix or a formula, as it stands behind a number."""

from __future__ import annotations

import pytest

from studybot.formula.matrix import Matrix
from studybot.formula.parser import parse_unit
from studybot.formula.unit_table import BUILT_IN
from studybot.marking.mark import Mark
from studybot.marking.matrix import mark_matrix
from studybot.marking.tolerance import Tolerance
from studybot.marking.unit_after import without_own_unit

# 14 cm, 8 cm; 6 cm, 10 cm.
LENGTHS = Matrix(((0.14, 0.08), (0.06, 0.10)))


def marked(answer: str, unit: str = "cm") -> Mark:
    return mark_matrix(answer, LENGTHS, Tolerance(relative=1e-9), parse_unit(unit))


def test_bare_entries_are_in_the_unit_that_is_asked_for() -> None:
    assert marked("[[14, 8], [6, 10]]").verdict == "correct"
    assert marked("[[0.14, 0.08], [0.06, 0.1]]").verdict == "wrong"


def test_a_unit_behind_the_matrix_counts_for_every_entry() -> None:
    assert marked("[[14, 8], [6, 10]] cm").verdict == "correct"
    assert marked("[[140, 80], [60, 100]] mm").verdict == "correct"
    assert marked("[[14, 8], [6, 10]] mm").verdict == "wrong"


def test_a_unit_of_something_else_is_told() -> None:
    found = marked("[[14, 8], [6, 10]] s")
    assert found.verdict == "wrong"
    assert [remark.text for remark in found.remarks] == ["the entries are asked for in cm"]
    assert marked("[[14, 8], [6, 10]] centimetters").verdict == "invalid"


@pytest.mark.parametrize("answer", ["(1, 2)^T", "[1, 2]", "y = [1, 2]", "(I + [[0, 1], [1, 0]]) [0, 1] + [0, 1]"])
def test_a_column_is_written_in_many_ways(answer: str) -> None:
    assert mark_matrix(answer, Matrix(((1.0,), (2.0,))), Tolerance(relative=1e-9)).verdict == "correct"


@pytest.mark.parametrize("answer", ["1, 2", "1 2", "1 2; 3 4"])
def test_missing_brackets_are_asked_for(answer: str) -> None:
    found = mark_matrix(answer, Matrix(((1.0,), (2.0,))), Tolerance(relative=1e-9))
    assert found.verdict == "invalid"
    assert found.remarks[0].text.startswith("the brackets are missing (write [1, 2]")


def test_zero_is_the_matrix_of_zeros() -> None:
    zeros = Matrix(((0.0, 0.0),))
    assert mark_matrix("0", zeros, Tolerance(relative=1e-9)).verdict == "correct"
    assert mark_matrix("0", LENGTHS, Tolerance(relative=1e-9)).verdict == "wrong"
    assert mark_matrix("1", zeros, Tolerance(relative=1e-9)).verdict == "invalid"


def test_a_formula_may_carry_the_unit_it_is_asked_for_in() -> None:
    byte = parse_unit("byte")
    assert without_own_unit("4k(m+l) bytes", byte, BUILT_IN, {"k", "m", "l"}).rstrip() == "4k(m+l)"
    # B is a byte, and here a matrix; kB are other units.
    assert without_own_unit("A B", byte, BUILT_IN, {"A", "B"}) == "A B"
    assert without_own_unit("4k(m+l) kB", byte, BUILT_IN, {"k", "m", "l"}) == "4k(m+l) kB"
