"""Mistakes in a bank that were once read in silence, hidden by one another, or slow to find."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from checking import HEAD, RIDE, spoilt

from studybot.bank.reading import read_bank


def found(folder: Path, content: str) -> list[str]:
    """What is found in a bank: place and message of each finding."""
    path = folder / "own.yaml"
    path.write_text(content, encoding="utf-8")
    _, findings = read_bank(path, "own.yaml")
    return [finding.sentence() for finding in findings]


BASE = """\
studybot: 1
bank: own
title: t
skills: {s: {says: a skill}}
questions:
- id: q
  title: T
  skill: s
  given:
    a: {range: [10, 30], step: 1, unit: degC, says: warmth}
    b: {value: 2, says: factor}
  text: At {a}, twice {b}.
  parts:
    - id: t
      ask: How warm?
      answer: a
      unit: degC
      because: it stays
      accept: {within: 2}
"""


def test_a_tolerance_in_degrees_is_a_difference(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(BASE, encoding="utf-8")
    bank, findings = read_bank(path)
    assert findings == []
    assert bank is not None
    assert bank.questions[0].parts[0].accept.absolute == 2


@pytest.mark.parametrize("step", ["0", "-1"])
def test_a_step_in_degrees_is_above_zero_degrees(tmp_path: Path, step: str) -> None:
    assert found(tmp_path, BASE.replace("step: 1", f"step: {step}")) == [
        f"own.yaml:10:32: the step of the given a is above 0, not {step}"
    ]


def test_a_range_over_decades_begins_above_zero_degrees(tmp_path: Path) -> None:
    content = BASE.replace("[10, 30], step: 1", "[-5, 30], digits: 1")
    assert found(tmp_path, content) == ["own.yaml:10:17: a range over decades begins above 0, not at -5 (use step)"]


def test_two_questions_of_one_id_are_found_where_one_has_another_mistake(tmp_path: Path) -> None:
    question = BASE[BASE.index("- id: q") :]
    assert found(tmp_path, BASE + question.replace("answer: a", "answer: a + nope")) == [
        "own.yaml:20:3: there are two questions own/q (the first stands in line 6)",
        "own.yaml:30:19: there is no quantity nope here or above",
    ]


def test_a_drawn_row_does_not_take_the_name_of_a_quantity(tmp_path: Path) -> None:
    content = BASE.replace("{value: 2, says: factor}", "{case: {X: {says: x, c: 1}}}").replace(
        "  text:", "    c: {case: {Y: {says: y, d: 1}}}\n  text:"
    )
    assert found(tmp_path, content) == ["own.yaml:12:5: the name c is taken (every quantity has a name of its own)"]


def test_a_given_without_anything_is_reported_once(tmp_path: Path) -> None:
    assert found(tmp_path, BASE.replace("b: {value: 2, says: factor}", "b:")) == ["own.yaml:11:5: b has no value"]


def test_answers_of_an_example_are_not_a_mapping(tmp_path: Path) -> None:
    assert found(tmp_path, BASE + "  examples: {one: {right: {t: {x: y}}}}\n") == [
        "own.yaml:20:31: t in right of the example one is a list of answers, not a mapping"
    ]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            "{piece: tokens}",
            "own.yaml:3:17: the plural tokens of piece is a unit already",
        ),
        ("{a1: bs, a2: bs}", "own.yaml:3:22: the plural bs of a2 is a unit already"),
    ],
)
def test_a_count_does_not_take_the_word_of_another(tmp_path: Path, counts: str, sentence: str) -> None:
    content = BASE.replace("title: t\n", f"counts: {counts}\ntitle: t\n")
    (finding,) = found(tmp_path, content)
    assert finding.startswith(sentence)


@pytest.mark.parametrize(
    ("where", "column"), [("b > 1 and b", 20), ("not b", 14), ("b", 10), ("b > 1 or (b < 3 and b)", 30)]
)
def test_everything_that_a_condition_joins_compares(tmp_path: Path, where: str, column: int) -> None:
    content = BASE.replace("  text:", f"  where: {where}\n  text:")
    assert found(tmp_path, content) == [f"own.yaml:12:{column}: the condition compares nothing (for example k < m)"]


def test_an_item_of_a_list_that_a_comment_cuts_off_is_reported(tmp_path: Path) -> None:
    assert found(tmp_path, BASE + "      hints:\n        - use the #1 rule\n") == [
        "own.yaml:21:11: use the in hints of the part t is cut off at ` #`, which begins a comment "
        "(put the text into quotes)"
    ]


def test_a_text_of_ten_thousand_placeholders_is_read_at_once(tmp_path: Path) -> None:
    started = time.process_time()
    assert found(tmp_path, BASE.replace("At {a}, ", "At " + "{a} " * 10_000)) == []
    assert time.process_time() - started < 5  # it was minutes; it is a tenth of a second


def test_the_ride_of_the_other_tests_is_still_fine(tmp_path: Path) -> None:
    assert found(tmp_path, HEAD + RIDE) == []
    assert found(tmp_path, HEAD + spoilt(("title: A ride by train", "title: Another"))) == []
