"""Whether a question can be drawn and solved: its condition, and values that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding
from studybot.bank.schema import Formula
from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.tree import Name
from studybot.problem.derivation import Derivation, Link
from studybot.problem.draw import MAX_ATTEMPTS, draw_many
from studybot.vetting.sample import Sample, first

# A condition that holds in fewer draws than this throws away nearly all that the ranges promise.
_RARE = 0.05
# On so many variants a drawn size is not always the same.
_TRIED = 200


def check_possible(derivation: Derivation) -> list[Finding]:
    """What has a value on no variant, or cannot be computed for many at once: matrices whose size is drawn.

    Where shapes do not fit, that is said already.
    """
    if derivation.shapes.faults:
        return []
    for name, formula in _in_order(derivation):
        try:
            needed = derivation.needed(Name(name)) if name else frozenset[str]()
            draw_many(derivation, np.arange(_TRIED, dtype=np.uint64), needed)
        except UndefinedError as fault:
            message = f"{name or 'the condition'} cannot be computed on any variant: {fault.message}"
            return [Finding("error", "undefined", message, formula.place, None, derivation.question.id)]
    return []


def _in_order(derivation: Derivation) -> Iterator[tuple[str, Formula]]:
    """The condition, without which nothing is drawn, then every computed quantity."""
    if derivation.question.where is not None:
        yield "", derivation.question.where
    for link in derivation.links:
        yield link.name, link.formula


def check_condition(sample: Sample) -> list[Finding]:
    """A condition that never comes to hold, or does so in fewer than 5 % of the draws."""
    question = sample.derivation.question
    where = question.where
    if where is None or not sample.count:
        return []
    possible = sample.possible
    if not possible.all():
        held = "never held" if not possible.any() else f"did not hold {sample.on(~possible)}"
        message = (
            f"the condition {where.text} {held}, drawn {MAX_ATTEMPTS:,} times each (as with seed {first(~possible)})"
        )
        hint = "widen it or narrow the ranges, until it holds in 5 % of the draws or more"
        return [Finding("error", "condition-impossible", message, where.place, hint, question.id)]
    rate = 1 / sample.mean_attempts
    if rate >= _RARE:
        return []
    message = f"the condition {where.text} holds in only {100 * rate:.2g} % of the draws"
    hint = "narrow the ranges until it holds in 5 % or more"
    return [Finding("warning", "condition-rare", message, where.place, hint, question.id)]


def check_defined(sample: Sample) -> list[Finding]:
    """Quantities that divide by zero, overflow or have no value otherwise on some variant.

    What only follows from such a quantity is not reported again.
    """
    findings = []
    remaining = sample.possible.copy()
    for link in sample.links:
        undefined = remaining & ~sample.defined(link.tree, sample.around(link))
        if not undefined.any():
            continue
        remaining &= ~undefined
        message = f"{link.name} cannot be computed {sample.on(undefined)}: {_reason(sample, link, first(undefined))}"
        question = sample.derivation.question.id
        findings.append(Finding("error", "undefined", message, link.formula.place, sample.shows(undefined), question))
    return findings


def _reason(sample: Sample, link: Link, seed: int) -> str:
    """Why a quantity is undefined on one variant, with the piece of its formula that is at fault."""
    derivation = sample.derivation
    needed = derivation.needed(link.tree) | {link.name}
    try:
        derivation.solve(sample.drawn_values(seed), evaluate, only=needed)
    except UndefinedError as fault:
        found: FormulaError = fault.in_text(link.formula.text)
        piece = found.text[found.start : found.end]
        return f"in {piece}, {found.message}" if not link.at and piece != found.text else found.message
    return "it is not finite"
