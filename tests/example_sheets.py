"""Sheets for tests: the shipped questions as they stand on paper, and sheets full of text that tries to be markup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from studybot.bank.library import Library
from studybot.bank.schema import Part
from studybot.problem.derivation import Derivation
from studybot.problem.part_letters import letter_of
from studybot.problem.variant import Variant, drawn
from studybot.sheets.paper import blanks_on_paper
from studybot.sheets.sheet import Edition, PartOnSheet, Problem, Section, Sheet
from studybot.show.answers import answer_node
from studybot.show.document import Document, Math, Table, Verbatim, Words, line
from studybot.show.options import offered
from studybot.show.prose import inline_spans
from studybot.show.questions import text
from studybot.show.solution import solution
from studybot.show.wanted import how_to_answer

EDITIONS: tuple[Edition, ...] = ("sheet", "key", "solutions")


@cache
def shipped() -> dict[str, Derivation]:
    """Every question of the banks that come with studybot, by its id."""
    entries = Library([Path(__file__).parents[1] / "questions"]).entries()
    return {entry.id: Derivation.of(entry.question) for entry in entries}


def problem(number: int, variant: Variant, edition: Edition) -> Problem:
    parts = tuple(_part(variant, part, edition) for part in variant.question.parts)
    points = sum(part.points for part in parts)
    return Problem(number, variant.question.title, points, variant.code or "", text(variant), parts)


def _part(variant: Variant, part: Part, edition: Edition) -> PartOnSheet:
    how = how_to_answer(variant, part, at_once=True)
    return PartOnSheet(
        letter_of(variant.derivation, part.id),
        part.points,
        (line(*inline_spans(part.ask, variant)), *((line(*how),) if how else ())),
        offered(variant, part),
        1 + 2 * len(part.derived),
        (line(Math(answer_node(variant, part))),) if edition != "sheet" else (),
        solution(variant, part) if edition == "solutions" else (),
        blanks_on_paper(variant, part),
    )


def sheet(questions: Sequence[str], edition: Edition = "sheet", seed: int = 1) -> Sheet:
    """One variant of each question, in one section without a title."""
    problems = tuple(
        problem(number, drawn(shipped()[question], seed), edition) for number, question in enumerate(questions, 1)
    )
    intro = (line("Write down how you got there."),)
    return Sheet(edition, "Problem set 3", "24 March 2026", "", "", "S7Q-M2X-P9T", intro, (Section("", (), problems),))


def sheet_of_words(words: str, edition: Edition = "sheet") -> Sheet:
    """A sheet on which these words stand wherever words of strangers can."""
    said: Document = (line(words), line(Words(words, "strong"), Words(words, "quiet"), role="plain", indent=1))
    blanks = ((words, words), (words, words))
    parts = tuple(PartOnSheet(letter, 2, said, said, 2, said, (*said, *AROUND), blanks) for letter in "ab")
    problems = (Problem(1, words, 4, words, said, parts),)
    return Sheet(edition, words, words, words, words, words, said, (Section(words, said, problems),))


# A table and lines that keep their blanks stand on no shipped sheet.
_CELL = (Words("3"),)
AROUND: Document = (
    Table(("what", "how many"), ((_CELL, _CELL),), frozenset({1})),
    Verbatim(("a  b", "   ^")),
)
