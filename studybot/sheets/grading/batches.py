"""Marking many answers to one question: batch after batch, in whichever process."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from studybot.bank.schema import Question
from studybot.formula.errors import StudybotError
from studybot.marking.bulk import nothing_collected
from studybot.problem.derivation import Derivation
from studybot.problem.draw import attempts_many
from studybot.problem.variant import Variant, drawn
from studybot.sheets.grading.marks import Marker
from studybot.show.marks import reading_text, slip_text

# From so many variants on it pays to find on arrays at which attempt each is drawn.
_MANY = 20


class Written(NamedTuple):
    """An answer: the row in which it came, the variant's seed, the student, the part's place, and what was written.

    `points` are those of the part. `instead` is the line of the student's answer to the part that counts, 0 where it is
    this one.
    """

    row: int
    seed: int
    student: str
    part: int
    points: int
    text: str
    instead: int = 0


class Batch(NamedTuple):
    """Answers to one question, those of one student to one variant together. `name` is what the file is called."""

    question: Question
    written: tuple[Written, ...]
    name: str


class Graded(NamedTuple):
    """What became of a row. `verdict` is "" where nothing was marked: `feedback` says why. `credit` is from 0 to 1.

    It `stands` unless another row has the student's answer to the part.
    """

    row: int
    verdict: str
    credit: float
    points: float
    reading: str
    slip: str
    feedback: str
    stands: bool = True


def grade(batch: Batch) -> list[Graded]:
    """The marks of a batch."""
    with nothing_collected():
        derivation = Derivation.of(batch.question)
        seeds = list(dict.fromkeys(one.seed for one in batch.written))
        attempts = dict(zip(seeds, attempts_many(derivation, seeds), strict=True)) if len(seeds) >= _MANY else {}
        return [
            graded
            for seed, written in groupby(batch.written, key=lambda one: one.seed)
            for graded in _of_variant(derivation, seed, attempts.get(seed, 0), list(written), batch.name)
        ]


def _of_variant(derivation: Derivation, seed: int, attempt: int, written: list[Written], name: str) -> Iterator[Graded]:
    parts = derivation.question.parts
    try:
        variant = drawn(derivation, seed, attempt)
    except StudybotError as fault:
        yield from (_unmarked(one, fault.sentence()) for one in written)
        return
    marker = Marker(variant)
    for _, group in groupby(written, key=lambda one: one.student):
        rows: dict[str, Written] = {}
        for one in group:
            is_blank = not one.text.strip()
            if one.instead:
                told = "nothing is written; the answer stands in" if is_blank else "answered once more in"
                yield _unmarked(one, f"{told} {name}:{one.instead}")._replace(stands=False)
            elif is_blank:
                yield _unmarked(one, "nothing is written")
            else:
                rows[parts[one.part].id] = one
        yield from _of_student(marker, variant, rows)


def _of_student(marker: Marker, variant: Variant, rows: dict[str, Written]) -> Iterator[Graded]:
    for found in marker.marked({part: one.text for part, one in rows.items()}):
        mark, one = found.mark, rows[found.part.id]
        yield Graded(
            one.row,
            mark.verdict,
            found.credit,
            found.credit * one.points,
            reading_text(mark) or "",
            slip_text(variant, mark) or "",
            "; ".join(remark.text for remark in (*mark.remarks, *mark.closing)),
        )


def _unmarked(one: Written, reason: str) -> Graded:
    return Graded(one.row, "", 0.0, 0.0, "", "", reason)
