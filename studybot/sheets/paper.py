"""What a part asks, worded for somebody who answers with a pen."""

from __future__ import annotations

from studybot.bank.schema import Choices, Part, Rubric
from studybot.problem.kinds import kind_of
from studybot.problem.options import offers_of
from studybot.problem.variant import Variant
from studybot.show.document import Document, Words, line
from studybot.show.options import offered, with_reasons
from studybot.show.questions import asked
from studybot.show.wanted import how_to_answer


def asked_on_paper(variant: Variant, part: Part) -> Document:
    """What a part asks, and how to answer where that is not plain."""
    how = _statements(variant, part) or (how_to_answer(variant, part) if _is_told(variant, part) else ())
    return (line(*asked(variant, part)), *((line(*how),) if how else ()))


def blanks_on_paper(variant: Variant, part: Part) -> tuple[tuple[str, ...], ...]:
    """The labels of what is filled in, in groups: for each statement one. None where the answer takes several lines."""
    if isinstance(part.task, Rubric) or _is_matrix(variant, part):
        return ()
    if isinstance(part.task, Choices) and part.task.manner == "statements":
        offers = offers_of(variant, part)
        return tuple((f"{offer.letter})", "reason") if offer.reasons else (f"{offer.letter})",) for offer in offers)
    return (("Answer",),)


def options_on_paper(variant: Variant, part: Part) -> Document:
    """The options; under each statement that asks for a reason those to pick from, since nothing can come later."""
    if isinstance(part.task, Choices) and part.task.manner == "statements":
        return with_reasons(variant, offers_of(variant, part))
    return offered(variant, part)


def _is_told(variant: Variant, part: Part) -> bool:
    """Whether somebody with a pen needs to be told how to answer: a matrix is written as everybody writes one."""
    accept = part.accept
    has_form = any(form is not None for form in (accept.figures, accept.decimals, accept.factor, accept.form))
    return not isinstance(part.task, Rubric) and (has_form or not _is_matrix(variant, part))


def _is_matrix(variant: Variant, part: Part) -> bool:
    return kind_of(variant, part) == "matrix"


def _statements(variant: Variant, part: Part) -> tuple[Words, ...]:
    if not (isinstance(part.task, Choices) and part.task.manner == "statements"):
        return ()
    offers = offers_of(variant, part)
    each = " for each" if len(offers) > 1 else ""
    reasons = any(offer.reasons for offer in offers)
    return (Words(f"Write T or F{each}{', and the number of the reason' if reasons else ''}."),)
