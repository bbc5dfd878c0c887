"""Marking an estimate: full credit near the answer, half within its order of magnitude."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from studybot.formula.errors import FormulaError
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.marking.magnitude import credit_within, factor_told
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.number import Reference, direction, wrong_unit
from studybot.marking.reading import read_answer


def mark_estimate(
    answer: str,
    reference: Reference,
    factor: float,
    half: float | None,
    *,
    units: Units = BUILT_IN,
    foreign: Collection[str] = frozenset(),
) -> Mark:
    """The mark of an estimated number: 1 within `factor` of the reference, 0.5 within `half`.

    By which factor it is off is told once the part is closed.
    """
    try:
        reading = read_answer(answer, reference.unit, units=units, foreign=foreign)
    except FormulaError as fault:
        return invalid(fault)
    if remark := wrong_unit(reading, reference):
        return Mark("wrong", 0.0, reading, (remark,))
    credit = credit_within(reading.value, reference.value, factor, half)
    told = factor_told(reading.value, reference.value)
    closing = (Remark("factor", told),) if told else ()
    if not credit:
        return Mark("wrong", 0.0, reading, (direction(reading.value, reference.value),), closing=closing)
    mark = Mark("correct", credit, reading, closing=closing)
    return mark if credit == 1 else replace(mark, remarks=(Remark("magnitude", "the order of magnitude is right"),))
