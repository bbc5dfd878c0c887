"""Hints, the next one a little more than the one before, and never the answer itself."""

from __future__ import annotations

from studybot.bank.schema import Choices, Ordering, Part, RowChoice
from studybot.formula.tree import names_in
from studybot.notation.from_formula import from_formula
from studybot.notation.numbers import show_value
from studybot.notation.tree import equation
from studybot.problem.options import offers_of
from studybot.problem.steps import Step, steps_of
from studybot.problem.variant import Variant
from studybot.show.amounts import symbols_of
from studybot.show.document import Document, Formula, Words, line
from studybot.show.options import right_order
from studybot.show.prose import clause, inline_spans, sentence


def hints_of(variant: Variant, part: Part) -> tuple[Document, ...]:
    """Every hint of a part, in order: the author's own, then reason, formula and value of each step.

    The value of the last step is the answer and no hint, and neither is its formula where the answer is one. Of options
    to choose from, wrong ones are named until two are left; of an order, the next step, until two are left.
    """
    found: list[Document] = [(line(*sentence(text, variant)),) for text in part.hints]
    steps = steps_of(variant, part)
    for place, step in enumerate(steps):
        found += _of_step(variant, part, step, is_last=place == len(steps) - 1 and part.answer is not None)
    return (*found, *_of_options(variant, part))


def _of_step(variant: Variant, part: Part, step: Step, *, is_last: bool) -> list[Document]:
    symbols = symbols_of(variant.derivation)
    symbol = symbols[step.work.name]
    found: list[Document] = [(line(*sentence(step.because, variant)),)]
    if not (is_last and part.names and set(part.names).issuperset(names_in(step.forms[0]))):
        found.append((Formula(equation(symbol, from_formula(step.forms[0], symbols))),))
    if not is_last and step.result is not None:
        shown = step.wanted or step.result
        found.append((Formula(equation(symbol, show_value(shown.value, shown.unit))),))
    return found


def _of_options(variant: Variant, part: Part) -> list[Document]:
    match part.task:
        case Choices(manner="one") | RowChoice():
            wrong = [offer for offer in offers_of(variant, part) if not offer.holds]
            return [
                (
                    line(
                        Words(f"{offer.letter}) is not it"),
                        *((Words(": "), *clause(offer.because, variant)) if offer.because else (Words("."),)),
                    ),
                )
                for offer in wrong[:-1]
            ]
        case Ordering():
            steps = [offer for offer in right_order(variant, part) if offer.holds]
            return [
                (
                    line(
                        Words("It begins with " if place == 0 else "Next may come "), *inline_spans(offer.text, variant)
                    ),
                )
                for place, offer in enumerate(steps[:-2])
            ]
    return []
