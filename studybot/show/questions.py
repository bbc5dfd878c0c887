"""A question as it is put to a student: its text, what is given, what is asked."""

from __future__ import annotations

from studybot.bank.schema import Part
from studybot.problem.part_letters import letter_of
from studybot.problem.variant import Variant
from studybot.show.document import TOGETHER, Document, Gap, Span, Words, line
from studybot.show.options import offered
from studybot.show.prose import paragraphs
from studybot.show.wanted import how_to_answer


def heading(variant: Variant, note: str = "") -> Document:
    """Title and id on one line; `note` says where in a session this is."""
    question = variant.question
    told: list[Span] = [Words(question.title, "title"), Words(f" · {question.id}", "quiet")]
    if note:
        told.append(Words(f" · {note}", "quiet"))
    return (line(*told), Gap())


def text(variant: Variant) -> Document:
    """The text of the question with its numbers."""
    return paragraphs(variant.question.text, variant)


def ask(variant: Variant, part: Part, *, at_once: bool = False) -> Document:
    """What one part asks, with its letter and, where it is not 1, its points; its options, and how to answer.

    `at_once` is said of an exam, where an answer has no second half.
    """
    told: list[Span] = [Words(f"({letter_of(variant.derivation, part.id)}) ", "label"), *asked(variant, part)]
    if part.points != 1:
        told.append(Words(f" [{part.points}{TOGETHER}points]", "points"))
    how = how_to_answer(variant, part, at_once=at_once)
    return (line(*told), *offered(variant, part), *((line(*how),) if how else ()))


def asked(variant: Variant, part: Part) -> tuple[Span, ...]:
    """What a part asks, by itself: the paragraphs of its text as one."""
    blocks = paragraphs(part.ask, variant)
    found: list[Span] = []
    for place, block in enumerate(blocks):
        if place:
            found.append(Words(" "))
        found += block.spans
    return tuple(found)
