"""Working is told from an answer, and read line by line as students write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import bank_of
from workings import COST, fault, homework, mark, read

from studybot.marking.working.reading import MAX_SIDES, MAX_WORKING, looks_like_working
from studybot.notation.unicode import to_unicode
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn


def is_working(text: str, part: str = "cost") -> bool:
    return looks_like_working(text, homework(COST), homework(COST).part(part))


@pytest.mark.parametrize(
    "text",
    [
        "42 s", "t = 42 s", "≈ 42 s", "t ≈ ~42 s", "= 42 s", "cost = $18", "Answer: $18", "the price = $18;",
        "x = 1010/60*1.5", "2e18/1.98e15", "1010 s (0.28 h)", "max(1; 2)", "1 h\n30 min", "5 >= 3", "9->",
    ],
)  # fmt: skip
def test_a_single_answer_is_no_working_whatever_it_is_called(text: str) -> None:
    assert not is_working(text)


@pytest.mark.parametrize(
    "text",
    [
        "2*3 = 6", "t = 2*3 = 6 s", "2e18/1.98e15 ≈ 1010 s", "time = 1010 s; cost = $0.42", "t = 1010 s\ncost: $0.42",
        "1010 s -> 0.28 h", "2e18 => 1010 s → $0.42", "time = 1010 s, cost = $0.42", "Time = 1010 s. Then cost = $0.42",
        r"2 \cdot 3 = 6",
    ],
)  # fmt: skip
def test_a_chain_or_several_lines_that_say_something_are_working(text: str) -> None:
    assert is_working(text)


def test_only_a_part_that_asks_for_a_number_has_working(tmp_path: Path) -> None:
    question = """\
- id: root
  title: A root
  skill: trains
  given:
    C: {range: [1, 9], step: 1, says: what is under the root}
  text: Let $C$ be a number.
  parts:
    - {id: root, ask: What is its root?, answer: sqrt(C), because: so it is named}
    - {id: formula, ask: And in general?, answer: sqrt(C), in: [C], because: so it is named, hints: [It is no square.]}
    - {id: word, ask: What is the sign called?, spellings: [root]}
"""
    found = drawn(Derivation.of(bank_of(tmp_path, question).questions[0]), 0)
    parts = found.question.parts
    assert [looks_like_working("C^0.5 = 2*1", found, part) for part in parts] == [True, False, False]


def test_lines_labels_and_sides_are_told_apart() -> None:
    working = read("time = 2e18/1.98e15 = 1010 s; GPU hours: 1010/3600 = 0.28 h\n= 0.2806 h -> cost = 0.28*1.5 = $0.42")
    assert [line.label for line in working.lines] == ["time", "GPU hours", "cost"]
    assert [line.name for line in working.lines] == ["time", None, "cost"]
    assert [[side.text for side in line.sides] for line in working.lines] == [
        ["2e18/1.98e15", "1010 s"],
        ["1010/3600", "0.28 h", "0.2806 h"],
        ["0.28*1.5", "$0.42"],
    ]
    assert (working.answer, working.value) == ("$0.42", 0.42)


def test_the_reading_shows_the_chains_as_they_were_read() -> None:
    working = read("time = 2e18/1.98e15 = 1,010 s; cost = 1010/3600*1.5 ≈ 42 cents")
    assert to_unicode(working.node) == "time = 2 × 10¹⁸ / (1.98 × 10¹⁵) = 1010 s; cost = 1010/3600 × 1.5 = 42 cents"


@pytest.mark.parametrize(
    "text",
    [
        "1) The time: 2×10^18/1.98×10^15 ≈ 1,010 s.\n2) Hours = 1,010 s/3600 = 0.28 h, so the cost = 0.28*1.5 = $0.42.",
        r"$2\times 10^{18} / (1.98\times 10^{15}) \approx 1010$ \\ 1010/3600 = 0.28 \\ 0.28 \cdot 1.5 = 0.42",
        "First the time:\n2e18 FLOP / (1.98 PFLOP/s)\n= 1010 s\n= 16.8 min\n\nThen the money\n16.8/60*1.5 =\n$0.42",
        "- time = flop/speed = 1010 s\n- hours = time/3600 = 0.28\n- cost = hours*rent = $0.42",
        "2*N*T = 2e18 => 2e18/1.98e15 = 1010 => 1010*1.5/3600 = 0.42",
    ],
)  # fmt: skip
def test_what_students_write_is_read_and_true(text: str) -> None:
    found = mark(text)
    assert (found.verdict, found.value, found.remarks) == ("correct", pytest.approx(0.42), ())


@pytest.mark.parametrize(
    ("text", "code", "what"),
    [
        ("time = 2e18/foo = 1010 s; cost = $0.42", "formula.unknown", "foo"),
        ("time = 2e18/1.98e15 = 1010 s; cost = 1010/(60*1.5 = $0.42", "formula.bracket", "("),
        ("1010/3600 = 0.28; 0.28*1.5 = 0.42 s s", "formula.unit-twice", "s"),
        ("time = 1010 s; cost = time*rent", "formula.letters", "time"),
        ("5 s + $3 = 8; cost = $0.42", "formula.dimension", "5 s + $3"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, code: str, what: str) -> None:
    assert fault(text) == (code, what)


def test_a_missing_unit_of_the_answer_is_asked_for_as_ever() -> None:
    text = "time = 2e18/1.98e15 = 1010"
    assert mark(text, "time").verdict == "invalid"
    assert fault(text, "time") == ("answer.unit-missing", "")


def test_working_has_a_greatest_length_and_number_of_sides() -> None:
    assert fault("1 = " * (MAX_WORKING // 4) + "1")[0] == "formula.long"
    assert fault("1=" * MAX_SIDES + "1") == ("working.long", "1")
    assert read("1=" * (MAX_SIDES - 1) + "1").value == 1.0
