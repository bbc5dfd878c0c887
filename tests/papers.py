"""Sheets for tests of what prints them: of shipped questions, and small ones made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from studybot.bank.reading import load_bank
from studybot.bank.schema import Part
from studybot.problem.derivation import Derivation
from studybot.problem.part_letters import letter
from studybot.problem.variant import Variant, drawn
from studybot.sheets.paper import blanks_on_paper
from studybot.sheets.sheet import Edition, Layout, Paper, PartOnSheet, Problem, Section, Sheet
from studybot.show.answers import answer_node
from studybot.show.document import Document, Math, line
from studybot.show.options import offered
from studybot.show.prose import paragraphs
from studybot.show.questions import text
from studybot.show.solution import solution
from studybot.show.wanted import how_to_answer

BANKS = sorted((Path(__file__).parent.parent / "questions").glob("*.yaml"))


@cache
def derivations(bank: Path) -> tuple[Derivation, ...]:
    return tuple(map(Derivation.of, load_bank(bank).questions))


def variants(bank: Path, count: int, seed: int = 1) -> list[Variant]:
    """Variants of the first questions of a bank."""
    return [drawn(derivation, seed) for derivation in derivations(bank)[:count]]


def sheet_of(
    problems: Sequence[Variant], edition: Edition = "sheet", paper: Paper = "a4", *, student: str = "", number: int = 0
) -> Sheet:
    """A sheet of variants, with everything on it that a sheet can have."""
    return Sheet(
        edition,
        title="Problem sheet 3",
        date="14 December 2026",
        student=student,
        student_id=str(number) if student else "",
        code=f"S4-3K7Q-M2XP-{number:04}",
        intro=(line("Show how you got there: steps count, too."),),
        sections=(Section("", (), tuple(_problem(one, place) for place, one in enumerate(problems, start=1))),),
        layout=Layout(paper),
    )


def _problem(variant: Variant, number: int) -> Problem:
    parts = variant.question.parts
    points = sum(part.points for part in parts)
    on_sheet = tuple(_part(variant, part, letter(place)) for place, part in enumerate(parts))
    return Problem(number, variant.question.title, points, variant.code or "", text(variant), on_sheet)


def _part(variant: Variant, part: Part, name: str) -> PartOnSheet:
    how = how_to_answer(variant, part)
    asked: Document = (*paragraphs(part.ask, variant), *((line(*how),) if how else ()))
    answer = (line(Math(answer_node(variant, part))),)
    room = 1 if part.task is not None else min(16, 1 + 2 * len(part.derived))
    steps, blanks = solution(variant, part), blanks_on_paper(variant, part)
    return PartOnSheet(name, part.points, asked, offered(variant, part), room, answer, steps, blanks)
