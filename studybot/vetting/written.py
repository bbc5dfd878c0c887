"""The texts of a question: which there are, when a student sees them, which values they put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studybot.bank.prose import Placeholder, segments
from studybot.bank.schema import Question, Text


@dataclass(frozen=True, slots=True)
class Written:
    """A text and `what` it is in words. `part` is the place of the part that shows it, -1 for the text of the question.

    `asks`: it belongs to what a student is asked. `early`: it may be seen while that part is still open.
    """

    text: Text
    what: str
    part: int
    asks: bool = False
    early: bool = True


def texts_of(question: Question) -> Iterator[Written]:
    """Every text of a question that a variant's values can stand in."""
    yield Written(question.text, "the text", -1, asks=True)
    for given in question.given:
        if given.says is not None:
            yield Written(given.says, f"what {given.name} says", -1)
    for place, part in enumerate(question.parts):
        yield Written(part.ask, f"the ask of {part.id}", place, asks=True)
        for hint in part.hints:
            yield Written(hint, f"a hint of {part.id}", place)
        for work in part.derived:
            yield Written(work.because, f"the reason of {work.name}", place)
            if work.says is not None:
                yield Written(work.says, f"what {work.name} says", place)
        for slip in part.slips:
            yield Written(slip.says, f"a slip of {part.id}", place, early=False)


def placeholders(text: Text) -> tuple[Placeholder, ...]:
    """The values put in a text, in order."""
    return tuple(segment for segment in segments(text.source) if isinstance(segment, Placeholder))


def told_in(text: Text) -> frozenset[str]:
    """The names whose values a text tells."""
    return frozenset(placeholder.name for placeholder in placeholders(text))
