"""Many answers to one question are marked as each of them is by itself."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from banks import RIGHT, fixed_bank

from studybot.bank.library import Library
from studybot.formula.parser import parse_unit
from studybot.formula.units import NO_UNIT, Unit
from studybot.marking.bulk import mark_many, verdicts_of
from studybot.marking.number import Reference
from studybot.marking.part import mark_part
from studybot.marking.tolerance import Tolerance
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn

ANSWERS = ["109091 s", "30.3 h", "109091", "about 1.8 min", "2.16e20/1.98e15 s", "1e5 s", "109091 s", "", "30.3 h", "x"]


def test_each_answer_gets_its_own_mark_in_order(tmp_path: Path) -> None:
    entries = Library([fixed_bank(tmp_path)]).entries("fixed")
    question = next(entry.question for entry in entries if entry.id == "fixed/price")
    variant = drawn(Derivation.of(question), 1)
    time = variant.part("time")
    marks = mark_many(ANSWERS, variant, time)
    assert [mark.verdict for mark in marks] == [mark_part(variant, time, answer).verdict for answer in ANSWERS]
    assert [mark.verdict for mark in marks[:4]] == ["correct", "correct", "invalid", "wrong"]
    assert [marks[0].reading, marks[6].reading] == [marks[6].reading, marks[0].reading]
    for part, right in zip(question.parts, RIGHT, strict=True):
        assert [mark.verdict for mark in mark_many([right] * 3, variant, part)] == ["correct"] * 3


@pytest.mark.parametrize(
    "tolerance",
    [
        Tolerance(relative=0.01), Tolerance(absolute=3.0), Tolerance(relative=0.001, absolute=0.5), Tolerance(),
        Tolerance(figures=3), Tolerance(decimals=1), Tolerance(min_figures=2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("unit", [NO_UNIT, parse_unit("min")])
@pytest.mark.parametrize("right", [0.0, -87.5, 41.67, 7425000.0, 2.5e-9, 1e300])
def test_numbers_that_were_read_already(tolerance: Tolerance, unit: Unit, right: float) -> None:
    reference = Reference(right, unit, tolerance)
    shares, steps = (0, 0.00999, 0.01, -0.0101, 1e-4, 1e-13), (0, 0.06, 3, -2.9)
    near = [right * (1 + share) + step for share in shares for step in steps]
    values = np.array([*near, -right, 0.0, math.inf, -math.inf, math.nan, 1.7e308, -1.7e308]).reshape(-1, 1)
    expected = [tolerance.admits(value, right, reference.unit.factor) for value in values.ravel()]
    found = verdicts_of(values, reference)
    assert found.shape == values.shape
    assert found.ravel().tolist() == expected
    assert found[0]
    assert not found[-5:].any()
