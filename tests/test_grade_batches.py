"""Answers to many variants of a question are marked together as each variant's are by themselves."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.papers import Typing
from studybot.bank.library import Library
from studybot.cli.locations import shipped_banks
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn
from studybot.sheets.grading.batches import Batch, Written, grade

ENTRIES = {entry.id: entry for entry in Library([shipped_banks()]).entries()}
# From 20 variants on their attempts are found on arrays.
_MANY = 24
_APART = 6


def batch_of(question_id: str, *written: tuple[int, str, str]) -> Batch:
    """Answers, each with the seed of its variant and its part."""
    entry = ENTRIES[question_id]
    rows = (Written(row, seed, "s", entry.parts.index(part), 1, text) for row, (seed, part, text) in enumerate(written))
    return Batch(entry.question, tuple(rows), "answers.csv")


@pytest.mark.parametrize("question_id", ENTRIES)
def test_many_variants_are_marked_as_each_by_itself(question_id: str) -> None:
    derivation = Derivation.of(ENTRIES[question_id].question)
    typing = Typing(Random(question_id))
    papers = [
        [(seed, part.id, text) for part, text in typing.paper(drawn(derivation, seed))]
        for seed in range(1000, 1000 + _MANY)
    ]
    together = grade(batch_of(question_id, *(written for paper in papers for written in paper)))
    apart = [graded for paper in papers[-_APART:] for graded in grade(batch_of(question_id, *paper))]
    assert [one[1:] for one in together[-len(apart) :]] == [one[1:] for one in apart]
    assert {one.verdict for one in together} >= {"correct", "wrong"}


def test_a_formula_with_a_drawn_number_is_right_on_its_own_variant() -> None:
    # The vectors of a prefix: 20 on the variant 0, 12 on the variant 1.
    answers = [(seed, "prefix", text) for seed in (0, 1) for text in ("2*20*E*L", "2*12*E*L")]
    verdicts = [graded.verdict for one in answers for graded in grade(batch_of("prompting/trainable", one))]
    assert verdicts == ["correct", "wrong", "wrong", "correct"]
    both = grade(batch_of("prompting/trainable", answers[0], answers[3]))
    assert [graded.verdict for graded in both] == ["correct", "correct"]
    both = grade(batch_of("prompting/trainable", answers[1], answers[2]))
    assert [graded.verdict for graded in both] == ["wrong", "wrong"]
