"""Who gets a sheet: a CSV file with a name and an id in each row."""

from __future__ import annotations

from typing import NamedTuple, NoReturn, TextIO

from studybot.formula.errors import Place, StudybotError
from studybot.formula.safely import shown_safely
from studybot.sheets.codes import MAX_VERSIONS
from studybot.sheets.files.index import student_id
from studybot.sheets.files.rows import read_rows

# What fits onto the line for a name; a longer one would push the head of the sheet down.
_LONGEST_NAME = 100
_LONGEST_ID = 40


class Student(NamedTuple):
    """A row of a roster. No two have the same `id`, and neither is empty."""

    name: str
    id: str


def read_roster(stream: TextIO, shown: str) -> tuple[Student, ...]:
    """The students of a roster in its order. `stream` is as `read_rows` wants it.

    Raises `StudybotError` `answers.*` with the line of what is wrong.
    """
    students: list[Student] = []
    lines: dict[str, int] = {}
    for row in read_rows(stream, shown, ("name", "id")):
        name, id_ = (" ".join(cell.split()) for cell in row.cells)
        for what, text, longest in (("name", name, _LONGEST_NAME), ("id", id_, _LONGEST_ID)):
            if not text:
                _refuse(f"there is no {what}", "each row has a name and an id", shown, row.line)
            if len(text) > longest:
                told = f"the {what} has {len(text):,} characters"
                _refuse(told, f"a sheet has room for {longest}", shown, row.line)
            if not text.isprintable():
                told = f"the {what} has control characters: {shown_safely(text)}"
                _refuse(told, "type it again", shown, row.line)
        # What an index and answers cannot tell apart, as letters that are composed otherwise, is one.
        compared = student_id(id_)
        if compared in lines:
            _refuse(f"the id {id_} is that of line {lines[compared]}, too", "each student has one row", shown, row.line)
        if len(students) == MAX_VERSIONS:
            _refuse(f"there are more than {MAX_VERSIONS:,} students", "part the roster", shown, row.line)
        lines[compared] = row.line
        students.append(Student(name, id_))
    if not students:
        _refuse("there are no students", "each row below the first has a name and an id", shown, 1)
    return tuple(students)


def _refuse(message: str, hint: str, shown: str, line: int) -> NoReturn:
    raise StudybotError("answers.roster", message, hint=hint, place=Place(shown, line, 1))
