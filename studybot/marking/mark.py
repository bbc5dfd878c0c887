"""What marking an answer gives: verdict, credit, reading, feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from studybot.bank.schema import Slip
from studybot.formula.errors import FormulaError
from studybot.notation.tree import Node

Verdict = Literal["correct", "wrong", "invalid"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence of feedback, from which the answer does not follow: it is told while the part is open."""

    code: str
    text: str


class Reading(Protocol):
    """How an answer was understood, whatever its kind: as mathematics, and as a number where it is one."""

    @property
    def node(self) -> Node: ...

    @property
    def value(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict with its credit (0 to 1) and feedback.

    `reading` is how the answer was understood, None where it could not be; then `fault` says what and where.
    `slip` is the declared error that gives exactly this answer. `followed` tells that the answer is right given the
    student's own earlier answers, not given the reference.
    """

    verdict: Verdict
    credit: float
    reading: Reading | None = None
    remarks: tuple[Remark, ...] = ()
    slip: Slip | None = None
    fault: FormulaError | None = None
    followed: bool = False

    @property
    def value(self) -> float | None:
        """What the answer is worth in base units, where it could be read and measures what is asked for."""
        if self.reading is None or any(remark.code in _OTHER_THINGS for remark in self.remarks):
            return None
        return self.reading.value


# Remarks on answers that measure or count something else, so that their numbers say nothing.
_OTHER_THINGS = ("dimension", "label")


def invalid(fault: FormulaError) -> Mark:
    """The mark of what cannot be read: it costs nothing."""
    hint = f" ({fault.hint})" if fault.hint else ""
    return Mark("invalid", 0.0, remarks=(Remark(fault.code, f"{fault.message}{hint}"),), fault=fault)
