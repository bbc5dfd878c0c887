"""The two worked attempts at the problem set: what they answer, marked as the mathematics has it, slips named."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest

from studybot.bank.library import Library
from studybot.marking.mark import Mark
from studybot.marking.part import mark_part
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example, pinned
from studybot.problem.variant import Variant
from studybot.show.feedback import closed_wrong
from studybot.show.marks import slip_text
from studybot.show.plain import to_text

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """An answer of an attempt: to which part of which question, what it is worth and what is to be told of it.

    The columns are explained in `attempts/README.md`.
    """

    attempt: str
    line: int
    problem: str
    question: str
    part: str
    answer: str
    written: str
    verdict: str
    slip: str | None
    example: str = "homework"
    given: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    marker: str | None = None
    remark: str | None = None
    note: str | None = None

    def __str__(self) -> str:
        return f"{self.attempt}-{self.line}-{self.part}-{self.answer}"


ROWS = [Row(**json.loads(line)) for line in (HERE / "attempts" / "attempts.jsonl").read_text("utf-8").splitlines()]
ENTRIES = {entry.id: entry for entry in Library([HERE.parent / "questions"]).entries()}


@cache
def of_example(question: str, name: str) -> Variant:
    derivation = Derivation.of(ENTRIES[question].question)
    (example,) = (example for example in derivation.question.examples if example.name == name)
    return from_example(derivation, example)


def variant_of(row: Row) -> Variant:
    """The example of the question that the row names, with the numbers and the options of the attempt."""
    variant = pinned(of_example(row.question, row.example), row.given)
    if row.options:
        shown = {key: wording == "right" for key, wording in row.options.items()}
        return replace(variant, offered={**variant.offered, row.part: shown}, moved=True)
    return variant


def explained(variant: Variant, row: Row, mark: Mark) -> str:
    """What is told of a wrong answer in one line: the slip, or of options why each is right or wrong."""
    part = variant.part(row.part)
    if part.task is None:
        return slip_text(variant, mark) or ""
    return " ".join(to_text(closed_wrong(variant, part, mark)).split())


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_answer_of_an_attempt_is_marked_as_the_mathematics_has_it(row: Row) -> None:
    variant = variant_of(row)
    assert mark_part(variant, variant.part(row.part), row.answer).verdict == row.verdict


@pytest.mark.parametrize("row", [row for row in ROWS if row.verdict == "wrong"], ids=str)
def test_a_slip_of_an_attempt_is_named(row: Row) -> None:
    variant = variant_of(row)
    mark = mark_part(variant, variant.part(row.part), row.answer)
    if row.slip is None:
        assert mark.slip is None
    else:
        assert row.slip.casefold() in explained(variant, row, mark).casefold()


def test_marker_and_mathematics_disagree_only_where_the_row_says_so() -> None:
    agreed = {"correct": "right", "wrong": "wrong"}
    other = [row for row in ROWS if row.marker in agreed.values() and row.marker != agreed[row.verdict]]
    assert [str(row) for row in other if row.note is None] == []
    assert len(other) > 20


@pytest.mark.parametrize(
    ("part", "answer", "options"),
    [
        ("ssd_cost", "$10 million", {}),  # the storage bill, 1000 times too big
        ("dram_cost", "$800 million", {}),
        ("large_days", "1.16e11 petaFLOP-days", {}),  # of 1e30 FLOP
        ("loss", "51-71", {}),
        ("judge", "T", {"full": "wrong"}),  # full finetuning is always guaranteed to be better
        ("judge", "F", {"precompute": "right"}),  # the representations of the prompt cannot be precomputed
    ],
)
def test_the_errors_that_matter_most_are_in_the_table_each_with_its_slip(
    part: str, answer: str, options: dict[str, str]
) -> None:
    found = [row for row in ROWS if (row.part, row.answer, row.options) == (part, answer, options)]
    assert found
    assert all(row.verdict == "wrong" and row.slip for row in found)
