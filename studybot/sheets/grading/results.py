"""Results as files: what stands in a row of marks, and in a row of totals. No cell of them is a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from studybot.sheets.files.cells import Cell, cell_of

_END = "\r\n"


class Result(NamedTuple):
    """A row of the results. `problem` is what the part is called on the paper, `3b`, or `b` where it has no number.

    `variant` is the variant's own code; `before` the points that `--before` tells of.
    """

    student: str
    code: str
    problem: str
    question: str
    part: str
    answer: str
    verdict: str
    credit: float
    points: float
    of: int
    reading: str
    slip: str
    feedback: str
    variant: str
    before: float | None = None


class Total(NamedTuple):
    """What a student has: points of how many, and how many answers of each verdict."""

    student: str
    points: float
    of: int
    correct: int
    wrong: int
    invalid: int
    blank: int
    before: float | None = None


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV file, the first of which names the columns."""
    # Its result is that of `write`, which is the line. It quotes a text with a character of its own end of line only.
    writer = csv.writer(_Line(), lineterminator=_END)
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([cell_of(value) for value in row])


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The same as JSON Lines, in which nothing is a formula."""
    for row in rows:
        yield json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n"


class _Line:
    def write(self, text: str) -> str:
        return text.removesuffix(_END) + "\n"
