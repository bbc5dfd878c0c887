"""How an answer is to be given: what a part asks for, in a line under it."""

from __future__ import annotations

from studybot.bank.schema import Accept, Part
from studybot.notation.unicode import to_unicode
from studybot.problem.kinds import Kind, kind_of
from studybot.problem.variant import Variant
from studybot.show.amounts import symbol_of

_BY_KIND: dict[Kind, str] = {
    "truth": "true or false",
    "positions": "positions, such as 3-7, 12",
    "set": "a set, such as {2, 3, 5}",
    "interval": "an interval, such as [0, 1)",
    "matrix": "a vector, such as [1, 2], or a matrix, such as [[1, 2], [3, 4]]",
    "one": "one letter",
    "several": "the letters of all that are right, or none",
    "statements": "T or F for each",
    "order": "the letters in order, without those that do not belong",
    "rubric": "in your own words, or in your head; then Enter",
}


def how_to_answer(variant: Variant, part: Part) -> str:
    """What is wanted beyond a number with its unit, as a clause; "" where that is all."""
    kind = kind_of(variant, part)
    told = _BY_KIND.get(kind, "")
    if kind == "expression":
        symbols = [to_unicode(symbol_of(variant.derivation, name)) for name in part.names]
        told = f"a formula in {', '.join(symbols)}"
    form = _form(part.accept)
    return ", ".join(piece for piece in (told, form) if piece)


def _form(accept: Accept) -> str:
    if accept.figures is not None:
        return f"with {accept.figures} significant figure{'' if accept.figures == 1 else 's'}"
    if accept.decimals is not None:
        return f"with {accept.decimals} decimal{'' if accept.decimals == 1 else 's'}"
    if accept.form is not None:
        from studybot.marking.forms import form_asked

        return form_asked(accept.form)
    if accept.factor is not None:
        return "an estimate: the order of magnitude counts"
    return ""
