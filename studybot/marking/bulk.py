"""Marking many answers to one question at once, for autograders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studybot.bank.schema import Part
from studybot.marking.mark import Mark
from studybot.marking.number import Reference
from studybot.marking.part import mark_part
from studybot.problem.variant import Variant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def mark_many(answers: Sequence[str], variant: Variant, part: Part) -> list[Mark]:
    """The mark of each answer to one part of a variant, in their order: what `mark_part` makes of it by itself.

    Hundreds of students type the same few answers, so each different text is marked once, and equal answers share
    their mark.
    """
    marks = {answer: mark_part(variant, part, answer) for answer in dict.fromkeys(answers)}
    return [marks[answer] for answer in answers]


def verdicts_of(values: NDArray[np.float64], reference: Reference) -> NDArray[np.bool_]:
    """Which of many numbers are right; of the shape of `values`.

    They were read already and are in base units: only nearness is judged, with decimals and figures counted in the
    unit that is asked for. What is not finite is wrong.
    """
    import numpy as np

    bound = reference.tolerance.bound(reference.value, reference.unit.factor)
    with np.errstate(all="ignore"):
        return np.asarray(abs(values - reference.value) <= bound)
