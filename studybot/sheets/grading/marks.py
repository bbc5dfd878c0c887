"""The marks of all that one student wrote to one variant: what follows rightly from an earlier mistake counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from studybot.bank.schema import Part
from studybot.marking.mark import Mark, Own
from studybot.marking.part import mark_part, own_answer
from studybot.problem.variant import Variant


class MarkedAnswer(NamedTuple):
    """An answer to a part, and its mark."""

    part: Part
    text: str
    mark: Mark

    @property
    def credit(self) -> float:
        """From 0 to 1."""
        return 0.0 if self.mark.verdict == "invalid" else self.mark.credit


class Marker:
    """Marks what students wrote to one variant. Students type the same few answers, so that equal ones, after equal
    mistakes, are marked once."""

    def __init__(self, variant: Variant) -> None:
        self._variant = variant
        self._marks: dict[tuple[tuple[str, str], ...], tuple[Mark, Own | None]] = {}

    def marked(self, answers: Mapping[str, str]) -> Iterator[MarkedAnswer]:
        """The marks of one student's answers, which are given by the ids of their parts, in the order of the parts."""
        earlier: dict[str, Own] = {}
        mistakes: tuple[tuple[str, str], ...] = ()
        for part in self._variant.question.parts:
            if part.id not in answers:
                continue
            text = answers[part.id]
            known = (*mistakes, (part.id, text))
            found = self._marks.get(known)
            if found is None:
                mark = mark_part(self._variant, part, text, earlier)
                found = self._marks[known] = (mark, own_answer(mark))
            mark, own = found
            if own is not None:
                earlier[part.id] = own
                mistakes = known
            yield MarkedAnswer(part, text, mark)
