"""Every field of the format with its type and what it is for: what editors are told, and one place to look it up.

The reader (`bank/reading.py` and those it calls) has the last word on what a bank may hold, and says where it is wrong;
`tests/test_command_bank_schema.py` holds this description to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from studybot.bank.accept import FORMS, MAX_FIGURES
from studybot.bank.drawings import MAX_DIGITS
from studybot.bank.reading import FORMAT

# A value: text of any kind, or with the letters of a slug, of a name or of an option's key; true or false; data, of
# which matrices are written as lists; a formula, in which lists hold lists.
Kind = Literal["text", "slug", "name", "option", "flag", "data", "formula"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value, such as a text or a number; of some kinds also lists of values."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Words:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of `low` to `high` items. With `alone` one item may stand without its list."""

    items: Type
    low: int = 0
    high: int | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class NamedBy:
    """A mapping from names that the author chooses, of the kind `keys`."""

    values: Type
    keys: Kind = "text"


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several types."""

    types: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Of:
    """A mapping of the fields of one of `RECORDS`."""

    record: str


Type = Value | Words | Whole | ListOf | NamedBy | Either | Of


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its type, what it is for, and whether it must be there."""

    name: str
    type: Type
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with fields.

    Of each group in `apart` at most one is there, of each in `wanted` at least one. `needs` names for a field those of
    which it wants one beside it. `others` is the type of what stands under names that the author chooses.
    """

    name: str
    says: str
    fields: tuple[Field, ...]
    apart: tuple[tuple[str, ...], ...] = ()
    wanted: tuple[tuple[str, ...], ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: Type | None = None


_TEXT, _SLUG, _NAME, _FLAG = Value("text"), Value("slug"), Value("name"), Value("flag")
_DATA, _FORMULA = Value("data"), Value("formula")
_LISTED = ListOf(_TEXT, alone=True)
# The reader says better what is too large.
_MANY = 10**8

_OF_QUANTITY = (
    Field("unit", _TEXT, "The unit in which it is shown, such as km/hour; of bare numbers, too."),
    Field("says", _TEXT, "What it is, as a noun phrase: the speed of the train."),
    Field("shown", _TEXT, "Its symbol in LaTeX, where its name does not do."),
)
_ASKED = ("answer", "choices", "order", "rubric", "spellings")
_AT = Field("at", NamedBy(_FORMULA, "name"), "Evaluated with these names pinned to these formulas.")

RECORDS = (
    Record(
        "file",
        "A bank: a file of questions.",
        (
            Field("studybot", Whole(int(FORMAT), int(FORMAT)), "The version of the format."),
            Field("bank", _SLUG, "The name of the bank, which is that of its file.", required=True),
            Field("title", _TEXT, "What the bank is called."),
            Field("licence", _TEXT, "Under which terms the bank may be used."),
            Field("use", _SLUG, "The bank in the same folder whose tables this one may use."),
            Field("skills", NamedBy(Of("skill")), "What the questions train."),
            Field(
                "counts", NamedBy(_TEXT), "Further nouns that are counted, each with its plural: {library: libraries}."
            ),
            Field("tables", NamedBy(NamedBy(Of("row"))), "Tables from which a given draws one row."),
            Field("questions", ListOf(Of("question")), "The questions."),
        ),
    ),
    Record(
        "skill",
        "What questions train.",
        (
            Field("says", _TEXT, "What it is.", required=True),
            Field("after", _LISTED, "The skills that it builds on."),
        ),
    ),
    Record(
        "row",
        "A row of a table or of a drawn case: its columns become names, all at once.",
        (
            Field("says", _TEXT, "What is shown for the row."),
            Field("because", _TEXT, "Why it is right, where rows are offered as a choice."),
            Field("source", _TEXT, "Where its figures come from, with the year."),
        ),
        others=_DATA,
    ),
    Record(
        "question",
        "One problem, with parts that are asked in their order.",
        (
            Field("id", _SLUG, "Its name within the bank, which never changes.", required=True),
            Field("title", _TEXT, "What it is called.", required=True),
            Field("skill", _TEXT, "The skill that it trains, declared at the head of the bank.", required=True),
            Field("given", NamedBy(Of("given"), "name"), "The parameters, drawn anew for every variant."),
            Field("where", _FORMULA, "A condition: numbers are drawn again until it holds. It may use every name."),
            Field("text", _TEXT, "What the student is told, with {name} for a given and $LaTeX$.", required=True),
            Field("parts", ListOf(Of("part"), low=1), "What is asked.", required=True),
            Field("examples", NamedBy(Of("example")), "Tests that travel with the question."),
            Field("accepts", NamedBy(_TEXT), "Warnings of `bank check` that are meant to be, each with its reason."),
        ),
    ),
    Record(
        "given",
        "A parameter: drawn in one of five ways, or a symbol without a value where none of them is there.",
        (
            Field("pick", ListOf(_DATA, low=1), "One of these is drawn."),
            Field(
                "range", ListOf(_TEXT, low=2, high=2), "The lowest and the highest value; with step, or with digits."
            ),
            Field("value", _DATA, "It always has this value."),
            Field("is", _FORMULA, "It is computed, but told to the student."),
            Field("case", Either((_TEXT, NamedBy(Of("row")))), "A row of a table, or of these rows, is drawn."),
            Field("step", _TEXT, "With range: drawn evenly, in these steps."),
            Field("digits", Whole(1, MAX_DIGITS), "With range: drawn over decades, with so many figures."),
            Field("only", _LISTED, "With case: the rows of which one is drawn."),
            Field(
                "shape",
                ListOf(Either((_NAME, Whole(1, _MANY))), low=1, high=2, alone=True),
                "A matrix, as [rows, columns], or a vector, as [entries]: pick and range draw each entry.",
            ),
            *_OF_QUANTITY,
            Field("source", _TEXT, "Where a published figure comes from, with its year."),
            Field("distractor", _FLAG, "Told, but not needed."),
        ),
        apart=(("pick", "range", "value", "is", "case"), ("step", "digits")),
        needs={"range": ("step", "digits"), "step": ("range",), "digits": ("range",), "only": ("case",)},
    ),
    Record(
        "work",
        "A quantity on the way to the answer.",
        (
            Field("is", _FORMULA, "Its formula; a chain a = b = c gives equal forms of it.", required=True),
            Field("because", _TEXT, "Why: one clause.", required=True),
            _AT,
            *_OF_QUANTITY,
        ),
    ),
    Record(
        "part",
        "One thing asked, with one answer.",
        (
            Field("id", _NAME, "The answer's name in later formulas.", required=True),
            Field("ask", _TEXT, "What is asked.", required=True),
            Field("work", NamedBy(Of("work"), "name"), "The quantities on the way, each under its name."),
            Field(
                "answer", _FORMULA, "The formula of the answer; or the name of a case, for one choice among its rows."
            ),
            Field(
                "choices", NamedBy(Of("option"), "option"), "Options, of which one is right where kind says no more."
            ),
            Field("order", NamedBy(Of("option"), "option"), "Steps, which stand here in a right order."),
            Field("rubric", NamedBy(_TEXT, "option"), "The points that a free answer is to make."),
            Field("spellings", ListOf(_TEXT, low=1, alone=True), "What is accepted; the first is shown."),
            Field("because", _TEXT, "Why this is the answer: one clause. An answer in a formula must have it."),
            Field("in", ListOf(_NAME, alone=True), "Answered by an expression in these names."),
            _AT,
            *_OF_QUANTITY,
            Field("accept", Of("accept"), "How near is near enough; within 1% where nothing is said."),
            Field(
                "kind",
                Words(("several", "statements", "set", "interval", "positions")),
                "Of choices: several or statements. Of a formula: set, interval or positions.",
            ),
            Field("show", Whole(2, _MANY), "How many options are drawn."),
            Field("model", _TEXT, "With rubric: the answer that makes all its points."),
            Field("slips", ListOf(Of("slip")), "Typical errors."),
            Field("hints", _LISTED, "Hints, before those that follow from the derivation."),
            Field("follow", _FLAG, "Whether a right answer from a wrong earlier one has credit; true if left out."),
            Field("points", Whole(0, 1000), "What it counts; 1 if left out."),
            Field("skill", _TEXT, "The skill that it trains; the question's if left out."),
        ),
        apart=(_ASKED,),
        wanted=(_ASKED,),
        needs={"model": ("rubric",), "rubric": ("model",)},
    ),
    Record(
        "accept",
        "How near is near enough, and what the answer is to look like.",
        (
            Field("within", _TEXT, "2% is relative, 0.5 or $0.50 absolute, 0 exact."),
            Field("figures", Whole(1, MAX_FIGURES), "Rounded to so many figures, and written with them."),
            Field("decimals", Whole(0, MAX_FIGURES), "Rounded to so many decimals, and written with them."),
            Field("factor", _TEXT, "An estimate: right within this factor."),
            Field("half", _TEXT, "With factor: half right within this one."),
            Field("form", Words(FORMS), "What the answer is to look like."),
        ),
        apart=(("within", "figures", "decimals", "factor"),),
        needs={"half": ("factor",)},
    ),
    Record(
        "slip",
        "A typical error.",
        (
            Field("gives", _FORMULA, "What the answer then comes out as.", required=True),
            Field("says", _TEXT, "What was done.", required=True),
        ),
    ),
    Record(
        "option",
        "Something to choose, to judge or to put into order.",
        (
            Field("right", _TEXT, "Its wording where it is right."),
            Field("wrong", _TEXT, "Its wording where it is wrong. With both, one of them is drawn."),
            Field("because", _TEXT, "Why it is right or wrong; choices must say it."),
            Field("after", _LISTED, "In an order: the steps it comes after; else the one above."),
            Field("tempting", _LISTED, "Of statements: wrong reasons, offered beside because."),
        ),
        wanted=(("right", "wrong"),),
    ),
    Record(
        "example",
        "Givens pinned to values, and what must come out.",
        (
            Field(
                "given",
                NamedBy(Either((_FORMULA, NamedBy(Words(("right", "wrong")), "option")))),
                "Values, formulas or rows; of a part, which options are shown, and how each is worded.",
            ),
            Field("answers", NamedBy(_FORMULA), "What must be accepted, of parts and of work."),
            Field("right", NamedBy(_FORMULA), "More that must be accepted: a list for each part."),
            Field("wrong", NamedBy(_FORMULA), "What must not be accepted: a list for each part."),
        ),
    ),
)
