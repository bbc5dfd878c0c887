"""The sheet, the key or the solutions of variants that were drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studybot.bank.schema import Choices, Part, Rubric, Spellings
from studybot.formula.matrix import Matrix
from studybot.problem.options import Offer, offers_of
from studybot.problem.part_letters import letter
from studybot.problem.variant import Variant
from studybot.sheets.pages import paged
from studybot.sheets.paper import asked_on_paper, blanks_on_paper, options_on_paper
from studybot.sheets.sheet import Edition, Layout, PartOnSheet, Problem, Section, Sheet
from studybot.show.document import Document, Math, line
from studybot.show.options import explained
from studybot.show.questions import text

# Two lines a step: its formula, and the numbers put in. Nobody needs more than half a page for one part.
_LINES_PER_STEP = 2
_MOST_LINES = 16
# A point of a model answer is a sentence.
_LINES_PER_POINT = 2


class Drawn(NamedTuple):
    """A variant on a sheet, and the points of its parts."""

    variant: Variant
    points: tuple[int, ...]


class DrawnSection(NamedTuple):
    """Variants that stand together, under a title and after a text where there are any."""

    title: str
    text: Document
    problems: tuple[Drawn, ...]


class Header(NamedTuple):
    """What stands at the head of a sheet; see `Sheet`."""

    title: str
    date: str = ""
    student: str = ""
    student_id: str = ""
    code: str = ""
    intro: Document = ()
    layout: Layout = Layout()


class Editions:
    """One sheet in its editions. What they have in common is made once.

    Without `with_codes` no problem on the sheet itself has a code, by which it could be asked again.
    """

    def __init__(self, header: Header, sections: Sequence[DrawnSection], *, with_codes: bool = True) -> None:
        self._header = header
        self._sections = sections
        self._with_codes = with_codes
        room = header.layout.room
        self._bare = [
            [_bare(drawn, place, room) for place, drawn in _numbered(section)] for section in _counted(sections)
        ]

    def edition(self, edition: Edition) -> Sheet:
        """The sheet in one edition. Raises `StudybotError` where a step of a solution cannot be shown."""
        header = self._header
        sections = tuple(
            Section(
                section.title,
                section.text,
                tuple(
                    self._problem(drawn, bare, edition) for drawn, bare in zip(section.problems, problems, strict=True)
                ),
            )
            for section, problems in zip(self._sections, self._bare, strict=True)
        )
        if edition == "sheet":
            sections = paged(sections, header.layout.new_page)
        return Sheet(
            edition,
            header.title,
            header.date,
            header.student,
            header.student_id,
            header.code,
            header.intro,
            sections,
            header.layout,
        )

    def _problem(self, drawn: Drawn, bare: Problem, edition: Edition) -> Problem:
        if edition == "sheet":
            return bare if self._with_codes else bare._replace(code="")
        variant = drawn.variant
        return bare._replace(
            parts=tuple(
                on_sheet._replace(
                    answer=_answer(variant, part), steps=_steps(variant, part) if edition == "solutions" else ()
                )
                for on_sheet, part in zip(bare.parts, variant.question.parts, strict=True)
            )
        )


def _counted(sections: Sequence[DrawnSection]) -> Iterator[tuple[int, DrawnSection]]:
    """The sections, each with the number of its first problem."""
    number = 1
    for section in sections:
        yield number, section
        number += len(section.problems)


def _numbered(counted: tuple[int, DrawnSection]) -> Iterator[tuple[int, Drawn]]:
    number, section = counted
    return enumerate(section.problems, start=number)


def _bare(drawn: Drawn, number: int, room: float) -> Problem:
    """A problem without answers, with `room` times as much to write as it takes."""
    variant = drawn.variant
    question = variant.question
    parts = tuple(
        PartOnSheet(
            letter=letter(place),
            points=points,
            asked=asked_on_paper(variant, part),
            options=options_on_paper(variant, part),
            room=max(1, round(room * room_for(variant, part))) if room else 0,
            answer=(),
            steps=(),
            blanks=blanks_on_paper(variant, part) if room else (),
        )
        for place, (part, points) in enumerate(zip(question.parts, drawn.points, strict=True))
    )
    return Problem(number, question.title, sum(drawn.points), variant.code or "", text(variant), parts)


def room_for(variant: Variant, part: Part) -> int:
    """How many lines there are to write the answer to a part: the same on every variant of a question."""
    if isinstance(part.task, Rubric):
        return min(_MOST_LINES, 1 + _LINES_PER_POINT * len(part.task.points))
    if part.task is not None and not part.derived:
        return 1
    value = variant.values.get(part.id)
    rows = value.shape[0] - 1 if isinstance(value, Matrix) else 0
    return min(_MOST_LINES, 1 + _LINES_PER_STEP * len(part.derived) + rows)


def _answer(variant: Variant, part: Part) -> Document:
    """The right answer for whoever marks: of a text what counts, of words all that are accepted."""
    if isinstance(part.task, Rubric):
        return explained(variant, part)
    if isinstance(part.task, Spellings):
        return (line(" or ".join(part.task.accepted)),)
    if isinstance(part.task, Choices) and part.task.manner == "statements":
        return (line(", ".join(map(_judged, offers_of(variant, part)))),)
    # Here and not above: a sheet without answers does without 23 ms of modules that know how answers are marked.
    from studybot.show.answers import answer_node

    return (line(Math(answer_node(variant, part))),)


def _judged(offer: Offer) -> str:
    """A statement as it is filled in: its letter, T or F, the number of its reason."""
    reason = "" if offer.reason is None else f" {offer.reason + 1}"
    return f"{offer.letter}) {'T' if offer.holds else 'F'}{reason}"


def _steps(variant: Variant, part: Part) -> Document:
    """What leads to the answer. Of a text that is marked by what counts, the answer has said it all."""
    from studybot.show.solution import solution  # as above

    return () if isinstance(part.task, Rubric) else solution(variant, part)
