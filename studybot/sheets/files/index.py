"""The index of sheets: who has which code, in which file, which variant each problem is, and what its parts are worth.

It is written with the sheets, and read again when answers to them come back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TextIO
from unicodedata import normalize

from studybot.formula.errors import Place, StudybotError
from studybot.sheets.files.cells import cell_of, text_of
from studybot.sheets.files.file_names import BANK_FILE
from studybot.sheets.files.rows import read_table

_POINTS = " points"


class IndexRow(NamedTuple):
    """A sheet of the index. `variants` are the codes of its problems, in their order; `points` those of the parts of
    each, () where they are the question's own."""

    student: str
    name: str
    version: int
    code: str
    file: str
    variants: tuple[str, ...]
    points: tuple[tuple[int, ...], ...] = ()


def index_text(rows: Sequence[IndexRow]) -> str:
    """The index as CSV, whose columns 1, 2, ... are the problems, and `1 points`, ... their points where a sheet says
    them. What would be a formula begins with an apostrophe."""
    problems = range(max((len(row.variants) for row in rows), default=0))
    worth = [place for place in problems if any(_points_at(row, place) for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    titles = (*(str(place + 1) for place in problems), *(f"{place + 1}{_POINTS}" for place in worth))
    writer.writerow(("student", "name", "version", "code", "file", *titles))
    for row in rows:
        variants = (row.variants[place] if place < len(row.variants) else "" for place in problems)
        points = (" ".join(map(str, _points_at(row, place))) for place in worth)
        cells = (row.student, row.name, str(row.version), row.code, row.file, *variants, *points)
        writer.writerow(map(cell_of, cells))
    return text.getvalue()


def _points_at(row: IndexRow, place: int) -> tuple[int, ...]:
    return row.points[place] if place < len(row.points) else ()


class Numbered(NamedTuple):
    """A sheet: its code as it is printed, whose it is ("" where nobody's), and the variant's code of each problem.

    `points` are those of the parts of a problem, where they are not the question's own. `files` are the bare names of
    those of the banks of one's own that it has problems of.
    """

    code: str
    student: str
    variants: Mapping[int, str]
    points: Mapping[int, tuple[int, ...]]
    files: frozenset[str] = frozenset()


def split_code(cell: str) -> tuple[str, str]:
    """A file and the code behind it, as an index writes a variant of a bank of one's own: `mine.yaml:CODE`.

    The file is "" where none stands there, or one that is not named by its bare name.
    """
    file, _, code = cell.strip().rpartition(":")
    return (file.strip() if BANK_FILE.fullmatch(file.strip()) else ""), code.strip()


def bare(code: str) -> str:
    """A code without what people leave out or add when they copy it, or programs make of its hyphens."""
    return "".join(filter(str.isalnum, code.upper()))


def student_id(text: str) -> str:
    """An id as it is compared: of a cell that was written, however its letters are composed and its words spaced."""
    return normalize("NFC", " ".join(text_of(text.strip()).split()))


def seen_as(student: str) -> str:
    """An id as the eye sees it: without case, blanks and what does not show. Two that are seen as one may be one."""
    seen = normalize("NFKC", student).casefold()
    return "".join(char for char in seen if char.isprintable() and not char.isspace())


def read_index(stream: TextIO, name: str) -> dict[str, Numbered]:
    """The sheets of an index by their bare codes.

    Its columns are code, student, and a number for each problem, in which the code of its variant stands; of a bank of
    one's own it may stand behind the file, `mine.yaml:CODE`. A column `3 points` may have those of the parts of problem
    3, `2 1 4`; other columns are passed over. Raises `StudybotError` `answers.*` with file and line.
    """
    header, rows = read_table(stream, name, ("code", "student"))
    code, student = header.columns.index("code"), header.columns.index("student")
    numbered = [(int(column), place) for place, column in enumerate(header.columns) if _is_number(column)]
    problems = dict(numbered)
    if len(problems) < len(numbered):
        hint = "an index has one column for each problem: 1, 2, ..."
        told = "two columns have the number of one problem"
        raise StudybotError("answers.index", told, hint=hint, place=Place(name, header.line, 1))
    worths = {
        number: header.columns.index(f"{number}{_POINTS}")
        for number in problems
        if f"{number}{_POINTS}" in header.columns
    }
    if not problems:
        hint = "an index has a column for each problem: 1, 2, ..."
        raise StudybotError("answers.index", "no problem has a column", hint=hint, place=Place(name, header.line, 1))
    sheets: dict[str, Numbered] = {}
    for row in rows:
        cells = [text_of(cell.strip()) for cell in row.cells]
        found = {number: split_code(cells[place]) for number, place in problems.items() if cells[place]}
        variants = {number: variant for number, (_, variant) in found.items()}
        files = frozenset(file for file, _ in found.values() if file)
        points = {number: _points(cells[place], name, row.line) for number, place in worths.items() if cells[place]}
        sheet = Numbered(cells[code], student_id(row.cells[student]), variants, points, files)
        known = sheets.setdefault(bare(sheet.code), sheet)
        if (known.variants, known.points) != (sheet.variants, sheet.points):
            told = f"two sheets have the code {sheet.code}, and not the same problems"
            raise StudybotError("answers.index", told, place=Place(name, row.line, 1))
        if known.student != sheet.student:
            sheets[bare(sheet.code)] = known._replace(student="")  # one version, which several students have
    return sheets


def _points(cell: str, name: str, line: int) -> tuple[int, ...]:
    words = cell.split()
    if not all(_is_number(word) for word in words):
        hint = "points are whole numbers, one a part, with blanks between: 2 1 4"
        raise StudybotError("answers.index", f"these are no points: {cell}", hint=hint, place=Place(name, line, 1))
    return tuple(map(int, words))


def _is_number(column: str) -> bool:
    return column.isascii() and column.isdigit() and len(column) < 5
