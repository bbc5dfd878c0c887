"""What begins on a page of its own: sections, problems, never what stands first."""

from __future__ import annotations

import pytest

from studybot.sheets.pages import paged
from studybot.sheets.sheet import NewPage, Problem, Section
from studybot.show.document import line

PROBLEM = Problem(1, "A problem", 1, "", (), ())
TEXT = (line("Read this."),)
# A title, problems after it, a text between, and a last word.
SECTIONS = (
    Section("First", (), (PROBLEM, PROBLEM)),
    Section("", TEXT, (PROBLEM,)),
    Section("", (), (PROBLEM,)),
    Section("Second", (), (PROBLEM,)),
    Section("", TEXT, ()),
)


@pytest.mark.parametrize(
    ("new_page", "marked"),
    [
        ("nothing", ". .. . . . . . . ."),
        ("section", ". .. . . . . P . ."),
        ("problem", ". .P P . . P P . ."),
    ],
)
def test_pages_begin_with_what_a_problem_stands_under(new_page: NewPage, marked: str) -> None:
    found = [
        " ".join(
            [
                "P" if section.on_new_page else ".",
                *(
                    ["".join("P" if problem.on_new_page else "." for problem in section.problems)]
                    * bool(section.problems)
                ),
            ]
        )
        for section in paged(SECTIONS, new_page)
    ]
    assert " ".join(found) == marked
