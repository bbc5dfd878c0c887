"""Whether declared slips can be told from the right answer, and from one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from studybot.bank.findings import Finding
from studybot.bank.schema import Part, Slip
from studybot.formula.errors import StudybotError
from studybot.formula.shapes import NUMBER, TRUTH, shape_text
from studybot.vetting.outcomes import InLetters, InValues, Outcome
from studybot.vetting.sample import Mask, Sample

# Expressions are compared in letters; what they still take from a variant are a few drawn numbers.
_IN_LETTERS = 3
# A slip in whole numbers, such as the transpose of a matrix that happens to be symmetric, is right on some variants by
# chance, and marking leaves it out there. Where that is more often, the ranges are too narrow.
_BY_CHANCE = 0.01

Made = TypeVar("Made", bound=Outcome)


def check_slips(sample: Sample) -> list[Finding]:
    """Slips that are marked right, that are undefined, that coincide with another one of their part."""
    if not sample.sound.any():
        return []
    return [finding for part in sample.derivation.question.parts for finding in _of_part(sample, part)]


def _of_part(sample: Sample, part: Part) -> list[Finding]:
    if part.names:
        variants = list(sample.sound_variants(_IN_LETTERS)) if part.slips else []
        looked = np.zeros(sample.count, dtype=bool)
        looked[np.array([variant.drawn_by for variant in variants], dtype=int)] = True
        try:
            in_letters = [(slip, InLetters.of(variants, looked, part, slip)) for slip in part.slips]
        except StudybotError:
            return []  # the answer itself cannot be marked, which is reported
        return _judged(sample, part, in_letters, looked)
    if part.id not in sample.values:
        return []
    in_values = [(slip, InValues.of(sample, part, slip)) for slip in part.slips]
    odd = {id(slip): found for slip, made in in_values if (found := _of_another_kind(sample, part, slip, made))}
    same_kind = [(slip, outcome) for slip, outcome in in_values if id(slip) not in odd]
    return [*odd.values(), *_judged(sample, part, same_kind, sample.sound)]


def _judged(sample: Sample, part: Part, outcomes: Sequence[tuple[Slip, Made]], looked: Mask) -> list[Finding]:
    """What is found of slips on the variants that are looked at."""
    if not looked.any():
        return []
    findings = []
    told: list[tuple[Slip, Made]] = []  # the slips that tell something, in the order in which marking tries them
    for slip, made in outcomes:
        found = _undefined(sample, part, slip, made, looked) or _right(sample, part, slip, made, looked)
        if found is None or found.check != "slip-always":
            found = _coinciding(sample, part, slip, made, told, looked) or found
            told.append((slip, made))
        if found is not None:
            findings.append(found)
    return findings


def _of_another_kind(sample: Sample, part: Part, slip: Slip, made: InValues) -> Finding | None:
    """A slip that is a number where the answer is none, or the other way round: no answer can be it."""
    shape = sample.derivation.shapes.of.get(part.id, NUMBER)
    # A set of one number is written as a list, and [x] is a number.
    if made.shape is None or made.shape.sort == shape.sort or part.collection in ("set", "interval"):
        return None
    message = f"the slip {slip.gives.text} of {part.id} is {shape_text(made.shape)}, and the answer {shape_text(shape)}"
    return _warning(sample, "slip-kind", message, slip, "no answer comes out as that: correct it or leave it out")


def _undefined(sample: Sample, part: Part, slip: Slip, made: Outcome, looked: Mask) -> Finding | None:
    undefined = looked & ~made.defined
    if not undefined.any():
        return None
    message = f"the slip {slip.gives.text} of {part.id} cannot be computed {_on(sample, undefined, looked)}"
    hint = f"{sample.shows(undefined)}; there it explains no answer"
    return _warning(sample, "slip-undefined", message, slip, hint)


def _right(sample: Sample, part: Part, slip: Slip, made: Outcome, looked: Mask) -> Finding | None:
    """A slip within the tolerance of the right answer: whoever makes it is marked right."""
    right = looked & made.right
    if not right.any():
        return None
    slipped = f"the slip {slip.gives.text} of {part.id}"
    if right.sum() == looked.sum():
        message = f"{slipped} is always within the tolerance of the right answer, so nobody is ever told of it"
        return _warning(sample, "slip-always", message, slip, "correct its formula, narrow `accept`, or leave it out")
    shape = sample.derivation.shapes.of.get(part.id, NUMBER)
    if part.names or shape == TRUTH or (shape != NUMBER and right.sum() <= _BY_CHANCE * looked.sum()):
        return None
    message = f"{slipped} is within the tolerance of the right answer {sample.on(right)}, and marked right there"
    hint = f"{sample.shows(right)}; narrow a range or `accept`, or keep it away with `where`"
    return _warning(sample, "slip-near", message, slip, hint)


def _coinciding(
    sample: Sample, part: Part, slip: Slip, made: Made, told: Sequence[tuple[Slip, Made]], looked: Mask
) -> Finding | None:
    """An earlier slip that always comes out the same but says something else: only that one is ever told."""
    defined = looked & made.defined
    for other, before in told:
        both = defined & before.defined
        if other.says.source == slip.says.source or not both.any() or not both[defined].all():
            continue
        if not made.is_that_of(before)[both].all():
            continue
        same = f"the slip {slip.gives.text} of {part.id} always comes out as {other.gives.text} does"
        hint = "only the first of the two is ever told: make them one"
        return _warning(sample, "slips-coincide", f"{same}, but says something else", slip, hint)
    return None


def _on(sample: Sample, mask: Mask, looked: Mask) -> str:
    return "on every variant" if mask.sum() == looked.sum() else sample.on(mask)


def _warning(sample: Sample, check: str, message: str, slip: Slip, hint: str) -> Finding:
    return Finding("warning", check, message, slip.gives.place, hint, sample.derivation.question.id)
