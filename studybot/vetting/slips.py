"""Whether declared slips can be told from the right answer, and from one another."""

from __future__ import annotations

import numpy as np

from studybot.bank.findings import Finding
from studybot.bank.schema import Part, Slip
from studybot.marking.arrays import admits_many
from studybot.marking.tolerance import Tolerance
from studybot.vetting.sample import Floats, Mask, Sample


def check_slips(sample: Sample) -> list[Finding]:
    """Slips that are marked right, that are undefined, that coincide with another one of their part."""
    if not sample.sound.any():
        return []
    return [finding for part in sample.derivation.question.parts for finding in _of_part(sample, part)]


def _of_part(sample: Sample, part: Part) -> list[Finding]:
    findings = []
    told: list[tuple[Slip, Floats]] = []  # the slips that tell something, in the order in which marking tries them
    for slip in part.slips:
        gives = np.where(sample.defined(slip.gives.tree), sample.value(slip.gives.tree), np.nan)
        found = _undefined(sample, part, slip, gives) or _near(sample, part, slip, gives)
        if found is None or found.check != "slip-always":
            found = _coinciding(sample, part, slip, gives, told) or found
            told.append((slip, gives))
        if found is not None:
            findings.append(found)
    return findings


def _undefined(sample: Sample, part: Part, slip: Slip, gives: Floats) -> Finding | None:
    undefined = sample.sound & np.isnan(gives)
    if not undefined.any():
        return None
    message = f"the slip {slip.gives.text} of {part.id} cannot be computed {sample.on(undefined)}"
    hint = f"{sample.shows(undefined)}; there it explains no answer"
    return _warning(sample, "slip-undefined", message, slip, hint)


def _near(sample: Sample, part: Part, slip: Slip, gives: Floats) -> Finding | None:
    """A slip within the tolerance of the right answer: whoever makes it is marked right."""
    near = sample.sound & _same(sample, part, gives, sample.array(part.id))
    if not near.any():
        return None
    slipped = f"the slip {slip.gives.text} of {part.id}"
    if near.sum() == sample.sound.sum():
        message = f"{slipped} is always within the tolerance of the right answer, so nobody is ever told of it"
        return _warning(sample, "slip-always", message, slip, "correct its formula, narrow `accept`, or leave it out")
    message = f"{slipped} is within the tolerance of the right answer {sample.on(near)}, and marked right there"
    hint = f"{sample.shows(near)}; narrow a range or `accept`, or keep it away with `where`"
    return _warning(sample, "slip-near", message, slip, hint)


def _coinciding(
    sample: Sample, part: Part, slip: Slip, gives: Floats, told: list[tuple[Slip, Floats]]
) -> Finding | None:
    """An earlier slip that always comes out the same but says something else: only that one is ever told."""
    defined = sample.sound & ~np.isnan(gives)
    for other, before in told:
        both = defined & ~np.isnan(before)
        if other.says.source == slip.says.source or not both.any() or not both[defined].all():
            continue
        if not _same(sample, part, gives, before)[both].all():
            continue
        same = f"the slip {slip.gives.text} of {part.id} always comes out as {other.gives.text} does"
        hint = "only the first of the two is ever told: make them one"
        return _warning(sample, "slips-coincide", f"{same}, but says something else", slip, hint)
    return None


def _same(sample: Sample, part: Part, values: Floats, references: Floats) -> Mask:
    factor = sample.derivation.unit(part.id).factor
    return admits_many(Tolerance.of(part.accept), values, references, factor)


def _warning(sample: Sample, check: str, message: str, slip: Slip, hint: str) -> Finding:
    return Finding("warning", check, message, slip.gives.place, hint, sample.derivation.question.id)
