"""What stands on a problem sheet, its key or its solutions, before anyone decides how it is printed.

One tree for every format: what is not in it stands on none of them. Its texts come from banks, rosters and sheet files
and are words, never markup; each renderer escapes them for its target.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from studybot.show.document import Document

# What is printed of the same problems: room to write; the answers alone; the answers with the steps that lead there.
Edition = Literal["sheet", "key", "solutions"]
Paper = Literal["a4", "letter"]
# What begins on a page of its own.
NewPage = Literal["nothing", "section", "problem"]


class Layout(NamedTuple):
    """How a sheet lies on its pages. `room` is by how much there is more, or less, to write than elsewhere."""

    paper: Paper = "a4"
    room: float = 1.0
    new_page: NewPage = "nothing"


class PartOnSheet(NamedTuple):
    """One thing asked, under its `letter`. `asked` comes without it, and so does `options`, what is offered to choose.

    `room` is how many lines there are to write, in proportion to the steps of the solution. What is filled in is the
    last of them: `blanks` are its labels, in groups that stand together, and none where every line is for sentences.
    `answer` and `steps` are printed in the editions that have them.
    """

    letter: str
    points: int
    asked: Document
    options: Document
    room: int
    answer: Document
    steps: Document
    blanks: tuple[tuple[str, ...], ...] = ()


class Problem(NamedTuple):
    """One variant on a sheet. `code` is the variant's own, by which `studybot quiz` asks it again, or "".

    `on_new_page`: a page begins with it.
    """

    number: int
    title: str
    points: int
    code: str
    text: Document
    parts: tuple[PartOnSheet, ...]
    on_new_page: bool = False


class Section(NamedTuple):
    """Problems that stand together: under a title, after a text, where there are any.

    One without a title goes on with the section before it. `on_new_page`: a page begins with it.
    """

    title: str
    text: Document
    problems: tuple[Problem, ...]
    on_new_page: bool = False


class Sheet(NamedTuple):
    """A whole sheet. `code` stands on every page; `student` and `student_id` are "" where there is a line for the name.

    `date` is printed as it is given, "" where there is none.
    """

    edition: Edition
    title: str
    date: str
    student: str
    student_id: str
    code: str
    intro: Document
    sections: tuple[Section, ...]
    layout: Layout = Layout()

    @property
    def points(self) -> int:
        """What can be earned on it."""
        return sum(problem.points for section in self.sections for problem in section.problems)
