"""Marking a number, with or without a unit."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from studybot.formula.errors import FormulaError
from studybot.formula.tree import UnitFactor, walk
from studybot.formula.unit_table import BUILT_IN, SECOND, Units
from studybot.formula.units import BASE_MEASURES, NO_DIMENSION, Dimension, Unit
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.reading import Reading, read_answer, written_figures
from studybot.marking.tolerance import Tolerance


@dataclass(frozen=True, slots=True)
class Reference:
    """The right number: `value` in base units, the `unit` it is asked for in, what else is near enough.

    `conversion` marks an answer that only converts a unit: it must then carry that unit, or be a bare count.
    """

    value: float
    unit: Unit
    tolerance: Tolerance
    conversion: bool = False


def mark_number(
    answer: str, reference: Reference, *, units: Units = BUILT_IN, foreign: Collection[str] = frozenset()
) -> Mark:
    """The mark of a typed number. `foreign` are names of the question, which an answer cannot contain."""
    try:
        reading = read_answer(answer, reference.unit, units=units, foreign=foreign)
    except FormulaError as fault:
        return invalid(fault)
    if remark := wrong_unit(reading, reference):
        return Mark("wrong", 0.0, reading, (remark,))
    tolerance = reference.tolerance
    if not tolerance.admits(reading.value, reference.value, reading.unit.factor):
        return Mark("wrong", 0.0, reading, (direction(reading.value, reference.value),))
    if complaint := tolerance.written_wrongly(written_figures(reading)):
        return Mark("wrong", 0.0, reading, (Remark("figures", complaint),))
    return Mark("correct", 1.0, reading, _notes(reading, reference))


def wrong_unit(reading: Reading, reference: Reference) -> Remark | None:
    """What to say of an answer that measures or counts something else than is asked for; None where it does not."""
    given, wanted = reading.quantity, reference.unit
    if given.is_bare and not wanted.is_measure:
        return None
    if given.dimension != wanted.dimension:
        return Remark("dimension", _other_dimension(given.dimension, wanted))
    if not given.labels and not reference.conversion:
        return None
    # Arithmetic with several units is taken at its value: 2 FLOP per token times tokens need not spell its labels out.
    written = [part.unit for part in walk(reading.tree) if isinstance(part, UnitFactor)]
    labels = given.labels if len(written) == 1 else {}
    if labels and wanted.labels and not labels.keys() & wanted.labels.keys():
        return Remark("label", f"the answer counts {wanted.plural_text}, not {written[0].plural_text}")
    if any(power * wanted.labels.get(label, power) < 0 for label, power in labels.items()):
        return Remark("label", f"that is upside down; the answer is in {wanted.plural_text}")
    if not wanted.powers and given.labels:
        return Remark("label", f"a plain number is asked for, not a number of {written[0].plural_text}")
    if reference.conversion and written and all(unit.factor != wanted.factor for unit in written):
        return Remark("conversion", f"the answer is asked for in {wanted.plural_text}")
    return None


_TIME = BASE_MEASURES.index("s")


def _other_dimension(given: Dimension, wanted: Unit) -> str:
    rate = tuple(g - w for g, w in zip(given, wanted.dimension, strict=True))
    if given[_TIME] < 0 and rate == tuple(-power for power in SECOND.dimension):
        return "that is a rate; an amount is asked for"
    if wanted.dimension[_TIME] < 0 and rate == SECOND.dimension:
        return "that is an amount; a rate is asked for"
    if given != NO_DIMENSION and given == tuple(-power for power in wanted.dimension):
        return f"that is upside down; the answer is in {wanted.plural_text}"
    if wanted.powers:
        return f"that unit measures something else; the answer is in {wanted.plural_text}"
    return "the answer is a plain number, without a unit"


def direction(value: float, reference: float) -> Remark:
    """Too large or too small and, from a factor of ten on, by about which power of ten: nothing more exact."""
    word = "large" if value > reference else "small"
    if value and reference and (value > 0) == (reference > 0):
        decades = abs(math.log10(abs(value)) - math.log10(abs(reference)))
        if decades >= 1 - 1e-9:
            by = f"about 10^{round(decades)}" if decades >= 1.5 else "a factor of about 10"
            return Remark(f"too-{word}", f"too {word}, by {by}")
    return Remark(f"too-{word}", f"too {word}")


def _notes(reading: Reading, reference: Reference) -> tuple[Remark, ...]:
    """What to say of an answer that is accepted although its unit is not the one that was meant."""
    written, wanted = reading.unit, reference.unit
    if not written.powers or written.offset or wanted.offset or written.factor == wanted.factor:
        return ()
    if math.isclose(reading.value / written.factor, reference.value / wanted.factor, rel_tol=1e-9):
        return (Remark("unit", f"accepted, but {written.text} is not {wanted.text}"),)
    return ()
