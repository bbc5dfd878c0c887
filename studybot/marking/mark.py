"""What marking an answer gives: verdict, credit, reading, feedback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from studybot.bank.schema import Slip
from studybot.formula.errors import FormulaError
from studybot.formula.tree import Node as FormulaNode
from studybot.marking.slips.sentences import Sentence
from studybot.notation.tree import Node, Text
from studybot.problem.derivation import Value

Verdict = Literal["correct", "wrong", "invalid"]

# A student's own answer to a part: its value, or its formula where an expression was asked for.
Own = Value | FormulaNode


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence of feedback, from which the answer does not follow: it is told while the part is open."""

    code: str
    text: str


class Reading(Protocol):
    """How an answer was understood, whatever its kind: what was typed, as mathematics, as a value where it has one."""

    @property
    def text(self) -> str: ...

    @property
    def node(self) -> Node: ...

    @property
    def value(self) -> Value | None: ...


class Diagnosis(Protocol):
    """A slip that gives exactly what was answered: its `kind`, the name of the quantity at which it happens (`step`).

    `open` may be told while the part is open: what kind of slip, and where. `closed` says what was done.
    """

    @property
    def kind(self) -> str: ...

    @property
    def step(self) -> str: ...

    @property
    def open(self) -> Sentence: ...

    @property
    def closed(self) -> Sentence: ...


@dataclass(frozen=True, slots=True)
class Declared:
    """A slip as the author of the question declared it for a part."""

    slip: Slip
    step: str
    kind: str = "declared"

    @property
    def open(self) -> Sentence:
        """What the author says may give the answer away: nothing before the part is closed."""
        return ()

    @property
    def closed(self) -> Sentence:
        return (self.slip.says,)


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict with its credit (0 to 1) and feedback.

    `reading` is how the answer was understood, None where it could not be; then `fault` says what and where.
    `slip` is the error that gives exactly this answer. `own` are the student's own answers to earlier parts, where it
    is right given those and not given the reference. `further`: it is the first half of an answer, and right so far.
    `closing` is told once the part is closed.
    """

    verdict: Verdict
    credit: float
    reading: Reading | None = None
    remarks: tuple[Remark, ...] = ()
    slip: Diagnosis | None = None
    fault: FormulaError | None = None
    own: Mapping[str, Own] = field(default_factory=dict)
    further: bool = False
    closing: tuple[Remark, ...] = ()

    @property
    def followed(self) -> bool:
        """Whether it is right given the student's own earlier answers only."""
        return bool(self.own)

    @property
    def value(self) -> Value | None:
        """What the answer is worth in base units, where it could be read and measures what is asked for."""
        if self.reading is None or self.is_of_another_sort:
            return None
        return self.reading.value

    @property
    def is_of_another_sort(self) -> bool:
        """Whether it measures, counts or is something else than is asked for, so that its value says nothing."""
        return any(remark.code in _OF_ANOTHER_SORT for remark in self.remarks)


_OF_ANOTHER_SORT = ("dimension", "label", "shape", "kind")


def invalid(fault: FormulaError) -> Mark:
    """The mark of what cannot be read: it costs nothing."""
    hint = f" ({fault.hint})" if fault.hint else ""
    # They keep all that the parser had in hand: 5 kB a mark, where 1 kB is needed.
    fault.__traceback__ = fault.__context__ = None
    return Mark("invalid", 0.0, remarks=(Remark(fault.code, f"{fault.message}{hint}"),), fault=fault)


@dataclass(frozen=True, slots=True)
class WordsReading:
    """An answer that is words, letters or anything else with no value, as it is shown."""

    text: str
    shown: str

    @property
    def node(self) -> Node:
        return Text(self.shown)

    @property
    def value(self) -> None:
        """Words are no value."""
        return
