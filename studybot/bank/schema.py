"""A bank as its author wrote it: every field of the format, read and typed, with its place in the file.

Named tuples, as all of these classes are made before the first question: that takes 0.08 ms each, and 0.67 ms as frozen
dataclasses, which together are a twentieth of the time until then. What has no fields stays a dataclass, since an empty
tuple is false.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from studybot.formula.errors import Place
from studybot.formula.matrix import Matrix
from studybot.formula.tree import Node
from studybot.formula.units import Unit
from studybot.formula.values import value


class Formula(NamedTuple):
    """A formula and, where its author wrote a chain `a = b = c`, its further forms.

    The first form carries the derivation; the last is the one that is shown as the result.
    """

    text: str
    forms: tuple[Node, ...]
    place: Place

    @property
    def tree(self) -> Node:
        return self.forms[0]


class Datum(NamedTuple):
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


class Block(NamedTuple):
    """A matrix of data, all in one dimension; a vector is a block of one column."""

    rows: tuple[tuple[Datum, ...], ...]

    @property
    def unit(self) -> Unit:
        return self.rows[0][0].unit

    @property
    def place(self) -> Place:
        return self.rows[0][0].place

    @property
    def value(self) -> Matrix:
        """In base units."""
        return Matrix(tuple(tuple(datum.value for datum in row) for row in self.rows))


# Read from text, hence correctly rounded on every machine, which `10.0**k` is not.
POWERS_OF_TEN = tuple(float(f"1e{power}") for power in range(309))


class Text(NamedTuple):
    """Prose with `$LaTeX$` and `{name}` in it."""

    source: str
    place: Place


class Row(NamedTuple):
    """One row of a table or of drawn cases: its columns become names, all at once."""

    key: str
    columns: Mapping[str, Datum | Block]
    says: Text | None
    because: Text | None
    source: Text | None
    place: Place


class Pick(NamedTuple):
    """One of these, each as likely as the others."""

    data: tuple[Datum | Block, ...]


class Range(NamedTuple):
    """Evenly by `step`, or log-uniformly with `digits` figures, both ends included."""

    low: Datum
    high: Datum
    step: Datum | None = None
    digits: int | None = None


class Constant(NamedTuple):
    """Always this."""

    datum: Datum | Block


class Computed(NamedTuple):
    """Computed from other givens, but told to the student."""

    formula: Formula


class Case(NamedTuple):
    """One of these rows."""

    rows: tuple[Row, ...]


@value
class Symbol:
    """Not drawn at all: it stands in formulas for any number, or for any matrix of its shape."""


Drawing = Pick | Range | Constant | Computed | Case | Symbol

# The rows and columns of a matrix, each a number or the name of a given; of a vector its length alone.
Sizes = tuple[int | str, ...]


class Given(NamedTuple):
    """A parameter: how it is drawn, in which unit it is shown.

    With `shape`, `pick` and `range` draw each entry of a matrix, and a symbol stands for one.
    """

    name: str
    drawing: Drawing
    shape: Sizes | None
    unit: Unit
    has_unit: bool  # whether the author named one for the field; otherwise it is that of the data
    says: Text | None
    shown: str | None
    source: Text | None
    distractor: bool
    place: Place


class Work(NamedTuple):
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


class Accept(NamedTuple):
    """How near is near enough. `within` is relative (0.01 is 1 %), `absolute` in base units; either suffices.

    Within a `factor` of the answer everything counts as right, and within the larger factor `half` for half. `form`
    names what the answer is to look like.
    """

    within: float | None = 0.01
    absolute: float | None = None
    figures: int | None = None
    decimals: int | None = None
    factor: float | None = None
    half: float | None = None
    form: str | None = None


class Slip(NamedTuple):
    """A typical error as its author declared it: the formula that it comes out as, and what was done."""

    gives: Formula
    says: Text


class Option(NamedTuple):
    """Something to choose, to judge or to put into order.

    It is worded as `right`, as `wrong`, or drawn as one of the two. `after` are the options that it must come after
    in an order. `tempting` are wrong reasons, offered beside `because` where a statement is judged.
    """

    key: str
    right: Text | None
    wrong: Text | None
    because: Text | None
    after: tuple[str, ...]
    tempting: tuple[Text, ...]
    place: Place


class Choices(NamedTuple):
    """Options of which one is right (`one`), or any number (`several`), or each of which is judged (`statements`).

    `show` is how many are drawn, None for all.
    """

    manner: Literal["one", "several", "statements"]
    options: tuple[Option, ...]
    show: int | None


class RowChoice(NamedTuple):
    """One choice among the rows of a drawn case, of which the drawn one is right."""

    case: str
    show: int | None


class Ordering(NamedTuple):
    """Steps to be put into order. They stand in a right order here; what is worded as wrong does not belong to it."""

    options: tuple[Option, ...]
    show: int | None


class Rubric(NamedTuple):
    """What a free answer is to say: points that its writer ticks against the `model` answer."""

    points: Mapping[str, Text]
    model: Text


class Spellings(NamedTuple):
    """A short text, in any of these spellings; the first is the one that is shown."""

    accepted: tuple[str, ...]


# What a part asks for where its answer is no formula.
Task = Choices | RowChoice | Ordering | Rubric | Spellings

# What an answer given by a formula is taken for, beyond what its value says.
Collection = Literal["set", "interval", "positions"]


class Part(NamedTuple):
    """One thing asked, with one answer: `answer` is a formula, and its name the part's id, or else there is a `task`.

    `names` are those in which the answer is an expression; where there are none it is a value. A `task` has a reason
    of its own in each option; `because` is one for the whole of it, where its author gave one.
    """

    id: str
    ask: Text
    work: tuple[Work, ...]
    answer: Work | None
    task: Task | None
    names: tuple[str, ...]
    collection: Collection | None
    because: Text | None
    accept: Accept
    slips: tuple[Slip, ...]
    hints: tuple[Text, ...]
    follow: bool
    points: int
    skill: str
    place: Place

    @property
    def derived(self) -> tuple[Work, ...]:
        """Every quantity that is worked out in this part, the answer last."""
        return self.work if self.answer is None else (*self.work, self.answer)


class Typed(NamedTuple):
    """A text as a student might type it, from an example."""

    text: str
    place: Place


class Example(NamedTuple):
    """Givens pinned to values, formulas or row keys, and what must come out, right and wrong.

    `offered` are the options that a part shows, by their keys, each with whether it is worded as right.
    """

    name: str
    given: Mapping[str, Typed]
    offered: Mapping[str, Mapping[str, bool]]
    answers: Mapping[str, Typed]
    right: Mapping[str, tuple[Typed, ...]]
    wrong: Mapping[str, tuple[Typed, ...]]
    place: Place


class Question(NamedTuple):
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


class Skill(NamedTuple):
    """What questions train, in words, and which skills it builds on."""

    name: str
    says: str
    after: tuple[str, ...]


class Bank(NamedTuple):
    """A file of questions."""

    name: str
    title: str
    licence: str | None
    path: str
    skills: Mapping[str, Skill]
    counts: tuple[tuple[str, str], ...]
    tables: Mapping[str, tuple[Row, ...]]
    questions: tuple[Question, ...]
    place: Place = Place("", 1, 1)
