"""What stands on a sheet beside its problems, and what of them stands in which edition: the same in every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from studybot.sheets.sheet import Edition, PartOnSheet, Problem, Section, Sheet
from studybot.show.document import Document, Formula, Math, Paragraph, Span, Words

SUBTITLES: Mapping[Edition, str] = {"sheet": "", "key": "Answer key", "solutions": "Worked solutions"}
# Of a line to write on, in formats of letters alone.
BLANK = "_" * 30
_SHORT_BLANK = "_" * 6


class Field(NamedTuple):
    """A line at the head of a sheet: the student's name, for one. What is empty is to be written in by hand."""

    label: str
    value: str


class Printed(NamedTuple):
    """What of a part stands in an edition: documents that are empty and no room where it has none of them.

    `room` is lines to write on, and behind them are `blanks`, groups of labels of what is filled in.
    """

    asked: Document
    options: Document
    room: int
    blanks: tuple[tuple[str, ...], ...]
    answer: Document
    steps: Document


def fields(sheet: Sheet) -> tuple[Field, ...]:
    """The lines at the head of a sheet."""
    blank = sheet.edition == "sheet"
    found = [Field("Name", sheet.student)] if blank or sheet.student else []
    found += [Field("Number", sheet.student_id)] if blank or sheet.student_id else []
    found += [Field("Date", sheet.date)] if sheet.date else []
    return (*found, Field("Points", str(sheet.points)))


def points(count: int) -> str:
    """`1 point`, `5 points`."""
    return f"{count} point{'' if count == 1 else 's'}"


def problems(count: int) -> str:
    """`1 problem`, `5 problems`."""
    return f"{count:,} problem{'' if count == 1 else 's'}"


def heading(problem: Problem) -> str:
    """Number and title."""
    return f"{problem.number}. {problem.title}"


def intro(sheet: Sheet) -> Document:
    """What is said before the problems, to who works on them."""
    return sheet.intro if sheet.edition == "sheet" else ()


def depths(sheet: Sheet) -> Iterator[tuple[Section, int]]:
    """The sections, each with the level of its problems' headings: 2 from the first title on, which is above."""
    depth = 1
    for section in sheet.sections:
        depth = 2 if section.title else depth
        yield section, depth


def between(sheet: Sheet, section: Section) -> Document:
    """The text before the problems of a section, which a key does without."""
    return section.text if sheet.edition != "key" else ()


def text(sheet: Sheet, problem: Problem) -> Document:
    """The text of a problem, which a key does without."""
    return problem.text if sheet.edition != "key" else ()


def printed(sheet: Sheet, problem: Problem, part: PartOnSheet) -> Printed:
    """A part in the sheet's edition, with its letter in front and its points behind, where there are others."""
    letter: tuple[Span, ...] = (Words(f"({part.letter}) ", "label"),)
    worth: tuple[Span, ...] = (Words(f" [{points(part.points)}]", "points"),)
    if len(problem.parts) == 1:
        letter = worth = ()
    if sheet.edition == "key":
        return Printed((), (), 0, (), _with(letter, part.answer, worth), ())
    asked = _with(letter, part.asked, worth)
    if sheet.edition == "sheet":
        return Printed(asked, part.options, part.room - (1 if part.blanks else 0), part.blanks, (), ())
    return Printed(asked, part.options, 0, (), _with((Words("Answer: ", "strong"),), part.answer, ()), part.steps)


def filled_in(blanks: Sequence[Sequence[str]]) -> list[str]:
    """What is filled in, a group at a time, in formats of letters alone."""
    blank = BLANK if len(blanks) == 1 else _SHORT_BLANK
    return [" ".join([f"{label}{'' if label.endswith(')') else ':'} {blank}" for label in group]) for group in blanks]


def _with(before: tuple[Span, ...], document: Document, behind: tuple[Span, ...]) -> Document:
    """A document with words before and behind its first line; on a line of their own where it begins with none."""
    if not before:
        return document
    first = document[0] if document else None
    match first:
        case Paragraph(spans, indent):
            return (Paragraph((*before, *spans, *behind), indent), *document[1:])
        case Formula(node, ()):
            return (Paragraph((*before, Math(node), *behind)), *document[1:])
    return (Paragraph((*before, *behind)), *document)
