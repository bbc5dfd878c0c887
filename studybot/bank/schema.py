"""A bank as its author wrote it: every field of the format, read and typed, with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from studybot.formula.errors import Place
from studybot.formula.tree import Node
from studybot.formula.units import Unit


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and, where its author wrote a chain `a = b = c`, its further forms.

    The first form carries the derivation; the last is the one that is shown as the result.
    """

    text: str
    forms: tuple[Node, ...]
    place: Place

    @property
    def tree(self) -> Node:
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class Datum:
    """An exact decimal with its unit: `digits` times ten to the power `exponent`, in `unit`.

    `unit` is the one written beside the number, else that of the field, else none.
    """

    text: str
    digits: int
    exponent: int
    unit: Unit
    place: Place

    @property
    def number(self) -> float:
        """The number before the unit."""
        return scaled(self.digits, self.exponent)

    @property
    def value(self) -> float:
        """In base units."""
        return self.number * self.unit.factor + self.unit.offset


def scaled(digits: int, exponent: int) -> float:
    """`digits` times ten to the power `exponent`, rounded the same way here as on arrays."""
    return digits * POWERS_OF_TEN[exponent] if exponent >= 0 else digits / POWERS_OF_TEN[-exponent]


# Read from text, hence correctly rounded on every machine, which `10.0**k` is not.
POWERS_OF_TEN = tuple(float(f"1e{power}") for power in range(309))


@dataclass(frozen=True, slots=True)
class Text:
    """Prose with `$LaTeX$` and `{name}` in it."""

    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table or of drawn cases: its columns become names, all at once."""

    key: str
    columns: Mapping[str, Datum]
    says: Text | None
    because: Text | None
    source: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class Pick:
    """One of these, each as likely as the others."""

    data: tuple[Datum, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Evenly by `step`, or log-uniformly with `digits` figures, both ends included."""

    low: Datum
    high: Datum
    step: Datum | None = None
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """Always this."""

    datum: Datum


@dataclass(frozen=True, slots=True)
class Computed:
    """Computed from other givens, but told to the student."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Case:
    """One of these rows."""

    rows: tuple[Row, ...]


Drawing = Pick | Range | Constant | Computed | Case


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter: how it is drawn, in which unit it is shown."""

    name: str
    drawing: Drawing
    unit: Unit
    has_unit: bool  # whether the author named one for the field; otherwise it is that of the data
    says: Text | None
    shown: str | None
    source: Text | None
    distractor: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Work:
    """A quantity of the derivation: an intermediate one, or the answer of a part."""

    name: str
    formula: Formula
    because: Text
    at: Mapping[str, Formula]
    unit: Unit
    has_unit: bool  # whether the author named one; otherwise the unit is inferred
    says: Text | None
    shown: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Accept:
    """How near is near enough. `within` is relative (0.01 is 1 %), `absolute` in base units; either suffices."""

    within: float | None = 0.01
    absolute: float | None = None
    figures: int | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """A typical error as its author declared it: the formula that it comes out as, and what was done."""

    gives: Formula
    says: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked, with one answer, whose name is the part's id."""

    id: str
    ask: Text
    work: tuple[Work, ...]
    answer: Work
    accept: Accept
    slips: tuple[Slip, ...]
    hints: tuple[Text, ...]
    follow: bool
    points: int
    skill: str
    place: Place


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a student might type it, from an example."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Example:
    """Givens pinned to values, formulas or row keys, and what must come out, right and wrong."""

    name: str
    given: Mapping[str, Typed]
    answers: Mapping[str, Typed]
    right: Mapping[str, tuple[Typed, ...]]
    wrong: Mapping[str, tuple[Typed, ...]]
    place: Place


@dataclass(frozen=True, slots=True)
class Question:
    """One problem. `id` is the full one, `fermi/inference-cost`; `bank` is the part before the slash."""

    id: str
    bank: str
    title: str
    skill: str
    given: tuple[Given, ...]
    where: Formula | None
    text: Text
    parts: tuple[Part, ...]
    examples: tuple[Example, ...]
    accepts: Mapping[str, str]
    counts: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Skill:
    """What questions train, in words, and which skills it builds on."""

    name: str
    says: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A file of questions."""

    name: str
    title: str
    licence: str | None
    path: str
    skills: Mapping[str, Skill]
    counts: tuple[tuple[str, str], ...]
    tables: Mapping[str, tuple[Row, ...]]
    questions: tuple[Question, ...]
    place: Place = field(default=Place("", 1, 1))
