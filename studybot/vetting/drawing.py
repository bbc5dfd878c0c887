"""Whether a question can be drawn and solved: its condition, values that do not exist, how much variants differ."""

from __future__ import annotations

from studybot.bank.findings import Finding
from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.tree import Name
from studybot.problem.derivation import Link
from studybot.problem.draw import MAX_ATTEMPTS
from studybot.vetting.sample import MEANINGFUL, Sample, first

# A condition that holds in fewer draws than this throws away nearly all that the ranges promise.
_RARE = 0.05
# With fewer variants than this a student meets the same numbers again.
_FEW = 50


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
    """Quantities that divide by zero, overflow or are otherwise no number on some variant.

    What only follows from such a quantity is not reported again.
    """
    findings = []
    remaining = sample.possible.copy()
    for link in sample.derivation.links:
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
    values = {name: float(sample.array(name)[seed]) for name in sample.drawn_names}
    needed = derivation.needed(link.tree) | {link.name}
    try:
        derivation.solve(values, evaluate, only=needed)
    except UndefinedError as fault:
        found: FormulaError = fault.in_text(link.formula.text)
        piece = found.text[found.start : found.end]
        return f"in {piece}, {found.message}" if not link.at and piece != found.text else found.message
    return "it is not finite"


def check_forms(sample: Sample) -> list[Finding]:
    """Chains `a = b` whose forms are not equal."""
    findings = []
    for link in sample.derivation.links:
        values = sample.around(link)
        text = link.formula.text
        for form in link.formula.forms[1:]:
            left, right = sample.value(link.tree, values), sample.value(form, values)
            both = sample.sound & sample.defined(form, values)
            differ = both & ~(abs(left - right) <= 1e-6 * abs(left) + 1e-300)
            if not differ.any():
                continue
            seed = first(differ)
            tree = link.tree
            message = (
                f"{text[form.start : form.end].strip()} does not equal {text[tree.start : tree.end].strip()} "
                f"{sample.on(differ)}: it is {right[seed]:.4g} and not {left[seed]:.4g} with seed {seed}"
            )
            hint = "the forms of a chain a = b all say the same"
            findings.append(
                Finding("error", "forms-differ", message, link.formula.place, hint, sample.derivation.question.id)
            )
    return findings


def check_distinct(sample: Sample) -> list[Finding]:
    """Parts whose answer depends on so little that fewer than 50 variants of them differ."""
    if sample.count < MEANINGFUL or sample.draws.impossible:
        return []
    findings = []
    for part in sample.derivation.question.parts:
        needed = sample.derivation.needed(Name(part.id))
        names = [name for name in sample.drawn_names if name in needed]
        found = sample.distinct(names)
        if found >= _FEW:
            continue
        varying = [f"{name} ({sample.distinct([name])} values)" for name in names if sample.distinct([name]) > 1]
        if varying:
            message = f"{part.id} has only {found} distinct variants: its answer depends on {_joined(varying)} alone"
            hint = f"{_FEW} or more keep students from meeting the same numbers again: widen the ranges"
        else:
            message = f"{part.id} has the same answer on every variant: nothing that it depends on is drawn"
            hint = "let its answer depend on a given with pick or range"
        findings.append(Finding("warning", "few-variants", message, part.place, hint, sample.derivation.question.id))
    return findings


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
