"""The texts of a question: which there are, when a student sees them, which values they put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from studybot.bank.prose import Placeholder, segments
from studybot.bank.schema import Case, Choices, Option, Ordering, Part, Question, RowChoice, Rubric, Text


@dataclass(frozen=True, slots=True)
class Written:
    """A text and `what` it is in words. `part` is the place of the part that shows it, -1 for the text of the question.

    `asks`: it belongs to what a student is asked. `early`: it may be seen while that part is still open. `judged`: it
    is something to choose, to judge, to put into order or to tick, or a reason for one of these.
    """

    text: Text
    what: str
    part: int
    asks: bool = False
    early: bool = True
    judged: bool = False


def texts_of(question: Question) -> Iterator[Written]:
    """Every text of a question that a variant's values can stand in."""
    yield Written(question.text, "the text", -1, asks=True)
    for given in question.given:
        if given.says is not None:
            yield Written(given.says, f"what {given.name} says", -1)
        if isinstance(given.drawing, Case):
            for row in given.drawing.rows:
                if row.says is not None:
                    yield Written(row.says, f"what the row {row.key} of {given.name} says", -1, asks=True)
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
        if part.because is not None:
            yield Written(part.because, f"the reason of {part.id}", place, early=False)
        yield from _of_task(question, part, place)


def _of_task(question: Question, part: Part, place: int) -> Iterator[Written]:
    match part.task:
        case Choices(manner=manner, options=options):
            # Why an option is wrong is told as a hint; the reasons of statements are there to be picked.
            for option in options:
                yield from _of_option(option, place, early=manner != "several")
        case Ordering(options=options):
            for option in options:
                yield from _of_option(option, place, early=False)
        case RowChoice(case=name):
            for given in question.given:
                rows = given.drawing.rows if given.name == name and isinstance(given.drawing, Case) else ()
                for row in rows:
                    if row.because is not None:
                        what = f"the reason of the row {row.key} of {name}"
                        yield Written(row.because, what, place, judged=True)
        case Rubric(points, model):
            # They are seen by who has written an answer.
            for key, point in points.items():
                yield Written(point, f"the point {key} of {part.id}", place, judged=True)
            yield Written(model, f"the model answer of {part.id}", place, judged=True)


def _of_option(option: Option, place: int, *, early: bool) -> Iterator[Written]:
    for text, kind in ((option.right, "right"), (option.wrong, "wrong")):
        if text is not None:
            yield Written(text, f"the {kind} wording of {option.key}", place, asks=True, judged=True)
    if option.because is not None:
        yield Written(option.because, f"the reason of {option.key}", place, early=early, judged=True)
    for text in option.tempting:
        yield Written(text, f"a tempting reason of {option.key}", place, judged=True)


# The texts of a question are gone through once for each of its givens.
@lru_cache(maxsize=1_000)
def placeholders(text: Text) -> tuple[Placeholder, ...]:
    """The values put in a text, in order."""
    return tuple(segment for segment in segments(text.source) if isinstance(segment, Placeholder))


def told_in(text: Text) -> frozenset[str]:
    """The names whose values a text tells."""
    return frozenset(placeholder.name for placeholder in placeholders(text))
