"""Marking the answer to one part of a variant: the number, then follow-through, then the declared slips."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from studybot.bank.schema import Part, Slip
from studybot.formula.errors import StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.tree import Name
from studybot.marking.mark import Mark, Remark
from studybot.marking.number import Reference, mark_number, wrong_unit
from studybot.marking.reading import Reading, read_answer
from studybot.marking.tolerance import Tolerance
from studybot.problem.variant import Variant


def reference_of(variant: Variant, part: Part) -> Reference:
    """The right answer of a part of a variant."""
    unit = variant.derivation.unit(part.id)
    tree = part.answer.formula.tree
    conversion = isinstance(tree, Name) and unit.factor != variant.derivation.unit(tree.name).factor
    return Reference(variant.values[part.id], unit, Tolerance.of(part.accept), conversion)


def read_part(variant: Variant, part: Part, answer: str) -> Reading:
    """How an answer to a part is understood. Raises `FormulaError`."""
    unit = variant.derivation.unit(part.id)
    return read_answer(answer, unit, units=variant.units, foreign=variant.derivation.names)


def unit_remark(variant: Variant, part: Part, reading: Reading) -> str | None:
    """What is wrong with the unit of an answer, which can be told before it is given; None where nothing is."""
    remark = wrong_unit(reading, reference_of(variant, part))
    return remark.text if remark else None


def mark_part(variant: Variant, part: Part, answer: str, earlier: Mapping[str, float] | None = None) -> Mark:
    """The mark of an answer. `earlier` are the student's own wrong answers to earlier parts, in base units.

    An answer that is right given those gets its credit: an error is paid for once.
    """
    reference = reference_of(variant, part)
    mark = mark_number(answer, reference, units=variant.units, foreign=variant.derivation.names)
    if mark.verdict != "wrong" or mark.value is None:
        return mark
    if earlier and part.follow and (followed := _follow(variant, part, answer, earlier, reference)):
        return followed
    return replace(mark, slip=_slip(variant, part, mark.value, reference))


def _follow(
    variant: Variant, part: Part, answer: str, earlier: Mapping[str, float], reference: Reference
) -> Mark | None:
    """The mark given the student's earlier answers, where it is right and those do not make the part trivial."""
    used = variant.derivation.needed(part.answer.formula.tree)
    pins = {name: value for name, value in earlier.items() if name in used and name != part.id}
    if not pins:
        return None
    try:
        own = variant.with_pins(pins).values[part.id]
    except StudybotError:
        return None
    if own == 0 or not math.isfinite(own) or own == reference.value:
        return None
    mark = mark_number(answer, replace(reference, value=own), units=variant.units, foreign=variant.derivation.names)
    if mark.verdict != "correct":
        return None
    before = " and ".join(pins)
    remark = Remark("followed", f"right, given your own answer to {before}")
    return replace(mark, remarks=(*mark.remarks, remark), followed=True)


def _slip(variant: Variant, part: Part, value: float, reference: Reference) -> Slip | None:
    """The declared slip that comes out as this value; None where none does, or one that is right on this variant."""
    for slip in part.slips:
        try:
            gives = evaluate(slip.gives.tree, variant.values)
        except UndefinedError:
            continue
        if reference.tolerance.admits(gives, reference.value, reference.unit.factor):
            continue
        if reference.tolerance.admits(value, gives, reference.unit.factor):
            return slip
    return None
