"""`studybot mark`: one answer marked without a session, for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from studybot.bank.schema import Part
from studybot.cli.screen import Screen
from studybot.cli.status import ExitStatus
from studybot.formula.errors import StudybotError
from studybot.marking.mark import Mark, Own
from studybot.marking.part import mark_part, own_answer
from studybot.marking.rubric import MAX_WRITING
from studybot.problem.variant import Variant
from studybot.show.document import Block, Document, Role, Words, line
from studybot.show.feedback import percent, reading_line, unreadable
from studybot.show.marks import reading_text, slip_text
from studybot.show.slips import clause_of


def mark(variant: Variant, part_id: str, answer: str, earlier: Sequence[str], as_json: bool, screen: Screen) -> Mark:
    """Mark an answer and print the mark. Raises `StudybotError` for a part or an earlier answer that does not exist."""
    part = variant.part(part_id)
    before = dict(_earlier(variant, part, text) for text in earlier)
    marked = mark_part(variant, part, answer, {name: own for name, own in before.items() if own is not None})
    if as_json:
        screen.write_json(as_data(variant, part, marked))
    else:
        screen.show(as_document(variant, marked))
    return marked


def answer_from(argument: str, stdin: TextIO) -> str:
    """The answer: what was typed, or standard input where that is `-`."""
    if argument != "-":
        return argument
    return stdin.read(MAX_WRITING + 2).rstrip("\r\n")


def exit_status(marked: Mark, strict: bool) -> ExitStatus:
    """Any verdict is a success, except that a strict caller wants a right answer, and the whole of it."""
    is_right = marked.verdict == "correct" and not marked.further
    return ExitStatus.FAILED if strict and not is_right else ExitStatus.DONE


def _earlier(variant: Variant, part: Part, text: str) -> tuple[str, Own | None]:
    name, equals, answer = text.partition("=")
    if not equals:
        raise StudybotError("usage.earlier", f"--earlier {text} answers nothing", hint="write --earlier PART=ANSWER")
    before = variant.part(name.strip())
    parts = variant.question.parts
    if parts.index(before) >= parts.index(part):
        raise StudybotError("usage.earlier", f"{before.id} does not come before {part.id}")
    marked = mark_part(variant, before, answer.strip())
    if marked.fault is not None:
        raise marked.fault
    own = own_answer(marked)
    if own is None and marked.reading is not None and marked.reading.value is not None and marked.verdict == "wrong":
        raise StudybotError("usage.earlier", f"{answer.strip()} cannot be the answer to {before.id}")
    # A right answer, however rounded, is what the reference follows from; from a wrong choice nothing follows.
    return before.id, own


def as_document(variant: Variant, marked: Mark) -> Document:
    """The mark for a person."""
    if marked.fault is not None:
        return unreadable(marked.fault)
    blocks: list[Block] = [*reading_line(marked)]
    role: Role = "right" if marked.verdict == "correct" else "wrong"
    blocks.append(line(Words(marked.verdict, role), f", credit {percent(marked.credit)}"))
    blocks += [line(remark.text) for remark in (*marked.remarks, *marked.closing)]
    if marked.slip:
        blocks.append(line("slip: ", *clause_of(variant, marked.slip.closed)))
    return tuple(blocks)


def as_data(variant: Variant, part: Part, marked: Mark) -> dict[str, Any]:
    """The mark for a script."""
    return {
        "question": variant.question.id,
        "code": variant.code,
        "part": part.id,
        "verdict": marked.verdict,
        "credit": marked.credit,
        "reading": reading_text(marked),
        "feedback": [remark.text for remark in (*marked.remarks, *marked.closing)],
        "slip": slip_text(variant, marked),
    }
