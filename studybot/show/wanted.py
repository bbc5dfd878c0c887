"""How an answer is to be given: what a part asks for, in a line under it."""

from __future__ import annotations

from studybot.bank.schema import Accept, Part
from studybot.formula.matrix import Matrix
from studybot.marking.forms import form_asked
from studybot.problem.kinds import Kind, kind_of
from studybot.problem.variant import Variant
from studybot.show.amounts import symbol_of
from studybot.show.document import Math, Span, Words

_BY_KIND: dict[Kind, str] = {
    "truth": "true or false",
    "positions": "positions, such as 3-7, 12",
    "set": "a set, such as {2, 3, 5}",
    "interval": "an interval, such as [0, 1)",
    "one": "one letter",
    "several": "the letters of all that are right, or none",
    "statements": "T or F for each",
    "order": "the letters in order, without those that do not belong",
    "rubric": "in your own words, or in your head; then Enter",
}


def how_to_answer(variant: Variant, part: Part) -> tuple[Span, ...]:
    """What is wanted beyond a number with its unit, as a clause; nothing where that is all."""
    kind = kind_of(variant, part)
    told: list[Span] = []
    if kind == "expression":
        told.append(Words("a formula in ", "quiet"))
        for place, name in enumerate(part.names):
            told += [Words(", ", "quiet")] if place else []
            told.append(Math(symbol_of(variant.derivation, name), "quiet"))
    elif word := _matrix(variant, part) if kind == "matrix" else _BY_KIND.get(kind, ""):
        told.append(Words(word, "quiet"))
    if form := _form(part.accept):
        told.append(Words(f", {form}" if told else form, "quiet"))
    return tuple(told)


def _matrix(variant: Variant, part: Part) -> str:
    value = variant.values[part.id]
    is_vector = isinstance(value, Matrix) and value.shape[1] == 1
    return "a vector, such as [1, 2]" if is_vector else "a matrix, such as [[1, 2], [3, 4]]"


def _form(accept: Accept) -> str:
    if accept.figures is not None:
        return f"with {accept.figures} significant figure{'' if accept.figures == 1 else 's'}"
    if accept.decimals is not None:
        return f"with {accept.decimals} decimal{'' if accept.decimals == 1 else 's'}"
    if accept.form is not None:
        return form_asked(accept.form)
    if accept.factor is not None:
        return "an estimate: its order of magnitude counts"
    return ""
