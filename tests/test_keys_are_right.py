"""What a printed key says is read as the answer that it is."""

from __future__ import annotations

import pytest

from studybot.bank.library import Library
from studybot.bank.schema import Choices
from studybot.cli.locations import shipped_banks
from studybot.marking.part import mark_part
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn
from studybot.sheets.building import Drawn, DrawnSection, Editions, Header
from studybot.show.plain import to_text

_SEEDS = range(1, 4)


def _judging() -> dict[str, Derivation]:
    """The shipped questions with statements."""
    questions = [entry.question for entry in Library([shipped_banks()]).entries()]
    return {
        question.id: Derivation.of(question)
        for question in questions
        if any(isinstance(part.task, Choices) and part.task.manner == "statements" for part in question.parts)
    }


JUDGING = _judging()


@pytest.mark.parametrize("question", JUDGING)
def test_the_key_of_statements_is_a_right_answer(question: str) -> None:
    for seed in _SEEDS:
        variant = drawn(JUDGING[question], seed)
        parts = variant.question.parts
        section = DrawnSection("", (), (Drawn(variant, (1,) * len(parts)),))
        (problem,) = Editions(Header("Key"), [section]).edition("key").sections[0].problems
        for part, on_sheet in zip(parts, problem.parts, strict=True):
            if isinstance(part.task, Choices) and part.task.manner == "statements":
                mark = mark_part(variant, part, to_text(on_sheet.answer))
                assert (mark.verdict, mark.credit) == ("correct", 1.0), (seed, part.id, to_text(on_sheet.answer))
