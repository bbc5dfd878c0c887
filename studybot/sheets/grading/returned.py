"""Answers that came back: rows of a file, each with what is meant by its code, question and part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studybot.bank.findings import BankError, Finding
from studybot.formula.errors import Place, StudybotError
from studybot.problem.part_letters import letter
from studybot.sheets.files.cells import text_of
from studybot.sheets.files.index import bare, split_code, student_id
from studybot.sheets.files.rows import Row
from studybot.sheets.grading.collected import Collect
from studybot.sheets.grading.lookup import Lookup

REQUIRED = ("code", "part", "answer")
OPTIONAL = ("student", "question")
# After so many rows that name nothing the file is another one than was meant.
_MOST_FAULTS = 20


class Returned:
    """Reads answers. `strangers` counts those that stand under another student than their sheet, and `first_stranger`
    says where the first of them stands, and whose sheet that is."""

    def __init__(self, lookup: Lookup, name: str) -> None:
        self._lookup = lookup
        self._name = name
        self._findings: list[Finding] = []
        self.strangers = 0
        self.first_stranger = ""

    def answers(self, rows: Iterable[Row]) -> Iterator[Collect]:
        """What each row answers. At their end raises `BankError` with all rows that name nothing."""
        for row in rows:
            try:
                yield self._read(row)
            except BankError:
                raise
            except StudybotError as fault:
                place = Place(self._name, row.line, 1)
                self._findings.append(Finding("error", "answers", fault.message, place, fault.hint))
                if len(self._findings) == _MOST_FAULTS:
                    break
        if self._findings:
            raise BankError(self._findings)

    def _read(self, row: Row) -> Collect:
        code, part, text, student, question = row.cells
        _, code = split_code(code)
        asked = self._lookup.variant(code, question.strip())
        place = self._lookup.part(asked.entry, part.strip())
        name = student_id(student)
        if asked.student and name and name != asked.student:
            self.strangers += 1
            self.first_stranger = self.first_stranger or f"{self._name}:{row.line}, on the sheet of {asked.student}"
        name = name or asked.student
        if not name:
            raise StudybotError("answers.student", "no student is named", hint="give the student's id")
        points = asked.points[place]
        problem = f"{asked.number or ''}{letter(place)}"
        return Collect(row.line, name, code, problem, asked.code, asked.entry, asked.seed, place, points, text_of(text))


def papers(codes: Iterable[tuple[str, str, int, int]], lookup: Lookup) -> Iterator[tuple[str, int, int, int]]:
    """What each student was asked, and for how many points: all problems of a sheet, also those nobody answered.

    `codes` are student, code, question and seed of what was answered. Who has a sheet in the index, of which nothing
    came back, was asked it, too.
    """
    came: set[str] = set()
    for student, code, entry, seed in codes:
        if bare(code) in lookup.sheets:
            came.add(bare(code))
            yield from _of_sheet(student, code, lookup)
        else:
            yield student, entry, seed, sum(part.points for part in lookup.entries[entry].question.parts)
    for code, sheet in lookup.sheets.items():
        if code not in came and sheet.student:
            yield from _of_sheet(sheet.student, code, lookup)


def _of_sheet(student: str, code: str, lookup: Lookup) -> Iterator[tuple[str, int, int, int]]:
    for asked in lookup.problems(code).values():
        yield student, asked.entry, asked.seed, sum(asked.points)
