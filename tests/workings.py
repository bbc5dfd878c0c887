"""What the tests of working share: homework of the shipped bank, and the mark of working for a part of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from studybot.bank.library import Library
from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark
from studybot.marking.part import mark_part
from studybot.marking.working.reading import Working, read_working
from studybot.marking.working.wrong import first_wrong_line
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example
from studybot.problem.variant import Variant, drawn

COST = "fermi/inference-cost"
ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}


@cache
def derivation(question_id: str) -> Derivation:
    return Derivation.of(ENTRIES[question_id].question)


@cache
def homework(question_id: str = COST) -> Variant:
    """With N = 1e12, T = 1e6, 1.98 PFLOP/s and $1.50 an hour, 2e18 FLOP take 1010 s (0.2806 h) and cost $0.42."""
    found = derivation(question_id)
    return from_example(found, found.question.examples[0])


@cache
def variant(question_id: str, seed: int) -> Variant:
    return drawn(derivation(question_id), seed)


def read(text: str, part: str = "cost", question_id: str = COST) -> Working:
    found = homework(question_id)
    return read_working(text, found, found.part(part))


def fault(text: str, part: str = "cost") -> tuple[str, str]:
    """Why working cannot be read, and what of it."""
    try:
        read(text, part)
    except FormulaError as found:
        assert found.text == text
        return found.code, text[found.start : found.end]
    raise AssertionError(f"{text!r} was read")


def mark(text: str, part: str = "cost", question_id: str = COST, **earlier: float) -> Mark:
    found = homework(question_id)
    return mark_part(found, found.part(part), text, earlier)


def remark(text: str, part: str = "cost", question_id: str = COST, **earlier: float) -> tuple[str, str, str] | None:
    """The verdict, the code of what is said of a line, and the sentence; None where nothing is said of any."""
    found = mark(text, part, question_id, **earlier)
    said = [each for each in found.remarks if each.code.startswith("working.")]
    return (found.verdict, said[0].code, said[0].text) if said else None


def blamed(text: str, part: str = "cost", **earlier: float) -> str:
    """What of a wrong answer's working is at fault, as it was typed; nothing where no line is."""
    found = homework()
    asked = found.part(part)
    wrong = first_wrong_line(read_working(text, found, asked, earlier), found, asked, earlier, is_right=False)
    return text[wrong.start : wrong.end] if wrong else ""
