"""The cases that the project agreed on: numbers and quantities are marked, hostile input does no harm."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from answers import reference

from studybot.formula.parser import Grammar, parse, parse_unit
from studybot.formula.quantity import read_quantity
from studybot.formula.unit_table import Units
from studybot.formula.units import NO_UNIT
from studybot.marking.number import Reference, mark_number
from studybot.marking.tolerance import Tolerance

FOLDER = Path(__file__).parent / "conformance"
UNITS = Units((("apple", "apples"), ("orange", "oranges")))


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def in_base_units(absolute: float | str | None, unit_factor: float) -> float | None:
    if isinstance(absolute, str):
        return read_quantity(parse(absolute, Grammar(units=UNITS)), absolute).value
    return None if absolute is None else absolute * unit_factor


ANSWERS = [row for row in rows("answers.jsonl") if row["kind"] in ("number", "quantity")]
HOSTILE = [row for row in rows("hostile.jsonl") if row["channel"] in ("answer", "both")]
# A difference of whole numbers is a number, and a superscript a power: read, and wrong here.
HARMLESS = {"H29": -1e18, "H38": 1e8}


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: row["id"])
def test_answers_are_marked_as_agreed(row: dict[str, Any]) -> None:
    accepted = row["tolerance"]
    wanted = reference(row["reference"], Tolerance(), units=UNITS)
    tolerance = Tolerance(
        accepted.get("rel"),
        in_base_units(accepted.get("abs"), wanted.unit.factor),
        accepted.get("sigfigs"),
        accepted.get("decimals"),
        accepted.get("min_sigfigs"),
    )
    mark = mark_number(row["answer"], Reference(wanted.value, wanted.unit, tolerance), units=UNITS)
    assert mark.verdict == row["expected"], [remark.text for remark in mark.remarks]


def test_every_case_of_the_two_kinds_is_tried() -> None:
    assert len(ANSWERS) == 176


@pytest.mark.parametrize("unit", ["", "s", "token", "petaFLOP-day"])
@pytest.mark.parametrize("row", HOSTILE, ids=lambda row: row["id"])
def test_hostile_answers_do_no_harm(
    row: dict[str, Any],
    unit: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    wanted = parse_unit(unit) if unit else NO_UNIT
    names = ("x", "y", "a", "b")
    times = []
    for _ in range(2):  # a collection of garbage in between is not the answer's
        begun = time.process_time()
        mark = mark_number(row["input"], Reference(1.0, wanted, Tolerance(relative=0.01)), foreign=names)
        times.append(time.process_time() - begun)
    if row["id"] in HARMLESS and unit != "s":
        assert mark.verdict == "wrong"
        assert mark.value == HARMLESS[row["id"]] * wanted.factor
    else:
        assert mark.verdict == "invalid"
        shown = "".join(remark.text for remark in mark.remarks)
        assert shown.isprintable()
        assert len(shown) < 250
    assert not list(tmp_path.iterdir())
    assert capsys.readouterr() == ("", "")
    assert min(times) < 0.25, "a guard against hanging; 50 ms is what was promised"


def test_a_letter_of_another_alphabet_is_named() -> None:
    mark = mark_number("х + 1", Reference(1.0, NO_UNIT, Tolerance()))
    assert mark.remarks[0].text == "unknown letter х (Cyrillic) (did you mean x?)"
