"""An answer that measures or counts something else is told so in the right words, and its number says nothing."""

from __future__ import annotations

import time

import pytest
from answers import mark

import studybot
from studybot.bank.library import Library
from studybot.cli.locations import shipped_banks
from studybot.marking.part import mark_part
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example
from studybot.problem.variant import Variant


@pytest.mark.parametrize(
    ("answer", "right", "told"),
    [
        ("1010 FLOP", "1010 s", "that unit measures something else; the answer is in s"),
        ("5 TB/s", "5 TB", "that is a rate; an amount is asked for"),
        ("5 TB", "5 TB/s", "that is an amount; a rate is asked for"),
        ("5 min/token", "5 tokens/min", "that is upside down; the answer is in tokens/min"),
    ],
)
def test_a_wrong_dimension_is_told_in_the_right_words(answer: str, right: str, told: str) -> None:
    found = mark(answer, right)
    assert (found.verdict, [remark.text for remark in found.remarks]) == ("wrong", [told])
    assert found.value is None


@pytest.mark.parametrize("answer", ["1e30 FLOP", "1e30 FLOP + 0 FLOP", "2e30 FLOP / 2"])
def test_a_conversion_is_asked_for_in_its_unit(answer: str) -> None:
    found = mark(answer, "1.1574e10 petaFLOP-day", conversion=True)
    assert [remark.code for remark in found.remarks] == ["conversion"]


def homework(question: str) -> Variant:
    entry = next(entry for entry in Library([shipped_banks()]).entries("fermi") if entry.id == question)
    return from_example(Derivation.of(entry.question), entry.question.examples[0])


def test_no_slip_is_named_for_an_answer_of_another_dimension() -> None:
    variant = homework("fermi/recoup")
    part = variant.part("tokens")
    assert mark_part(variant, part, "8.33e6").slip is not None
    assert mark_part(variant, part, "8.33e6 s").slip is None


def test_a_long_chain_of_quotients_is_shown_as_it_was_typed() -> None:
    answer = "1" + "/1" * 240
    assert mark(answer, "1").verdict == "correct"
    assert studybot.mark(answer, "1").reading == f"{answer} = 1"


def test_blanks_before_a_position_take_no_time() -> None:
    begun = time.process_time()
    assert studybot.mark(" " * 499 + "1", "1", kind="positions").verdict == "correct"
    assert time.process_time() - begun < 0.5  # a guard against patterns that go back and forth, which take seconds
