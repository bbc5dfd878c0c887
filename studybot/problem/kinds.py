"""What kind of answer a part asks for."""

from __future__ import annotations

from typing import Literal

from studybot.bank.schema import Choices, Ordering, Part, RowChoice, Rubric, Spellings
from studybot.formula.errors import StudybotError
from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.problem.variant import Variant

Kind = Literal[
    "number", "expression", "matrix", "truth", "positions", "set", "interval",
    "one", "several", "statements", "order", "spelling", "rubric",
]  # fmt: skip


def kind_of(variant: Variant, part: Part) -> Kind:
    """The kind of answer that a part asks for. It is the same on every variant of a question.

    Raises `StudybotError` `variant.undefined` where the answer has no value on a variant that something is pinned on.
    """
    match part.task:
        case Choices(manner=manner):
            return manner
        case RowChoice():
            return "one"
        case Ordering():
            return "order"
        case Rubric():
            return "rubric"
        case Spellings():
            return "spelling"
    if part.names:
        return "expression"
    if part.collection is not None:
        return part.collection
    if part.id not in variant.values:
        raise StudybotError("variant.undefined", f"the answer to {part.id} is undefined with these values")
    match variant.values[part.id]:
        case bool():
            return "truth"
        case Matrix():
            return "matrix"
        case Positions():
            return "positions"
    return "number"
